"""A record's particulars in words."""

from __future__ import annotations

from typing import NamedTuple

from data.records.custom_fields import custom_words
from data.records.fields import Field, Records
from data.records.money import money_words


def unit_of(records: Records, field: Field, record: NamedTuple, unit: str = "") -> str:
    """The currency of a record's amounts in a field: its own, or ``unit`` where it says none."""
    column = records.currency_of(field)
    return (str(getattr(record, column)) if column else "") or unit


def particular_words(records: Records, field: Field, record: NamedTuple, unit: str = "") -> str:
    """What a particular of a record says, in one or more lines; an amount with its currency, nothing from nothing.

    ``unit`` is the currency in which an amount is counted that says none.
    """
    value = getattr(record, field.column)
    if field.form == "money":
        return money_words(value, unit_of(records, field, record, unit))
    if field.form == "percent":
        return "" if value is None else f"{value} %"
    if field.form == "custom":
        return custom_words(value)
    return str(value or "")
