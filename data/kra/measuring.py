"""How an item is measured: by the KPI whose code it names, over the days of its run."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kra.cadence import Span
from data.people.person import Person

MET, MISSED, UNKNOWN = "met", "missed", "n/a"


class Measured(NamedTuple):
    """What was measured, in words: the value (``n/a`` where nothing is known), both counts behind it, the target."""

    value: str = UNKNOWN
    counts: str = ""
    target: str = ""
    verdict: str = UNKNOWN


@cache
def metrics() -> frozenset[str]:
    """The codes of what can be measured."""
    return frozenset()


def measured(reader: Reader, person: Person, metric: str, span: Span, now: int) -> Measured:
    """The value of a metric for a person and some days."""
    del reader, person, metric, span, now
    return Measured()
