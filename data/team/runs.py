"""The runs of standards that are due in a team: as the rule of one person's, read for all in a few statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kra.cadence import LONGEST_PAUSE, PERIODS, Cadence, Span, span_of
from data.kra.due import DueRun, due_runs, is_in_onboarding
from data.kra.standard import Versions, assignments_of, versions_of
from data.people.person import Person
from data.team.member import Runs
from data.team.working_time import WorkingTimes


class _Key(NamedTuple):
    """A run that came by itself."""

    person: int
    standard: str
    cadence: str
    first_day: str


def runs_due(reader: Reader, people: Sequence[Person], times: WorkingTimes, now: int) -> dict[int, Runs]:
    """How many runs of each are due today, and how many were due before, with something left that somebody answers.

    Runs that an event began are left out: they have no day on which they come.
    """
    ids = [person.id for person in people]
    assigned = defaultdict(list)
    for assignment in assignments_of(reader, ids):
        assigned[assignment.person_id].append(assignment)
    todays = {person.id: times.today(person, now) for person in people}
    closed = _closed(reader, ids, min(todays.values(), default=date.max))
    items = _Items(versions_of(reader))
    due: dict[_Key, tuple[DueRun, Mapping[str, bool]]] = {}
    for person in people:
        works = partial(times.works, person)
        for run in due_runs(assigned[person.id], todays[person.id], works, closed[person.id]):
            is_done = (run.standard, run.span) in closed[person.id]
            if run.due <= todays[person.id] and not is_done and (asked := items.asked(run, person)):
                due[_Key(person.id, run.standard, run.span.cadence, run.span.first.isoformat())] = run, asked
    answered = _answered(reader, list(due))
    counts: dict[int, list[int]] = {person: [0, 0] for person in ids}
    for key, (run, asked) in due.items():
        said = answered.get(key, {})
        # A number without a target is entered, but not judged: it stays open as on the screen.
        if any(
            not said.get(code) and not (has_target and code in said) for code, has_target in asked.items()
        ):
            counts[key.person][run.is_overdue] += 1
    return {person: Runs(*both) for person, both in counts.items() if any(both)}


class _Items:
    """The items of standards that somebody answers, worked out once for each version and cadence."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._known: dict[tuple[str, Span], Mapping[str, bool]] = {}

    def asked(self, run: DueRun, person: Person) -> Mapping[str, bool]:
        """A run's items that are ticked or entered, with whether they have a target.

        None where the standard is not for the person in that week of onboarding.
        """
        standard = self._versions.in_force(run.standard, run.span.last)
        if standard is None or not is_in_onboarding(standard, person.start, run.span):
            return {}
        key = (run.standard, run.span)
        if key not in self._known:
            self._known[key] = {
                item.code: item.target is not None
                for item in self._versions.items(standard)
                if item.active
                and item.cadence == run.span.cadence
                and not item.event
                and item.judged != "measured"
            }
        return self._known[key]


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


def _answered(reader: Reader, keys: Sequence[_Key]) -> Mapping[_Key, Mapping[str, bool]]:
    """The items of runs of which somebody has said something: whether more than a number."""
    rows = reader.select(
        """select person_id, kra_item.standard, cadence, first_day, item, state <> '' or verdict <> ''
        from json_each(?) as run cross join kra_item on person_id = run.value ->> 0
            and first_day = run.value ->> 3 and kra_item.standard = run.value ->> 1 and cadence = run.value ->> 2
        where run_id is null and carried_from = '' and (state <> '' or verdict <> '' or number is not null)""",
        (json.dumps(keys),),
    )
    found: dict[_Key, dict[str, bool]] = defaultdict(dict)
    for *key, item, is_whole in rows:
        found[_Key(*key)][item] = bool(is_whole)
    return found
