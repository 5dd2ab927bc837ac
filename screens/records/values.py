"""A record's particulars as they are shown on one line and typed into one."""

from __future__ import annotations

from typing import NamedTuple

from data.records.fields import LABELLED_FORMS, Field, Records
from data.records.money import money_words
from data.records.particulars import particular_words

PARTED_FORMS = ("names", *LABELLED_FORMS)
"""The forms whose lines are typed with a ; between them."""


def shown(records: Records, field: Field, record: NamedTuple, unit: str = "") -> str:
    """A particular as a page shows it, on one line; ``unit`` as for ``particular_words``."""
    return line_of(field, particular_words(records, field, record, unit))


def editable(field: Field, record: NamedTuple) -> str:
    """A particular as it is typed."""
    value = getattr(record, field.column)
    return money_words(value, "") if field.form == "money" else line_of(field, str(value or ""))


def lines_of(field: Field, typed: str) -> str:
    """What is stored for a line typed into a particular: values parted by ; become lines, so does a ⏎."""
    if field.form in PARTED_FORMS:
        return "\n".join(part.strip() for part in typed.split(";") if part.strip())
    return "\n".join(part.strip() for part in typed.split("⏎")) if "⏎" in typed else typed


def line_of(field: Field, stored: str) -> str:
    """A stored particular as one line to type in."""
    mark = "; " if field.form in PARTED_FORMS else " ⏎ "
    return mark.join(stored.splitlines())
