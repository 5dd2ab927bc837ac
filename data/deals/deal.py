"""A deal as it stands in the store, and its fields."""

from __future__ import annotations

from typing import NamedTuple

from data.records.fields import Field, Records

CATEGORIES = ("pipeline", "best case", "commit", "omitted")
"""The forecast categories of an open deal; one that is won counts as closed. Source: the trade's forecast objects."""


class Deal(NamedTuple):
    """One deal. Instants are Unix milliseconds, money is in hundredths of ``currency``, ``expected_close`` an ISO day.

    ``probability`` (percent) and ``category`` are those of the stage where they are not given. ``stage_since`` is the
    instant at which the deal came into its stage (None: unknown), ``furthest`` the position of the furthest stage that
    it has been in, ``history`` 0 where its way is not known, ``sold_lines`` which part of it belongs to which product
    line, as JSON: the store itself keeps them. ``reason`` is why it was lost, ``won_entry`` the activity
    as which it was logged when it was won.
    """

    id: int
    name: str = ""
    company: str = ""
    amount: int | None = None
    currency: str = ""
    expected_close: str = ""
    probability: int | None = None
    category: str = ""
    competitors: str = ""
    source: str = ""
    channel: str = ""
    territory: str = ""
    tags: str = ""
    notes: str = ""
    custom: str = ""
    stage: str = "new"
    stage_since: int | None = None
    furthest: int = 0
    history: int = 1
    reason: str = ""
    open: int = 1
    lead_id: int | None = None
    company_key: str | None = None
    owner_id: int | None = None
    owner_name: str = ""
    sold_lines: str = "[]"
    next_step: str = ""
    follow_up_at: int | None = None
    created_at: int = 0
    closed_at: int | None = None
    won_entry: int | None = None
    merged_into: int | None = None
    source_key: str | None = None
    batch_id: int | None = None
    touched: int | None = None

    @property
    def label(self) -> str:
        """``Website, Acme Ltd``, or whichever of the two is known."""
        return ", ".join(part for part in (self.name, self.company) if part)


DEALS = Records(
    table="deal",
    word="deal",
    plural="deals",
    named=("name", "company"),
    fields=(
        # The particulars, in the order of the deal page.
        Field("name", "name", heading="Deal", wanted=True, asked=1),
        Field("company", "company", heading="Company", wanted=True, asked=2),
        Field("amount", "value", "money", heading="Value", wanted=True, searched=False, asked=3),
        Field("currency", "currency", "currency", heading="Currency", searched=False, along="amount"),
        Field(
            *("expected_close", "expected close", "day"),
            heading="Expected close", wanted=True, searched=False, asked=4,
        ),
        Field("probability", "probability", "percent", heading="Probability", searched=False),
        Field(
            *("category", "forecast category", "choice"),
            heading="Forecast category", searched=False, options=CATEGORIES,
        ),
        Field("competitors", "competitors", heading="Competitors"),
        Field("source", "source", "choice", heading="Source", wanted=True, searched=False, listed=True, asked=6),
        Field("channel", "channel", "choice", heading="Channel", wanted=True, listed=True, asked=5),
        Field("territory", "territory", heading="Territory", wanted=True),
        Field("tags", "tags", "tags", heading="Tags", merging="united"),
        Field("notes", "notes", "lines", heading="Notes", merging="united"),
        Field("custom", "other fields", "custom", merging="united"),
        # What commands set, or an import brings.
        Field(
            "stage", "stage", "status",
            typed=False, searched=False, heading="Stage", merging="", coded="stage",
        ),
        Field("reason", "loss reason", "choice", typed=False, heading="Loss reason", merging=""),
        Field("owner_id", "owner", "person", typed=False, searched=False, heading="Owner", merging=""),
        Field(
            "owner_name", "owner in the source",
            typed=False, searched=False, told=False, heading="Owner in the source", merging="",
        ),
        Field(
            "next_step", "next step",
            typed=False, heading="Next step", imported="own export", merging="",
        ),
        Field(
            *("follow_up_at", "follow-up", "moment"),
            typed=False, searched=False, heading="Next step at", imported="own export", merging="",
        ),
        Field(
            *("created_at", "created", "moment"),
            typed=False, searched=False, told=False, heading="Created", merging="earliest",
        ),
        Field(
            *("closed_at", "closed", "moment"),
            typed=False, searched=False, told=False, heading="Closed", merging="",
        ),
        Field(
            "source_key", "source record",
            typed=False, searched=False, told=False, heading="Source record", imported="", merging="",
        ),
    ),
    unsaid=(
        *("stage_since", "furthest", "history", "open", "lead_id", "company_key", "sold_lines", "won_entry"),
        "merged_into",
    ),
)  # fmt: skip
"""Which particulars make a complete deal follows from what the funnel and the forecast are counted from."""
