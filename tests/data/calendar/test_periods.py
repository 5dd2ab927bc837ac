"""Weeks, months and quarters: every day is in one of each, and one follows the other without a gap."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.calendar.days import day_of
from data.calendar.periods import LENGTHS, Length, parse_period, period_of
from data.kernel.errors import UsageError

TODAY = date(2026, 11, 19)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(day=DAYS, length=st.sampled_from(LENGTHS), steps=st.integers(-50, 50))
def test_periods_follow_each_other_without_a_gap(day: date, length: Length, steps: int) -> None:
    period = period_of(length, day)
    assert period.first <= day <= period.last
    assert period.shifted(1).first == period.last + timedelta(days=1)
    assert period.shifted(steps).shifted(-steps) == period
    assert parse_period(period.label, TODAY) == period
    begin, end = period.instants(UTC)
    assert (day_of(begin, UTC), day_of(end - 1, UTC)) == (period.first, period.last)


@pytest.mark.parametrize(
    ("typed", "label", "first", "last"),
    [
        ("week", "2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        ("last week", "2026-W46", date(2026, 11, 9), date(2026, 11, 15)),
        ("Month", "2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("last  quarter", "2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("this quarter", "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-q1", "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2020-W53", "2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("2024-2", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_what_is_typed_is_understood(typed: str, label: str, first: date, last: date) -> None:
    period = parse_period(typed, TODAY)
    assert (period.label, period.first, period.last) == (label, first, last)


@pytest.mark.parametrize("typed", ["", "soon", "2026-13", "2026-Q5", "2026-W60", "2026-Q", "x-y", "2026-"])
def test_anything_else_is_refused_with_what_is_expected(typed: str) -> None:
    with pytest.raises(UsageError, match="2026-W48, 2026-11, 2026-Q4 or 2026"):
        parse_period(typed, TODAY)


def test_a_day_begins_where_the_person_is() -> None:
    lisbon, tokyo = (
        parse_period("2026-11", TODAY).instants(ZoneInfo(zone)) for zone in ("Europe/Lisbon", "Asia/Tokyo")
    )
    assert lisbon[0] - tokyo[0] == 9 * 3_600_000


def test_the_calendar_ends() -> None:
    with pytest.raises(UsageError, match="calendar ends"):
        period_of("quarter", date(9999, 12, 1)).shifted(1)
