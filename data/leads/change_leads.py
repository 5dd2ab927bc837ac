"""How leads are changed: whose they are, what follows from their particulars, and one change for many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from data.kernel.commands import NOBODY, Command, Decision, Reader, Whose
from data.kernel.errors import Refused
from data.leads.fields import LEADS, refuse_nameless
from data.leads.lead import Lead
from data.people import person as people
from data.people.person import Person
from data.people.reach import reach_of
from data.records import changing
from data.records.changing import ChangeRules
from data.records.choices import Spelling
from data.records.normal_forms import company_key

LEADS_IMPORT = "lead.import"
"""The name of an import of leads in the journal."""


def writable(reader: Reader, command: Command, lead_id: int) -> Lead:
    """A lead, if it is within the actor's reach.

    Raises Refused otherwise, and for a lead that was merged into another.
    """
    return changing.writable(LEAD_RULES, reader, command, lead_id)


def each(
    reader: Reader, command: Command, leads: Sequence[int], become: Callable[[Lead], Lead], words: str
) -> Decision:
    """The same change of every lead. Raises Refused where it changes nothing at all."""
    return changing.each(LEAD_RULES, reader, command, leads, become, words)


def at_rest(lead: Lead) -> Lead:
    """A lead that is done or put away: nothing of it waits, and it is in nobody's queue."""
    return lead._replace(
        open=0,
        unworked=0,
        waiting_since=None,
        response_due_at=None,
        follow_up_at=None,
        cold_at=None,
        snoozed_until=None,
    )


def refuse_stranger(reader: Reader, actor: Person, lead: Lead) -> None:
    """Raise Refused, naming the owner, where a lead is out of a person's reach."""
    if lead.owner_id is not None and not reach_of(reader, actor).holds(lead.owner_id):
        raise Refused(f"{lead.label} is {people.by_id(reader, lead.owner_id).name}'s lead.")


def owners_of(leads: Iterable[Lead]) -> frozenset[Whose]:
    """Whose leads these are."""
    return frozenset(NOBODY if lead.owner_id is None else lead.owner_id for lead in leads)


def _settled(reader: Reader, before: Lead | None, lead: Lead) -> Lead:
    """Refuses a lead with neither a name nor a company, and a channel that the company does not have.

    A channel that is none of the company's may stay, as an import brought it, but not come.
    """
    refuse_nameless(lead.name, lead.company)
    if before is None or lead.channel != before.channel:
        Spelling(reader, LEADS).refuse_unknown("channel", lead.channel)
    return lead._replace(company_key=company_key(lead.company) or None)


LEAD_RULES = ChangeRules(
    records=LEADS,
    kind=Lead,
    called=lambda lead: lead.label,
    whose=owners_of,
    refuse_stranger=refuse_stranger,
    settled=_settled,
    worked=lambda lead: lead._replace(unworked=0),
)
"""A note takes a lead out of the unworked, but is no touch."""
