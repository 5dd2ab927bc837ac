"""How the page of a week is made of what the store holds now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from data.calendar.days import instant
from data.calendar.periods import Period
from data.deals.deal import DEALS
from data.kernel.commands import Reader
from data.kernel.text import first_of
from data.kpi.kpi import all_kpis
from data.kpi.scope import Scope
from data.kpi.scorecard import scorecard
from data.kpi.units import figure_words
from data.kpi.words import counts_words, target_words
from data.kra.measuring import measured
from data.kra.overview import RunView, runs_of_week
from data.people.person import Person
from data.points.sheet import Sheet, sheet_of
from data.records.money import money_words
from data.reviews.page import DayLine, DealLine, KindLine, KpiLine, RunLine, StepLine, WeekPage

OF_THE_WEEK = ("day", "week")
"""How often KPIs are looked at that a week says something of."""
MOST = 200
"""Lines of a section at most: a week of a person's has fewer."""
LEFT_NAMED = 3
"""Items that were left in a run, so many of them by name."""

_DEAL = "deal.name || case when deal.name <> '' and deal.company <> '' then ', ' else '' end || deal.company"
_OWN = "deal.owner_id = ? and deal.merged_into is null"


def page_of(reader: Reader, person: Person, monday: date, now: int) -> WeekPage:
    """The page of a person's week as of ``now``."""
    sheet = sheet_of(reader, person, monday, now)
    week = sheet.week
    first, last = _instants(person, monday)
    following = monday + timedelta(days=7)
    return WeekPage(
        person.name,
        person.handle,
        monday.isoformat(),
        week.number,
        week.goal,
        week.total,
        week.pace,
        _entries(reader, person, monday),
        week.flagged,
        _overdue(reader, person, last),
        kinds=_kinds(sheet),
        days=tuple(DayLine(day.day.isoformat(), day.points, day.off) for day in week.days),
        kpis=tuple(_kpis(reader, person, monday, now)),
        runs=tuple(_run(view) for view in runs_of_week(reader, person, monday, now, measured)),
        won=tuple(_closed(reader, person, "won", first, last)),
        lost=tuple(_closed(reader, person, "lost", first, last)),
        moved=tuple(_moved(reader, person, first, last)),
        steps=tuple(_steps(reader, person, *_instants(person, following))),
    )


def _instants(person: Person, monday: date) -> tuple[int, int]:
    """The instant at which a week begins where the person is, and that at which the next one does."""
    first, last = (
        instant(datetime.combine(day, time(), person.zone)) for day in (monday, monday + timedelta(days=7))
    )
    return first, last


def _entries(reader: Reader, person: Person, monday: date) -> int:
    rows = reader.select(
        "select ifnull(sum(entries), 0) from tally where person_id = ? and day between ? and ?",
        (person.id, monday.isoformat(), (monday + timedelta(days=6)).isoformat()),
    )
    return int(rows[0][0])


def _kinds(sheet: Sheet) -> tuple[KindLine, ...]:
    """The kinds of which there is something in the week."""
    return tuple(
        KindLine(row.kind.code, row.kind.name, str(row.each), row.counts, row.count, row.points)
        for row in sheet.rows
        if row.count
    )


def _kpis(reader: Reader, person: Person, monday: date, now: int) -> Iterator[KpiLine]:
    codes = [one.code for one in all_kpis() if one.cadence in OF_THE_WEEK]
    scope, period = Scope(person.name, (person,)), Period("week", monday)
    card = scorecard(reader, scope, period, person.zone, now, codes=codes, back=1)
    for row in card.rows:
        yield KpiLine(
            row.kpi.code,
            row.kpi.name,
            figure_words(row.kpi.unit, row.value.figure, card.currency),
            counts_words(row.kpi, row.value, card.currency),
            target_words(row.kpi, row.target, card.currency),
            row.word,
        )


def _run(view: RunView) -> RunLine:
    progress = view.progress
    named = first_of([one.item.title for one in view.left], LEFT_NAMED)
    return RunLine(view.standard.title, view.span.label, progress.done, progress.of, named)


def _closed(reader: Reader, person: Person, ends: str, first: int, last: int) -> Iterator[DealLine]:
    rows = reader.select(
        f"select deal.id, {_DEAL}, deal.amount, deal.currency, deal.reason from {DEALS.table} "
        f"join stage on stage.code = deal.stage where deal.open = 0 and {_OWN} and stage.ends = ? "
        "and deal.closed_at >= ? and deal.closed_at < ? order by deal.closed_at, deal.id limit ?",
        (person.id, ends, first, last, MOST),
    )
    for identifier, called, amount, currency, reason in rows:
        yield DealLine(identifier, called, money_words(amount, currency), reason)


def _moved(reader: Reader, person: Person, first: int, last: int) -> Iterator[DealLine]:
    """The steps of deals from one open stage to another."""
    rows = reader.select(
        f"select deal.id, {_DEAL}, deal.amount, deal.currency, ifnull(old.name, change.from_stage), new.name "
        "from stage_change as change join deal on deal.id = change.deal_id "
        "join stage as new on new.code = change.to_stage left join stage as old on old.code = change.from_stage "
        f"where change.at >= ? and change.at < ? and change.from_stage <> '' and new.ends = '' and {_OWN} "
        "order by change.at, change.id limit ?",
        (first, last, person.id, MOST),
    )
    for identifier, called, amount, currency, old, new in rows:
        yield DealLine(identifier, called, money_words(amount, currency), f"{old} to {new}")


def _steps(reader: Reader, person: Person, first: int, last: int) -> Iterator[StepLine]:
    """What is planned for the week after: steps with leads and deals, in the order of the hours."""
    rows = reader.select(
        f"{_steps_of('lead')} union all {_steps_of('deal')} order by 4, 2 limit ?",
        (person.id, first, last, person.id, first, last, MOST),
    )
    for table, identifier, called, due, step in rows:
        yield StepLine(table, identifier, called, due, step)


def _steps_of(table: str) -> str:
    called = "name || case when name <> '' and company <> '' then ', ' else '' end || company"
    return (
        f"select '{table}', id, {called}, follow_up_at, next_step from {table} "
        "where owner_id = ? and open = 1 and merged_into is null and follow_up_at >= ? and follow_up_at < ?"
    )


def _overdue(reader: Reader, person: Person, before: int) -> int:
    """Steps that were due before an instant and are not done."""
    left = "owner_id = ? and open = 1 and merged_into is null and follow_up_at < ?"
    rows = reader.select(
        f"select (select count(*) from lead where {left}) + (select count(*) from deal where {left})",
        (person.id, before, person.id, before),
    )
    return int(rows[0][0])
