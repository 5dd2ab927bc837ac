"""A lead becomes a deal."""

from __future__ import annotations

from typing import Any, NamedTuple

from data.deals.commands import RULES
from data.deals.deal import Deal
from data.deals.stages import stages
from data.deals.way import stage_change
from data.kernel.commands import CLOCKS, MATCH_KEYS, REACH, Deciding, Decision, command
from data.kernel.errors import Refused
from data.kernel.ids import reference
from data.kernel.rows import added
from data.leads.change_leads import writable
from data.leads.lead import Lead
from data.leads.triage import Qualify
from data.records.commands import decide_add


@command("deal.open", REACH, MATCH_KEYS | CLOCKS)
class OpenDeal(NamedTuple):
    """Open a deal from a lead, with the id of the command: in the first stage, the lead's owner's.

    It takes over what the lead says of it; its value is the lead's budget. A lead that was not qualified yet is from
    then on.
    """

    id: int
    actor: int
    at: int
    lead_id: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a lead that was turned away, and one that has an open deal already."""
        lead = writable(reader, self, self.lead_id)
        if lead.status == "disqualified":
            raise Refused(f"{lead.label} was turned away.", code="deal.lead_dropped")
        open_deals = reader.select(
            "select id from deal where lead_id = ? and open = 1 and merged_into is null order by id",
            (lead.id,),
        )
        if open_deals:
            words, deal = f"{lead.label} has an open deal already.", reference(open_deals[0][0])
            raise Refused(words, code="deal.lead_has_one", deal=deal)
        first = next(stage for stage in stages(reader) if stage.is_open)
        new = Deal(
            self.id,
            owner_id=self.actor if lead.owner_id is None else lead.owner_id,
            lead_id=lead.id,
            created_at=self.at,
            stage=first.code,
            stage_since=self.at,
            furthest=first.position,
        )
        taken = _taken_over(lead)
        opened = decide_add(RULES, reader, self, new, taken, {})
        changes = [
            *opened.changes,
            added("stage_change", stage_change(reader, self, self.id, "", first.code)),
        ]
        whose = set(opened.whose)
        if lead.status in ("new", "working"):
            qualified = Qualify(self.id, self.actor, self.at, (lead.id,), {}, qualified=True).decide(reader)
            changes += qualified.changes
            whose |= set(qualified.whose)
        called = RULES.called(new._replace(name=taken["name"], company=taken["company"]))
        return opened._replace(summary=f"deal opened: {called}", changes=changes, whose=whose)


def _taken_over(lead: Lead) -> dict[str, Any]:
    return {
        "name": lead.product_interest or lead.name,
        "company": lead.company,
        "amount": lead.budget,
        "currency": lead.currency if lead.budget is not None else "",
        "channel": lead.channel,
        "source": lead.source,
        "territory": lead.territory,
    }
