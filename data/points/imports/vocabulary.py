"""What activities and columns are called in files from outside: the catalogue file, checked."""

from __future__ import annotations

from functools import cache

from data.imports.vocabulary import Fact, Vocabulary, Words, read_catalogue


class RecordRule(Fact):
    """What records of some types, with some outcomes (none named: any), count as, and why."""

    type: Words
    outcome: Words = ()
    kind: str
    because: str


class ActivityColumns(Vocabulary):
    """The names of columns, wordings of kinds, and the rules for records of a CRM."""

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
