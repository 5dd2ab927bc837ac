"""Days and ISO weeks, where years meet and where clocks change."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.calendar.days import (
    brief_date,
    clock_time,
    day_of,
    full_day,
    full_moment,
    instant,
    monday_of,
    onboarding_week,
    parse_week,
    short_date,
    short_day,
    week_days,
    week_label,
    zone,
)
from data.kernel.errors import UsageError

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 19)
any_day = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def test_a_day_names_its_year_where_that_is_another() -> None:
    assert (short_day(TODAY, TODAY), short_date(TODAY, TODAY)) == ("Thu 19 Nov", "19 Nov")
    new_year = date(2027, 1, 1)
    assert (short_day(TODAY, new_year), short_date(TODAY, new_year)) == ("Thu 19 Nov 2026", "19 Nov 2026")
    assert full_day(TODAY) == "Thu 19 Nov 2026"


def test_an_hour_has_two_digits_wherever_it_is_told() -> None:
    at = instant(datetime(2026, 11, 25, 9, 5, tzinfo=UTC))
    assert (clock_time(at, UTC), full_moment(at, UTC)) == ("09:05", "Wed 25 Nov 2026 09:05")
    tells = [
        str(file.relative_to(ROOT))
        for floor in ("cockpit", "screens", "widgets", "data")
        for file in (ROOT / floor).rglob("*.py")
        if re.search(r"\.hour\b[^{]*:\{", file.read_text(encoding="utf-8"))
    ]
    assert tells == ["data/calendar/days.py"], "clock_time words it"


def test_a_brief_day_names_its_year_where_it_is_far_off() -> None:
    assert [brief_date(TODAY + timedelta(days=days), TODAY) for days in (0, 70, -70, 400)] == [
        "19 Nov",
        "28 Jan",
        "10 Sep",
        "Dec'27",
    ]


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-W47", "2026-11-16"),
        ("2026-w47", "2026-11-16"),
        ("W47", "2026-11-16"),
        ("47", "2026-11-16"),
        ("this", "2026-11-16"),
        ("last", "2026-11-09"),
        ("2026-11-22", "2026-11-16"),
        ("2026-W53", "2026-12-28"),  # 2026 has 53 weeks
        ("2027-01-03", "2026-12-28"),
        ("2027-W01", "2027-01-04"),
        ("2025-W01", "2024-12-30"),
    ],
)
def test_a_week_is_understood(text: str, monday: str) -> None:
    assert parse_week(text, TODAY).isoformat() == monday


@pytest.mark.parametrize(
    "text", ["2026-W54", "2025-W53", "2026-W0", "next year", "", "2026-W", "W-1", "2026-13-01"]
)
def test_a_week_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="2026-W47"):
        parse_week(text, TODAY)


@given(any_day)
def test_a_week_goes_by_its_label(day: date) -> None:
    assert parse_week(week_label(monday_of(day)), TODAY) == monday_of(day)
    assert day in week_days(monday_of(day))


@given(any_day, st.integers(-500, 500))
def test_onboarding_weeks_count_mondays(start: date, weeks: int) -> None:
    assert onboarding_week(start, start) == 1
    assert onboarding_week(start, start + timedelta(weeks=weeks)) == weeks + 1


def test_the_day_is_that_of_the_place() -> None:
    late = 1_795_132_800_000  # 2026-11-19T24:00Z
    assert day_of(late - 1, ZoneInfo("UTC")) == date(2026, 11, 19)
    assert day_of(late - 1, ZoneInfo("Pacific/Auckland")) == date(2026, 11, 20)
    assert day_of(late, ZoneInfo("America/New_York")) == date(2026, 11, 19)


@pytest.mark.parametrize(
    "name", ["Mars", "", "../../etc/passwd", "/etc/passwd", "Europe", "x" * 5_000, "\x1b[31m"]
)
def test_a_zone_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="Europe/Lisbon"):
        zone(name)
