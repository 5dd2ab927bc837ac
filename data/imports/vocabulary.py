"""What columns and words of files from outside mean: the catalogue files of imports, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from tomllib import loads
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, field_validator

from data.files.headers import joined_name

Words = tuple[str, ...]
Sort = Literal["emails", "phones", "links"]
Contact = Literal["address", "emails", "phones", "links"]
Proof = Literal["nothing", "names", "all"]
"""How much in a file speaks for a noun: nothing, names that files of others may have too, or what only its own have."""
Part = Literal["label", "code", "country"]


class Fact(BaseModel):
    """A part of a catalogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Look(Fact):
    """A sort of files as one sees it from their columns: one of each group, and none of ``never``."""

    name: str
    group: dict[str, Words]
    never: Words = ()
    outweighs: Proof = "nothing"
    """What may speak for another noun in a file that is taken for one of this sort all the same."""
    field: dict[str, Words] = {}
    """Names that fields have in such files alone; they go before all others."""


class Vocabulary(Fact):
    """What a noun's columns are called: the names of each field, the most telling first.

    ``look`` is what tells its files from those of other nouns, ``names`` are columns that speak for the noun, though a
    file of another may have such too. ``common`` says which field is which line of the files of other languages,
    ``unlike`` what stands in columns that are called like a field and are something else (an expression for the whole
    cell, in lowercase).
    """

    source: str
    field: dict[str, Words]
    """The names in English and those of the systems' own; a column may also be nearly called so."""
    common: dict[str, str] = {}
    unlike: dict[str, str] = {}
    look: tuple[Look, ...] = ()
    names: Words = ()

    @field_validator("unlike")
    @classmethod
    def _compiles(cls, unlike: dict[str, str]) -> dict[str, str]:
        for pattern in unlike.values():
            re.compile(pattern)
        return unlike

    @cached_property
    def words(self) -> Mapping[str, Words]:
        """The names of each field in every language."""
        return in_all_languages(self.field, self.common)


class OtherFile(Look):
    """Files of something that no noun is for. ``noun`` is what is advised about them."""

    noun: str


class _OtherFiles(Fact):
    source: str
    file: tuple[OtherFile, ...]


class LabelledColumns(Fact):
    """Words that make a column one of several of its sort, and the labels that some of them give.

    ``common`` are lines of the files of other languages by the label that they give, empty for none. ``cells`` are
    abbreviations that give a label before or behind a value, and are no name of a column.
    """

    base: Words
    labels: dict[str, Words] = {}
    common: dict[str, str] = {}
    cells: dict[str, Words] = {}

    @cached_property
    def label_of(self) -> Mapping[str, str]:
        """Each word, and the label that it gives; empty for none."""
        own = [("", self.base), *self.labels.items()]
        others = [(label, common_words(line)) for label, line in self.common.items()]
        return {word: label for label, words in reversed([*own, *others]) for word in words}


class ContactColumns(Fact):
    """What columns of addresses, e-mails, phones and links are called, whatever the noun.

    ``part`` are words behind the name of one of several that make it a part of that: ``label`` (what it is), ``code``
    (before a phone), ``country``. ``group`` are words before a name that say whose it is, ``aside`` names that are none
    of ours, ``others`` words in names of what somebody else is reached by.
    """

    source: str
    address: dict[str, Words]
    address_common: dict[str, str]
    labelled: dict[Sort, LabelledColumns]
    label_words: dict[str, Words]
    filler: Words
    part: dict[Part, Words]
    group: Words
    aside: Words
    aside_common: Words
    others: Words
    unlike: dict[str, str]
    connectors: Words
    """Words between two values of one cell."""


Catalogue = TypeVar("Catalogue", bound=Fact)


def read_catalogue(name: str, model: type[Catalogue]) -> Catalogue:
    """A catalogue file that comes out of the box."""
    text = files("data.catalog").joinpath(name).read_text(encoding="utf-8")
    return model.model_validate(loads(text))


@cache
def contact_columns() -> ContactColumns:
    """The names of addresses, e-mails, phones and links."""
    return read_catalogue("contact_columns.toml", ContactColumns)


@cache
def other_files() -> tuple[OtherFile, ...]:
    """The files of something that no noun is for."""
    return read_catalogue("other_files.toml", _OtherFiles).file


def in_all_languages(fields: Mapping[str, Words], common: Mapping[str, str]) -> Mapping[str, Words]:
    """The names of fields, followed by those that other languages have for the lines which they are."""
    return {
        field: (*words, *(common_words(common[field]) if field in common else ()))
        for field, words in fields.items()
    }


class Language(Fact):
    """What columns are called in a language, by what they are about, and the days of the week from Monday on."""

    columns: dict[str, Words]
    day: dict[str, Words]


@cache
def day_names() -> Mapping[str, int]:
    """The names of the days of the week in other languages than English, as they are compared; Monday is 0."""
    return {
        joined_name(word): day
        for language in _languages()
        for day, words in enumerate(language.day.values())
        for word in words
    }


def common_words(line: str) -> Words:
    """What other languages call a column. Raises KeyError for a line that none of them has."""
    found = [word for language in _languages() for word in language.columns.get(line, ())]
    if not found:
        raise KeyError(line)
    return tuple(dict.fromkeys(found))


@cache
def _languages() -> tuple[Language, ...]:
    """The languages that there are files of, one after the other."""
    folder = files("data.catalog.columns")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    read = [loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in names]
    return tuple(Language(day=lines.pop("day"), columns=lines) for lines in read)
