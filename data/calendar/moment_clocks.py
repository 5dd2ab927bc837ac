"""Times of day and lengths of time within a typed moment: ``3:30 pm``, ``9.30``, ``at 10``, ``1 h 30 min``.

Each function reads from a place of the text on. It answers with what is meant and the place behind it, or with None
where nothing of that sort stands there, and raises Unclear where something does that cannot be told.
"""

from __future__ import annotations

from datetime import time
from typing import Literal, NamedTuple

from data.calendar.moment_tokens import (
    DAY,
    HOUR,
    MINUTE,
    MONTH,
    ORDINALS,
    UNITS,
    WEEK,
    YEAR,
    Said,
    Unclear,
    is_plural,
    month_of,
    number_named,
)

Clock = time | Literal["begin", "end"]
"""A time of day: of the clock, or the beginning or end of the day's working hours."""

_PARTS: dict[str, Clock] = {
    "morning": "begin", "noon": time(12), "midday": time(12), "afternoon": time(14), "evening": time(18),
    "eod": "end",
}  # fmt: skip
_LATE = ("afternoon", "evening")
_ZONES = frozenset({
    "utc", "gmt", "bst", "cet", "cest", "eet", "eest", "wet", "west", "ist", "msk", "est", "edt", "cst",
    "cdt", "mst", "mdt", "pst", "pdt", "jst", "sgt", "aest", "aedt"
})  # fmt: skip
_NIGHT = range(1, 7)
"""Hours that mean the afternoon as often as the night, where they are said alone."""
_YEARS = range(1900, 2100)


class Length(NamedTuple):
    """A length of time: months, days, minutes."""

    months: int = 0
    days: int = 0
    minutes: int = 0


_LENGTHS = {
    MINUTE: Length(minutes=1),
    HOUR: Length(minutes=60),
    DAY: Length(days=1),
    WEEK: Length(days=7),
    MONTH: Length(months=1),
    YEAR: Length(months=12),
}


def length_at(said: Said, place: int) -> tuple[Length, int] | None:
    """A length of time: ``2d``, ``an hour``, ``1 h 30 min``, ``1h30``, ``two weeks``, ``half an hour``."""
    if said.words(place, "half", "an", "hour"):
        return Length(minutes=30), place + 3
    found = _part_at(said, place)
    if found is None:
        return None
    whole, place = found
    while True:
        after = place + 1 if said.word(place) in ("and", ",") else place
        has_hours = whole.minutes > 0 and whole.minutes % 60 == 0
        more = _part_at(said, after) or (_minutes_at(said, after) if has_hours else None)
        if more is None or (more[0].months and not whole.months):
            return (whole, place) if any(whole) else None
        part, place = more
        whole = Length(whole.months + part.months, whole.days + part.days, whole.minutes + part.minutes)


def _part_at(said: Said, place: int) -> tuple[Length, int] | None:
    """A number and its unit."""
    number, tenths = said.number(place), 0
    if said.words(place, "a", "couple", "of"):
        number, place = 2, place + 2
    elif number is None:
        number = number_named(said.word(place))
    elif said.glued(place + 1).word in (".", ",") and said.glued(place + 2).is_number:
        if said.number(place + 2, 1, 1) is None:
            return None  # 9.30 is a time of day
        tenths, place = said.number(place + 2, 1, 1) or 0, place + 2
    if number is None:
        return None
    word = said.word(place + 1)
    if word in ("fortnight", "fortnights"):
        return Length(days=14 * number), place + 2
    if word in ("working", "business") and UNITS.get(said.word(place + 2)) == DAY:
        raise Unclear("Working days are not counted. Say the day: 2d, fri, 24 dec.")
    one = _LENGTHS.get(UNITS.get(word, ""))
    if one is None or (tenths and not one.minutes):
        return None
    minutes = one.minutes * number + one.minutes * tenths // 10
    return Length(one.months * number, one.days * number, minutes), place + 2


def _minutes_at(said: Said, place: int) -> tuple[Length, int] | None:
    """The minutes of ``1h30``."""
    number = said.number(place, 2, 2)
    if number is None or not said.at(place).is_glued or said.glued(place + 1).word in (":", "."):
        return None
    return (Length(minutes=number), place + 1) if number < 60 else None


def clock_at(
    said: Said, place: int, *, after_day: bool = False, is_parted: bool = False
) -> tuple[Clock, int] | None:
    """A time of day: ``9:30``, ``3pm``, ``at 10``, ``noon``, ``in the morning``; behind a day also ``10``, ``9h``.

    ``is_parted``: a comma stands between the day and it, so that a bare number is none.
    """
    start = place
    has_at = said.word(place) in ("at", "@")
    place += has_at
    if said.words(place, "in", "the") and said.word(place + 2) in _PARTS:
        place += 2
    elif said.word(place) == "this" and said.word(place + 1) in _PARTS:
        place += 1
    elif said.words(place, "end", "of", "day"):
        return "end", place + 3
    part = said.word(place)
    if part in _PARTS and (place > start or after_day or part not in ("morning", "evening")):
        return within_part(said, place + 1, part)
    if said.number(place) is None:
        return None
    found = _written_clock(said, place)
    if found is None:
        is_bare = has_at or (after_day and not is_parted)
        found = _bare_clock(said, place, has_at=has_at, after_day=after_day) if is_bare else None
    if found is not None:
        _refuse_more(said, start, found[1])
    return found


def within_part(said: Said, place: int, part: str) -> tuple[Clock, int]:
    """A time in a part of the day that was named before the place: the hour that may follow, as ``afternoon at 3``."""
    has_at = said.word(place) in ("at", "@")
    after = place + has_at
    hour = said.number(after, 1, 2)
    if hour is not None and said.glued(after + 1).word != ":" and (has_at or said.is_over(after + 1)):
        late = 12 if part in _LATE and hour < 12 else 0
        if hour + late < 24:
            return time(hour + late), after + 1
    found = _written_clock(said, after)
    return found or (_PARTS[part], place)


def _written_clock(said: Said, place: int) -> tuple[Clock, int] | None:
    """A time of day that can be nothing else: with a colon, with am or pm, of four digits."""
    hour = said.number(place, 1, 2)
    if hour is None:
        digits = said.number(place, 3, 4)
        half, end = _half_at(said, place + 1)
        if digits is not None and half:
            return _of_clock(said, place, end, digits // 100, digits % 100, half), end
        return None
    end = place + 1
    minute = None
    if said.glued(end).word == ":" and said.glued(end + 1).is_number:
        minute = said.number(end + 1, 2, 2)
        if minute is None:
            return None
        end += 2
        if said.glued(end).word == ":" and said.number(end + 1, 2, 2) is not None:
            end += 2  # seconds, as in a date of a file
    elif said.glued(end).word == "." and said.glued(end + 1).is_number:
        half, _ = _half_at(said, end + 2)
        minute = said.number(end + 1, 2, 2) if half else None
        if minute is None:
            return None
        end += 2
    half, end = _half_at(said, end)
    if minute is None and not half:
        return None
    return _of_clock(said, place, end, hour, minute or 0, half), end


def _half_at(said: Said, place: int) -> tuple[str, int]:
    """``am`` or ``pm``, also as ``p.m.``; nothing where neither stands there."""
    if said.word(place) in ("am", "pm"):
        return said.word(place), place + 1
    if (
        said.word(place) in ("a", "p")
        and said.glued(place + 1).word == "."
        and said.glued(place + 2).word == "m"
    ):
        end = place + 3
        return said.word(place) + "m", end + (said.glued(end).word == ".")
    return "", place


def _of_clock(said: Said, start: int, end: int, hour: int, minute: int, half: str) -> time:
    typed = said.typed(start, end)
    if hour > (12 if half else 23) or minute > 59 or (half and hour == 0):
        raise Unclear(f"{typed!r} is no time of day. Write it like 14:05, 9:30 or 3pm.")
    if half:
        return time(hour % 12 + (12 if half == "pm" else 0), minute)
    if hour in _NIGHT and len(said.word(start)) == 1:
        raise Unclear(_which_half(typed, hour, f":{minute:02d}" if minute else ""))
    return time(hour, minute)


def _which_half(typed: str, hour: int, minutes: str) -> str:
    return (
        f"Is {typed} in the morning or in the afternoon? "
        f"Write {hour}{minutes}pm or {hour:02d}{minutes or ':00'}."
    )


def _bare_clock(said: Said, place: int, *, has_at: bool, after_day: bool) -> tuple[Clock, int] | None:
    """A time of day by its place alone: ``mon 10``, ``at 1430``, ``fri 9h``, ``mon 9.30``."""
    dotted = _dotted(said, place)
    if dotted is not None:
        return dotted
    following = said.glued(place + 1)
    digits = said.number(place, 3, 4)
    if digits is not None:
        return _of_digits(said, place, digits)
    hour = said.number(place, 1, 2)
    if hour is None:
        return None
    if following.word == "h" and after_day:
        return _french(said, place, hour)
    if said.words(place + 1, "o", "'", "clock") or said.words(place + 1, "o", "’", "clock"):
        return _hour(said, place, place + 4), place + 4
    if following.word in ("-", "–") and said.glued(place + 2).is_number:
        raise Unclear(
            f"{said.typed(place, place + 3)} are two times. Name the one when it begins, like 10:00."
        )
    if following.word not in ("", ",", ".", ";", ":", "!"):
        return None
    if not has_at and (hour > 23 or _is_quantity(said, place + 1)):
        return None
    return _hour(said, place, place + 1), place + 1


def _french(said: Said, place: int, hour: int) -> tuple[Clock, int] | None:
    """``9h`` and ``9h30``; ``2h`` with words behind it is how long something takes."""
    minute = said.number(place + 2, 2, 2) if said.glued(place + 2).is_number else None
    end = place + (2 if minute is None else 3)
    if hour in _NIGHT and not said.is_over(end):
        return None
    return _of_clock(said, place, end, hour, minute or 0, ""), end


def _is_quantity(said: Said, place: int) -> bool:
    """Whether what follows a number says how many of what: ``3 units``, ``10 min``, ``5 %``."""
    token = said.at(place)
    if token.is_word:
        return is_plural(token.word) or token.word in UNITS or token.word in ORDINALS
    return token.word not in ("", ",", ".", ":", "-", "–", ";", "!")


def _hour(said: Said, place: int, end: int) -> time:
    hour, typed = int(said.word(place)), said.typed(place, end)
    if hour > 23:
        raise Unclear(f"{typed!r} is no time of day. Write it like 14:05, 9:30 or 3pm.")
    if hour in _NIGHT and len(said.word(place)) == 1:
        raise Unclear(_which_half(typed, hour, ""))
    return time(hour)


def _dotted(said: Said, place: int) -> tuple[Clock, int] | None:
    """``9.30``; a third number behind a further point makes it something else."""
    hour = said.number(place, 1, 2)
    minute = said.number(place + 2, 2, 2) if said.glued(place + 2).is_number else None
    end = place + 3
    if hour is None or minute is None or said.glued(place + 1).word != "." or said.glued(end).word == ".":
        return None
    return _of_clock(said, place, end, hour, minute, ""), end


def _of_digits(said: Said, place: int, digits: int) -> tuple[Clock, int] | None:
    """``1430`` and ``930``; more of something, and years, are none."""
    is_parted = said.glued(place + 1).word in (",", ".", ";", ":", "!") and not said.glued(place + 2).word
    if _is_quantity(said, place + 1) or (said.glued(place + 1).word and not is_parted):
        return None
    if digits // 100 > 23 or digits % 100 > 59:
        return None
    return time(digits // 100, digits % 100), place + 1


def is_hour_or_number(said: Said, place: int) -> bool:
    """Whether a bare number stands at a place that may be an hour, and is no quantity: the 9 of ``friday week 9``."""
    return (
        said.number(place) is not None
        and clock_at(said, place) is None
        and digits_alone(said, place) is None
        and not _is_quantity(said, place + 1)
    )


def digits_alone(said: Said, place: int) -> tuple[Clock, int] | None:
    """``1430`` and ``9.30`` where no day stands before them; a number that may be a year is no time."""
    if said.glued(place + 1).word == ".":
        return _dotted(said, place)
    digits = said.number(place, 4, 4)
    return None if digits is None or digits in _YEARS else _of_digits(said, place, digits)


def _refuse_more(said: Said, start: int, end: int) -> None:
    """Raise Unclear where a second time or a zone follows a time of day."""
    if said.word(end) in _ZONES or (said.word(end) in ("z", "+") and said.at(end).is_glued):
        raise Unclear(
            f"{said.typed(start, end + 1)!r} names another zone. Times are those of your own: write 14:05."
        )
    is_range = said.glued(end).word in ("-", "–") and said.glued(end + 1).is_number
    is_range = is_range or (said.word(end) == "to" and not _is_quantity(said, end + 2))
    if is_range and said.number(end + 1, 1, 2) is not None and not month_of(said.word(end + 2)):
        raise Unclear(f"{said.typed(start, end + 2)} are two times. Name the one when it begins, like 10:00.")
