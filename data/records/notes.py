"""Notes on records: what a person writes down, with its moment."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.errors import UsageError
from data.kernel.text import bounded_lines

NOTE_LIMIT = 4_000


class Note(NamedTuple):
    """One note, as it stands in the store."""

    id: int
    record_table: str
    record_id: int
    person_id: int
    at: int
    text: str
    touched: int | None = None


def checked_note(text: str) -> str:
    """A note's words made fit for the store. Raises UsageError where there are none, or too many."""
    words = bounded_lines(text, NOTE_LIMIT, "A note")
    if not words:
        raise UsageError("A note needs words.")
    return words
