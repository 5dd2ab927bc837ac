"""Working hours: minutes that pass at work, through nights, weekends, days off and changes of the clock."""

import contextlib
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.calendar.days import day_of, instant, week_days
from data.calendar.hours import WorkingHours, parse_hours
from data.kernel.errors import UsageError

LISBON = ZoneInfo("Europe/Lisbon")
ZONES = [
    ZoneInfo(name) for name in ("UTC", "Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Pacific/Apia")
]
OFFICE = "Mon-Fri 09:00-17:30"
WRITTEN = [
    OFFICE,
    "Mon-Thu 09:00-13:00 14:00-18:00, Fri 09:00-15:00",
    "Sat 00:00-24:00",
    "Mon-Sun 22:00-24:00",
]

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.sampled_from(ZONES)).map(
    instant
)
hours = st.tuples(st.sampled_from(WRITTEN), st.sampled_from(ZONES)).map(lambda pair: parse_hours(*pair))
some_days_off = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=20)


def at(text: str, zone: ZoneInfo = LISBON) -> int:
    return instant(datetime.fromisoformat(text).replace(tzinfo=zone))


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-19 09:00", "2026-11-19 10:00", 60),
        ("2026-11-19 08:00", "2026-11-19 09:30", 30),
        ("2026-11-19 17:00", "2026-11-20 09:30", 60),  # over a night
        ("2026-11-20 17:00", "2026-11-23 09:30", 60),  # over a weekend
        ("2026-11-21 10:00", "2026-11-22 10:00", 0),
        ("2026-11-19 10:00", "2026-11-19 09:00", 0),
        ("2026-03-27 17:00", "2026-03-30 09:30", 60),  # the night that loses an hour
        ("2026-10-23 17:00", "2026-10-26 09:30", 60),  # the night that gains one
    ],
)
def test_minutes_between_counts_working_time_alone(start: str, end: str, minutes: int) -> None:
    assert parse_hours(OFFICE, LISBON).minutes_between(at(start), at(end)) == minutes


def test_a_day_off_does_not_count() -> None:
    office = parse_hours(OFFICE, LISBON)
    off = {date(2026, 11, 20)}
    assert office.minutes_between(at("2026-11-19 17:00"), at("2026-11-23 09:30"), off) == 60
    assert office.week_minutes(date(2026, 11, 16), off) == 4 * 510


@pytest.mark.parametrize(
    ("day", "minutes"), [("2026-03-29", 23 * 60), ("2026-10-25", 25 * 60), ("2026-11-22", 24 * 60)]
)
def test_a_day_that_changes_the_clock_has_another_length(day: str, minutes: int) -> None:
    always = parse_hours("Mon-Sun 00:00-24:00", LISBON)
    assert always.minutes_on(date.fromisoformat(day)) == minutes


@given(hours, moments, moments, moments, some_days_off)
def test_minutes_add_up_over_any_split(
    hours: WorkingHours, first: int, second: int, third: int, off: frozenset[date]
) -> None:
    start, middle, end = (moment // 60_000 * 60_000 for moment in sorted((first, second, third)))
    start, middle, end = (end - min(end - moment, 60 * 86_400_000) for moment in (start, middle, end))
    both = hours.minutes_between(start, middle, off) + hours.minutes_between(middle, end, off)
    assert both == hours.minutes_between(start, end, off)


@given(
    st.sampled_from([*WRITTEN, "Mon-Sun 00:00-24:00"]),
    st.sampled_from(ZONES),
    moments,
    moments,
    some_days_off,
)
def test_many_weeks_are_as_long_as_their_days(
    written: str, zone: ZoneInfo, one: int, other: int, off: frozenset[date]
) -> None:
    hours, (start, end) = parse_hours(written, zone), sorted((one, other))
    day, last = day_of(start, zone), day_of(end, zone)
    days = (day + timedelta(days=number) for number in range((last - day).days + 1))
    worked = sum(
        max(0, min(until, end) - max(begin, start))
        for day in days
        if day not in off
        for begin, until in hours.stretches(day)
    )
    assert hours.minutes_between(start, end, off) == worked // 60_000


@given(st.sampled_from(WRITTEN), st.sampled_from(ZONES), moments, st.integers(1, 3_000), some_days_off)
def test_the_moment_after_some_working_time_lies_just_that_far(
    written: str, zone: ZoneInfo, start: int, minutes: int, off: frozenset[date]
) -> None:
    hours = parse_hours(written, zone)
    start = start // 60_000 * 60_000
    end = hours.after(start, minutes, off)
    assert end is not None
    assert hours.minutes_between(start, end, off) == minutes
    assert hours.minutes_between(start, end - 60_000, off) == minutes - 1


def test_working_time_that_never_comes_is_none() -> None:
    office = parse_hours(OFFICE, LISBON)
    off = {date(2026, 11, 19) + timedelta(days=offset) for offset in range(500)}
    assert office.after(at("2026-11-19 09:00"), 1, off) is None


@given(hours, st.dates(date(2026, 1, 1), date(2027, 12, 31)), some_days_off)
def test_a_week_is_the_sum_of_its_days(hours: WorkingHours, day: date, off: frozenset[date]) -> None:
    monday = day - timedelta(days=day.weekday())
    assert hours.week_minutes(monday, off) == sum(
        hours.minutes_on(each) for each in week_days(monday) if each not in off
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mon",
        "9-5",
        "Mon 17:00-09:00",
        "Fri-Mon 9:00-17:00",
        "Mon 9:00-25:00",
        "Mon 9:00-9:00",
        "Mon 9:00-12:00 11:00-13:00",
        "Foo 9:00-17:00",
        "Mon 9:99-10:00",
        "Mon 9-10-11",
        "x" * 500,
    ],
)
def test_hours_that_make_no_sense_show_the_right_form(text: str) -> None:
    with pytest.raises(UsageError, match="Mon-Fri 09:00-17:30"):
        parse_hours(text, LISBON)


@given(st.text(max_size=60))
def test_any_text_is_hours_or_a_usage_error(text: str) -> None:
    with contextlib.suppress(UsageError):
        assert any(parse_hours(text, LISBON).spans)
