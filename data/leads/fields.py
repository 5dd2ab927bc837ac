"""The fields of a lead, said once: pages, checks, search, timeline, imports, exports and merges derive from them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from data.kernel.errors import UsageError
from data.records.fields import Field, Form, Imported, Merging, Records, checked_particulars

INFLUENCES = ("decision maker", "influencer")


def _state(
    column: str,
    label: str,
    form: Form,
    heading: str = "",
    *,
    searched: bool = False,
    told: bool = True,
    imported: Imported = "any file",
    merging: Merging = "",
    along: str = "",
    listed: bool = False,
    coded: str = "",
) -> Field:
    """A field that is no particular: commands set it, or an import brings it."""
    state = Field(column, label, form, typed=False, searched=searched, told=told, heading=heading)
    return state._replace(imported=imported, merging=merging, along=along, listed=listed, coded=coded)


def _question(column: str, label: str, heading: str) -> Field:
    """A question of qualifying."""
    return _state(column, label, "answer", heading, imported="own export", merging="first")


LEADS = Records(
    table="lead",
    word="lead",
    plural="leads",
    named=("name", "company"),
    fields=(
        # The particulars, in the order of the lead page. Those of a complete record: seeds/003.
        Field("name", "name", heading="Name", wanted=True, asked=1),
        Field("title", "title", heading="Title", wanted=True, asked=3),
        Field("company", "company", heading="Company", wanted=True, asked=2),
        Field("emails", "e-mail", "emails", heading="E-mail", wanted=True, merging="united", asked=4),
        Field("phones", "phone", "phones", heading="Phone", wanted=True, merging="united", asked=5),
        Field("links", "links", "links", heading="Link", merging="united"),
        Field("address", "address", "lines", heading="Address", wanted=True),
        Field("territory", "territory", heading="Territory", wanted=True),
        Field("segment", "segment", heading="Segment"),
        Field("product_interest", "product interest", heading="Product interest", wanted=True),
        Field("influence", "influence", "choice", heading="Influence", searched=False, options=INFLUENCES),
        Field(
            "source", "source", "choice", heading="Source", wanted=True, searched=False, listed=True, asked=6
        ),
        Field("channel", "channel", "choice", heading="Channel", wanted=True, listed=True, asked=7),
        Field("budget", "budget amount", "money", heading="Budget", wanted=True, searched=False, asked=8),
        Field("currency", "currency", "currency", heading="Currency", searched=False, along="budget"),
        Field("tags", "tags", "tags", heading="Tags", merging="united"),
        Field("notes", "notes", "lines", heading="Notes", merging="united"),
        Field("custom", "other fields", "custom", merging="united"),
        # What commands set, or an import brings.
        _state("status", "status", "status", "Status", coded="lead_status"),
        _state("reason", "reason", "choice", "Reason", listed=True),
        _state("owner_id", "owner", "person", "Owner"),
        _state("owner_name", "owner in the source", "line", "Owner in the source", told=False),
        # The four of the trade, and the lead generator's own: seeds/004.
        _question("has_budget", "budget", "Budget confirmed"),
        _question("has_need", "need", "Need confirmed"),
        _question("has_authority", "authority", "Authority confirmed"),
        _question("has_timing", "timing", "Timing confirmed"),
        _question("will_meet", "willing to meet", "Willing to meet"),
        _state("next_step", "next step", "line", "Next step", searched=True, imported="own export"),
        _state("follow_up_at", "follow-up", "moment", "Next step at", imported="own export"),
        _state("snoozed_until", "snoozed until", "moment", "Snoozed until", imported="own export"),
        _state(
            "last_touch_at",
            "last touch",
            "moment",
            "Last touch",
            told=False,
            imported="own export",
            merging="latest",
        ),
        _state("unworked", "not worked yet", "answer", "Not worked yet", told=False, imported="own export"),
        _state("created_at", "created", "moment", "Created", told=False, merging="earliest"),
        _state("source_key", "source record", "line", "Source record", told=False, imported=""),
        _state(
            "company_key",
            "company as compared",
            "line",
            told=False,
            imported="",
            merging="first",
            along="company",
        ),
    ),
    unsaid=("open", "waiting_since", "response_due_at", "cold_at", "opened_at", "merged_into"),
)

PARTICULARS = LEADS.particulars
TOGGLES = {field.column: field.label for field in LEADS.told if field.form == "answer"}
"""The questions of qualifying."""
ANSWERS = {1: "yes", 0: "no", None: "open"}
"""What the answers to them are called."""
FOLLOWING = {None: 1, 1: 0, 0: None}
"""Which answer follows on which, where one key goes through them."""
ListName = Literal["reason", "outcome", "channel", "source", "loss", "churn"]
"""The company's lists to choose from: for leads and calls to them, why deals are lost, why customers leave."""
LISTS: Mapping[str, str] = MappingProxyType(
    {
        "reason": "reasons",
        "outcome": "outcomes",
        "channel": "channels",
        "source": "sources",
        "loss": "loss reasons",
        "churn": "churn reasons",
    }
)
"""What their entries are called."""


def checked_lead(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Particulars made fit for the store; columns that are no particulars pass as they are.

    Raises UsageError that says which particular is wrong, and how to write it.
    """
    row = checked_particulars(LEADS, columns)
    refuse_nameless(str(row.get("name") or ""), str(row.get("company") or ""))
    row.setdefault("name", "")
    return row


def refuse_nameless(name: str, company: str) -> None:
    """Raise UsageError for a lead that has neither a name nor a company."""
    if not name and not company:
        raise UsageError("A lead needs a name or a company.")
