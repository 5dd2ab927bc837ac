"""What is typed for KPIs on one line: a small record, a reading with a note, a target with its date."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of, full_day
from data.calendar.moments import parse_day
from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.kpi.kpi import Kpi
from data.kpi.readings import typed_reading
from data.kpi.record_kinds import (
    Figure,
    RecordKind,
    figure_example,
    record_figure_words,
    share_words,
    typed_record_figure,
)
from data.kpi.units import figure_words, typed_figure
from data.people.person import Person
from screens.records.typed_fields import typed_day

_FIGURE = re.compile(r"-?[\d.,]+\s*(%|min|/\s*[\d.,]+)?")
"""What looks like a figure."""


class TypedRecord(NamedTuple):
    """A small record: what it is about, how it ended, its figure, its day; what is not said is empty."""

    title: str = ""
    outcome: str = ""
    figure: Figure | None = None
    day: date | None = None


def record(kind: RecordKind, text: str, now: int, person: Person) -> TypedRecord:
    """``price list; completed; 1 dec``, ``autumn test; 43/50``, ``18/20``: the title first, the rest in any order.

    Raises UsageError for what is none of these, and where nothing is said.
    """
    said = TypedRecord()
    for place, part in enumerate(filter(None, (part.strip() for part in text.split(";")))):
        said = _with_part(said, kind, part, now, person, is_first=place == 0)
    if said == TypedRecord() or (said.figure is None and kind.needs_figure):
        raise UsageError(f"Type what it is about, and what it came to, like: {record_example(kind)}")
    if said.figure is not None and said.outcome:
        raise UsageError(f"Say how one ended, or so many of so many: not both. Like: {record_example(kind)}")
    return said


def _with_part(
    said: TypedRecord, kind: RecordKind, part: str, now: int, person: Person, *, is_first: bool
) -> TypedRecord:
    """What was said, and what one more part of the line says."""
    if part.casefold() in kind.outcomes:
        return said._replace(outcome=part.casefold())
    if _FIGURE.fullmatch(part):
        return said._replace(figure=typed_record_figure(kind, part))
    if is_first:
        return said._replace(title=part)
    try:
        today, comes = day_of(now, person.zone), kind.may_come
        return said._replace(day=parse_day(part, today, person.zone, ahead=comes, nearest=comes))
    except UsageError:
        outcomes = f"neither an outcome ({', '.join(kind.outcomes)}), " if kind.outcomes else "neither "
        words = f"{clean(part, 30)!r} is {outcomes}a figure like {figure_example(kind)}, nor a day."
        raise UsageError(words) from None


def record_example(kind: RecordKind) -> str:
    """What is typed for a record of a kind."""
    if kind.outcomes:
        return f"price list; {kind.good}; 1 dec" if kind.may_come else f"price list; {kind.good}"
    return f"price list; {figure_example(kind)}" if kind.needs_figure else "price list"


def record_meaning(kind: RecordKind, text: str, now: int, person: Person) -> str:
    """A small record as it was understood."""
    said = record(kind, text, now, person)
    figure = record_figure_words(kind, *(said.figure or (None, None)))
    state = said.outcome or figure or ("still open" if kind.outcomes else "")
    day = f"{kind.day} {full_day(said.day)}" if said.day else ""
    return ", ".join(filter(None, (kind.name, said.title, state, day)))


class TypedReading(NamedTuple):
    """A reading, and a note on it."""

    read: Figure
    note: str


def reading(wanted: Kpi, text: str) -> TypedReading:
    """``18/20``, ``18/20; autumn course``. Raises UsageError where what is read off is none, or out of its range."""
    figure, _, note = text.partition(";")
    return TypedReading(typed_reading(wanted, figure.strip()), note.strip())


def reading_meaning(wanted: Kpi, text: str) -> str:
    """A reading as it was understood."""
    said = reading(wanted, text)
    return ", ".join(filter(None, (share_words(said.read), said.note)))


class TypedTarget(NamedTuple):
    """What is to be reached, in hundredths of the unit (None: nothing any more), and until when."""

    value: int | None
    due: date | None


def target(wanted: Kpi, text: str, now: int, person: Person) -> TypedTarget:
    """``50``, ``95 %; 31 dec``, ``none``. Raises UsageError where a figure or day is none."""
    figure, semicolon, due = text.partition(";")
    if not figure.strip():
        raise UsageError("What is to be reached? Write it like: 50; 31 dec, or none")
    value = None if figure.strip().lower() == "none" else typed_figure(wanted.unit, figure.strip())
    return TypedTarget(value, typed_day(due, now, person) if semicolon and due.strip() else None)


def target_meaning(wanted: Kpi, text: str, now: int, person: Person) -> str:
    """A target as it was understood."""
    said = target(wanted, text, now, person)
    value = (
        "no target" if said.value is None else f"{figure_words(wanted.unit, said.value)} a {wanted.cadence}"
    )
    return f"{value}, due {said.due}" if said.due else value
