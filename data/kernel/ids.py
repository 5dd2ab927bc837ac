"""Row and command ids: 63-bit integers, ordered by time, made without asking the store.

The upper 42 bits count milliseconds since 2020, the rest are random. Ids of one process rise even when its clock is set
back. Nobody counts on from an id: whoever needs several asks for as many.
"""

from __future__ import annotations

import os
from collections.abc import Callable

EPOCH = 1_577_836_800_000
"""2020-01-01T00:00Z in Unix milliseconds."""

RANDOM_BITS = 21

_RANDOM_BYTES = 3
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


class IdMaker:
    """Makes ids that rise strictly within one process and are unique across processes, but for rare chance."""

    def __init__(self, random_bytes: Callable[[int], bytes] = os.urandom) -> None:
        self._random_bytes = random_bytes
        self._last = 0

    def new(self, at: int) -> int:
        """A new id for the moment ``at`` (Unix milliseconds)."""
        noise = int.from_bytes(self._random_bytes(_RANDOM_BYTES), "big") >> (8 * _RANDOM_BYTES - RANDOM_BITS)
        self._last = max((max(at - EPOCH, 0) << RANDOM_BITS) | noise, self._last + 1)
        return self._last

    def several(self, at: int, count: int) -> range:
        """``count`` new ids in a row."""
        if not count:
            return range(0)
        first = self.new(at)
        self._last = first + count - 1
        return range(first, first + count)


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
