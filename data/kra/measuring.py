"""How items are measured: each by the KPI whose code it names, over the days of its run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from data.calendar.periods import Period
from data.kernel.commands import Reader
from data.kpi.kpi import all_kpis, kpi
from data.kpi.measure import Behind
from data.kpi.opened import records_of
from data.kpi.scope import Scope
from data.kpi.scorecard import scorecard
from data.kpi.units import figure_words
from data.kpi.words import counts_words, target_words
from data.kra.cadence import PERIODS, Span
from data.kra.verdicts import Measured
from data.people.person import Person


@cache
def metrics() -> Mapping[str, str]:
    """What can be measured: the codes of all KPIs, and the shortest period over which each is looked at."""
    return {one.code: one.cadence for one in all_kpis()}


def measured(
    reader: Reader, person: Person, codes: Sequence[str], span: Span, now: int, *, is_closing: bool = False
) -> Mapping[str, Measured]:
    """The KPIs of these codes for a person and the days of a run, judged as of now, or as it is closed now."""
    if not codes:
        return {}
    asked = _scope(person), _period(span), person.zone, now
    card = scorecard(reader, *asked, codes=codes, back=1, is_closing=is_closing)
    return {
        row.kpi.code: Measured(
            figure_words(row.kpi.unit, row.value.figure, card.currency),
            counts_words(row.kpi, row.value, card.currency),
            target_words(row.kpi, row.target, card.currency),
            row.word,
        )
        for row in card.rows
    }


def behind(reader: Reader, person: Person, code: str, span: Span, now: int) -> Sequence[Behind]:
    """The records that a measured item is made of, the latest first."""
    return records_of(reader, kpi(code), _scope(person), _period(span), person.zone, now)


def _scope(person: Person) -> Scope:
    return Scope(person.name, (person,))


def _period(span: Span) -> Period:
    return Period(PERIODS[span.cadence], span.first)
