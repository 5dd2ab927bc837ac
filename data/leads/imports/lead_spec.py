"""Files of leads: how they are read, held against the store and written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from data.imports.columns import Found
from data.imports.command import decide_import
from data.imports.compare import compare_records
from data.imports.comparison import Comparison
from data.imports.drafts import Draft
from data.imports.match_rules import MatchRules, WithoutParts
from data.imports.new_records import owners_of_changed, refuse_another_region, region_guard
from data.imports.read_records import read_records
from data.imports.spec import Batch, ColumnRules, ImportSpec, Instead
from data.kernel.commands import (
    CLOCKS,
    MATCH_KEYS,
    REACH,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.engine import Value
from data.leads.change_leads import LEADS_IMPORT
from data.leads.fields import LEADS, PARTICULARS
from data.leads.imports.company_spec import COMPANY_IMPORT, holds_companies
from data.leads.imports.export_columns import LEAD_EXPORT
from data.leads.imports.lead_fields import PLACE, ROWS
from data.leads.imports.lead_marks import is_another_lead
from data.leads.imports.lead_matcher import LeadMatcher
from data.leads.imports.new_leads import new_leads
from data.leads.imports.same_lead import SAME_LEAD
from data.leads.imports.vocabulary import lead_columns
from data.leads.lead import Lead
from data.records.normal_forms import company_key

_STATE = ("status", "reason", "owner_id", "owner_name", "next_step", "follow_up_at")
_NEVER = frozenset(("created_at",))
_SHOWN = ("name", "company", "emails", "phones", "status")


@command(LEADS_IMPORT, REACH, MATCH_KEYS | CLOCKS)
class ImportLeads(NamedTuple):
    """Bring in the leads of a file: new ones are added, changed ones updated. One step for undo, at any size."""

    id: int
    actor: int
    at: int
    batch: Batch[Draft]
    found: Comparison[Draft]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where there is nothing to write, and where phones are compared in another form by now."""
        return decide_import(LEAD_IMPORT, self, reader)


class _Judge(WithoutParts):
    """Status and owner belong to whoever works the lead: a file moves them only while nobody does, or where it is
    our own export.
    """

    def __init__(self, reader: Reader, is_ours: bool) -> None:
        self._is_ours = is_ours
        self._open = {row[0]: int(row[1]) for row in reader.select("select code, open from lead_status")}
        self._worked = _NEVER.union(_STATE)

    def untouched(self, lead: Lead) -> frozenset[str]:
        """When it was made, and its state while somebody works it."""
        return _NEVER if self._is_ours or lead.unworked else self._worked

    def follow(self, lead: Lead, columns: dict[str, Value], _drafts: Sequence[Draft]) -> None:
        """An owner who is known needs no name beside it; a lead that closes waits for nothing more, and one with which
        something is planned is worked; the company as names of companies are compared.
        """
        if not self._is_ours:
            if columns.get("owner_id") is not None:
                columns["owner_name"] = ""
            if columns.get("follow_up_at") is not None:
                columns["unworked"] = 0
        if "company" in columns:
            columns["company_key"] = company_key(str(columns["company"])) or None
        status = columns.get("status", lead.status)
        if status != lead.status:
            columns["open"] = self._open.get(str(status), 1)
            if not columns["open"]:
                columns |= dict.fromkeys(("waiting_since", "response_due_at", "follow_up_at", "cold_at"))
                columns["unworked"] = 0


def _settled_columns(found: list[Found], system: str) -> list[Found]:
    """A name beside a first name alone is the last one, as in French and German files."""
    guessed = {one.field for one in found if not one.is_told}
    if {"name", "first_name"} <= guessed and "last_name" not in guessed:
        found = [
            one._replace(field="last_name") if one.field == "name" and not one.is_told else one
            for one in found
        ]
    if system == "linkedin":
        found = [one._replace(field="links:linkedin") if one.field == "links" else one for one in found]
    return found


_MATCHING = MatchRules(
    command=LEADS_IMPORT,
    kind=Lead,
    matcher=LeadMatcher,
    judge=_Judge,
    is_another=is_another_lead,
    has_keys=True,
    extras=(
        *("has_budget", "has_need", "has_authority", "has_timing", "will_meet"),
        *("next_step", "follow_up_at"),
    ),
    has_owner=True,
    merges=True,
    has_notes=True,
)
LEAD_IMPORT = ImportSpec[Draft](
    noun="lead",
    one=LEADS.word,
    many=LEADS.plural,
    command=ImportLeads,
    columns=ColumnRules(
        lead_columns,
        contacts=("emails", "phones", "links", "address"),
        contacts_after="company",
        labels={field.column: field.label for field in PARTICULARS}
        | {"follow_up_at": "day of the next step"},
        by_content={"dates": "created"},
        settle=_settled_columns,
        returning=LEAD_EXPORT.returning,
        proof=(("first_name",), ("last_name",), ("emails",), ("phones",)),
        needs=("name", "first_name", "last_name", "company", "emails"),
    ),
    read=partial(read_records, ROWS, SAME_LEAD),
    compare=partial(compare_records, _MATCHING, ROWS),
    write=new_leads,
    whose=partial(owners_of_changed, "lead"),
    nothing_new="every lead of the file is there already.",
    shown=_SHOWN,
    sample=lambda draft, _unit: [str(draft.values[PLACE[name]] or "") for name in _SHOWN],
    instead=(Instead(holds_companies, COMPANY_IMPORT),),
    check=refuse_another_region,
    guards=region_guard,
)
"""Leads: known by their source's id, by e-mail and name, else by name with a phone or a company."""
