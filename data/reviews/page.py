"""The page of a week: what it came to, in lines that a signature freezes as they are.

Everything on it is a number or words, so that it stays readable whatever becomes of the records that it was made of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple


class KindLine(NamedTuple):
    """A kind of activity: what one was worth, how many on each day from Monday on, how many in all, and the points."""

    code: str
    name: str
    each: str
    by_day: tuple[int, ...]
    times: int
    points: int


class DayLine(NamedTuple):
    """A day (ISO), its points, and why it was off (empty: it was not)."""

    day: str
    points: int
    off: str


class KpiLine(NamedTuple):
    """A KPI of the week: value, both counts behind it, target and verdict, in words."""

    code: str
    name: str
    value: str
    counts: str
    target: str
    verdict: str


class RunLine(NamedTuple):
    """A run of a standard that was due in the week: how many items were done of those judged, and what was left."""

    standard: str
    period: str
    done: int
    judged: int
    left: str


class DealLine(NamedTuple):
    """A deal, what it is worth in words, and what is said of it: a reason, from which stage to which."""

    deal_id: int
    called: str
    worth: str
    words: str = ""


class StepLine(NamedTuple):
    """A step due after the week: on which record, when (Unix milliseconds), what."""

    table: str
    record_id: int
    called: str
    due_at: int
    step: str


class WeekPage(NamedTuple):
    """A week. Points are whole numbers, None stands for n/a; ``overdue`` are steps left from before, ``flagged``
    entries that are implausible. ``monday`` is an ISO day, ``number`` the week of onboarding.
    """

    name: str
    handle: str
    monday: str
    number: int
    goal: int | None
    total: int
    pace: int | None
    entries: int
    flagged: int
    overdue: int
    kinds: tuple[KindLine, ...] = ()
    days: tuple[DayLine, ...] = ()
    kpis: tuple[KpiLine, ...] = ()
    runs: tuple[RunLine, ...] = ()
    won: tuple[DealLine, ...] = ()
    lost: tuple[DealLine, ...] = ()
    moved: tuple[DealLine, ...] = ()
    steps: tuple[StepLine, ...] = ()


_LINES: Mapping[str, type[NamedTuple]] = {
    "kinds": KindLine,
    "days": DayLine,
    "kpis": KpiLine,
    "runs": RunLine,
    "won": DealLine,
    "lost": DealLine,
    "moved": DealLine,
    "steps": StepLine,
}


def page_facts(page: WeekPage) -> dict[str, Any]:
    """The page as plain values, by the names of its fields."""
    facts = page._asdict()
    for name in _LINES:
        facts[name] = [line._asdict() for line in facts[name]]
    return facts


def to_text(page: WeekPage) -> str:
    """The page as the store keeps it: JSON that is the same for the same page."""
    return json.dumps(page_facts(page), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> WeekPage:
    """The page that was kept. Raises ValueError for what is none."""
    try:
        facts = json.loads(text)
        lines = {name: tuple(_line(kind, one) for one in facts[name]) for name, kind in _LINES.items()}
        return WeekPage(**{**facts, **lines})
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("no page of a week") from error


def _line(kind: Any, facts: Mapping[str, Any]) -> Any:
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()})
