"""Row and command ids: 63-bit integers, ordered by time, made without asking the store.

The upper 42 bits count milliseconds since 2020, then come 16 random ones, so that ids of one process rise even
when its clock is set back. The lowest 5 are nought: a command numbers its further rows with them.
"""

from __future__ import annotations

import os
from collections.abc import Callable

EPOCH = 1_577_836_800_000
"""2020-01-01T00:00Z in Unix milliseconds."""

RANDOM_BITS = 16
ROW_BITS = 5
"""Bits for the further rows of one command: it may number up to 31 beside the first."""

_LOW_BITS = RANDOM_BITS + ROW_BITS
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


class IdMaker:
    """Makes ids that rise strictly within one process and are unique across processes."""

    def __init__(self, random_bytes: Callable[[int], bytes] = os.urandom) -> None:
        self._random_bytes = random_bytes
        self._last = 0

    def new(self, at: int) -> int:
        """A new id for the moment ``at`` (Unix milliseconds)."""
        noise = int.from_bytes(self._random_bytes(RANDOM_BITS // 8), "big") << ROW_BITS
        fresh = (max(at - EPOCH, 0) << _LOW_BITS) | noise
        self._last = fresh if fresh > self._last else _next_multiple(self._last)
        return self._last

    def block(self, at: int, count: int) -> range:
        """``count`` ids in a row, for the records of one import."""
        first = self.new(at)
        self._last = first + count
        return range(first, first + count)


def _next_multiple(identifier: int) -> int:
    return ((identifier >> ROW_BITS) + 1) << ROW_BITS


def reference(identifier: int) -> str:
    """An id as 13 letters and digits that a person can type (no i, l, o, u)."""
    letters = ""
    for _ in range(13):
        identifier, digit = divmod(identifier, 32)
        letters = _ALPHABET[digit] + letters
    return letters


def short_reference(identifier: int) -> str:
    """The last six letters of a reference: enough to name one entry among a person's recent ones."""
    return reference(identifier)[-6:]


def from_reference(text: str) -> tuple[int, int]:
    """The value and modulus that an id must satisfy to end in ``text``.

    Raises ValueError where ``text`` holds a letter that no reference has.
    """
    value = 0
    for letter in text.lower():
        value = value * 32 + _ALPHABET.index(letter)
    return value, 32 ** len(text)
