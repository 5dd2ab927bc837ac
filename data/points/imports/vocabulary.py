"""What activities and columns are called in files from outside: the catalogue file, checked."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from data.imports.vocabulary import Fact, Look, Vocabulary, Words, read_catalogue


class RecordRule(Fact):
    """What records of some types, with some outcomes (none named: any), count as, and why."""

    type: Words
    outcome: Words = ()
    kind: str
    because: str


class ActivityLook(Look):
    """Files of activities. ``type`` is what each row is, as a type of the rules; empty where a column has to say."""

    type: str = ""


class Directions(Fact):
    """Words that tell whether a call or an e-mail went out or came in."""

    out: frozenset[str]
    in_: frozenset[str] = Field(alias="in")


class ActivityColumns(Vocabulary):
    """The names of columns, wordings of kinds, and the rules for records of a CRM."""

    look: tuple[ActivityLook, ...]
    direction: Directions
    totals: frozenset[str]
    worths: frozenset[str]
    wording: dict[str, Words]
    rule: tuple[RecordRule, ...] = ()


@cache
def activity_columns() -> ActivityColumns:
    """The catalogue that comes out of the box."""
    return read_catalogue("activity_columns.toml", ActivityColumns)


def plain(text: str) -> str:
    """A wording without case, punctuation and doubled blanks, for comparing."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
