"""A record's particulars as they are shown on one line and typed into one."""

from __future__ import annotations

from typing import NamedTuple

from data.records.fields import LABELLED_FORMS, SEVERAL_LINES, Field, Records
from data.records.money import money_words
from data.records.particulars import particular_words
from widgets.typed_line import LINES, in_lines

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
    return in_lines(typed)


def line_of(field: Field, stored: str) -> str:
    """A stored particular as one line to type in."""
    return ("; " if field.form in PARTED_FORMS else LINES).join(stored.splitlines())


def joined_by(field: Field) -> str:
    """What stands between the lines of a text that is pasted into a particular."""
    if field.form in PARTED_FORMS:
        return "; "
    return LINES if field.form in SEVERAL_LINES else " "
