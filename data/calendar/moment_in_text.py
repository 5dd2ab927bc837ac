"""A moment within a text, first or last or where a word says that it is one: when to do something, and what.

What looks like a moment and is none that can be told is asked about, never taken for words. A text without any is
one without a date.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.calendar.days import local
from data.calendar.hours import WorkingHours
from data.calendar.moment_clocks import clock_at
from data.calendar.moment_left_over import is_about, refuse_left_over, refuse_unread, says_when
from data.calendar.moment_tokens import (
    NAMED_DAYS,
    WEEKDAYS,
    Said,
    Unclear,
    is_plural,
    meant_day,
    said,
    weekday_of,
)
from data.calendar.moments import Spoken, ahead_of, dated_at, future_moment, moment_words, spoken_at
from data.kernel.errors import UsageError
from data.kernel.text import clean

OFF = ("off", "none")
"""What takes a step or a snooze away."""
UNDATED = (("no", "date"), ("undated",), ("someday",))
"""What says that a step has no date, where its words could be taken for one."""

_SAYING = frozenset({
    "today", "tomorrow", "tmrw", "tmr", "tonight", "on", "at", "in", "next", "this", "by"
})  # fmt: skip
"""Words that say when, also in the middle of a text."""
_UNKNOWN = frozenset({
    "weekend", "midnight", "past", "quarter", "fortnight", "oclock"
})  # fmt: skip
"""Words of time that name no moment by themselves."""
_WORKED = range(7, 21)
"""Numbers that may be an hour, where a text begins with one."""
_LONGEST_TEXT = 400
EXAMPLE = "Write it like: tomorrow 10:00 call back, or: call back fri 3pm."


class Step(NamedTuple):
    """What to do, and when: an instant, or None for some time."""

    at: int | None
    words: str

    def told(self, now: int, hours: WorkingHours) -> str:
        """The step as it was understood: ``Fri 20 Nov 10:00: call back``, ``no date: send quote``."""
        if self.at is None:
            return f"no date: {self.words}" if self.words else "no next step"
        when = moment_words(self.at, now, hours.where)
        return f"{when}: {self.words}" if self.words else when


class _Found(NamedTuple):
    """A moment in a text: what was said, and the stretches of places that it takes, the first one first."""

    spoken: Spoken
    takes: tuple[tuple[int, int], ...]

    def rest(self, words: Said) -> str:
        """The text without them."""
        ends = (0, *(end for _, end in self.takes))
        starts = (*(start for start, _ in self.takes), len(words.tokens))
        return _joined(words, *zip(ends, starts, strict=True))


def snooze_of(text: str, now: int, hours: WorkingHours) -> int | None:
    """The moment ahead that a text is; None for ``off``. Raises UsageError where it is none."""
    return None if text.strip().lower() in OFF else future_moment(text, now, hours)


def step_of_parts(parts: Sequence[str], now: int, hours: WorkingHours) -> Step:
    """The step of several texts: where one was typed as a whole, it is the moment or it is the words.

    Raises what ``step_of`` raises.
    """
    if len(parts) > 1 and any(" " in part.strip() for part in parts):
        ends = range(len(parts) - 1, 0, -1)
        begun = [(parts[:end], parts[end:]) for end in ends]
        ended = [(parts[-end:], parts[:-end]) for end in ends]
        for when, what in (*begun, *ended):
            try:
                return Step(future_moment(" ".join(when), now, hours), clean(" ".join(what)))
            except UsageError:
                continue
    return step_of(" ".join(parts), now, hours)


def step_of(text: str, now: int, hours: WorkingHours) -> Step:
    """What a text says to do, and when, counted from now in the zone of ``hours``; ``off`` says that nothing is.

    Raises Unclear where it holds what looks like a moment but cannot be told, UsageError for an empty text or a
    moment that has passed.
    """
    if not text.strip():
        raise UsageError(f"Say when and what. {EXAMPLE}")
    if text.strip().lower() in OFF:
        return Step(None, "")
    if len(text) > _LONGEST_TEXT:
        raise UsageError(f"That is longer than a step may be. {EXAMPLE}")
    words = said(text, local(now, hours.where).date(), str(hours.where), ahead=True)
    undated = _undated(words)
    if undated is not None:
        return Step(None, undated)
    found = _first(words, hours) or _last(words, hours) or _inside(words, hours)
    if found is None:
        if words.word(0) in OFF:
            raise Unclear(f"{words.at(0).typed!r} takes a step away, and stands alone. {EXAMPLE}")
        _refuse_doubtful(words, hours)
        return Step(None, clean(text))
    refuse_left_over(words, found.spoken, found.takes, hours)
    typed = " ".join(words.typed(start, end) for start, end in found.takes)
    return Step(ahead_of(found.spoken, typed, now, hours), found.rest(words))


def _undated(words: Said) -> str | None:
    """The words of a text that says that it has no date."""
    length = len(words.tokens)
    for phrase in UNDATED:
        many = len(phrase)
        if length <= many:
            continue
        if words.words(0, *phrase):
            return _joined(words, (many, length))
        if words.words(length - many, *phrase):
            return _joined(words, (0, length - many))
    return None


def _first(words: Said, hours: WorkingHours) -> _Found | None:
    """The moment with which a text begins, with the day or the time that may come later."""
    found = spoken_at(words, 0, hours)
    if found is None:
        near = meant_day(words.word(0))
        if near:
            raise Unclear(f"{words.at(0).typed!r} is no day. Did you mean {near}?")
        return None
    spoken, end = found
    _refuse_more(words, end)
    begun = _Found(spoken, ((0, end),))
    if spoken.clock is None and not (spoken.length and spoken.length.minutes):
        later = _later_clock(words, end)
        return (
            begun
            if later is None
            else _Found(spoken._replace(clock=later.spoken.clock), begun.takes + later.takes)
        )
    if spoken.day is None and spoken.length is None:
        later = _later_day(words, end, hours)
        return (
            begun
            if later is None
            else _Found(later.spoken._replace(clock=spoken.clock), begun.takes + later.takes)
        )
    return begun


def _refuse_more(words: Said, end: int) -> None:
    """Raise Unclear where what follows a moment looks like a further part of it."""
    word = words.word(end)
    is_day = word in WEEKDAYS or word in NAMED_DAYS
    is_half = word in ("am", "pm") or (word == "o" and words.word(end + 1) in ("'", "’"))
    is_clock = words.number(end) is not None and (
        words.word(end + 1) in ("am", "pm")
        or (words.glued(end + 1).word == ":" and words.glued(end + 2).is_number)
    )
    if is_day or is_half or is_clock or (word == "at" and words.number(end + 1) is not None):
        more = words.typed(end, end + (1 if is_day or is_half else 2))
        raise Unclear(
            f"{clean(more, 20)!r} is no part of {clean(words.typed(0, end), 40)!r}. "
            f"Name one day and one time, and part the words from them by a comma. {EXAMPLE}"
        )


def _later_clock(words: Said, start: int) -> _Found | None:
    """The time of day that comes later in a text that begins with a day."""
    for place in range(start, len(words.tokens)):
        clock = clock_at(words, place)
        if clock is None:
            continue
        end = clock[1]
        if words.word(place) in ("at", "@") and says_when(words, place, end):
            return _Found(Spoken(clock=clock[0]), ((place, end),))
        if words.is_over(end) and not is_about(words, place):
            return _Found(Spoken(clock=clock[0]), ((place, end),))
        if words.number(place) is not None:
            typed = words.typed(place, end)
            raise Unclear(
                f"Is {typed} the time? Write it behind the day, or at the end: fri {typed} call back."
            )
    return None


def _later_day(words: Said, start: int, hours: WorkingHours) -> _Found | None:
    """The day that comes later in a text that begins with a time."""
    for place in range(start, len(words.tokens)):
        if is_about(words, place):
            continue
        found = dated_at(words, place, hours)
        if found is None:
            continue
        spoken, end = found
        if words.is_over(end) or words.word(place) in _SAYING:
            return _Found(spoken, ((place, end),))
    return None


def _last(words: Said, hours: WorkingHours) -> _Found | None:
    """The moment with which a text ends, the longest one."""
    for place in range(1, len(words.tokens)):
        if words.is_within(place) or (is_about(words, place) and words.word(place - 1) != "her"):
            continue
        found = _spoken_or_none(words, place, hours)
        if found is not None and words.is_over(found[1]) and found[0].is_sure:
            return _Found(found[0], ((place, len(words.tokens)),))
    near = meant_day(words.word(len(words.tokens) - 1))
    if near:
        raise Unclear(f"{words.at(len(words.tokens) - 1).typed!r} is no day. Did you mean {near}?")
    return None


def _inside(words: Said, hours: WorkingHours) -> _Found | None:
    """The moment in the middle of a text that a word such as ``tomorrow`` or ``at`` begins."""
    for place in range(1, len(words.tokens)):
        if words.word(place) not in _SAYING or is_about(words, place):
            continue
        found = _spoken_or_none(words, place, hours)
        if found is not None and says_when(words, place, found[1]):
            return _Found(found[0], ((place, found[1]),))
    return None


def _spoken_or_none(words: Said, place: int, hours: WorkingHours) -> tuple[Spoken, int] | None:
    """The moment from a place on; None also where it cannot be told, which is asked about later."""
    try:
        return spoken_at(words, place, hours)
    except Unclear:
        return None


def _refuse_doubtful(words: Said, hours: WorkingHours) -> None:
    """Raise Unclear for what looks like a moment in a text in which none could be told."""
    _refuse_unknown(words)
    refuse_unread(words)
    for place in range(len(words.tokens)):
        found = spoken_at(words, place, hours)
        if found is None:
            continue
        end, word = found[1], words.word(place)
        is_day = (weekday_of(word) is not None and word not in ("sat", "sun")) or word in NAMED_DAYS
        is_name = end == place + 1 and not is_day
        if is_name or (words.number(place, 4, 4) is not None and end == place + 1):
            continue
        typed = clean(words.typed(place, end), 40)
        raise Unclear(
            f"Is {typed!r} when to do it? Write it first or last: {typed} call back. "
            "If it is not, end with: no date."
        )


def _refuse_unknown(words: Said) -> None:
    """Raise Unclear for words of time that are not known, at the beginning or the end of a text."""
    length = len(words.tokens)
    number = words.number(0, 1, 2)
    counted = any(is_plural(words.word(place)) for place in range(1, 4)) or words.word(1) in ("x", "%")
    if number is not None and number in _WORKED and words.at(1).is_word and not counted:
        typed = words.typed(0, 1)
        raise Unclear(f"Is {typed} a time? Write {typed}:00. If it is not, end with: no date.")
    if number is not None and number <= 24 and length == 1:
        typed = words.typed(0, 1)
        raise Unclear(f"Is {typed} a time? Write it like 15:00 or 3pm. If it is not, end with: no date.")
    places = {0, length - 1, length - 2}
    unknown = [place for place in places if words.word(place) in _UNKNOWN]
    unknown += [0] if words.word(0) in ("in", "within") and words.at(1).is_number else []
    if unknown:
        typed = words.typed(unknown[0], min(unknown[0] + 2, length))
        raise Unclear(
            f"{clean(typed, 40)!r} is no moment that is known. {EXAMPLE} If it is none, end with: no date."
        )


def _joined(words: Said, *parts: tuple[int, int]) -> str:
    """The text of some stretches of places, without the marks that parted a moment from it."""
    texts = (words.typed(start, end).strip(" ,;:-–—") for start, end in parts)
    return clean(" ".join(text for text in texts if text))
