"""What the command line says after a command: one line for people, one object for machines."""

from __future__ import annotations

from datetime import date

from data.calendar.days import day_of, monday_of, week_label
from data.kernel.commands import Result
from data.kernel.ids import reference
from data.kernel.quick_typing import TYPE_CHECKING, Any
from data.kernel.text import clean
from data.people.goal import no_goal_words, points_words

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.points.standing import Standing

TAKES_BACK = "cockpit undo takes it back"


def say_result(session: Session, result: Result, *, as_json: bool = False, hint: str = TAKES_BACK) -> int:
    """Print a command's result and return the exit code 0."""
    if as_json:
        say_json(_result_facts(result))
        return 0
    print(f"{clean(result.summary)}{_worth(result)}   ({hint})")
    return 0


def say_points(
    session: Session,
    result: Result,
    day: date,
    *,
    as_json: bool,
    verb: str = "",
    flag: str = "",
    hint: str = TAKES_BACK,
) -> int:
    """Print the result of a change of the log with the new total of the week that holds ``day``."""
    from data.points.standing import standing_on

    standing = standing_on(session.store, session.person, day)
    if as_json:
        week = week_label(standing.monday)
        facts = {"week": week, "total": standing.total, "goal": standing.goal, "flag": flag or None}
        say_json({**_result_facts(result), **facts})
        return 0
    today = day_of(session.now, session.person.zone)
    flagged = f"   flagged for review: {flag}" if flag else ""
    print(
        f"{clean(result.summary)}{verb}{_worth(result)}   {week_words(standing, today)}{flagged}   ({hint})"
    )
    return 0


def say_step(session: Session, result: Result, *, as_json: bool, hint: str) -> int:
    """Print what undo or redo did: with the week's new total where it moved points of one week, else plainly."""
    day = _day_touched(session, result)
    if day is None:
        return say_result(session, result, as_json=as_json, hint=hint)
    return say_points(session, result, day, as_json=as_json, hint=hint)


def _day_touched(session: Session, result: Result) -> date | None:
    """A day in the week whose entries a command changed; None where it changed none, or those of several weeks."""
    from data.kernel import journal
    from data.points.standing import day_of_entry

    entry = journal.find(session.store, result.id)
    tables = {table for table, _ in journal.rows_of(session.store, entry)} if entry else set()
    if entry is None or "activity" not in tables:
        return None
    found: date | None = None
    for change in journal.changes_of(session.store, entry):
        if change.table == "activity":
            columns = {**(change.before or {}), **(change.after or {})}
            text = columns.get("day")
            day = date.fromisoformat(str(text)) if text else day_of_entry(session.store, change.id)
            if found is not None and day is not None and monday_of(day) != monday_of(found):
                return None
            found = found or day
    return found


def week_words(standing: Standing, today: date) -> str:
    """A week's standing as ``312 / 500``; another week than today's is named."""
    where = "" if standing.monday == monday_of(today) else f"{week_label(standing.monday)}: "
    if standing.goal:
        return f"{where}{standing.total:,} / {standing.goal:,}"
    return f"{where}{points_words(standing.total)}, {no_goal_words(standing.number, standing.goal_from)}"


def say_json(value: object) -> None:
    """Print one JSON value on one line."""
    import json

    print(json.dumps(value, ensure_ascii=False))


def _worth(result: Result) -> str:
    return f", {result.points:+d}" if result.points else ""


def _result_facts(result: Result) -> dict[str, Any]:
    return {
        "id": reference(result.id),
        "summary": result.summary,
        "points": result.points,
        "repeated": result.repeated,
        "waiting": result.waiting,
    }
