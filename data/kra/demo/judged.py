"""What closed runs of the demo say of items that the log alone measures: counted from it, against the targets set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from data.calendar.periods import Period
from data.kernel.engine import Params, Row
from data.kernel.nouns import Registry
from data.kernel.sqlite import sqlite3
from data.kpi.kpi import kpi
from data.kpi.targets import read_targets
from data.kpi.units import figure_words
from data.kpi.verdict import Standing, verdict
from data.kra.cadence import PERIODS, span_of
from data.nouns import NOUNS
from data.people.person import by_id

KINDS: dict[str, tuple[str, ...] | None] = {
    "points": None,
    "calls": ("call",),
    "emails": ("email",),
    "meetings-booked": ("meeting",),
    "demos-attended": ("demo", "demo-mentored"),
    "demos-shadowed": ("demo-shadowed",),
}
"""The kinds of activity that the KPIs of these codes count; None: the points of all."""
_JUDGED = """
select kra_item.id, kra_item.cadence, kra_item.first_day, standard_item.metric
from kra_item join standard on standard.code = kra_item.standard
    join standard_item on standard_item.standard_id = standard.id and standard_item.code = kra_item.item
where kra_item.person_id = ? and kra_item.verdict = 'n/a'
"""


class _Rows(NamedTuple):
    """The demo while it is written, as rules read a store."""

    connection: sqlite3.Connection

    @property
    def registry(self) -> Registry:
        """All nouns."""
        return NOUNS

    def select(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows of a SELECT."""
        return self.connection.execute(sql, params).fetchall()


class _Day(NamedTuple):
    """What somebody has logged of a kind on a day."""

    day: date
    kind: str
    entries: int
    times: int
    points: int


def judge_by_log(connection: sqlite3.Connection, person_id: int) -> None:
    """Judge the items of somebody's closed runs whose KPIs count entries of the log."""
    reader = _Rows(connection)
    person = by_id(reader, person_id)
    rows = reader.select(
        "select day, kind, entries, count, points from tally where person_id = ?", (person_id,)
    )
    days = [_Day(date.fromisoformat(day), *rest) for day, *rest in rows]
    targets: dict[Period, Any] = {}
    for item, cadence, first_day, metric in reader.select(_JUDGED, (person_id,)):
        if metric not in KINDS:
            continue
        span, wanted = span_of(cadence, date.fromisoformat(first_day)), kpi(metric)
        period = Period(PERIODS[span.cadence], span.first)
        if period not in targets:
            targets[period] = read_targets(reader, period)
        target = targets[period].of_person(wanted, person, accrues=True)
        entries, figure = _counted(days, KINDS[metric], span.first, span.last)
        said = "" if target is None else figure_words(wanted.unit, target.value)
        word = verdict(
            figure, None if target is None else target.value, up=wanted.up, standing=Standing(1, accrues=True)
        )
        connection.execute(
            "update kra_item set said = ?, counts = ?, target = ?, verdict = ? where id = ?",
            (figure_words(wanted.unit, figure), _many(entries), said, word, item),
        )


def _counted(days: Iterable[_Day], kinds: Sequence[str] | None, first: date, last: date) -> tuple[int, int]:
    """The entries of some days, and the figure in hundredths that they come to."""
    own = [one for one in days if first <= one.day <= last and (kinds is None or one.kind in kinds)]
    figure = sum(one.points if kinds is None else one.times for one in own)
    return sum(one.entries for one in own), figure * 100


def _many(entries: int) -> str:
    return f"{entries:,} record{'' if entries == 1 else 's'}"
