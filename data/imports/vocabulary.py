"""What columns and words of files from outside mean: the catalogue files of imports, checked."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict

Words = tuple[str, ...]
Sort = Literal["emails", "phones", "links"]
Contact = Literal["address", "emails", "phones", "links"]


class Fact(BaseModel):
    """A part of a catalogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Lookalike(Fact):
    """Files of another noun, known by one column of each of several sorts and by the want of others."""

    name: str
    lacks: str
    """What the rows of such a file are without, in words."""
    absent: Words
    """Columns that such a file never has."""
    sorts: dict[str, Words]


class Vocabulary(Fact):
    """What a noun's columns are called: the names of each field, the most telling first."""

    source: str
    field: dict[str, Words]
    lookalike: tuple[Lookalike, ...] = ()


class LabelledColumns(Fact):
    """Words that make a column one of several of its sort, and the labels that some of them give."""

    base: Words
    labels: dict[str, str]


class Filler(Fact):
    """Words in names of columns that say nothing."""

    words: Words


class ContactColumns(Fact):
    """What columns of addresses, e-mails, phones and links are called, whatever the noun."""

    source: str
    address: dict[str, Words]
    labelled: dict[Sort, LabelledColumns]
    label_words: dict[str, Words]
    label_filler: Filler


Catalogue = TypeVar("Catalogue", bound=Fact)


def read_catalogue(name: str, model: type[Catalogue]) -> Catalogue:
    """A catalogue file that comes out of the box."""
    text = files("data.catalog").joinpath(name).read_text(encoding="utf-8")
    return model.model_validate(loads(text))


@cache
def contact_columns() -> ContactColumns:
    """The names of addresses, e-mails, phones and links."""
    return read_catalogue("contact_columns.toml", ContactColumns)
