"""What made each number of the board: its value, its formula in plain words, the records behind it."""

from __future__ import annotations

from array import array
from datetime import date, timedelta
from typing import Literal, NamedTuple

from data.calendar.days import monday_of, onboarding_week, short_day, week_label
from data.kernel.commands import Reader
from data.people.days_off import days_off
from data.people.goal import GoalRule, goal_rules, points_words, rule_in_force
from data.people.person import Person
from data.points.entries import entries, entry_ids
from data.points.kinds import Kind
from data.points.pace import week_start
from data.points.tally import tallies
from data.points.week import Week
from data.points.weeks import LOOK_BACK_WEEKS, WeekTotal, week_totals

NOT_AVAILABLE = "n/a"
STREAK_WORDS = (
    "weeks in a row that reached their goal; weeks with days off that reached their share are passed over"
)

Behind = Literal["", "week", "today", "flagged", "weeks", "people"]
"""What is behind a number: entries of the week, of today, the flagged ones, finished weeks, people, or nothing."""


class Number(NamedTuple):
    """One number of the board: its name, its value as shown, and how it came about."""

    name: str
    value: str
    formula: str
    behind: Behind = ""


class StreakStep(NamedTuple):
    """A week as the streak counts it: ``counted`` weeks add one, the others are passed over or end it."""

    week: WeekTotal
    counted: bool
    why: str


def numbers_of(reader: Reader, week: Week, streak: int) -> list[Number]:
    """The numbers of a week's board, in the order of the board."""
    found = [
        _total(week),
        _goal(reader, week),
        _pace(reader, week),
        _gap(week),
        _needed(week),
        Number("streak", f"{streak}", STREAK_WORDS, "weeks"),
    ]
    if week.is_current:
        found.append(
            Number("today", f"{week.today_points}", f"points of {short_day(week.today, week.today)}", "today")
        )
    found.append(
        Number("flagged", f"{week.flagged}", "entries of the week for somebody to look at", "flagged")
    )
    return found


def _total(week: Week) -> Number:
    parts = [f"{total.kind.name} {total.week_points}" for total in week.kinds if total.week_points]
    return Number("total", f"{week.total}", " + ".join(parts) or "nothing logged in this week", "week")


def _goal(reader: Reader, week: Week) -> Number:
    rule = rule_in_force(goal_rules(reader, week.person.id), week.person.start, week.monday)
    return Number("goal", NOT_AVAILABLE if week.goal is None else f"{week.goal}", goal_words(rule))


def goal_words(rule: GoalRule | None) -> str:
    """Which rule gives a week its goal, and since when it holds."""
    if rule is None:
        return "no rule gives this week a goal"
    weeks = f"weeks {rule.first_week} to {rule.last_week}" if rule.last_week else f"week {rule.first_week} on"
    whose = "own rule" if rule.person_id is not None else "rule for everybody"
    what = "" if rule.points else ", which lifts the goal"
    return f"{whose}, {weeks}, since {rule.effective_on}{what}"


def _pace(reader: Reader, week: Week) -> Number:
    if week.goal is None:
        return Number("pace", NOT_AVAILABLE, "a week without a goal has no pace")
    elapsed, whole = working_minutes(reader, week)
    if whole == 0:
        return Number("pace", NOT_AVAILABLE, "no working minutes in this week: days off")
    value = NOT_AVAILABLE if week.pace is None else f"{week.pace}"
    return Number("pace", value, f"goal {week.goal} \u00d7 {elapsed} of {whole} working minutes gone")


def working_minutes(reader: Reader, week: Week) -> tuple[int, int]:
    """The working minutes of the week that have gone by, and all of them; days off left out."""
    hours, sunday = week.person.hours, week.monday + timedelta(days=6)
    off = days_off(reader, week.person.id, week.monday, sunday)
    begin, end = week_start(week.monday, hours), week_start(week.monday + timedelta(days=7), hours)
    return hours.minutes_between(begin, min(week.now, end), off), hours.week_minutes(week.monday, off)


def _gap(week: Week) -> Number:
    if week.pace is None:
        return Number("against pace", NOT_AVAILABLE, "there is no pace to compare with")
    gap = week.total - week.pace
    word = "on pace" if gap == 0 else f"{abs(gap)} {'ahead' if gap > 0 else 'behind'}"
    return Number("against pace", word, f"total {week.total} \u2212 pace {week.pace} = {gap}", "week")


def _needed(week: Week) -> Number:
    if week.goal is None:
        return Number("needed a day", NOT_AVAILABLE, "a week without a goal asks for nothing")
    if not week.is_current:
        return Number("needed a day", NOT_AVAILABLE, "this week is over")
    missing = f"({week.goal} \u2212 {week.total})"
    if not week.missing:
        return Number("needed a day", "0", "the goal is reached")
    if week.days_left == 0:
        return Number("needed a day", NOT_AVAILABLE, f"{missing} / 0 working days left")
    days = f"{week.days_left} working day{'s' if week.days_left > 1 else ''} left"
    return Number("needed a day", f"{week.needed_a_day}", f"{missing} / {days}, rounded up")


def streak_steps(reader: Reader, person: Person, today: date) -> list[StreakStep]:
    """The weeks that the streak looked at, newest first, up to the one that ended it."""
    this_monday = monday_of(today)
    first = max(monday_of(person.start), this_monday - timedelta(weeks=LOOK_BACK_WEEKS))
    if first > this_monday:
        return []
    *finished, current = week_totals(reader, person, first, this_monday)
    steps = [StreakStep(current, current.reached, "reached, not over" if current.reached else "not over yet")]
    for week in reversed(finished):
        step = _streak_step(week)
        steps.append(step)
        if step.why == "missed: the streak ends":
            break
    return steps


def _streak_step(week: WeekTotal) -> StreakStep:
    if week.goal is None:
        return StreakStep(week, False, "no goal: passed over")
    if week.minutes == 0:
        return StreakStep(week, False, "week off: passed over")
    if week.reached:
        return StreakStep(week, True, "reached")
    if week.minutes < week.full_minutes and week.points * week.full_minutes >= week.goal * week.minutes:
        return StreakStep(week, False, "days off, its share reached: passed over")
    return StreakStep(week, False, "missed: the streak ends")


def kind_formula(reader: Reader, person_id: int, kind: Kind, first: date, last: date) -> str:
    """How a kind's points of some days add up: ``84 calls \u00d7 1 = 84 points``.

    Where its worth changed in between, each worth has its own term: points stay as they were logged.
    """
    rows = reader.select(
        "select points / count, sum(count), sum(points) from activity "
        "where person_id = ? and kind = ? and day between ? and ? group by 1 order by 1",
        (person_id, kind.code, first.isoformat(), last.isoformat()),
    )
    if not rows:
        return f"0 {kind.plural} = 0 points"
    if len(rows) == 1:
        worth, count, points = rows[0]
        return f"{kind.counted(count)} \u00d7 {worth} = {points_words(points)}"
    terms = " + ".join(f"{count} \u00d7 {worth}" for worth, count, _ in rows)
    points = sum(row[2] for row in rows)
    return f"{terms} = {points_words(points)}; worth changed, each counts as logged"


def records_of(
    reader: Reader,
    person_id: int,
    first: date,
    last: date,
    *,
    kind: Kind | None = None,
    flagged: bool = False,
) -> tuple[array[int], str]:
    """The entries of some days, newest first, and the words that say what they add up to."""
    if kind:
        ids = entry_ids(reader, person_id, first, last, kind.code)
        return ids, kind_formula(reader, person_id, kind, first, last)
    if flagged:
        found = entries(reader, person_id, first, last, flagged=True)
        points = sum(entry.points for entry in found)
        return array("q", (entry.id for entry in found)), f"{_entries(len(found))} = {points_words(points)}"
    ids = entry_ids(reader, person_id, first, last)
    total = sum(row.points for row in tallies(reader, person_id, first, last))
    return ids, f"{_entries(len(ids))} = {points_words(total)}"


def _entries(count: int) -> str:
    return f"{count} entr{'y' if count == 1 else 'ies'}"


def scale_since(reader: Reader, code: str, day: date) -> str:
    """The day since which the worth of a kind on ``day`` has held; empty where none did."""
    rows = reader.select(
        "select max(effective_on) from scale where kind = ? and effective_on <= ?", (code, day.isoformat())
    )
    return str(rows[0][0] or "")


def week_words(person: Person, monday: date) -> str:
    """A week by both its names: ``week 11, 2026-W47``."""
    number = onboarding_week(person.start, monday)
    return f"week {number}, {week_label(monday)}" if number > 0 else week_label(monday)
