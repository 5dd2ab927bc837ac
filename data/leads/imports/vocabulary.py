"""What columns and words of files with leads mean: the catalogue file, checked."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

Words = tuple[str, ...]
Status = Literal["new", "working", "qualified", "disqualified", "won"]


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LabelledColumns(_Fact):
    """Words that make a column one of several of its sort, and the labels that some of them give."""

    base: Words
    labels: dict[str, str]


class Filler(_Fact):
    """Words in names of columns that say nothing."""

    words: Words


class System(_Fact):
    """A CRM: the columns that tell it (none: its ids do), where its ids stand and what they look like."""

    name: str
    columns: Words = ()
    id_pattern: str = r".+"
    id_column: str = ""

    @field_validator("id_pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        re.compile(pattern)
        return pattern


class LeadColumns(_Fact):
    """All vocabularies of the import of leads and companies."""

    source: str
    field: dict[str, Words]
    address: dict[str, Words]
    labelled: dict[Literal["emails", "phones", "links"], LabelledColumns]
    label_words: dict[str, Words]
    label_filler: Filler
    status: dict[Status, Words]
    system: tuple[System, ...]
    deals: dict[Literal["person", "amount", "stage", "close"], Words]
    company: dict[str, Words]

    @model_validator(mode="after")
    def _a_status_word_means_one_thing(self) -> LeadColumns:
        words = [word for words in self.status.values() for word in words]
        twice = sorted({word for word in words if words.count(word) > 1})
        if twice:
            raise ValueError(f"words of two statuses: {', '.join(twice)}")
        return self


@cache
def lead_columns() -> LeadColumns:
    """The catalogue that comes out of the box."""
    text = files("data.catalog").joinpath("lead_columns.toml").read_text(encoding="utf-8")
    return LeadColumns.model_validate(loads(text))
