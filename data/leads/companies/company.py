"""A company whose people are leads, as it stands in the store, and its fields."""

from __future__ import annotations

from typing import NamedTuple

from data.leads.companies.reach import with_people
from data.records.fields import Field, Records


class Company(NamedTuple):
    """One company. ``also_called`` are further names, a line each, by which leads call it.

    ``phones`` and ``links`` are lines of ``label value`` (the label may be missing); ``custom`` is a JSON object of
    added fields.
    """

    id: int
    name: str
    also_called: str = ""
    links: str = ""
    phones: str = ""
    industry: str = ""
    address: str = ""
    territory: str = ""
    segment: str = ""
    tags: str = ""
    notes: str = ""
    custom: str = ""
    created_at: int = 0
    merged_into: int | None = None
    source_key: str | None = None
    batch_id: int | None = None
    touched: int | None = None

    @property
    def label(self) -> str:
        """What it is called."""
        return self.name


COMPANIES = Records(
    table="company",
    word="company",
    plural="companies",
    named=("name",),
    fields=(
        # The particulars, in the order of the company page.
        Field("name", "name", heading="Name", wanted=True),
        Field("also_called", "also called", "names", heading="Also called", merging="united"),
        Field("links", "website", "links", heading="Website", wanted=True, merging="united"),
        Field("phones", "phone", "phones", heading="Phone", wanted=True, merging="united"),
        Field("industry", "industry", heading="Industry", wanted=True),
        Field("address", "address", "lines", heading="Address", wanted=True),
        Field("territory", "territory", heading="Territory", wanted=True),
        Field("segment", "segment", heading="Segment"),
        Field("tags", "tags", "tags", heading="Tags", merging="united"),
        Field("notes", "notes", "lines", heading="Notes", merging="united"),
        Field("custom", "other fields", "custom", merging="united"),
        # What an import brings.
        Field(
            *("created_at", "created", "moment"),
            typed=False, searched=False, told=False, heading="Created", merging="earliest",
        ),
        Field(
            "source_key", "source record",
            typed=False, searched=False, told=False, heading="Source record", imported="", merging="",
        ),
    ),
    unsaid=("merged_into",),
    names="companies",
    reached=with_people,
)  # fmt: skip
"""Which particulars make a complete record is ours to choose: what one looks up before calling on a company."""
