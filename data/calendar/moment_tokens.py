"""The words of a typed moment, one after the other, and what single words mean: weekdays, months, units, numbers."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from data.kernel.errors import UsageError

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_LONGEST_NUMBER = 6

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
NAMED_DAYS = {
    "today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1, "yesterday": -1,
}  # fmt: skip
"""Days from today."""

MINUTE, HOUR, DAY, WEEK, MONTH, YEAR = "minute", "hour", "day", "week", "month", "year"
_UNITS = {
    MINUTE: ("m", "min", "mins", "minute", "minutes"),
    HOUR: ("h", "hr", "hrs", "hour", "hours"),
    DAY: ("d", "day", "days"),
    WEEK: ("w", "wk", "wks", "week", "weeks"),
    MONTH: ("mo", "mos", "mth", "mths", "month", "months"),
    YEAR: ("y", "yr", "yrs", "year", "years"),
}
UNITS = {word: unit for unit, words in _UNITS.items() for word in words}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = ("st", "nd", "rd", "th")
_MONTH_FIRST = (
    *("US/", "America/Indiana/", "America/Kentucky/", "America/North_Dakota/", "America/Adak"),
    *("America/Anchorage", "America/Boise", "America/Chicago", "America/Denver", "America/Detroit"),
    *("America/Juneau", "America/Los_Angeles", "America/Menominee", "America/Metlakatla", "America/New_York"),
    *("America/Nome", "America/Phoenix", "America/Sitka", "America/Yakutat", "America/Puerto_Rico"),
    *("America/St_Thomas", "Pacific/Honolulu", "Pacific/Guam", "Pacific/Pago_Pago", "Pacific/Saipan"),
)
"""Where the month is written first, as the beginnings of zones: the United States with their territories."""


class Unclear(UsageError):
    """What was typed looks like a moment, and is none that can be told."""


class Token(NamedTuple):
    """A number, a word or a mark of a text. ``word`` is in lowercase, ``typed`` is not."""

    typed: str
    word: str
    start: int
    end: int
    is_glued: bool
    """Whether it follows the one before without a blank."""

    @property
    def is_number(self) -> bool:
        """Whether it is made of digits."""
        return self.typed[0] in "0123456789"

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.typed.isalpha()


_END = Token(" ", "", 0, 0, is_glued=False)


class Said(NamedTuple):
    """A typed text, and what its words count from.

    ``ahead``: a day that is named without its year or week is the next one, else the latest one; with ``nearest`` one
    without its year is the nearest. ``month_first``: so 3/4 is the fourth of March. ``weekday_said``: a weekday stands
    before a date, and so tells of which year that is.
    """

    text: str
    tokens: tuple[Token, ...]
    today: date
    ahead: bool
    month_first: bool
    nearest: bool = False
    weekday_said: bool = False

    def at(self, place: int) -> Token:
        """The token of a place; an empty one behind the last."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else _END

    def word(self, place: int) -> str:
        """The word of a place in lowercase; nothing behind the last."""
        return self.at(place).word

    def words(self, place: int, *words: str) -> bool:
        """Whether these words stand from a place on."""
        return all(self.word(place + offset) == word for offset, word in enumerate(words))

    def number(self, place: int, least: int = 1, most: int = _LONGEST_NUMBER) -> int | None:
        """The number of a place that has so many digits, or None."""
        token = self.at(place)
        return int(token.word) if token.is_number and least <= len(token.word) <= most else None

    def glued(self, place: int) -> Token:
        """The token of a place if it follows without a blank, else an empty one."""
        token = self.at(place)
        return token if token.is_glued else _END

    def is_within(self, place: int) -> bool:
        """Whether a place lies inside what was typed as one: the 50 of ``w50``, the 30 of ``9.30``."""
        before, token = self.at(place - 1), self.at(place)
        is_first = place == 0 or not token.is_glued
        return not is_first and (before.is_number or before.is_word or (before.is_glued and token.is_number))

    def typed(self, start: int, end: int) -> str:
        """The text of the places from ``start`` to before ``end``."""
        return self.text[self.at(start).start : self.at(end - 1).end] if start < end else ""

    def is_over(self, place: int) -> bool:
        """Whether nothing stands from a place on but a full stop."""
        return place >= len(self.tokens) or (place == len(self.tokens) - 1 and self.word(place) in (".", ","))


def said(text: str, today: date, zone: str, *, ahead: bool) -> Said:
    """A text taken apart. ``zone`` is the name of the time zone of whoever typed it."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        is_glued = bool(found) and found[-1].end == match.start()
        found.append(Token(match[0], match[0].lower(), match.start(), match.end(), is_glued))
    return Said(text, tuple(found), today, ahead, zone.startswith(_MONTH_FIRST))


def weekday_of(word: str) -> int | None:
    """The weekday that a word names, Monday 0: ``monday``, ``mon``, ``thurs``."""
    return 2 if word == "weds" else _begun(WEEKDAYS, word)


def month_of(word: str) -> int | None:
    """The month that a word names, 1 to 12."""
    place = 8 if word == "sept" else _begun(MONTHS, word)
    return None if place is None else place + 1


def _begun(names: tuple[str, ...], word: str) -> int | None:
    """The place of the name that a word of three letters or more begins."""
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def number_named(word: str) -> int | None:
    """The number that a word names: ``a``, ``one`` to ``twelve``."""
    if word in ("a", "an"):
        return 1
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else None


def is_plural(word: str) -> bool:
    """Whether a word looks like that of several things: ``calls``, ``units``."""
    return len(word) > 2 and word.endswith("s") and not word.endswith("ss")


def meant_day(word: str) -> str:
    """The day that a word spells wrong: ``tommorow`` is tomorrow. Nothing for one that spells none nearly."""
    if word in NAMED_DAYS or not 5 <= len(word) <= 12 or weekday_of(word) is not None:
        return ""
    for name in ("tomorrow", "yesterday", *WEEKDAYS):
        allowed = 2 if len(name) >= 8 else 1
        if abs(len(name) - len(word)) <= allowed and _typos(word, name) <= allowed:
            return name
    return ""


def _typos(word: str, name: str) -> int:
    """Letters missing, too many, wrong, or two changed about (optimal string alignment distance)."""
    before, last = [0] * (len(name) + 1), list(range(len(name) + 1))
    for i, letter in enumerate(word, 1):
        row = [i]
        for j, other in enumerate(name, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == name[j - 2] and word[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
