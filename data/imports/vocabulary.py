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
Proof = Literal["nothing", "names", "all"]
"""How much in a file speaks for a noun: nothing, names that files of others may have too, or what only its own have."""


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
    file of another may have such too.
    """

    source: str
    field: dict[str, Words]
    look: tuple[Look, ...] = ()
    names: Words = ()


class OtherFile(Look):
    """Files of something that no noun is for. ``noun`` is what is advised about them."""

    noun: str


class _OtherFiles(Fact):
    source: str
    file: tuple[OtherFile, ...]


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


@cache
def other_files() -> tuple[OtherFile, ...]:
    """The files of something that no noun is for."""
    return read_catalogue("other_files.toml", _OtherFiles).file
