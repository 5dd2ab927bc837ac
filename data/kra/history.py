"""What somebody's runs came to, week by week and item by item: for the heat map, the streaks, and what slips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import day_of, monday_of
from data.kernel.commands import Reader
from data.kernel.rows import select_records
from data.kra.answering import items_in
from data.kra.cadence import PERIODS, Cadence, Span, Works, due_day, earlier, has_work, span_of
from data.kra.due import (
    Answer,
    Progress,
    Slipped,
    is_in_onboarding,
    is_run_in,
    progress,
    slipped_most,
    streak,
)
from data.kra.run import DONE, Run, RunItem, RunKey
from data.kra.standard import Assignment, Item, Standard, Versions, assignments_of, versions_of
from data.kra.working_days import working_days
from data.people.person import Person

WEEKS = 13
"""Weeks of the heat map, this one counted."""
LOOK_BACK_WEEKS = 53


class Heat(NamedTuple):
    """How often an item was done in a week, of the times that it was due; ``of`` is nought where it was not."""

    done: int
    of: int


class HistoryRow(NamedTuple):
    """An item and its weeks, the oldest first."""

    standard: Standard
    item: Item
    weeks: tuple[Heat, ...]


class Streak(NamedTuple):
    """How many runs of a standard in a row were whole."""

    standard: Standard
    cadence: Cadence
    runs: int


class History(NamedTuple):
    """The weeks by their Mondays, the oldest first; the items; the streaks; what slipped most in these weeks."""

    mondays: tuple[date, ...]
    rows: tuple[HistoryRow, ...]
    streaks: tuple[Streak, ...]
    slipped: tuple[Slipped, ...]


class _Past(NamedTuple):
    """One run of the past with its items."""

    standard: Standard
    span: Span
    answers: tuple[tuple[Item, Answer], ...]
    is_touched: bool
    """Whether anything was done in it."""


def history_of(reader: Reader, person: Person, now: int, weeks: int = WEEKS) -> History:
    """What somebody's runs came to in the last weeks. Runs of today's periods count once something is done in them."""
    today = day_of(now, person.zone)
    first = monday_of(today) - timedelta(weeks=LOOK_BACK_WEEKS)
    past = list(_past(reader, person, today, first))
    mondays = tuple(monday_of(today) - timedelta(weeks=back) for back in reversed(range(weeks)))
    shown = [run for run in past if mondays[0] <= run.span.last]
    works = working_days(reader, person, first, today + timedelta(days=100))
    slips = slipped_most(
        (item, answer) for run in shown for item, answer in run.answers if run.span.last < today
    )
    return History(mondays, _rows(shown, mondays, works), _streaks(past, today), tuple(slips))


def _past(reader: Reader, person: Person, today: date, first: date) -> Iterator[_Past]:
    """The runs from a day on, the newest first."""
    assignments = assignments_of(reader, [person.id])
    since = (person.id, first.isoformat())
    runs = select_records(reader, Run, "kra_run", "where person_id = ? and first_day >= ?", since)
    rows: dict[RunKey, list[RunItem]] = {}
    for row in select_records(
        reader, RunItem, "kra_item", "where person_id = ? and first_day >= ? and carried_from = ''", since
    ):
        rows.setdefault(row.key, []).append(row)
    codes = sorted({one.standard for one in assignments} | {run.standard for run in runs})
    versions = versions_of(reader, codes)
    by_key = {run.key: run for run in runs}
    works = working_days(reader, person, first, today)
    keys = {key: None for one in assignments for key in _keys(one, person, today, first, works)}
    keys |= {run.key: None for run in runs if run.cadence == "event"}
    for key in keys:
        found = _run_of_the_past(versions, key, by_key.get(key), rows.get(key, []), person)
        if found is not None:
            yield found


def _keys(assignment: Assignment, person: Person, today: date, first: date, works: Works) -> Iterator[RunKey]:
    for cadence in PERIODS:
        span: Span | None = span_of(cadence, today)
        while span is not None and span.last >= first and is_run_in(assignment, span):
            if has_work(span, works):
                yield RunKey(person.id, assignment.standard, cadence, span.first.isoformat())
            span = earlier(span, works)


def _run_of_the_past(
    versions: Versions, key: RunKey, run: Run | None, rows: Sequence[RunItem], person: Person
) -> _Past | None:
    """A run with its answers; what is measured counts once it was judged. None where it has no items."""
    standard = versions.in_force(key.standard, key.span.last)
    if run is not None and run.standard_id is not None:
        standard = versions.version(run.standard_id)
    if standard is None or (key.run_id is None and not is_in_onboarding(standard, person.start, key.span)):
        return None
    answers = {row.item: _answer(row) for row in rows}
    items = items_in(versions.items(standard), key, run)
    counted = [
        item for item in items if item.judged != "measured" or answers.get(item.code, Answer("")).verdict
    ]
    if not counted:
        return None
    return _Past(
        standard,
        key.span,
        tuple((item, answers.get(item.code, Answer(""))) for item in counted),
        bool(rows) or run is not None,
    )


def _answer(row: RunItem) -> Answer:
    """How an item stands; a number that is not judged yet counts as done."""
    is_entered = row.number is not None and not row.verdict
    return Answer(row.state or (DONE if is_entered else ""), row.verdict)


def _rows(past: Sequence[_Past], mondays: Sequence[date], works: Works) -> tuple[HistoryRow, ...]:
    found: dict[tuple[str, str], tuple[Standard, Item, list[list[int]]]] = {}
    for run in past:
        week = (monday_of(due_day(run.span, works)) - mondays[0]).days // 7
        if not 0 <= week < len(mondays):
            continue
        for item, answer in run.answers:
            if not answer.applies:
                continue
            key = (run.standard.code, item.code)
            _, _, weeks = found.setdefault(key, (run.standard, item, [[0, 0] for _ in mondays]))
            weeks[week][0] += answer.is_done
            weeks[week][1] += 1
    rows = [
        HistoryRow(standard, item, tuple(Heat(*heat) for heat in weeks))
        for standard, item, weeks in found.values()
    ]
    return tuple(sorted(rows, key=lambda row: (row.standard.title, row.item.position)))


def _streaks(past: Sequence[_Past], today: date) -> tuple[Streak, ...]:
    """The streaks that are not nought, of every standard and cadence."""
    runs: dict[tuple[str, Cadence], list[_Past]] = {}
    for run in past:
        runs.setdefault((run.standard.code, run.span.cadence), []).append(run)
    found = []
    for (_, cadence), own in runs.items():
        own.sort(key=lambda run: run.span.first, reverse=True)
        present = [run for run in own if run.span.last >= today]
        finished: list[Progress | None] = [
            _progress(run) if run.is_touched else None for run in own if run.span.last < today
        ]
        is_whole = bool(present) and present[0].is_touched and _progress(present[0]).is_whole
        count = streak(finished, present_is_whole=is_whole)
        if count:
            found.append(Streak(own[0].standard, cadence, count))
    return tuple(sorted(found, key=lambda one: (-one.runs, one.standard.title)))


def _progress(run: _Past) -> Progress:
    return progress(answer for _, answer in run.answers)


def shades() -> Mapping[str, str]:
    """What the marks of the heat map mean."""
    return {"#": "all done", "+": "half or more", "-": "less", ".": "none", " ": "nothing due"}


def shade(heat: Heat) -> str:
    """The mark of a week: ``#`` all done, ``+`` half or more, ``-`` less, ``.`` none, a blank for nothing due."""
    if not heat.of:
        return " "
    if heat.done == heat.of:
        return "#"
    if not heat.done:
        return "."
    return "+" if 2 * heat.done >= heat.of else "-"
