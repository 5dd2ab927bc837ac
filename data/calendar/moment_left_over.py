"""What a text holds besides the moment that was found in it: what looks like a part of the moment is asked about.

A moment of which a part was not understood would be a wrong one, so each check raises Unclear and none guesses.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.calendar.hours import WorkingHours
from data.calendar.moment_clocks import clock_at, digits_alone, is_hour_or_number, length_at
from data.calendar.moment_days import day_at
from data.calendar.moment_tokens import (
    DAY,
    MONTH,
    MONTHS,
    NAMED_DAYS,
    ORDINALS,
    UNITS,
    WEEK,
    WEEKDAYS,
    YEAR,
    Said,
    Unclear,
    is_plural,
    month_of,
    weekday_of,
)
from data.calendar.moments import Spoken, dated_at, spoken_at
from data.kernel.text import clean

_ABOUT = frozenset({
    "about", "after", "before", "every", "each", "for", "of", "per", "re", "regarding", "since", "than",
    "the", "their", "our", "your", "his", "her"
})  # fmt: skip
"""Words before a moment that make it part of what is to be done."""
_PLACING = frozenset({"on", "in", "at", "@", "by", "until", "till", "within"})
"""Words that begin a moment of their own, so that none before them makes it part of something else."""
_SAYING = frozenset({"on", "in", "next", "by", "within"})
_WEEKS = frozenset({"week", "weeks", "weekend", "fortnight", "fortnights"})
_BENDING = frozenset({
    *_WEEKS, "month", "next", "following", "early", "late", "later", "mid", "middle", "end", "start",
    "beginning", "after", "one", *NAMED_DAYS
})  # fmt: skip
"""Words right before a day that would make it another one."""
_JOINING = frozenset({
    "or", "and", "to", "/", "-", "–", "of", "in", "from", "the", "on", "after", "within", "&"
})  # fmt: skip
"""Words right behind a moment with which a further part of it may begin."""
_EITHER = frozenset({"or", "and", "to", "/", "-", "–", "&"})
"""Words between two days of which one alone was found."""
_MARKS = ("'", "’")
"""Marks of what is somebody's: ``friday's demo``."""
_BOUNDING = ("after", "before", "between")
"""Words that bound a time of day, and so give none."""
_FEASTS = frozenset({"christmas", "xmas", "easter"})
_SPANS = frozenset({DAY, WEEK, MONTH, YEAR})
_VAGUE = frozenset({
    "next", "following", "early", "late", "later", "mid", "end", "last", "first", "this", "in", "by", "until"
})  # fmt: skip
"""Words before a week, a month or the name of one that say when."""
_NAMES = frozenset({"april", "may", "june", "august", "mar", "march", "jan", "jun", "jul", "dec"})
"""Months that people and things are named like as well."""
_PHRASES = (
    ("after", "next"), ("but", "one"), ("from", "now"), ("of", "the", "month"), ("of", "this", "month"),
    ("month", "end"), ("the", "day", "after"), ("the", "next", "day"),
)  # fmt: skip
"""Words that name a day together with others."""
_HOURS = range(1, 24)
_LONGEST_CLOCK = 6
"""Of how many places a time of day may be made: ``9:30 p.m.`` and its like."""
_WORKED = range(7, 21)
"""Numbers that are taken for an hour at the beginning or the end of a text."""
_ADVICE = "Write one moment, first or last, and a colon between it and the words: fri 3pm: call back."


def is_about(words: Said, place: int) -> bool:
    """Whether the word before a place makes what follows a part of what is to be done."""
    return words.word(place - 1) in _ABOUT and words.word(place) not in _PLACING


def says_when(words: Said, place: int, end: int) -> bool:
    """Whether ``at 10`` is a time: in ``at 10 Downing Street`` it is not."""
    is_bare = (
        words.word(place) in ("at", "@") and words.number(place + 1, 1, 2) is not None and end == place + 2
    )
    return not (is_bare and (words.at(end).typed[:1].isupper() or is_plural(words.word(end))))


def refuse_left_over(
    words: Said, spoken: Spoken, takes: Sequence[tuple[int, int]], hours: WorkingHours
) -> None:
    """Raise Unclear where the words besides a moment, which takes stretches of places, look like a part of it."""
    rest = [
        place
        for place in range(len(words.tokens))
        if not any(start <= place < end for start, end in takes) and not words.is_within(place)
    ]
    has_time = spoken.clock is not None or bool(spoken.length and spoken.length.minutes)
    for start, end in takes:
        _refuse_before(words, start, end, has_time=has_time)
        _refuse_behind(words, end, hours)
        if words.word(end) == "or" or (spoken.length is not None and words.word(end) in _BOUNDING):
            raise _unclear(words, start, end + 2)
    if spoken.day is None and spoken.length is None:
        _refuse_day(words, rest, hours)
        return
    is_parted = words.word(takes[0][1]) in (",", ":", ";", "-", "–", "—") and not takes[0][0]
    if not is_parted:
        if not has_time:
            _refuse_clock(words, rest)
        _refuse_second(words, takes, rest, hours)


def refuse_unread(words: Said) -> None:
    """Raise Unclear for words of a day that is not known, in a text in which no moment was found."""
    for place in range(len(words.tokens)):
        word, before = words.word(place), words.word(place - 1)
        is_span = word in _WEEKS or (UNITS.get(word) == MONTH and len(word) > 2) or month_of(word) is not None
        if is_span and not words.is_within(place) and before in _VAGUE:
            raise _unread(words, place - 1, place + 1)
        is_sentence = any(words.words(place, *phrase) for phrase in _PHRASES)
        if is_sentence or _is_numbered(words, place):
            raise _unread(words, max(place - 2, 0), place + 2)
    for place in (0, len(words.tokens) - 1):
        is_named = words.word(place) in _WEEKS | _FEASTS or _is_month(words.word(place))
        if is_named and words.number(place - 1) is None:
            raise _unread(words, place, place + 1)


def _refuse_before(words: Said, start: int, end: int, *, has_time: bool) -> None:
    """What stands right before a moment: ``late`` next week, ``week after next`` mon, ``9`` fri."""
    before = words.word(start - 1)
    if not start:
        return
    is_ordinal = before in ORDINALS and words.at(start - 1).is_glued
    if before in _BENDING or is_ordinal or weekday_of(before) is not None:
        raise _unclear(words, start - 1 - is_ordinal, end)
    first = words.word(start - 2)
    is_day = weekday_of(first) is not None or first in NAMED_DAYS or words.number(start - 2) is not None
    if before in _EITHER and is_day:
        raise _unclear(words, start - 2, end)
    if has_time:
        return
    if words.number(start - 1, 1, 2) in _HOURS and not words.is_within(start - 1):
        raise _unclear(words, start - 1, end)
    for place in range(max(start - _LONGEST_CLOCK, 0), start):
        if words.is_within(place) or words.number(place - 1, 3) is not None:
            continue  # digits behind others are a telephone number's
        clock = clock_at(words, place) or digits_alone(words, place)
        if clock is not None and clock[1] == start:
            raise _unclear(words, place, end)


def _refuse_behind(words: Said, end: int, hours: WorkingHours) -> None:
    """What stands right behind a moment: fri ``in two weeks``, mon ``or tue``, friday ``after next``."""
    parted = end + (words.word(end) == ",")
    parted += words.word(parted) == "the"
    if words.word(parted) in _WEEKS or words.words(end, "after", "next"):
        raise _unclear(words, end - 1, parted + 1)
    word = words.word(end)
    if word in ("-", "–") and not words.at(end).is_glued:
        return
    for place in (end, end + 1) if word in _JOINING else (end,):
        is_number = words.number(place) is not None and month_of(words.word(place + 1)) is None
        if (not is_number and day_at(words, place, hours) is not None) or words.words(place, "the", "month"):
            raise _unclear(words, end - 1, place + 1)
        length = length_at(words, place)
        if length is not None and (
            (place > end and word in ("in", "within", "after")) or words.is_over(length[1])
        ):
            raise _unclear(words, end - 1, length[1])


def _refuse_day(words: Said, rest: Sequence[int], hours: WorkingHours) -> None:
    """A day besides a time of day for which none was understood."""
    for place in rest:
        word = words.word(place)
        is_span = len(word) > 2 and UNITS.get(word) in _SPANS
        is_month = _is_month(word) or (month_of(word) is not None and words.word(place - 1) in _VAGUE)
        is_day = word in _WEEKS | _FEASTS or is_span or is_month or word[:-1] in WEEKDAYS
        if is_day or _is_numbered(words, place) or _holds_day(words, place, hours):
            typed = clean(words.typed(place, place + 1), 20)
            raise Unclear(f"Is {typed!r} part of the day? It was not understood. {_ADVICE} Or say today.")


def _holds_day(words: Said, place: int, hours: WorkingHours) -> bool:
    """Whether a moment begins at a place that names a day: ``friday``, ``2d at 9:30``."""
    found = spoken_at(words, place, hours)
    if found is None:
        return False
    length = found[0].length
    return found[0].day is not None or (length is not None and not length.minutes and found[0].is_sure)


def _refuse_clock(words: Said, rest: Sequence[int]) -> None:
    """A time of day besides a day for which none was understood."""
    ends = (0, len(words.tokens) - 1, len(words.tokens) - 3)
    for place in rest:
        alone = digits_alone(words, place) if place in ends and words.glued(place + 1).word == "." else None
        is_edge = place in ends and (place == 0 or words.is_over(place + 1))
        is_hour = is_edge and words.number(place, 1, 2) in _WORKED and is_hour_or_number(words, place)
        if is_hour or (alone is not None and (place == 0 or words.is_over(alone[1]))):
            raise _unclear(words, place, alone[1] if alone else place + 1)
        is_half = words.words(place, "half", "past") or words.word(place) == "quarter"
        if is_half and words.number(place + 2, 1, 2) is not None:
            raise _unclear(words, place, place + 3)
        is_words = is_about(words, place) and words.word(place - 1) not in _BOUNDING
        if is_words or (words.number(place) is None and words.word(place) not in ("at", "@")):
            continue
        clock = clock_at(words, place)
        if clock is not None and says_when(words, place, clock[1]):
            raise _unclear(words, place, clock[1])


def _refuse_second(
    words: Said, takes: Sequence[tuple[int, int]], rest: Sequence[int], hours: WorkingHours
) -> None:
    """A second day, at the end of a text that begins with one, or before the one with which a text ends."""
    for place in rest:
        found = None if is_about(words, place) else _dated_or_none(words, place, hours)
        if found is None:
            continue
        spoken, end = found
        is_last = place > takes[-1][1] and words.is_over(end) and spoken.is_sure
        is_said = words.word(place) in _SAYING and place < takes[0][0] and words.glued(end).word not in _MARKS
        if is_last or is_said:
            raise _unclear(words, place, end)


def _dated_or_none(words: Said, place: int, hours: WorkingHours) -> tuple[Spoken, int] | None:
    """A day at a place; none as well where it cannot be told, as ``last week``, which no step is due on."""
    try:
        return dated_at(words, place, hours)
    except Unclear:
        return None


def _is_month(word: str) -> bool:
    """Whether a word is the name of a month, and of nobody."""
    return word in MONTHS and word not in _NAMES


def _is_numbered(words: Said, place: int) -> bool:
    """Whether the number of a week or of a quarter stands at a place: ``week 50``, ``in q1``."""
    if words.number(place + 1, 1, 2) is None:
        return False
    is_quarter = words.word(place) == "q" and words.word(place - 1) in _VAGUE
    return is_quarter or words.word(place) in ("week", "wk", "w", "kw", "cw")


def _unclear(words: Said, start: int, end: int) -> Unclear:
    typed = clean(words.typed(start, min(end, len(words.tokens))), 40)
    return Unclear(f"Is {typed!r} part of when to do it? It was not understood. {_ADVICE}")


def _unread(words: Said, start: int, end: int) -> Unclear:
    typed = clean(words.typed(start, min(end, len(words.tokens))), 40)
    return Unclear(
        f"Is {typed!r} when to do it? It was not understood. Write a day like fri 3pm, in 2 weeks or 24 dec. "
        "If it is not, end with: no date."
    )
