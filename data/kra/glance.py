"""What the KRA screen shows: whose runs, of now or of an earlier week, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from data.calendar.days import day_of, monday_of
from data.kernel.commands import Reader
from data.kra.answering import ABOUT
from data.kra.measuring import measured
from data.kra.overview import RunView, judged, runs_of, runs_of_week
from data.kra.run import RunKey
from data.kra.shipped import shipped
from data.kra.standard import Standard, assignments_of, versions_of
from data.kra.strip import DueItems, counts
from data.kra.verdicts import Measured, unmeasured
from data.people.person import Person, by_id, by_ids
from data.people.reach import reach_of, team_of
from data.points.score import Score, score_of


class Look(NamedTuple):
    """Whose runs, and of how many weeks back; 0 are those that are to be done now."""

    person_id: int
    back: int = 0


class Glance(NamedTuple):
    """The runs that one looks at, what is due first. What is measured is not measured yet."""

    score: Score
    look: Look
    whose: Person
    runs: tuple[RunView, ...]
    names: Mapping[int, str]
    """What the people are called who comment, and the records that evidence is about, by their ids."""


Measures = Mapping[tuple[RunKey, str], Measured]
"""What was measured, by the run and the code of the KPI."""


def glance_at(reader: Reader, person: Person, look: Look, now: int) -> Glance:
    """What a person sees on the screen."""
    whose = person if look.person_id == person.id else by_id(reader, look.person_id)
    if look.back:
        monday = monday_of(day_of(now, whose.zone)) - timedelta(weeks=look.back)
        runs = runs_of_week(reader, whose, monday, now, unmeasured)
    else:
        runs = runs_of(reader, whose, now, unmeasured)
    return Glance(score_of(reader, person, now), look, whose, tuple(runs), _names(reader, runs))


def _names(reader: Reader, runs: Sequence[RunView]) -> Mapping[int, str]:
    """What comments and evidence speak of is called."""
    comments = [one for run in runs for view in run.items for one in (*view.comments, *run.comments)]
    found = {person.id: person.name for person in by_ids(reader, list({one.author_id for one in comments}))}
    for table in ABOUT:
        shown = [one for run in runs for view in run.items for one in view.evidence]
        ids = {one.about_id for one in shown if one.about_table == table and one.about_id is not None}
        called, marks = reader.registry.table(table).called, ", ".join("?" * len(ids))
        if ids:
            found |= dict(reader.select(f"select id, {called} from {table} where id in ({marks})", [*ids]))
    return found


def measures_of(reader: Reader, whose: Person, runs: Sequence[RunView], now: int) -> Measures:
    """What is measured in the runs that are open."""
    found: dict[tuple[RunKey, str], Measured] = {}
    for run in runs:
        codes = [view.item.metric for view in run.items if view.item.judged == "measured"]
        if codes and not run.is_closed:
            values = measured(reader, whose, codes, run.span, now)
            found.update(((run.key, code), value) for code, value in values.items())
    return found


def with_measures(runs: Sequence[RunView], measures: Measures) -> tuple[RunView, ...]:
    """Runs judged by what was measured; closed ones stay as they are."""
    return tuple(run if run.is_closed else _judged(run, measures) for run in runs)


def _judged(run: RunView, measures: Measures) -> RunView:
    values = {code: value for (key, code), value in measures.items() if key == run.key}
    return run._replace(items=tuple(judged(view, values) for view in run.items))


class Choosable(NamedTuple):
    """A standard that can be run: of the store, or one that comes with the program (``stored`` None)."""

    code: str
    title: str
    items: int
    version: int
    whose: str
    is_running: bool
    stored: Standard | None


def choosable(reader: Reader, person: Person) -> list[Choosable]:
    """The standards that a person can run: those that run first."""
    running = {one.standard for one in assignments_of(reader, [person.id]) if not one.until}
    versions, reach = versions_of(reader), reach_of(reader, person)
    found = {}
    for one in versions.newest():
        if reach.holds(one.owner_id):
            items = sum(item.active for item in versions.items(one))
            whose = "the company's" if one.owner_id is None else "own"
            found[one.code] = Choosable(
                one.code, one.title, items, one.version, whose, one.code in running, one
            )
    for code, fact in shipped().items():
        new = Choosable(code, fact.title, len(fact.item), 1, "with the program", False, None)
        found.setdefault(code, new)
    return sorted(found.values(), key=lambda one: (not one.is_running, one.title))


class Waiting(NamedTuple):
    """Somebody whose runs may be looked at, and what is due of them."""

    person: Person
    items: DueItems


def people_to_look_at(reader: Reader, person: Person, most: int, now: int) -> list[Waiting]:
    """The sellers whose runs a person may look at, so many at most: who has the most left from before goes first."""
    people = [Waiting(one, counts(reader, one, now)) for one in team_of(reader, person)[:most]]
    return sorted(people, key=lambda one: (-one.items.overdue, one.person.name))
