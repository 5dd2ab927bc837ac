"""Rows of a file that make no record of their own, and why."""

from __future__ import annotations

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
DELETED = Reason("deleted", "deleted")


class Left(NamedTuple):
    """A row (or cell) that makes no record of its own, and why."""

    number: int
    reason: Reason
    detail: str = ""

    @property
    def words(self) -> str:
        """The reason with its detail, or the detail where that is the reason."""
        if self.reason.is_plain:
            return self.detail
        return f"{self.reason.text}: {self.detail}" if self.detail else self.reason.text


def left_as_deleted(number: int, column: str) -> Left:
    """A row that is deleted in its source."""
    return Left(number, DELETED, f"deleted in its source ({column})")


class Twin(NamedTuple):
    """A row that is added though it may be the same as another: the row, and what it may be the same as."""

    number: int
    words: str
