"""Moments as people type them: of what has happened, of what is to come, and days alone."""

import contextlib
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.calendar.days import instant, local
from data.calendar.hours import parse_hours
from data.calendar.moments import future_moment, moment_words, parse_day, past_moment
from data.kernel.errors import UsageError

LISBON = ZoneInfo("Europe/Lisbon")
HOURS = parse_hours("Mon-Thu 09:00-17:30, Fri 08:30-13:00", LISBON)
NOW = instant(datetime(2026, 11, 19, 14, 5, tzinfo=LISBON))
"""A Thursday afternoon."""
TODAY = date(2026, 11, 19)

PAST = """
9:30 | 2026-11-19 09:30
09:30 | 2026-11-19 09:30
9.30 | 2026-11-19 09:30
1105 | 2026-11-19 11:05
11am | 2026-11-19 11:00
noon | 2026-11-19 12:00
today | 2026-11-19 14:05
Now | 2026-11-19 14:05
today 9:30 | 2026-11-19 09:30
this morning | 2026-11-19 09:00
yesterday | 2026-11-18 12:00
yesterday 16:30 | 2026-11-18 16:30
yesterday at 16:30 | 2026-11-18 16:30
16:30 yesterday | 2026-11-18 16:30
yesterday afternoon at 3 | 2026-11-18 15:00
mon | 2026-11-16 12:00
Monday 9h | 2026-11-16 09:00
thu | 2026-11-19 14:05
fri 9:30 | 2026-11-13 09:30
last friday | 2026-11-13 12:00
last thu 3pm | 2026-11-12 15:00
tue last week | 2026-11-10 12:00
2026-11-19 | 2026-11-19 14:05
2026-11-02 9:15 | 2026-11-02 09:15
2026-11-02T09:15:30 | 2026-11-02 09:15
2.11.2026 9:15 | 2026-11-02 09:15
2/11 9:15 | 2026-11-02 09:15
17.11. | 2026-11-17 12:00
-2h | 2026-11-19 12:05
-90m | 2026-11-19 12:35
an hour ago | 2026-11-19 13:05
1 h 30 min ago | 2026-11-19 12:35
3d ago | 2026-11-16 14:05
2 days ago | 2026-11-17 14:05
2 days ago 9:30 | 2026-11-17 09:30
2 months ago | 2026-09-19 14:05
3 jan | 2026-01-03 12:00
Jan 5 | 2026-01-05 12:00
31 Dec | 2025-12-31 12:00
the 3rd | 2026-11-03 12:00
19 nov | 2026-11-19 14:05
18 November 9:30 | 2026-11-18 09:30
Wed 18 Nov 09:30 | 2026-11-18 09:30
3 Jan 2024 16:30 | 2024-01-03 16:30
29 feb | 2024-02-29 12:00
14:09 | 2026-11-19 14:05
"""
"""The last one: a clock a few minutes ahead is now, not the future."""

AHEAD = """
2d | 2026-11-23 09:00
2d 15:00 | 2026-11-23 15:00
1 day | 2026-11-20 08:30
1w | 2026-11-26 09:00
in a week | 2026-11-26 09:00
two weeks from now | 2026-12-03 09:00
a week from monday | 2026-11-30 09:00
2 months | 2027-01-19 09:00
in 2 h | 2026-11-19 16:05
in 1 h 30 min | 2026-11-19 15:35
1h30 | 2026-11-19 15:35
half an hour | 2026-11-19 14:35
1.5 h | 2026-11-19 15:35
30m | 2026-11-19 14:35
+90 min | 2026-11-19 15:35
3pm | 2026-11-19 15:00
3:30 pm | 2026-11-19 15:30
3 p.m. | 2026-11-19 15:00
1530 | 2026-11-19 15:30
15.30 | 2026-11-19 15:30
today | 2026-11-19 17:30
tonight | 2026-11-19 18:00
tonight at 8 | 2026-11-19 20:00
in the morning | 2026-11-20 08:30
tomorrow | 2026-11-20 08:30
tomorrow 16:00 | 2026-11-20 16:00
tomorrow at 3 pm | 2026-11-20 15:00
tomorrow morning | 2026-11-20 08:30
tomorrow 10 | 2026-11-20 10:00
3pm tomorrow | 2026-11-20 15:00
the day after tomorrow | 2026-11-21 08:30
mon 9:30 | 2026-11-23 09:30
mon 9.30 | 2026-11-23 09:30
mon 0930 | 2026-11-23 09:30
Monday at 9:30 | 2026-11-23 09:30
fri noon | 2026-11-20 12:00
next mon | 2026-11-23 09:00
next fri | 2026-11-27 08:30
this fri | 2026-11-20 08:30
friday week | 2026-11-27 08:30
next week tue 10:00 | 2026-11-24 10:00
tue next week | 2026-11-24 09:00
thu | 2026-11-26 09:00
thu 15:00 | 2026-11-19 15:00
thu 13:00 | 2026-11-26 13:00
sat | 2026-11-21 08:30
next week | 2026-11-23 09:00
next month | 2026-12-01 09:00
next month at 14:30 | 2026-12-01 14:30
end of month | 2026-11-30 09:00
eow | 2026-11-20 08:30
eod | 2026-11-19 17:30
2026-12-01 | 2026-12-01 09:00
2026-12-01 14:00 | 2026-12-01 14:00
2026-12-01T14:00 | 2026-12-01 14:00
1.12.2026 | 2026-12-01 09:00
25/11 | 2026-11-25 09:00
11/25 | 2026-11-25 09:00
25.11 | 2026-11-25 09:00
25.11. 15:00 | 2026-11-25 15:00
25-11 | 2026-11-25 09:00
3/4 | 2027-04-03 08:30
31 dec | 2026-12-31 09:00
3 Jan | 2027-01-03 08:30
Jan 5 | 2027-01-05 09:00
January 5th, 2027 | 2027-01-05 09:00
the 25th | 2026-11-25 09:00
wed, 25 nov 15:00 | 2026-11-25 15:00
18 nov 2027 | 2027-11-18 09:00
10 oct | 2027-10-10 08:30
on 3 January at 10 | 2027-01-03 10:00
29 feb | 2028-02-29 09:00
"""

NO_PAST = (
    *("14:30", "tomorrow", "2026-11-20", "2100-01-01", "1999-12-31", "2026-02-30", "24:00", "9:60", "never"),
    *("", "2h", "in 2 h", "mon 9:30 extra", "32.1.2026", "31 feb", "3 jan 2027", "3 jan 9:30 extra", "-2x"),
    *("3 marketing", "--2h ago ago", "last week", "99999d ago", "999999 months ago", "13pm", "3:30", "9.10"),
    *("monkey", "fri 20 nov", "thu 18 nov", "tommorow"),
)
NOT_AHEAD = (
    *("", "foo", "yesterday", "last friday", "14:00", "mon 25:00", "2026-11-01", "99999d", "9999999w", "2 x"),
    *("in 0 min", "31 feb", "29 feb 2027", "3 jan 2026", "3 jan 25:00", "3 marketing", "3 jan x y", "-2h"),
    *("mon 3", "at 3", "tomorrow 3:30", "10-12", "15:00 CET", "next", "2 working days", "this week", "9.12"),
    *("wed 26 nov", "tomorow", "25th of", "a", "x" * 300),
)


def _table(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]


def _shown(at: int) -> str:
    return local(at, LISBON).strftime("%Y-%m-%d %H:%M")


def test_a_moment_that_has_been() -> None:
    for text, meant in _table(PAST):
        assert _shown(past_moment(text, NOW, HOURS)) == meant, text


def test_a_moment_ahead() -> None:
    for text, meant in _table(AHEAD):
        assert _shown(future_moment(text, NOW, HOURS)) == meant, text


def test_what_is_no_such_moment_is_refused_with_what_to_type() -> None:
    for read, texts in ((past_moment, NO_PAST), (future_moment, NOT_AHEAD)):
        for text in texts:
            with pytest.raises(UsageError) as refused:
                read(text, NOW, HOURS)
                pytest.fail(f"{text!r} was read")
            assert str(refused.value)[-1] in ".?" and len(str(refused.value)) < 250


def test_the_month_comes_first_where_people_write_it_so() -> None:
    hours = parse_hours("Mon-Fri 09:00-17:30", ZoneInfo("America/New_York"))
    for text, meant in (("3/4", (3, 4)), ("25/11", (11, 25)), ("3.4.", (4, 3)), ("3-4-2027", (3, 4))):
        found = local(future_moment(text, NOW, hours), hours.where)
        assert (found.month, found.day) == meant, text


@pytest.mark.parametrize(
    ("typed", "utc_hour"), [("2026-10-25 01:30", 0), ("2026-10-25 02:30", 2), ("2026-03-29 03:30", 2)]
)
def test_hours_around_a_change_of_the_clock(typed: str, utc_hour: int) -> None:
    assert local(past_moment(typed, NOW, HOURS), ZoneInfo("UTC")).hour == utc_hour


def test_a_day_begins_with_its_hours_over_a_change_of_clocks() -> None:
    friday = instant(datetime(2026, 10, 23, 12, tzinfo=LISBON))
    found = datetime.fromtimestamp(future_moment("next week", friday, HOURS) / 1000, UTC)
    assert found == datetime(2026, 10, 26, 9, tzinfo=UTC)


def test_a_weekday_alone_is_the_next_or_the_latest_one() -> None:
    days = {
        ("mon", True): 23, ("mon", False): 16, ("thu", True): 19, ("thu", False): 19, ("yesterday", True): 18,
        ("end of month", True): 30, ("in 2 days", True): 21, ("25/11", True): 25, ("last fri", False): 13,
    }  # fmt: skip
    for (text, ahead), day in days.items():
        assert parse_day(text, TODAY, LISBON, ahead=ahead) == date(2026, 11, day), text
    for text, year in (("24 dec", 2026), ("3/1", 2027), ("25 jun", 2026)):
        assert parse_day(text, TODAY, LISBON, nearest=True).year == year
    for text in ("9:30", "tomorrow 9:30", "now", "31 feb", "", "-2h"):
        with pytest.raises(UsageError):
            parse_day(text, TODAY, LISBON)


WORDS = st.sampled_from(
    [
        "now",
        "today",
        "tomorrow",
        "yesterday",
        "next",
        "last",
        "this",
        "week",
        "month",
        "end",
        "of",
        "friday",
        "fri",
        "mon",
        "the",
        "at",
        "in",
        "on",
        "by",
        "a",
        "an",
        "two",
        "25th",
        "ago",
        "from",
        "day",
        "days",
        "2",
        "3",
        "10",
        "25",
        "11",
        "2026",
        "1430",
        "9",
        "30",
        ":",
        ".",
        "/",
        "-",
        ",",
        "am",
        "pm",
        "h",
        "min",
        "noon",
        "morning",
        "jan",
        "5",
        "eod",
        "and",
        "half",
        "tommorow",
        "T",
        "+",
        "99999",
        "call",
        "-",
    ]
)  # fmt: skip


@given(
    st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=6).map(" ".join), st.lists(WORDS).map("".join))
)
def test_any_text_is_a_moment_as_asked_or_refused(text: str) -> None:
    with contextlib.suppress(UsageError):
        assert past_moment(text, NOW, HOURS) <= NOW
    with contextlib.suppress(UsageError):
        assert future_moment(text, NOW, HOURS) > NOW
    with contextlib.suppress(UsageError):
        parse_day(text, TODAY, LISBON)


ZONES = st.sampled_from(
    [LISBON, UTC, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Apia")]
)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),
    st.integers(-5_000_000, 5_000_000),
    ZONES,
)
def test_a_moment_as_it_is_named_is_the_same_when_it_is_typed(
    there: datetime, minutes: int, where: Any
) -> None:
    now = instant(there.replace(tzinfo=where))
    at = now // 60_000 * 60_000 + minutes * 60_000
    # The second of two hours that the clock shows is named like the first.
    assume(not local(at, where).fold and not local(now, where).fold and at != now)
    read = future_moment if at > now else past_moment
    hours = parse_hours("Mon-Fri 09:00-17:30", where)
    assert read(moment_words(at, now, where), now, hours) == at
