"""What closed runs of the demo say of their measured items: reckoned from its records, as closing a run does.

All periods of a person's runs are asked for at once. What only the present knows is asked as of the closing; what even
then is not known, as nobody remembers which follow-ups were due, as of the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from data.calendar.days import day_of
from data.calendar.periods import Period, period_of
from data.kernel.commands import Reader
from data.kernel.engine import Statement
from data.kpi.kpi import Kpi, kpi
from data.kpi.measure import Asked
from data.kpi.measures import measure_of
from data.kpi.measures.leads import PRESENT
from data.kpi.reckon import Reckoning, Value, reckon
from data.kpi.scope import Scope
from data.kpi.scorecard import accrues, scorecard, target_of
from data.kpi.targets import Targets, read_targets
from data.kpi.units import figure_words
from data.kpi.verdict import Standing, verdict
from data.kpi.words import counts_words, target_words
from data.kra.cadence import PERIODS, Cadence
from data.kra.verdicts import Measured
from data.people.person import Person, by_id
from data.records.own_currency import company_currency

_CLOSED = """
select kra_item.id, kra_item.person_id, kra_item.cadence, kra_item.first_day, standard_item.metric, kra_run.closed_at
from kra_run join kra_item on kra_item.person_id = kra_run.person_id and kra_item.first_day = kra_run.first_day
        and kra_item.cadence = kra_run.cadence and kra_item.standard = kra_run.standard
    join standard_item on standard_item.standard_id = kra_run.standard_id and standard_item.code = kra_item.item
where standard_item.judged = 'measured'
order by kra_item.person_id, kra_item.cadence, kra_item.id"""


class _Item(NamedTuple):
    """A measured item of a closed run."""

    id: int
    person_id: int
    cadence: Cadence
    first_day: str
    metric: str
    closed_at: int

    @property
    def period(self) -> Period:
        """The days of its run."""
        return Period(PERIODS[self.cadence], date.fromisoformat(self.first_day))


_JUDGE = "update kra_item set said = ?, counts = ?, target = ?, verdict = ? where id = ?"


def judge_closed(reader: Reader, now: int) -> list[Statement]:
    """What judges the measured items of all closed runs."""
    items = [_Item(*row) for row in reader.select(_CLOSED)]
    targets = {period: read_targets(reader, period) for period in {item.period for item in items}}
    statements: list[Statement] = []
    for (person_id, _), own in groupby(items, lambda item: (item.person_id, item.cadence)):
        judge = _Judge(reader, by_id(reader, person_id), targets, now)
        statements += [(_JUDGE, (*measured, item.id)) for item, measured in judge.judged(list(own))]
    return statements


class _Judge:
    """Judges what is measured of one person in runs of one cadence."""

    def __init__(self, reader: Reader, person: Person, targets: Mapping[Period, Targets], now: int) -> None:
        self._reader = reader
        self._scope = Scope(person.name, (person,))
        self._person = person
        self._targets = targets
        self._now = now
        self._currency = company_currency(reader)

    def judged(self, items: Sequence[_Item]) -> Iterator[tuple[_Item, Measured]]:
        """What is said of each item."""
        reckoning = self._reckon(
            {kpi(item.metric) for item in items}, {item.period for item in items}, self._now
        )
        for item in items:
            wanted = kpi(item.metric)
            value = reckoning.value(wanted, item.period)
            if wanted.counts:
                value = self._counting(item)
            elif value.figure is None and not value.records:
                value = self._as_of(wanted, item.period, item.closed_at)
                if value.figure is None and _knows_only_now(wanted):
                    this = period_of(item.period.length, day_of(self._now, self._person.zone))
                    value = self._as_of(wanted, this, self._now)
            yield item, self._words(wanted, item.period, value)

    def _as_of(self, wanted: Kpi, period: Period, now: int) -> Value:
        return self._reckon({wanted}, {period}, now).value(wanted, period)

    def _reckon(self, kpis: Iterable[Kpi], periods: Iterable[Period], now: int) -> Reckoning:
        in_order = sorted(periods, key=lambda period: period.first)
        asked = Asked((self._person.id,), tuple(in_order), self._person.zone, now)
        compared = [shown for period in in_order for shown in (period.shifted(-1), period)]
        return reckon(self._reader, sorted(kpis, key=lambda one: one.code), asked, compared)

    def _counting(self, item: _Item) -> Value:
        """A KPI that counts all others."""
        person = self._person
        card = scorecard(
            self._reader, self._scope, item.period, person.zone, item.closed_at, codes=(item.metric,), back=1
        )
        return card.rows[0].value

    def _words(self, wanted: Kpi, period: Period, value: Value) -> Measured:
        target = target_of(self._targets[period], wanted, self._scope)
        standing = Standing(1, accrues(wanted), is_over=True)
        return Measured(
            figure_words(wanted.unit, value.figure, self._currency),
            counts_words(wanted, value, self._currency),
            target_words(wanted, target, self._currency),
            verdict(value.figure, None if target is None else target.value, up=wanted.up, standing=standing),
        )


def _knows_only_now(wanted: Kpi) -> bool:
    measure = measure_of(wanted)
    return measure is not None and PRESENT in measure.sql
