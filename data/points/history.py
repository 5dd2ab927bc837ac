"""One entry of the log with everything that is known of it, and who changed what in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from data.calendar.days import clock_time, day_of, full_day, monday_of
from data.kernel import journal
from data.kernel.commands import Reader
from data.kernel.rows import existing_record
from data.people.person import Person
from data.points.entries import entries_by_id
from data.points.explain import scale_since, week_words
from data.points.kinds import all_kinds
from data.points.log import Activity
from data.points.standing import flag_reason

MOST_STEPS = 50
"""Changes of one entry that are looked up."""

_SHOWN = ("kind", "count", "points", "day", "at", "outcome", "note")


class Step(NamedTuple):
    """One change of an entry: when (Unix milliseconds), by whom, what, and the columns before and after."""

    at: int
    who: str
    what: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class Fact(NamedTuple):
    """One thing known of an entry: its name, and the text that says it."""

    name: str
    text: str


def steps_of(reader: Reader, logged: Activity) -> list[Step]:
    """The changes of an entry, newest first. Each names the one before it, so nothing is searched for."""
    steps: list[Step] = []
    stamp = logged.touched
    while stamp and len(steps) < MOST_STEPS:
        entry = journal.find(reader, stamp)
        if entry is None:
            break
        place = ("activity", logged.id)
        change = next((c for c in journal.changes_of(reader, entry) if (c.table, c.id) == place), None)
        if change is None or change.before is None:
            break
        steps.append(
            Step(entry.at, name_of(reader, entry.actor), entry.name, change.before, change.after or {})
        )
        stamp = change.before["touched"]
    return steps


def name_of(reader: Reader, person_id: int) -> str:
    """A person's name, or that the person is gone."""
    rows = reader.select("select name from person where id = ?", (person_id,))
    return str(rows[0][0]) if rows else "somebody no longer here"


def facts_of(reader: Reader, entry_id: int, person: Person) -> list[Fact]:
    """Everything of an entry, as a person asks for it. Raises Refused where the entry is gone."""
    entry = existing_record(reader, Activity, "activity", entry_id)
    kind = next((kind for kind in all_kinds(reader) if kind.code == entry.kind), None)
    day = date.fromisoformat(entry.day)
    worth = entry.points // entry.count
    since = scale_since(reader, entry.kind, day)
    facts = [
        Fact("what", kind.counted(entry.count) if kind else f"{entry.count} {entry.kind}"),
        Fact(
            "points",
            f"{entry.count} \u00d7 {worth} = {entry.points}, worth {worth} each since {since or 'then'}",
        ),
        Fact(
            "when",
            f"{full_day(day)}, {clock_time(entry.at, person.zone)}, {week_words(person, monday_of(day))}",
        ),
    ]
    (logged,) = entries_by_id(reader, [entry_id])
    facts += [Fact("lead", logged.whom)] if logged.whom else []
    facts += [Fact("outcome", entry.outcome)] if entry.outcome else []
    facts.append(Fact("note", entry.note or "none"))
    reason = flag_reason(reader, entry_id)
    if reason:
        facts.append(Fact("flagged", f"{reason}: for review, nothing is blocked"))
    facts += _origin(reader, entry, person)
    for step in steps_of(reader, entry):
        facts.append(
            Fact("changed", f"{_moment(step.at, person)} by {step.who}: {_difference(step, person)}")
        )
    return facts


def _origin(reader: Reader, entry: Activity, person: Person) -> list[Fact]:
    if entry.batch_id:
        batch = journal.find(reader, entry.batch_id)
        if batch:
            who = name_of(reader, batch.actor)
            return [Fact("imported", f"{_moment(batch.at, person)} by {who}: {batch.summary}")]
    logged = journal.find(reader, entry.id)
    if logged is None:
        return []
    return [Fact("logged", f"{_moment(logged.at, person)} by {name_of(reader, logged.actor)}")]


def _moment(at: int, person: Person) -> str:
    day = day_of(at, person.zone)
    return f"{full_day(day)}, {clock_time(at, person.zone)}"


def _difference(step: Step, person: Person) -> str:
    parts = [
        f"{'time' if name == 'at' else name} {_shown(name, step.before[name], person)} \u2192 "
        f"{_shown(name, step.after.get(name), person)}"
        for name in _SHOWN
        if name in step.before and name in step.after
    ]
    return ", ".join(parts) or step.what


def _shown(name: str, value: Any, person: Person) -> str:
    if value is None:
        return "none"
    if name == "at":
        return clock_time(value, person.zone)
    return f"\u201c{value}\u201d" if name == "note" else str(value)
