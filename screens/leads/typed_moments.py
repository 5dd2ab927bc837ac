"""A moment ahead as it is typed, with words after it or without: when to do what next."""

from __future__ import annotations

from data.calendar.hours import WorkingHours
from data.calendar.moments import future_moment, moment_and_words
from data.leads.attention import when_words


def typed_moment(text: str, now: int, hours: WorkingHours, *, with_words: bool) -> tuple[int, str]:
    """A moment ahead, and the words after it where there may be some.

    Raises UsageError where the text begins with no moment.
    """
    if not with_words:
        return future_moment(text, now, hours.where, hours), ""
    return moment_and_words(text.split(), now, hours.where, hours)


def moment_meaning(text: str, now: int, hours: WorkingHours, *, with_words: bool) -> str:
    """How a moment and its words were understood: ``Fri 10:00: call back``."""
    at, words = typed_moment(text, now, hours, with_words=with_words)
    return when_words(at, now, hours) + (f": {words}" if words else "")
