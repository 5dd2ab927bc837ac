"""Taking data out: activities, people and weeks as columns and rows, a page at a time.

Activities name their entry by its reference, so that bringing the file in again makes no duplicates, and their lead
by its reference and the id of its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import local, monday_of, onboarding_week, week_label
from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.ids import reference
from data.people.goal import goal_of, goal_rules
from data.people.person import Person, handles_by_id
from data.people.reach import may_read, team_of
from data.points.imports.lead_finder import LEAD_COLUMNS
from data.points.kinds import all_kinds
from data.points.tally import tallies

PAGE = 2_000

ACTIVITY_COLUMNS = (
    "reference", "person", "kind", "count", "points", "at", "day", "week", "note", "flag", "source",
    *LEAD_COLUMNS,
)  # fmt: skip
PEOPLE_COLUMNS = (
    "handle",
    "name",
    "email",
    "role",
    "sells",
    "manager",
    "start_date",
    "time_zone",
    "working_hours",
    "active",
)
WEEK_COLUMNS = ("person", "week", "monday", "onboarding_week", "goal", "points", "reached", "signed_by")


class Extract(NamedTuple):
    """The names of the columns, and the rows below them; to be read once, within one snapshot."""

    columns: Sequence[str]
    rows: Iterator[Sequence[object]]


def readable(reader: Reader, actor: Person, named: Person | None, team: bool) -> list[Person]:
    """Whose data the actor takes out: their own, somebody's, or the team's.

    Raises Refused where the actor may not read them.
    """
    if named is not None:
        if not may_read(reader, actor, named):
            raise Refused(
                f"{actor.name} may export only what {actor.name} may read.", code="export.not_readable"
            )
        return [named]
    if not team:
        return [actor]
    if not actor.leads:
        raise Refused("Only a manager or an admin has a team.", code="export.no_team")
    return team_of(reader, actor)


def span(reader: Reader, people: Sequence[Person], today: date) -> tuple[date, date]:
    """The first and the last day with an entry of any of the people; today where there is none."""
    marks = ", ".join("?" * len(people))
    rows = reader.select(
        f"select min(day), max(day) from tally where person_id in ({marks})", [person.id for person in people]
    )
    first, last = rows[0]
    return (date.fromisoformat(first), date.fromisoformat(last)) if first else (today, today)


def activities(reader: Reader, people: Sequence[Person], first: date, last: date) -> Extract:
    """Every entry of the people from ``first`` to ``last``, oldest first, person by person."""
    return Extract(
        ACTIVITY_COLUMNS, (row for person in people for row in _activities_of(reader, person, first, last))
    )


def people_rows(reader: Reader, people: Sequence[Person]) -> Extract:
    """The particulars of the people."""
    handles = handles_by_id(reader)
    rows = (
        (
            person.handle,
            person.name,
            person.email,
            person.role,
            bool(person.sells),
            handles.get(person.manager_id or 0, ""),
            person.start,
            person.time_zone,
            person.working_hours,
            bool(person.active),
        )
        for person in people
    )
    return Extract(PEOPLE_COLUMNS, rows)


def weeks(reader: Reader, people: Sequence[Person], first: date, last: date) -> Extract:
    """A row a person and week that holds entries, with how many of each kind.

    The onboarding week is empty before the start.
    """
    kinds = [kind.code for kind in all_kinds(reader)]
    rows = (row for person in people for row in _weeks_of(reader, person, first, last, kinds))
    return Extract((*WEEK_COLUMNS, *kinds), rows)


def _activities_of(reader: Reader, person: Person, first: date, last: date) -> Iterator[Sequence[object]]:
    where, after = person.zone, ("", 0, 0)
    while True:
        page = reader.select(
            "select day, at, activity.id, kind, count, points, note, flag, activity.source_key, outcome, "
            "lead_id, lead.source_key from activity left join lead on lead.id = activity.lead_id "
            "where person_id = ? and day between ? and ? and (day, at, activity.id) > (?, ?, ?) "
            "order by day, at, activity.id limit ?",
            (person.id, first.isoformat(), last.isoformat(), *after, PAGE),
        )
        for day, at, identifier, kind, count, points, note, flag, source, outcome, lead, lead_source in page:
            done_on = date.fromisoformat(day)
            yield (
                reference(identifier),
                person.handle,
                kind,
                count,
                points,
                local(at, where).isoformat(timespec="seconds"),
                done_on,
                week_label(monday_of(done_on)),
                note,
                flag,
                source,
                outcome,
                None if lead is None else reference(lead),
                lead_source,
            )
        if len(page) < PAGE:
            return
        after = page[-1][:3]


def _weeks_of(
    reader: Reader, person: Person, first: date, last: date, kinds: Sequence[str]
) -> Iterator[Sequence[object]]:
    rules = goal_rules(reader, person.id)
    signatures = reader.select(
        "select monday, person.name from signed_week join person on person.id = signed_by "
        "where person_id = ?",
        (person.id,),
    )
    signed = {row[0]: row[1] for row in signatures}
    monday, last_day = monday_of(first), monday_of(last) + timedelta(days=6)
    found = tallies(reader, person.id, monday, last_day)
    for start in sorted({monday_of(row.day) for row in found}):
        rows = [row for row in found if monday_of(row.day) == start]
        points, goal = sum(row.points for row in rows), goal_of(rules, person.start, start)
        number = onboarding_week(person.start, start)
        counts = [sum(row.count for row in rows if row.kind == kind) for kind in kinds]
        yield (
            person.handle,
            week_label(start),
            start,
            number if number > 0 else None,
            goal,
            points,
            None if goal is None else points >= goal,
            signed.get(start.isoformat(), ""),
            *counts,
        )
