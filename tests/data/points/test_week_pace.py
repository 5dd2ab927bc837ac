"""Pace and what is needed a day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.calendar.days import instant, week_days
from data.calendar.hours import parse_hours
from data.points.pace import needed_a_day, pace_at, pace_line, round_half_up, week_start, working_days_left

LISBON = ZoneInfo("Europe/Lisbon")
OFFICE = parse_hours("Mon-Fri 09:00-17:30", LISBON)
MONDAY = date(2026, 11, 16)
SPRING, AUTUMN = date(2026, 3, 23), date(2026, 10, 19)  # weeks whose Sunday changes the clock

mondays = st.integers(0, 200).map(lambda weeks: date(2025, 1, 6) + timedelta(weeks=weeks))
zones = st.sampled_from(["UTC", "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe"]).map(ZoneInfo)
texts = st.sampled_from(
    ["Mon-Fri 09:00-17:30", "Mon-Thu 08:00-12:00 13:00-18:00", "Sun 00:00-24:00", "Tue 10:00-10:01"]
)
goals = st.integers(1, 5_000)


def at(text: str) -> int:
    return instant(datetime.fromisoformat(text).replace(tzinfo=LISBON))


@pytest.mark.parametrize(
    ("now", "pace"),
    [
        ("2026-11-16 00:00", 0),
        ("2026-11-16 09:00", 0),
        ("2026-11-16 17:30", 100),
        ("2026-11-18 13:15", 250),
        ("2026-11-20 17:30", 500),
        ("2026-11-22 12:00", 500),
        ("2026-12-01 12:00", 500),
        ("2026-11-10 12:00", 0),
    ],
)
def test_the_pace_follows_working_time(now: str, pace: int) -> None:
    assert pace_at(500, OFFICE, MONDAY, at(now), ()) == pace


def test_a_day_off_spreads_the_goal_over_the_others() -> None:
    off = {date(2026, 11, 17)}
    assert pace_at(400, OFFICE, MONDAY, at("2026-11-16 17:30"), off) == 100
    assert pace_at(400, OFFICE, MONDAY, at("2026-11-17 17:30"), off) == 100
    assert pace_at(400, OFFICE, MONDAY, at("2026-11-18 17:30"), off) == 200


def test_a_week_without_working_time_has_no_pace() -> None:
    assert pace_at(500, OFFICE, MONDAY, at("2026-11-18 12:00"), set(week_days(MONDAY))) is None
    assert pace_line(500, OFFICE, MONDAY, set(week_days(MONDAY))) == []


@given(goals, texts, zones, mondays, st.lists(st.integers(0, 7 * 24 * 60), min_size=2, max_size=5))
def test_the_pace_rises_from_nothing_to_the_goal(
    goal: int, text: str, zone: ZoneInfo, monday: date, minutes: list[int]
) -> None:
    hours = parse_hours(text, zone)
    begin, end = week_start(monday, hours), week_start(monday + timedelta(days=7), hours)
    paces = [pace_at(goal, hours, monday, begin + minute * 60_000, ()) for minute in sorted(minutes)]
    known = [pace for pace in paces if pace is not None]
    assert known == sorted(known)
    assert all(0 <= pace <= goal for pace in known)
    assert (pace_at(goal, hours, monday, begin, ()), pace_at(goal, hours, monday, end, ())) == (0, goal)


@given(goals, texts, zones, mondays, st.sets(st.integers(0, 6), max_size=6))
def test_the_line_ends_at_the_goal(goal: int, text: str, zone: ZoneInfo, monday: date, off: set[int]) -> None:
    line = pace_line(goal, parse_hours(text, zone), monday, {monday + timedelta(days=day) for day in off})
    if line:
        assert line[0] == (0.0, 0.0)
        assert line[-1][0] == 7.0
        assert line[-1][1] == pytest.approx(goal)
        assert [points for _, points in line] == sorted(points for _, points in line)


@pytest.mark.parametrize("monday", [SPRING, AUTUMN])
def test_a_week_that_changes_the_clock_keeps_its_working_time(monday: date) -> None:
    assert OFFICE.week_minutes(monday) == 5 * 510
    hours = (week_start(monday + timedelta(days=7), OFFICE) - week_start(monday, OFFICE)) // 3_600_000
    assert hours == (167 if monday == SPRING else 169)
    friday = instant(
        datetime.combine(monday + timedelta(days=4), datetime.min.time().replace(hour=17, minute=30), LISBON)
    )
    assert pace_at(500, OFFICE, monday, friday, ()) == 500


@pytest.mark.parametrize(
    ("today", "off", "left"),
    [
        ("2026-11-16", (), 5),
        ("2026-11-19", (), 2),
        ("2026-11-20", (), 1),
        ("2026-11-21", (), 0),
        ("2026-11-19", ("2026-11-20",), 1),
        ("2026-11-20", ("2026-11-20",), 0),
    ],
)
def test_days_left_count_today(today: str, off: tuple[str, ...], left: int) -> None:
    assert (
        working_days_left(OFFICE, date.fromisoformat(today), {date.fromisoformat(day) for day in off}) == left
    )


@given(goals, st.integers(0, 6_000), st.integers(0, 7))
def test_what_is_needed_reaches_the_goal_and_no_point_less_would(goal: int, total: int, left: int) -> None:
    need = needed_a_day(goal, total, left)
    if need is None:
        assert left == 0 and total < goal
        return
    assert total + need * left >= goal
    assert need == 0 or total + (need - 1) * left < goal


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_halves_are_rounded_up(numerator: int, denominator: int) -> None:
    rounded = round_half_up(numerator, denominator)
    assert (2 * rounded - 1) * denominator <= 2 * numerator < (2 * rounded + 1) * denominator
