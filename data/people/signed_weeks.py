"""Signed weeks keep their number, their goal and their days off, whatever command or undo would move them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import full_day, monday_of, onboarding_week, week_label
from data.kernel.commands import Change, Reader
from data.kernel.errors import Refused
from data.people.goal import GoalRule, all_goal_rules, goal_of


class SignedWeek(NamedTuple):
    """A week that was signed off. ``page`` is what its page showed then, ``fingerprint`` is made of that and of its
    entries; both are empty of weeks that were signed before there were such.
    """

    id: int
    person_id: int
    monday: str
    sunday: str
    signed_by: int
    signed_at: int
    fingerprint: str = ""
    page: str = ""
    touched: int | None = None


def refuse_moving_signed(reader: Reader, changes: Sequence[Change]) -> None:
    """Raise Refused where changes would give a signed week another number, goal or day off."""
    for change in changes:
        if change.table == "day_off":
            row = change.after or change.before or {}
            day = date.fromisoformat(row["day"])
            refuse_signed_weeks(reader, row["person_id"], day, day)
    starts = {
        change.id: date.fromisoformat(change.after["start_date"])
        for change in changes
        if change.table == "person" and change.after and "start_date" in change.after
    }
    goals = [change for change in changes if change.table == "goal"]
    if starts or goals:
        _refuse_other_weeks(reader, starts, goals)


def refuse_signed_weeks(reader: Reader, person_id: int | None, first: date, last: date) -> None:
    """Raise Refused where the days lie in a week that was signed off for somebody whom they concern."""
    rows = reader.select(
        "select person.name, monday from signed_week join person on person.id = person_id "
        "where (? is null or person_id = ?) and monday <= ? and sunday >= ? order by monday",
        (person_id, person_id, last.isoformat(), first.isoformat()),
    )
    if rows:
        name, monday = rows[0]
        week = week_label(date.fromisoformat(monday))
        raise Refused(f"Week {week} of {name} is signed off and closed. Its days off cannot change.")


def _refuse_other_weeks(reader: Reader, starts: dict[int, date], goals: Sequence[Change]) -> None:
    rules = all_goal_rules(reader)
    later = _with_changes(rules, goals)
    weeks = reader.select(
        "select person_id, handle, name, start_date, monday from signed_week "
        "join person on person.id = person_id order by monday desc, name"
    )
    for person_id, handle, name, start_text, monday_text in weeks:
        start, monday = date.fromisoformat(start_text), date.fromisoformat(monday_text)
        moved = starts.get(person_id, start)
        closed = f"Week {week_label(monday)} of {name} is signed off and closed"
        next_monday = monday + timedelta(days=7)
        before, after = onboarding_week(start, monday), onboarding_week(moved, monday)
        if before != after:
            raise Refused(
                f"{closed} as week {before}: it cannot become week {after}. The start can move within the week "
                f"of {full_day(monday_of(start))}.",
                code="week.number_signed",
                handle=handle,
                monday=next_monday,
            )
        if goal_of(_of(rules, person_id), start, monday) != goal_of(_of(later, person_id), moved, monday):
            raise Refused(
                f"{closed}. Its goal cannot change.",
                code="week.goal_signed",
                handle=handle,
                monday=next_monday,
            )


def _of(rules: Sequence[GoalRule], person_id: int) -> list[GoalRule]:
    return [rule for rule in rules if rule.person_id in (None, person_id)]


def _with_changes(rules: Sequence[GoalRule], changes: Sequence[Change]) -> list[GoalRule]:
    """The rules as they will be."""
    found = {rule.id: rule for rule in rules}
    for change in changes:
        if change.after is None:
            del found[change.id]
            continue
        columns = {name: value for name, value in change.after.items() if name in GoalRule._fields}
        known = found[change.id]._asdict() if change.id in found else {}
        found[change.id] = GoalRule(**{**known, **columns, "id": change.id})
    return list(found.values())
