"""Values of KPIs that are kept for those who ask in SQL: of periods that are over, as they were when they were counted.

They are kept when somebody asks for it, as is how each KPI is made: no view could count them, as what a KPI counts
depends on people, periods, time zones and working hours. Who keeps a period again is told the newest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from data.calendar.days import day_of
from data.calendar.periods import Length, Period
from data.kernel.bulk import NewRows, put_in
from data.kernel.commands import NOBODY, REACH, Change, Deciding, Decision, Reader, command
from data.kernel.errors import Refused
from data.kernel.rows import added, changed, select_records
from data.kpi.kpi import Kpi, all_kpis
from data.kpi.measure import statement_of
from data.kpi.measures import measure_of
from data.kpi.reckon import Progress
from data.kpi.scope import Scope
from data.kpi.scorecard import Row, scorecard
from data.people.person import by_id

TABLE, DEFINITIONS = "kpi_value", "kpi_definition"


class Counted(NamedTuple):
    """What a KPI came to for a person (None: the company), in hundredths of its unit, and both counts behind it."""

    kpi: str
    person_id: int | None
    value: int
    part: int
    whole: int | None
    records: int
    uncounted: int
    target: int | None
    verdict: str


class KpiDefinition(NamedTuple):
    """How a KPI is made. ``records`` says what is counted, ``statement`` is the SELECT of these."""

    id: int
    kpi: str
    name: str
    area: str
    formula: str
    unit: str
    better: str
    cadence: str
    records: str
    statement: str
    touched: int | None = None


def count_values(
    reader: Reader, scope: Scope, period: Period, zone: tzinfo, now: int, progress: Progress | None = None
) -> tuple[Counted, ...]:
    """The KPIs of each person of a scope that are known in a period, those of the company where it is several's.

    A KPI that is looked at in longer periods is not among them.
    """
    found: list[Counted] = []
    for done, person in enumerate(scope.people, 1):
        card = scorecard(reader, Scope(person.name, (person,)), period, zone, now, back=1)
        known = [row for row in card.rows if row.period == period and row.value.figure is not None]
        found += [_counted(row, person.id) for row in known if not row.kpi.company]
        if done == len(scope.people) and scope.with_nobodys:
            found += [_counted(row, None) for row in known if row.kpi.company]
        if progress is not None:
            progress(done, len(scope.people))
    return tuple(found)


@command("kpi.keep", REACH)
class KeepValues(NamedTuple):
    """Keep what KPIs came to in a period that is over, and how each is made."""

    id: int
    actor: int
    at: int
    length: Length
    first_day: str
    values: tuple[Counted, ...]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a period that is not over, and where there is nothing to keep."""
        period = Period(self.length, date.fromisoformat(self.first_day))
        if period.last >= day_of(self.at, by_id(reader, self.actor).zone):
            raise Refused(f"{period.label} is not over yet: what is kept stands fast.", code="kpi.not_over")
        if not self.values:
            raise Refused(f"Nothing is known of {period.label}: there is nothing to keep.")
        definitions = _definition_changes(reader, self.id, self.at)
        ids = reader.new_ids(self.at, len(self.values))
        names = ("id", *Counted._fields, "length", "first_day", "kept_at", "batch_id")
        ends = (self.length, self.first_day, self.at, self.id)
        rows = [(row_id, *one, *ends) for row_id, one in zip(ids, self.values, strict=True)]
        people = {one.person_id for one in self.values}
        return Decision(
            f"{len(rows):,} values of {period.label} kept, of {_many(len(people - {None}))}",
            definitions,
            whose={NOBODY if one is None else one for one in people},
            statements=put_in(reader, NewRows(TABLE, names, rows), self.id),
            batch=(TABLE,),
        )


def _many(people: int) -> str:
    return "1 person" if people == 1 else f"{people:,} people"


def _counted(row: Row, person_id: int | None) -> Counted:
    value = row.value
    return Counted(
        row.kpi.code,
        person_id,
        round(value.figure or 0),
        round(value.part * 100),
        None if value.whole is None else round(value.whole * 100),
        value.records,
        value.uncounted,
        None if row.target is None else round(row.target.value),
        row.word,
    )


def _definition_changes(reader: Deciding, command_id: int, at: int) -> Sequence[Change]:
    """How KPIs are made, where it does not stand there as it is."""
    stored = {one.kpi: one for one in select_records(reader, KpiDefinition, DEFINITIONS, "order by id")}
    return [*_changes(reader, stored, command_id, at)]


def _changes(
    reader: Deciding, stored: dict[str, KpiDefinition], command_id: int, at: int
) -> Iterator[Change]:
    for one in all_kpis():
        former = stored.get(one.code)
        if former is None:
            (row_id,) = reader.new_ids(at, 1)
            yield added(DEFINITIONS, _definition(one, row_id))
        elif change := changed(
            DEFINITIONS,
            former,
            _definition(one, former.id)._replace(touched=former.touched),
            command_id,
        ):
            yield change


def _definition(wanted: Kpi, row_id: int) -> KpiDefinition:
    measure = measure_of(wanted)
    return KpiDefinition(
        *(row_id, wanted.code, wanted.name, wanted.area, wanted.formula, wanted.unit),
        "up" if wanted.up else "down",
        wanted.cadence,
        "" if measure is None else measure.about,
        "" if measure is None else statement_of(measure),
    )
