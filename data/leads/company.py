"""A company whose people are leads, as it stands in the store, and its fields."""

from __future__ import annotations

from typing import NamedTuple

from data.records.fields import Field, Form, Merging, Records


class Company(NamedTuple):
    """One company. ``name_key`` is its name as it is compared; ``custom`` a JSON object of added fields."""

    id: int
    name: str
    website: str = ""
    phone: str = ""
    industry: str = ""
    address: str = ""
    territory: str = ""
    segment: str = ""
    notes: str = ""
    custom: str = ""
    name_key: str = ""
    source_key: str | None = None
    batch_id: int | None = None
    touched: int | None = None


def _field(column: str, form: Form = "line", label: str = "", *, merging: Merging = "first") -> Field:
    """A field of a company. Companies have neither a search table nor a timeline."""
    return Field(column, label or column, form, searched=False, told=False, merging=merging)


COMPANIES = Records(
    table="company",
    word="company",
    plural="companies",
    named=("name",),
    fields=(
        _field("name"),
        _field("website"),
        _field("phone"),
        _field("industry"),
        _field("address", "lines"),
        _field("territory"),
        _field("segment"),
        _field("notes", "lines", merging="united"),
        _field("custom", "custom", "other fields", merging="united"),
    ),
    unsaid=("name_key", "source_key"),
)
