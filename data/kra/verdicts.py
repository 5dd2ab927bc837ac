"""What a KPI says of an item that it judges, without what reckons it: every screen counts items, few measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kra.cadence import Span
from data.people.person import Person

MET = frozenset({"met", "on pace"})
MISSED = frozenset({"missed", "behind"})
UNKNOWN = frozenset({"n/a", "no target"})
"""The verdicts on KPIs, by what they say of an item: done, not done, nothing."""


class Measured(NamedTuple):
    """What was measured, in words: the value (``n/a`` where nothing is known), both counts behind it, the target."""

    value: str = ""
    counts: str = ""
    target: str = ""
    verdict: str = ""


Measure = Callable[[Reader, Person, Sequence[str], Span, int], Mapping[str, Measured]]
"""What judges the measured items of a run, by the codes of their KPIs."""


def unmeasured(
    reader: Reader, person: Person, codes: Sequence[str], span: Span, now: int
) -> Mapping[str, Measured]:
    """Leaves what is measured for later."""
    del reader, person, codes, span, now
    return {}
