"""What columns and words of files with leads and companies mean: their catalogue files, checked."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Literal

from pydantic import model_validator

from data.files.headers import joined_name
from data.imports.vocabulary import Vocabulary, Words, common_words, read_catalogue

Status = Literal["new", "working", "qualified", "disqualified", "won"]


class LeadColumns(Vocabulary):
    """The names of a lead's fields, and the words of other systems for its status."""

    status: dict[Status, Words]

    @model_validator(mode="after")
    def _a_status_word_means_one_thing(self) -> LeadColumns:
        words = [word for words in self.status.values() for word in words]
        twice = sorted({word for word in words if words.count(word) > 1})
        if twice:
            raise ValueError(f"words of two statuses: {', '.join(twice)}")
        return self


class CompanyColumns(Vocabulary):
    """The names of a company's fields, and columns that only accounts files have."""

    markers: Words
    common_markers: Words
    """Lines of the files of other languages that are markers too."""

    @cached_property
    def marks(self) -> frozenset[str]:
        """The markers of every language, as names of columns are compared."""
        words = (*self.markers, *(word for line in self.common_markers for word in common_words(line)))
        return frozenset(map(joined_name, words))


@cache
def lead_columns() -> LeadColumns:
    """The catalogue of leads that comes out of the box."""
    return read_catalogue("lead_columns.toml", LeadColumns)


@cache
def company_columns() -> CompanyColumns:
    """The catalogue of companies that comes out of the box."""
    return read_catalogue("company_columns.toml", CompanyColumns)
