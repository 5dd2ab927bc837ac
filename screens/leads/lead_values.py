"""A lead's particulars as they are shown on one line and typed into one."""

from __future__ import annotations

from data.leads.fields import PARTICULARS
from data.leads.lead import Lead
from data.records.custom_fields import custom_words
from data.records.fields import LABELLED_FORMS, Field
from data.records.money import money_words

BY_COLUMN = {field.column: field for field in PARTICULARS}


def shown(field: Field, lead: Lead) -> str:
    """A particular as the page shows it, on one line."""
    value = getattr(lead, field.column)
    if field.form == "money":
        return money_words(value, lead.currency)
    if field.form == "custom":
        return custom_words(value)
    return line_of(field.column, str(value or ""))


def editable(field: Field, lead: Lead) -> str:
    """A particular as it is typed."""
    value = getattr(lead, field.column)
    return money_words(value, "") if field.form == "money" else line_of(field.column, str(value or ""))


def lines_of(column: str, typed: str) -> str:
    """What is stored for a line typed into a particular: values parted by ; become lines, so does a ⏎."""
    if BY_COLUMN[column].form in LABELLED_FORMS:
        return "\n".join(part.strip() for part in typed.split(";") if part.strip())
    return "\n".join(part.strip() for part in typed.split("⏎")) if "⏎" in typed else typed


def line_of(column: str, stored: str) -> str:
    """A stored particular as one line to type in."""
    mark = "; " if BY_COLUMN[column].form in LABELLED_FORMS else " ⏎ "
    return mark.join(stored.splitlines())
