"""With whom a deal is made: the lead that it came from."""

from __future__ import annotations

from data.deals.deal import Deal
from data.kernel.commands import Reader
from data.kernel.text import clean
from data.leads.lead import Lead, by_id, standing
from data.records.lines import labelled


def contact_of(reader: Reader, deal: Deal) -> Lead | None:
    """The lead that a deal came from, or that stands for it; None where it came from none."""
    return None if deal.lead_id is None else by_id(reader, standing(reader, deal.lead_id))


def called(lead: Lead) -> str:
    """What a contact is called."""
    return clean(lead.name or lead.company)


def way_to(lead: Lead) -> str:
    """The first phone number of a contact, else the first address; empty where none is known."""
    ways = [value for _, value in (*labelled(lead.phones), *labelled(lead.emails))]
    return clean(ways[0]) if ways else ""


def contact_lines(lead: Lead | None) -> list[str]:
    """With whom a deal is made, and how to reach them, a line each; none where no lead is known of it."""
    return [] if lead is None else [line for line in (f"with {called(lead)}", way_to(lead)) if line]
