"""How records of any noun are told: to people line by line, to machines as values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from cockpit.links import Show, with_links
from data.calendar.days import local
from data.kernel.text import clean, clean_lines
from data.records.custom_fields import custom_fields
from data.records.fields import LABELLED_FORMS, Field, Records
from data.records.lines import labelled
from data.records.own_currency import company_currency
from data.records.particulars import particular_words
from data.records.tags import tags_of
from data.records.timeline import Event
from widgets.width import fit, width_of

if TYPE_CHECKING:
    from cockpit.session import Session

LATEST = 10
"""Events that are shown of what happened."""
_NAME_WIDTH = 18
"""Cells that the name of a field takes at least."""


def say_field(name: str, value: str, show: Show = str) -> None:
    """A name and what stands behind it, further lines below each other; ``show`` says how a line is written."""
    first, *rest = clean_lines(value).split("\n")
    name = clean(name, 24)
    print(f"  {fit(name, max(_NAME_WIDTH, width_of(name)))} {show(first)}")
    for line in rest:
        print(f"  {'':<{_NAME_WIDTH}} {show(line)}")


def say_particulars(session: Session, records: Records, record: NamedTuple) -> None:
    """The particulars that a record holds, but for what it is called by; its added fields by their names."""
    currencies = {records.currency_of(field) for field in records.particulars}
    unit = company_currency(session.store)
    for field in records.particulars:
        words = particular_words(records, field, record, unit)
        if words and field.form != "custom" and field.column not in {*records.named, *currencies}:
            say_field(field.label, words, with_links(session, field.form))
    for column in records.of_form("custom"):
        for name, value in custom_fields(getattr(record, column)).items():
            say_field(name, value)


def values_of(records: Records, record: NamedTuple, zone: tzinfo) -> dict[str, Any]:
    """What the fields of a record hold, for machines; moments in a time zone."""
    return {field.column: _value(field, getattr(record, field.column), zone) for field in records.fields}


def _value(field: Field, value: Any, zone: tzinfo) -> Any:
    if field.form in LABELLED_FORMS:
        return [{"label": label, "value": one} for label, one in labelled(value)]
    if field.form == "names":
        return value.splitlines()
    if field.form == "tags":
        return tags_of(value)
    if field.form == "custom":
        return custom_fields(value)
    if field.form == "money":
        return units(value)
    if field.form == "moment":
        return instant(value, zone)
    return value


def units(hundredths: int | None) -> float | None:
    """An amount for machines, in units of its currency; a whole one is a whole number."""
    if hundredths is None:
        return None
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def instant(at: int | None, zone: tzinfo) -> str | None:
    """A moment for machines, in a time zone."""
    return None if at is None else local(at, zone).isoformat(timespec="seconds")


def event_facts(events: Sequence[tuple[Event, str]], zone: tzinfo) -> list[dict[str, str]]:
    """The latest events for machines, each with the words on what happened."""
    return [
        {
            "at": local(event.at, zone).isoformat(timespec="seconds"),
            "kind": event.kind,
            "what": words,
            "by": event.who,
            "text": event.text,
        }
        for event, words in events[:LATEST]
    ]
