"""Moments as people type them."""

import contextlib
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.calendar.days import instant, local
from data.calendar.moments import CLOCK_SKEW, parse_day, past_moment
from data.kernel.errors import UsageError

LISBON = ZoneInfo("Europe/Lisbon")
NOW = instant(datetime(2026, 11, 19, 14, 5, tzinfo=LISBON))  # a Thursday


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9:30", "2026-11-19 09:30"),
        ("09:30", "2026-11-19 09:30"),
        ("today", "2026-11-19 14:05"),
        (" Now", "2026-11-19 14:05"),
        ("today 9:30", "2026-11-19 09:30"),
        ("yesterday", "2026-11-18 12:00"),
        ("yesterday 16:30", "2026-11-18 16:30"),
        ("mon", "2026-11-16 12:00"),
        ("Monday 9h", "2026-11-16 09:00"),
        ("thu", "2026-11-19 14:05"),
        ("fri 9:30", "2026-11-13 09:30"),
        ("2026-11-19", "2026-11-19 14:05"),
        ("2026-11-02", "2026-11-02 12:00"),
        ("2026-11-02 9:15", "2026-11-02 09:15"),
        ("2026-11-02T09:15", "2026-11-02 09:15"),
        ("2.11.2026 9:15", "2026-11-02 09:15"),
        ("-2h", "2026-11-19 12:05"),
        ("-90m", "2026-11-19 12:35"),
        ("3d ago", "2026-11-16 14:05"),
        ("3 jan", "2026-01-03 12:00"),
        ("31 Dec", "2025-12-31 12:00"),
        ("19 nov", "2026-11-19 14:05"),
        ("18 November 9:30", "2026-11-18 09:30"),
        ("3 Jan 2024 16:30", "2024-01-03 16:30"),
        ("29 feb", "2024-02-29 12:00"),
        ("14:09", "2026-11-19 14:05"),  # a clock a few minutes ahead is now, not the future
    ],
)
def test_a_moment_is_understood(text: str, meant: str) -> None:
    assert local(past_moment(text, NOW, LISBON), LISBON).strftime("%Y-%m-%d %H:%M") == meant


@pytest.mark.parametrize(
    "text",
    [
        "14:30",
        "tomorrow",
        "2026-11-20",
        "2100-01-01",
        "1999-12-31",
        "2026-02-30",
        "24:00",
        "9:60",
        "never",
        "",
        "2h",
        "mon 9:30 extra",
        "32.1.2026",
        "31 feb",
        "3 jan 2027",
        "3 jan 9:30 extra",
        "3 marketing",
        "-2x",
        "--2h ago ago",
    ],
)
def test_what_is_no_past_moment_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        past_moment(text, NOW, LISBON)


@pytest.mark.parametrize(
    ("typed", "utc_hour"), [("2026-10-25 01:30", 0), ("2026-10-25 02:30", 2), ("2026-03-29 03:30", 2)]
)
def test_hours_around_a_change_of_the_clock(typed: str, utc_hour: int) -> None:
    found = past_moment(typed, NOW, LISBON)
    assert local(found, ZoneInfo("UTC")).hour == utc_hour


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 19, 14, 4)))
def test_a_moment_written_out_is_the_one_meant(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    found = local(past_moment(moment.strftime("%Y-%m-%d %H:%M"), NOW, LISBON), LISBON)
    skipped = moment.date() == date(2026, 3, 29) and moment.hour == 1
    assert skipped or found.replace(tzinfo=None) == moment


@given(st.text(max_size=40))
def test_any_text_is_a_past_moment_or_a_usage_error(text: str) -> None:
    with contextlib.suppress(UsageError, OverflowError):
        assert past_moment(text, NOW, LISBON) <= NOW + CLOCK_SKEW


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_day_is_read_as_written(day: date) -> None:
    assert parse_day(day.isoformat(), date(2026, 11, 19)) == day
    assert parse_day(f"{day.day}.{day.month}.{day.year}", date(2026, 11, 19)) == day
