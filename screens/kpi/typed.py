"""What is typed for KPIs on one line: a reading with its day and a note, a target with its owner and date."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.kernel.errors import UsageError
from data.kpi.kpi import Kpi
from data.kpi.readings import Read, reading_words, typed_reading
from data.kpi.units import figure_words, typed_figure
from data.people.person import Person
from screens.records.typed_fields import typed_day


class TypedReading(NamedTuple):
    """A reading, and a note on it."""

    read: Read
    note: str


def reading(wanted: Kpi, text: str) -> TypedReading:
    """``18/20``, ``18/20; autumn course``. Raises UsageError where what is read off is none, or out of its range."""
    figure, _, note = text.partition(";")
    return TypedReading(typed_reading(wanted, figure.strip()), note.strip())


def reading_meaning(wanted: Kpi, text: str) -> str:
    """A reading as it was understood."""
    said = reading(wanted, text)
    return ", ".join(filter(None, (reading_words(wanted, said.read), said.note)))


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
