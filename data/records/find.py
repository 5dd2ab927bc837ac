"""Which record is meant by what a person types, and how those that could be are told apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.ids import from_reference, reference
from data.kernel.text import clean
from data.records.merged import standing

NAMED = 6
"""How many records are named where several could be meant."""
_REFERENCE_LENGTH = 13


class Match(NamedTuple):
    """A record that was found by words: what it is called, and what tells it from others.

    ``table`` says what opens it. A company of which there is no record is found as one of its people.
    """

    table: str
    id: int
    title: str
    about: str = ""


def referred(reader: Reader, table: str, word: str) -> int | None:
    """The id of the record that a reference means, or of the one it was merged into; None where there is none."""
    if len(word) != _REFERENCE_LENGTH:
        return None
    try:
        value, _ = from_reference(word)
    except ValueError:
        return None
    identifier = standing(reader, table, value)
    return identifier if reader.select(f"select 1 from {table} where id = ?", (identifier,)) else None


def told_apart(named: Sequence[tuple[str, int]], count: int, else_by: str) -> str:
    """The first of records by name, and what to type for one of them: those that read the same have their reference.

    ``named`` are names and ids, ``count`` is how many there are in all; ``else_by`` says what else finds one.
    """
    names = [clean(name, 60) for name, _ in named]
    spelled = [name.casefold() for name in names]
    twice = [spelled.count(name) > 1 for name in spelled]
    shown = "; ".join(
        f"{name} ({reference(identifier)})" if alike else name
        for (_, identifier), name, alike in zip(named, names, twice, strict=True)
    )
    more = f" and {count - len(named):,} more" if count > len(named) else ""
    advice = (
        f"Type a reference, a further word or {else_by}." if any(twice) else f"Add a word, or type {else_by}."
    )
    return f"{shown}{more}. {advice}"
