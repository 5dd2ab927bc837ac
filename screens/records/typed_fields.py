"""Particulars as they are typed at the keys: a day in any way to write one that is ahead."""

from __future__ import annotations

from datetime import date

from data.calendar.days import day_of, full_day
from data.calendar.moments import parse_day
from data.kernel.engine import Value
from data.kernel.errors import UsageError
from data.people.person import Person
from data.records.fields import Field, checked_field
from data.records.money import money_words, typed_money
from screens.records.values import lines_of
from screens.shell.prompt import HOW


def typed_field(field: Field, text: str, now: int, person: Person) -> Value:
    """What is stored for a text. Raises UsageError where it makes no sense."""
    if field.form == "day" and text.strip():
        return typed_day(text, now, person).isoformat()
    checked = checked_field(field, lines_of(field, text))
    # An amount goes on as text: a currency may be written beside it.
    return text.strip() if field.form == "money" else checked


def typed_day(text: str, now: int, person: Person) -> date:
    """A day as ``2026-12-18``, ``18 dec``, ``fri``, ``30d``. Raises UsageError where the text is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass  # then it is written in another way
    return parse_day(text, day_of(now, person.zone), person.zone, ahead=True)


def amount_words(text: str, unit: str) -> str:
    """An amount as it was understood; one that says no currency is in ``unit``. Raises UsageError for what is none."""
    typed = typed_money(text, unit)
    return money_words(typed.hundredths, typed.currency or unit)


def field_meaning(field: Field, text: str, now: int, person: Person, unit: str) -> str:
    """How a text was understood, in words; an amount that says no currency is in ``unit``."""
    value = typed_field(field, text, now, person)
    if field.form == "day" and value:
        return full_day(date.fromisoformat(str(value)))
    if field.form == "money" and value:
        return amount_words(str(value), unit)
    if field.wanted and value in (None, ""):
        raise UsageError(f"Type the {field.label}, or leave with esc.")
    return HOW
