"""What a figure is worth: against its target, against the period before and the same of the year before."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from data.calendar.periods import Period
from data.kernel.tones import Tone

Word = Literal["met", "on pace", "behind", "missed", "n/a", "no target"]
Trend = Literal["better", "worse", "same", "n/a"]

TONES: dict[Word, Tone] = {
    "met": "good",
    "on pace": "good",
    "behind": "warn",
    "missed": "bad",
    "n/a": "dim",
    "no target": "dim",
}
TREND_TONES: dict[Trend, Tone] = {"better": "good", "worse": "warn", "same": "dim", "n/a": "dim"}


class Standing(NamedTuple):
    """How far a period has gone, from 0 to 1, whether its figure adds up as it goes on, as calls do, and whether it is
    over.
    """

    elapsed: float
    accrues: bool
    is_over: bool


def elapsed(period: Period, today: date, *, is_closing: bool = False) -> float:
    """The share of a period's days that have begun.

    On the first of several nothing is due yet, unless the period ``is_closing`` with it.
    """
    days = (period.last - period.first).days + 1
    begun = min(max((today - period.first).days + 1, 0), days)
    return 0 if begun == 1 < days and not is_closing else begun / days


def verdict(figure: float | None, target: float | None, *, up: bool, standing: Standing) -> Word:
    """The verdict on a figure.

    While a period goes on, what adds up is held against the share of the target that is due by now; the rest may still
    turn, so that it is behind and not missed.
    """
    if target is None:
        return "no target"
    if figure is None:
        return "n/a"
    if figure >= target if up else figure <= target:
        return "met"
    if standing.is_over:
        return "missed"
    if standing.accrues:
        if not up:
            return "missed"
        return "on pace" if figure >= target * standing.elapsed else "behind"
    return "behind"


def trend(figure: float | None, before: float | None, *, up: bool) -> Trend:
    """Whether a figure is better than an earlier one."""
    if figure is None or before is None:
        return "n/a"
    if figure == before:
        return "same"
    return "better" if (figure > before) == up else "worse"


def attained(figure: float | None, target: float | None, *, up: bool) -> float | None:
    """The share of a target that a figure comes to; None where a denominator is nought or one is not known."""
    if figure is None or target is None:
        return None
    part, whole = (figure, target) if up else (target, figure)
    return part / whole if whole else None
