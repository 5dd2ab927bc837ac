"""Rows of a file that make no record of their own, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

Fate = Literal["duplicates", "deleted", "left_out", "rejected"]
"""What became of a row that makes no record: the same as another, no more there in its source, not wanted here, or
somebody has to do something about it."""


class Reason(NamedTuple):
    """Why rows are left out, in words under which they are counted."""

    text: str
    fate: Fate

    @property
    def rejected(self) -> bool:
        """Whether somebody has to do something for such rows to count."""
        return self.fate == "rejected"

    @property
    def is_plain(self) -> bool:
        """Whether the words say no more than the fate: each row's detail tells the rest."""
        return self.text == self.fate


REJECTED = Reason("rejected", "rejected")
DUPLICATE = Reason("duplicates", "duplicates")
UNITED = Reason("put together with another row", "duplicates")
CONFLICT = Reason("conflicts", "rejected")
"""The id of one record on the row of what seems to be another."""
DELETED = Reason("deleted", "deleted")


class RowRefused(Exception):
    """A row cannot be what it says; it is left out for this reason."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason.text, detail)
        self.reason, self.detail = reason, detail


class Left(NamedTuple):
    """A row (or cell) that makes no record of its own, and why. ``other`` is the row that it went together with."""

    number: int
    reason: Reason
    detail: str = ""
    other: int = 0

    @property
    def words(self) -> str:
        """The reason with its detail, or the detail where that is the reason."""
        if self.reason.is_plain:
            return self.detail
        return f"{self.reason.text}: {self.detail}" if self.detail else self.reason.text


def left_as_deleted(number: int, column: str) -> Left:
    """A row that is deleted in its source."""
    return Left(number, DELETED, f"deleted in its source ({column})")


def left_as_united(number: int, other: int, noun: str) -> Left:
    """A row that says more of the record of another row."""
    return Left(number, UNITED, f"the same {noun} as row {other:,}", other)


class Clash(NamedTuple):
    """What a row says of ``what`` that cannot stand beside what another row says of the same record.

    ``stays`` is what the other row says; empty where both could stand, but there is no room for them. ``beside`` is the
    added field of the record in which it is kept; empty where it is not.
    """

    number: int
    other: int
    what: str
    stays: str
    left: str
    beside: str = ""

    @property
    def words(self) -> str:
        """What stays out, and what stands there."""
        if not self.stays:
            return f"{self.what} does not fit beside that of row {self.other:,}: {self.left}"
        kept = f"; kept as own field {self.beside}" if self.beside else ""
        return f"{self.what} {self.left}, but {self.stays} in row {self.other:,}{kept}"


class SetHere(NamedTuple):
    """What a row says of ``what`` otherwise than somebody has set here: that stays."""

    number: int
    what: str
    here: str
    said: str

    @property
    def words(self) -> str:
        """What stays out, and what stands here."""
        here = f"{self.here} was set here" if self.here else "that was taken out here"
        return f"{self.what} {self.said}, but {here}"


def row_numbers(rows: Sequence[Left], most: int) -> str:
    """``row 3``, ``rows 3, 7 and 12 more``."""
    shown = ", ".join(f"{row.number:,}" for row in rows[:most])
    more = f" and {len(rows) - most:,} more" if len(rows) > most else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {shown}{more}"


class Doubt(NamedTuple):
    """A row that is taken, though something in it is not known here; ``what`` are words under which such rows count."""

    number: int
    what: str
    detail: str = ""

    @property
    def words(self) -> str:
        """What is not known, with its detail."""
        return f"{self.what}: {self.detail}" if self.detail else self.what


class Twin(NamedTuple):
    """A row that is added though it may be the same as another: the row, and what it may be the same as."""

    number: int
    words: str
