"""The runs of standards that are due in a team: as the rule of one person's, read for all in a few statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.rows import select_records
from data.kra.answering import items_in
from data.kra.cadence import LONGEST_PAUSE, PERIODS, Cadence, Span, due_day, span_of
from data.kra.due import due_runs, is_in_onboarding
from data.kra.run import Run, RunKey
from data.kra.standard import Versions, assignments_of, versions_of
from data.people.person import Person
from data.team.member import Runs
from data.team.working_time import WorkingTimes

Asked = Mapping[str, bool]
"""The items that somebody answers, by code: whether each has a target."""


class _Said(NamedTuple):
    """What was said of an item, or of one that was left over from an earlier period."""

    item: str
    is_left_over: bool
    is_judged: bool
    has_number: bool

    def settles(self, *, has_target: bool) -> bool:
        """Whether it is answered: a number without a target is entered, but not judged, as on the screen."""
        return self.is_judged or (has_target and self.has_number)


def runs_due(reader: Reader, people: Sequence[Person], times: WorkingTimes, now: int) -> dict[int, Runs]:
    """How many runs of each are due today, and how many were due before, with something left that somebody answers."""
    ids = [person.id for person in people]
    todays = {person.id: times.today(person, now) for person in people}
    closed = _closed(reader, ids, min(todays.values(), default=date.max))
    assigned, begun = defaultdict(list), defaultdict(list)
    for assignment in assignments_of(reader, ids):
        assigned[assignment.person_id].append(assignment)
    for run in _open(reader, ids):
        begun[run.person_id].append(run)
    is_overdue: dict[RunKey, bool] = {}
    stored: dict[RunKey, Run] = {}
    for person in people:
        today, works = todays[person.id], partial(times.works, person)
        for one in due_runs(assigned[person.id], today, works, closed[person.id]):
            if one.due <= today and (one.standard, one.span) not in closed[person.id]:
                key = RunKey(person.id, one.standard, one.span.cadence, one.span.first.isoformat())
                is_overdue[key] = one.is_overdue
        for run in begun[person.id]:
            stored[run.key] = run
            if (until := due_day(run.key.span, works)) <= today:
                is_overdue.setdefault(run.key, until < today)
    items, starts = _Items(versions_of(reader)), {person.id: person.start for person in people}
    asked = {key: items.asked(key, stored.get(key), starts[key.person_id]) for key in is_overdue}
    said = _said(reader, [key for key in is_overdue if asked[key]])
    counts: dict[int, list[int]] = {person: [0, 0] for person in ids}
    for key in is_overdue:
        counts[key.person_id][is_overdue[key]] += _is_open(asked[key], said.get(key, ()))
    return {person: Runs(*both) for person, both in counts.items() if any(both)}


class _Items:
    """The items of standards that somebody answers, worked out once for each version, stretch of days and event."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._known: dict[tuple[str, Span, str], Asked] = {}

    def asked(self, key: RunKey, run: Run | None, start: date) -> Asked:
        """A run's items that are ticked or entered; none where the standard is not for that week of onboarding."""
        span = key.span
        standard = self._versions.in_force(key.standard, span.last)
        if standard is None or (key.run_id is None and not is_in_onboarding(standard, start, span)):
            return {}
        which = (key.standard, span, run.event if run else "")
        if which not in self._known:
            found = items_in(self._versions.items(standard), key, run)
            self._known[which] = {
                item.code: item.target is not None for item in found if item.judged != "measured"
            }
        return self._known[which]


def _is_open(asked: Asked, said: Iterable[_Said]) -> bool:
    """Whether an item of a run is unanswered, or one that was left over from an earlier period."""
    settled = set()
    for one in said:
        if one.item in asked and one.settles(has_target=asked[one.item]):
            settled.add((one.item, one.is_left_over))
        elif one.item in asked and one.is_left_over:
            return True
    return any((item, False) not in settled for item in asked)


def _open(reader: Reader, people: Sequence[int]) -> list[Run]:
    """The runs that an event began, or that were opened again, and are not closed.

    They are few of a table that is large: to walk through it once is faster than to seek each person's.
    """
    which = "where closed_at is null and +person_id in (select value from json_each(?)) order by id"
    return select_records(reader, Run, "kra_run", which, (json.dumps(people),))


def _closed(reader: Reader, people: Sequence[int], today: date) -> dict[int, set[tuple[str, Span]]]:
    """The runs of the present periods and of those before that are closed, by person."""
    earliest = [(cadence, _before(cadence, today).isoformat()) for cadence in PERIODS]
    rows = reader.select(
        """select person_id, standard, cadence, first_day
        from json_each(:who) as who cross join json_each(:earliest) as period
        cross join kra_run on person_id = who.value and cadence = period.value ->> 0
            and first_day >= period.value ->> 1
        where closed_at is not null""",
        {"who": json.dumps(people), "earliest": json.dumps(earliest)},
    )
    found: dict[int, set[tuple[str, Span]]] = defaultdict(set)
    for person, standard, cadence, first_day in rows:
        found[person].add((standard, span_of(cadence, date.fromisoformat(first_day))))
    return found


def _before(cadence: Cadence, day: date) -> date:
    """The first day of the period before the one that holds a day; of days, as far back as one is looked for."""
    if cadence == "day":
        return day - timedelta(days=LONGEST_PAUSE)
    return span_of(cadence, span_of(cadence, day).first - timedelta(days=1)).first


def _said(reader: Reader, keys: Sequence[RunKey]) -> Mapping[RunKey, Sequence[_Said]]:
    """What was said of the items of runs."""
    rows = reader.select(
        """select person_id, kra_item.standard, cadence, first_day, run_id,
            item, carried_from <> '', state <> '' or verdict <> '', number is not null
        from json_each(?) as run cross join kra_item on person_id = run.value ->> 0
            and first_day = run.value ->> 3 and kra_item.standard = run.value ->> 1
            and cadence = run.value ->> 2 and run_id is run.value ->> 4""",
        (json.dumps(keys),),
    )
    found: dict[RunKey, list[_Said]] = defaultdict(list)
    for person, standard, cadence, first_day, run_id, item, *how in rows:
        found[RunKey(person, standard, cadence, first_day, run_id)].append(_Said(item, *map(bool, how)))
    return found
