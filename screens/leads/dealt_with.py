"""Leads that keys have dealt with: once a list shows what came of it, its cursor goes on to the next lead."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice

LOOKED_AT = 50
"""Leads each way among which the next one is looked for."""


class DealtWith:
    """The leads whose step is on its way to disk, or is written and not shown yet."""

    def __init__(self) -> None:
        self._under_way: Counter[int] = Counter()
        self._written: set[int] = set()

    def __contains__(self, lead: object) -> bool:
        return lead in self._under_way or lead in self._written

    @contextmanager
    def dealing(self, leads: Sequence[int]) -> Iterator[None]:
        """Leads are dealt with meanwhile; a step that fails has dealt with none."""
        self._under_way.update(leads)
        try:
            yield
            self._written.update(leads)
        finally:
            self._under_way -= Counter(leads)

    def written(self) -> frozenset[int]:
        """The leads whose step is on disk: whoever reads from now on sees what came of it."""
        return frozenset(self._written)

    def shown(self, leads: frozenset[int]) -> None:
        """What came of these is shown."""
        self._written -= leads


def lead_after(before: array[int], after: array[int], place: int, dealt_with: Container[int]) -> int | None:
    """The lead for a cursor that stood at a place of a list, once the list is in another order; None: stay there.

    It leaves a lead that was dealt with and has moved for the next one, which is the one before it where none follows.
    """
    lead = before[place]
    if lead not in dealt_with:
        return lead
    if place < len(after) and after[place] == lead:
        return lead
    others = chain(
        islice(before, place + 1, place + 1 + LOOKED_AT), reversed(before[max(place - LOOKED_AT, 0) : place])
    )
    return next((other for other in others if other not in dealt_with and other in after), None)
