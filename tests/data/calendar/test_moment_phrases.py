"""Days and times said in the ways that people say them: the right moment wherever they stand, or a question."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.calendar.days import instant
from data.calendar.hours import parse_hours
from data.calendar.moment_in_text import snooze_of, step_of
from data.calendar.moment_tokens import Unclear
from data.calendar.moments import future_moment, moment_words, past_moment
from data.kernel.errors import UsageError

LISBON = ZoneInfo("Europe/Lisbon")
HOURS = parse_hours("Mon-Fri 09:00-17:30", LISBON)
NOW = instant(datetime(2026, 11, 30, 8, 20, tzinfo=LISBON))
"""A Monday morning, the last day of its month."""

DAYS = {
    "friday week": "Fri 11 Dec", "fri week": "Fri 11 Dec", "on friday week": "Fri 11 Dec",
    "by friday week": "Fri 11 Dec", "tomorrow week": "Tue 8 Dec", "today week": "Mon 7 Dec",
    "a week on friday": "Fri 11 Dec", "a week from friday": "Fri 11 Dec", "a week tomorrow": "Tue 8 Dec",
    "a week today": "Mon 7 Dec", "two weeks today": "Mon 14 Dec", "2 weeks on friday": "Fri 18 Dec",
    "fri fortnight": "Fri 18 Dec", "tomorrow fortnight": "Tue 15 Dec", "in a week": "Mon 7 Dec",
    "in a week's time": "Mon 7 Dec", "in two weeks' time": "Mon 14 Dec", "in 2 weeks": "Mon 14 Dec",
    "in two weeks": "Mon 14 Dec", "within 2 weeks": "Mon 14 Dec", "in a fortnight": "Mon 14 Dec",
    "in a month": "Wed 30 Dec", "in 2 days": "Wed 2 Dec", "2d": "Wed 2 Dec", "end of month": "today",
    "end of the month": "today", "end of week": "Fri 4 Dec", "eow": "Fri 4 Dec",
    "end of next week": "Fri 11 Dec", "start of next month": "Tue 1 Dec", "week after next": "Mon 14 Dec",
    "the week after next": "Mon 14 Dec", "mon week after next": "Mon 14 Dec",
    "week after next mon": "Mon 14 Dec", "week after next on wed": "Wed 16 Dec",
    "friday the week after next": "Fri 18 Dec", "friday of the week after next": "Fri 18 Dec",
    "month after next": "Fri 1 Jan 2027", "next week": "Mon 7 Dec", "next week tue": "Tue 8 Dec",
    "tue next week": "Tue 8 Dec", "friday of next week": "Fri 11 Dec", "next fri": "Fri 11 Dec",
    "this fri": "Fri 4 Dec", "coming friday": "Fri 4 Dec", "fri": "Fri 4 Dec", "tomorrow": "Tue 1 Dec",
    "day after tomorrow": "Wed 2 Dec", "24 dec": "Thu 24 Dec", "24/12": "Thu 24 Dec",
    "fri 4 dec": "Fri 4 Dec", "the 24th": "Thu 24 Dec", "next month": "Tue 1 Dec",
}  # fmt: skip
"""Each way to say a day, and the right day, worked out by a calendar on the wall."""
TIMES = {"3pm": "15:00", "at 3pm": "15:00", "15:00": "15:00", "at 9:30": "09:30", "10am": "10:00"}
"""Times that stand before a day as well as behind it."""
BEHIND = {"9.30": "09:30", "at 9.30": "09:30", "1430": "14:30", "at 10": "10:00"}
"""Times that are told from other numbers by the day before them."""


@pytest.mark.parametrize("day", DAYS)
def test_a_day_and_a_time_are_the_same_moment_wherever_they_stand(day: str) -> None:
    for clock, hour in (TIMES | BEHIND).items():
        meant = f"{DAYS[day]} {hour}"
        told = f"{meant}: demo call"
        until = snooze_of(f"{day} {clock}", NOW, HOURS)
        assert until is not None and moment_words(until, NOW, LISBON) == meant
        orders = [f"{day} {clock} demo call", f"demo call {day} {clock}", f"{day} {clock}: demo call"]
        orders += [f"demo call, {day} {clock}"]
        if clock in TIMES:
            orders += [f"{clock} {day} demo call", f"demo call {clock} {day}"]
            orders += [f"{day} demo call {clock}", f"{clock} demo call {day}"]
        for text in orders:
            assert step_of(text, NOW, HOURS).told(NOW, HOURS) == told, text
        assert step_of(f"call her {day} {clock}", NOW, HOURS).told(NOW, HOURS) == f"{meant}: call her"


@pytest.mark.parametrize("day", DAYS)
def test_a_day_without_a_time_begins_with_its_work(day: str) -> None:
    hour = "17:30" if DAYS[day] == "today" else "09:00"
    for text in (f"{day} call", f"call {day}"):
        assert step_of(text, NOW, HOURS).told(NOW, HOURS) == f"{DAYS[day]} {hour}: call", text


NOT_KNOWN = (
    *("friday in a week", "friday in two weeks", "friday after next", "the friday after next", "week 50"),
    *("mid december", "weekend", "early next week", "late next week", "mid next week", "following monday"),
    *("later this week", "this week", "the following week", "next but one friday", "2 fridays from now"),
    *("last friday of the month", "last day of the month", "first of the month", "1st of next month"),
    *("the 3rd of next month", "3rd next month", "mid month", "month end", "kw 50", "w50", "early january"),
    *("in january", "next january", "january", "christmas", "before friday", "in 3 working days"),
    *("monday week", "monday fortnight", "two weeks on monday", "week on friday", "mon or tue", "25/11"),
)
"""Ways to say a day that are not known or may be two days."""


@pytest.mark.parametrize("day", NOT_KNOWN)
def test_a_day_that_cannot_be_told_is_asked_about_and_never_another_one(day: str) -> None:
    texts = [f"{day} call", f"call {day}", f"call {day} 3pm", f"{day} 3pm call", f"3pm call {day}"]
    texts += [f"call 3pm {day}", f"{day} call at 3pm", f"call {day} 9.30"]
    for text in texts:
        with pytest.raises(UsageError) as refused:
            pytest.fail(f"{text!r} was read as {step_of(text, NOW, HOURS).told(NOW, HOURS)}")
        assert len(str(refused.value)) < 250, text
    for text in (day, f"{day} 3pm"):
        with pytest.raises(UsageError):
            pytest.fail(f"{text!r} was read as {snooze_of(text, NOW, HOURS)}")


ASKED = """
friday week 9 call | call 9 friday week | demo 1430 friday | friday demo 9.30 | fri demo 10
call 3pm demo friday | friday call tomorrow | call on friday Ana tomorrow | tomorrow and friday call
fri-mon workshop | 9 week on friday | call fri Ana | week after next 3 call | next monday week call
2 days before christmas call | call in a week or two | call tomorrow half past 3 | tomorrow call after 3pm
call 2d at 9:30 prepare offer
call fri quarter to 4 | christmas call Ana 3pm | demo 24/12 with Ana 3pm | call friday about it 3pm
"""


def test_a_part_of_a_moment_that_was_left_over_is_asked_about() -> None:
    for text in (text.strip() for line in ASKED.strip().splitlines() for text in line.split("|")):
        with pytest.raises(UsageError):
            pytest.fail(f"{text!r} was read as {step_of(text, NOW, HOURS).told(NOW, HOURS)}")


WORDS_ALONE = """
tomorrow: call her in a week | Tue 1 Dec 09:00: call her in a week
fri 3pm: ask about week 50 | Fri 4 Dec 15:00: ask about week 50
tomorrow send Monday report | Tue 1 Dec 09:00: send Monday report
send Monday report tomorrow | Tue 1 Dec 09:00: send Monday report
3 day workshop tomorrow | Tue 1 Dec 09:00: 3 day workshop
fri send next steps | Fri 4 Dec 09:00: send next steps
friday week 3 units offer | Fri 11 Dec 09:00: 3 units offer
call Jan 3pm | today 15:00: call Jan
call her at 3pm about the offer | today 15:00: call her about the offer
send Q1 forecast | no date: send Q1 forecast
send the 2 week trial | no date: send the 2 week trial
tomorrow follow up on last week's demo | Tue 1 Dec 09:00: follow up on last week's demo
follow up on friday's demo tomorrow | Tue 1 Dec 09:00: follow up on friday's demo
tomorrow send invoice 1430 | Tue 1 Dec 09:00: send invoice 1430
call 555 1234 tomorrow | Tue 1 Dec 09:00: call 555 1234
tomorrow call 555 1234 | Tue 1 Dec 09:00: call 555 1234
tomorrow meet at 10 Downing Street | Tue 1 Dec 09:00: meet at 10 Downing Street
prepare next steps | no date: prepare next steps
"""


def test_words_that_are_no_moment_stay_words() -> None:
    for line in WORDS_ALONE.strip().splitlines():
        text, meant = line.split(" | ")
        assert step_of(text, NOW, HOURS).told(NOW, HOURS) == meant, text


@pytest.mark.parametrize("typed", ["25/11", "25 nov", "25.11.", "Nov 25", "25/11 10:00"])
def test_a_date_that_has_just_gone_by_is_asked_for_its_year(typed: str) -> None:
    for read in (future_moment, snooze_of):
        with pytest.raises(Unclear, match=r"25 Nov 2026 has gone by\. Write 25 Nov 2027"):
            read(typed, NOW, HOURS)
    with pytest.raises(Unclear, match="25 Nov 2027"):
        step_of(f"call {typed}", NOW, HOURS).told(NOW, HOURS)
    assert moment_words(future_moment("25 Nov 2027", NOW, HOURS), NOW, LISBON) == "Thu 25 Nov 2027 09:00"
    assert moment_words(future_moment("thu 25 nov", NOW, HOURS), NOW, LISBON) == "Thu 25 Nov 2027 09:00"


def test_a_date_that_is_soon_to_come_is_asked_for_its_year_in_the_log() -> None:
    with pytest.raises(Unclear, match=r"1 Dec 2026 is still to come\. Write 1 Dec 2025"):
        past_moment("1/12", NOW, HOURS)
    assert moment_words(past_moment("3 feb", NOW, HOURS), NOW, LISBON) == "Tue 3 Feb 12:00"


ABOUT = st.lists(
    st.sampled_from(["demo", "call", "Ana", "offer", "3", "the", "about", "send", "units"]), max_size=4
)


@given(st.sampled_from(sorted(DAYS)), st.sampled_from(sorted(TIMES)), ABOUT.map(" ".join))
def test_the_order_of_words_day_and_time_never_changes_the_moment(day: str, clock: str, words: str) -> None:
    parts = [day, clock, words]
    orders = [[parts[a], parts[b], parts[3 - a - b]] for a in range(3) for b in range(3) if a != b]
    for order in orders:
        text = " ".join(part for part in order if part)
        try:
            step = step_of(text, NOW, HOURS)
        except UsageError:
            continue
        assert step.at is not None
        assert moment_words(step.at, NOW, LISBON) == f"{DAYS[day]} {TIMES[clock]}", text
