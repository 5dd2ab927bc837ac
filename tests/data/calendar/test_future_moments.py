"""Moments ahead, as people type them: for snoozing and next steps."""

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.calendar.hours import parse_hours
from data.calendar.moments import future_moment, moment_and_words
from data.kernel.errors import UsageError

LISBON = ZoneInfo("Europe/Lisbon")
HOURS = parse_hours("Mon-Thu 09:00-17:30, Fri 08:30-13:00", LISBON)
NOW = int(datetime(2026, 11, 19, 14, 5, tzinfo=LISBON).timestamp() * 1000)
"""A Thursday afternoon."""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2d", "2026-11-23 09:00"),
        ("1 day", "2026-11-20 08:30"),
        ("1w", "2026-11-26 09:00"),
        ("in 2 h", "2026-11-19 16:05"),
        ("30m", "2026-11-19 14:35"),
        ("+90 min", "2026-11-19 15:35"),
        ("tomorrow", "2026-11-20 08:30"),
        ("tomorrow 16:00", "2026-11-20 16:00"),
        ("mon 9:30", "2026-11-23 09:30"),
        ("Monday at 9:30", "2026-11-23 09:30"),
        ("next mon", "2026-11-23 09:00"),
        ("thu", "2026-11-26 09:00"),
        ("thu 15:00", "2026-11-19 15:00"),
        ("thu 13:00", "2026-11-26 13:00"),
        ("15:00", "2026-11-19 15:00"),
        ("sat", "2026-11-21 08:30"),
        ("next week", "2026-11-23 09:00"),
        ("next month", "2026-12-01 09:00"),
        ("2026-12-01", "2026-12-01 09:00"),
        ("2026-12-01 14:00", "2026-12-01 14:00"),
        ("2026-12-01T14:00", "2026-12-01 14:00"),
        ("1.12.2026", "2026-12-01 09:00"),
        ("31 dec", "2026-12-31 09:00"),
        ("3 Jan", "2027-01-03 08:30"),
        ("19 nov 15:00", "2026-11-19 15:00"),
        ("18 nov", "2027-11-18 09:00"),
        ("on 3 January at 10", "2027-01-03 10:00"),
        ("3 Jan 2028", "2028-01-03 09:00"),
        ("29 feb", "2028-02-29 09:00"),
        ("tomorrow 10", "2026-11-20 10:00"),
        ("next week 14", "2026-11-23 14:00"),
        ("next month at 14:30", "2026-12-01 14:30"),
    ],
)
def test_a_moment_ahead(text: str, meant: str) -> None:
    found = datetime.fromtimestamp(future_moment(text, NOW, LISBON, HOURS) / 1000, LISBON)
    assert found.strftime("%Y-%m-%d %H:%M") == meant


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "foo",
            "yesterday",
            "today",
            "14:00",
            "mon 25:00",
            "2026-11-01",
            "99999d",
            "9999999w",
            "2 x",
            "0d",
        ),
        *("31 feb", "29 feb 2027", "3 jan 2026", "19 nov", "3 jan 25:00", "3 marketing", "3 jan x y"),
    ],
)
def test_what_is_no_moment_ahead_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        future_moment(text, NOW, LISBON, HOURS)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("text", "meant", "words"),
    [
        ("tomorrow 10, send quote", "2026-11-20 10:00", "send quote"),
        ("tomorrow 10 send quote", "2026-11-20 10:00", "send quote"),
        ("mon 9:30 send offer", "2026-11-23 09:30", "send offer"),
        ("mon, 9:30 send offer", "2026-11-23 09:30", "send offer"),
        ("mon, 3 quotes", "2026-11-23 09:00", "3 quotes"),
        ("tomorrow, send quote", "2026-11-20 08:30", "send quote"),
        ("tomorrow 24 boxes", "2026-11-20 08:30", "24 boxes"),
        ("in 2 h call, then write", "2026-11-19 16:05", "call, then write"),
        ("next mon at 10 call", "2026-11-23 10:00", "call"),
        ("3 jan, call", "2027-01-03 08:30", "call"),
        ("3 jan, 2028 quotes", "2027-01-03 08:30", "2028 quotes"),
        ("3 Jan 2028, 9:30 call", "2028-01-03 09:30", "call"),
        ("3 jan 2028 at 10 call", "2028-01-03 10:00", "call"),
        ("mon 3 jan quotes", "2026-11-23 03:00", "jan quotes"),
        ("15:00, call", "2026-11-19 15:00", "call"),
    ],
)
def test_a_moment_and_what_to_do_then(text: str, meant: str, words: str) -> None:
    at, rest = moment_and_words(text.split(), NOW, LISBON, HOURS)
    found = datetime.fromtimestamp(at / 1000, LISBON)
    assert (found.strftime("%Y-%m-%d %H:%M"), rest) == (meant, words)


@pytest.mark.parametrize("text", ["send quote", "today 13:00 call", "mon 9:75 call", "10 call", ""])
def test_a_time_that_cannot_be_is_no_part_of_the_words(text: str) -> None:
    with pytest.raises(UsageError):
        moment_and_words(text.split(), NOW, LISBON, HOURS)


def test_a_day_begins_with_its_hours_over_a_change_of_clocks() -> None:
    friday = int(datetime(2026, 10, 23, 12, tzinfo=LISBON).timestamp() * 1000)
    found = datetime.fromtimestamp(future_moment("next week", friday, LISBON, HOURS) / 1000, UTC)
    assert found == datetime(2026, 10, 26, 9, tzinfo=UTC)


@given(st.text(max_size=20))
def test_any_text_is_a_moment_ahead_or_refused(text: str) -> None:
    with suppress(UsageError):
        assert future_moment(text, NOW, LISBON, HOURS) > NOW
