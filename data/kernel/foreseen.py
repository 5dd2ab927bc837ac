"""What will be read, by what was read before: it is asked for in one request, as each is a way to a node and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from data.kernel.engine import Params, Value

MOST = 40
"""Selects that are asked for ahead at most."""
_KEPT = 300
"""First selects of which it is remembered what followed."""


class Asked(NamedTuple):
    """A select with its parameters, as one that can be looked up."""

    sql: str
    values: tuple[Any, ...]
    is_named: bool

    def as_sent(self) -> list[Any]:
        """The statement as rqlite takes it; names of parameters where there are such."""
        return [self.sql, dict(self.values)] if self.is_named else [self.sql, *self.values]


def asked(sql: str, params: Params) -> Asked:
    """A select that is asked for."""
    if isinstance(params, Mapping):
        return Asked(sql, tuple(params.items()), is_named=True)
    return Asked(sql, tuple(params), is_named=False)


class Foreseen:
    """Of each select with which a reading begins: what was asked for behind it the last two times."""

    def __init__(self) -> None:
        self._last: dict[Asked, Sequence[Asked]] = {}
        self._twice: dict[Asked, Sequence[Asked]] = {}

    def behind(self, first: Asked) -> Sequence[Asked]:
        """What is likely to be asked for behind it: nothing whose parameters change from time to time."""
        return self._twice.get(first, ())

    def learn(self, reading: Sequence[Asked]) -> None:
        """Remember what was asked for, in its order."""
        if len(reading) < 2:  # nothing followed
            return
        first, *followed = reading
        last = set(self._last.pop(first, ()))
        self._twice[first] = [one for one in followed if one in last][:MOST]
        self._last[first] = followed
        if len(self._last) > _KEPT:
            oldest = next(iter(self._last))
            del self._last[oldest]
            self._twice.pop(oldest, None)


class Reading:
    """The selects of one reading, and what was answered."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answers: dict[Asked, list[tuple[Value, ...]]] = {}
