"""What to do and when, in one text: the moment first, last, or where a word says that it is one."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.calendar.days import instant
from data.calendar.hours import parse_hours
from data.calendar.moment_in_text import snooze_of, step_of, step_of_parts
from data.kernel.errors import UsageError

LISBON = ZoneInfo("Europe/Lisbon")
HOURS = parse_hours("Mon-Fri 09:00-17:30", LISBON)
NOW = instant(datetime(2026, 11, 18, 14, 10, tzinfo=LISBON))
"""A Wednesday."""

STEPS = """
tomorrow 3pm call back | Thu 19 Nov 15:00: call back
tomorrow at 3 pm call back | Thu 19 Nov 15:00: call back
fri 8am send offer | Fri 20 Nov 08:00: send offer
mon 9.30 send offer | Mon 23 Nov 09:30: send offer
2d 15:00 call back | Fri 20 Nov 15:00: call back
next week tue 10:00 call back | Tue 24 Nov 10:00: call back
friday week call back | Fri 27 Nov 09:00: call back
in 1 h 30 min call | today 15:40: call
fri 3 units offer | Fri 20 Nov 09:00: 3 units offer
mon 2 calls | Mon 23 Nov 09:00: 2 calls
call back tomorrow 3pm | Thu 19 Nov 15:00: call back
send offer on friday week. | Fri 27 Nov 09:00: send offer
send quote by friday | Fri 20 Nov 09:00: send quote
call back in 2 days | Fri 20 Nov 09:00: call back
fri call back at 3pm | Fri 20 Nov 15:00: call back
3pm call back tomorrow | Thu 19 Nov 15:00: call back
call Ana tomorrow about the offer | Thu 19 Nov 09:00: call Ana about the offer
call Ana at 15:30 about the offer | today 15:30: call Ana about the offer
tomorrow send offer for friday | Thu 19 Nov 09:00: send offer for friday
tomorrow 10, send quote | Thu 19 Nov 10:00: send quote
tomorrow 10 send quote | Thu 19 Nov 10:00: send quote
mon, 9:30 send offer | Mon 23 Nov 09:30: send offer
mon, 3 quotes | Mon 23 Nov 09:00: 3 quotes
tomorrow 24 boxes | Thu 19 Nov 09:00: 24 boxes
tomorrow 2h workshop | Thu 19 Nov 09:00: 2h workshop
tomorrow: call, then write | Thu 19 Nov 09:00: call, then write
3 jan, 2028 quotes | Sun 3 Jan 2027 09:00: 2028 quotes
3 Jan 2028, 9:30 call | Mon 3 Jan 2028 09:30: call
Jan 5 send offer | Tue 5 Jan 2027 09:00: send offer
wed 25 nov 10:00 demo | Wed 25 Nov 10:00: demo
end of month invoice | Mon 30 Nov 09:00: invoice
15:00 | today 15:00
send quote | no date: send quote
call Jan | no date: call Jan
call 1430 | no date: call 1430
3 new leads to qualify | no date: 3 new leads to qualify
send Monday report, no date | no date: send Monday report
someday write a book | no date: write a book
off | no next step
"""


def test_when_and_what() -> None:
    for line in STEPS.strip().splitlines():
        text, meant = line.split(" | ")
        assert step_of(text, NOW, HOURS).told(NOW, HOURS) == meant, text


ASKED = """
today 13:00 call | yesterday call | mon 9:75 call | tomorrow 25:00 call | fri 13pm call | fri 3 call | call at 3
tomorrow 3:30 call | 10 call | in 3 call | weekend call | half past call | tommorow call | call tomorow
call wendesday | tomorrow friday call | tomorrow 3pm 4pm call | tomorrow 15:00 CET call | mon 10-12 workshop
wed 26 nov call | ask about friday | 31 feb call | send Monday report | fri prepare 3pm demo | call back 25:00
mon 3 jan quotes | 3 | 15 | in 1000000 days
"""


def test_what_looks_like_a_time_that_cannot_be_told_is_asked_about() -> None:
    texts = [text.strip() for line in ASKED.strip().splitlines() for text in line.split("|")]
    for text in ("", "x" * 500, *texts):
        with pytest.raises(UsageError) as refused:
            step_of(text, NOW, HOURS)
            pytest.fail(f"{text!r} was read")
        assert len(str(refused.value)) < 250


def test_what_was_quoted_stays_together_on_the_command_line() -> None:
    for parts, meant in (
        (["tomorrow", "3 units"], "Thu 19 Nov 09:00: 3 units"),
        (["mon 9:30", "send", "offer"], "Mon 23 Nov 09:30: send offer"),
        (["ask about friday", "tomorrow"], "Thu 19 Nov 09:00: ask about friday"),
        (["tomorrow", "3pm", "call", "back"], "Thu 19 Nov 15:00: call back"),
        (["send offer", "fri 8am"], "Fri 20 Nov 08:00: send offer"),
    ):
        assert step_of_parts(parts, NOW, HOURS).told(NOW, HOURS) == meant


def test_a_snooze_is_a_moment_alone_or_off() -> None:
    assert snooze_of("off", NOW, HOURS) is None
    with pytest.raises(UsageError, match="no part of a moment"):
        snooze_of("tomorrow call", NOW, HOURS)


WORDS = st.sampled_from(
    [
        "call",
        "back",
        "offer",
        "Ana",
        "about",
        "for",
        "tomorrow",
        "fri",
        "monday",
        "next",
        "week",
        "at",
        "by",
        "in",
        "on",
        "3pm",
        "9:30",
        "25:00",
        "9.30",
        "25/11",
        "10",
        "3",
        "2d",
        "units",
        "no",
        "date",
        "off",
        "jan",
        "5",
        "the",
        ",",
        ".",
        ":",
        "-",
        "half",
        "past",
        "1",
        "h",
        "30",
        "min",
        "ago",
        "Street",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map(" ".join)))
def test_any_text_is_a_step_or_refused_and_reads_the_same_as_it_is_told(text: str) -> None:
    with suppress(UsageError):
        step = step_of(text, NOW, HOURS)
        assert step.at is None or step.at > NOW
        if step.at is not None:
            assert step_of(step.told(NOW, HOURS).partition(": ")[0], NOW, HOURS).at == step.at
