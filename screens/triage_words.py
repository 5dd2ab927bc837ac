"""What is typed into the prompts of triage, understood."""

from __future__ import annotations

from data.calendar.hours import WorkingHours
from data.calendar.moments import future_moment
from data.errors import CockpitError, UsageError
from data.leads.clock import when_words

LONGEST_MOMENT = 3
"""Words that a moment has at most: ``next week monday``."""


def moment_and_words(text: str, now: int, hours: WorkingHours, *, with_words: bool) -> tuple[int, str]:
    """A moment at the beginning of a text, of as many words as make one, and the words after it.

    Raises UsageError where the text begins with no moment.
    """
    if not with_words:
        return future_moment(text, now, hours.where, hours), ""
    parts = text.split()
    for length in range(min(LONGEST_MOMENT, len(parts)), 0, -1):
        try:
            moment = future_moment(" ".join(parts[:length]), now, hours.where, hours)
        except CockpitError:
            continue
        return moment, " ".join(parts[length:])
    raise UsageError(f"{text!r} begins with no moment. Write it like: tomorrow 10:00 call back")


def moment_meaning(text: str, now: int, hours: WorkingHours, *, with_words: bool) -> str:
    """How a moment and its words were understood: ``Fri 10:00: call back``."""
    at, words = moment_and_words(text, now, hours, with_words=with_words)
    return when_words(at, now, hours) + (f": {words}" if words else "")


def words_wanted(text: str) -> str:
    """Accepts any words; raises UsageError for none."""
    if not text.strip():
        raise UsageError("Type a few words, or leave with esc.")
    return "enter take it   esc leave"
