"""How leads are changed: whose they are, what follows from their particulars, and one change for many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from data.kernel.commands import NOBODY, Command, Decision, Reader, Whose
from data.kernel.errors import Refused
from data.leads.attention import cooling, taken_up
from data.leads.fields import LEADS, refuse_nameless
from data.leads.lead import Lead
from data.leads.message import first_due, unanswered, waiting_since
from data.leads.reached import last_touch
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
    reader: Reader,
    command: Command,
    leads: Sequence[int],
    become: Callable[[Lead], Lead],
    words: str,
    *,
    only_open: bool = False,
) -> Decision:
    """The same change of every lead, or of those that are not done. Raises Refused where it changes nothing at all."""
    found = changing.chosen(LEAD_RULES, reader, command, leads)
    if only_open:
        if not any(lead.open for lead in found):
            verb = "is" if len(found) == 1 else "are"
            raise Refused(f"{named(found)} {verb} done.", code="lead.done")
        found = [lead for lead in found if lead.open]
    return changing.change_each(LEAD_RULES, command, found, become, words)


def worked(reader: Reader, lead: Lead, at: int) -> Lead:
    """A lead that somebody works with at an instant without being in touch: from then on it cools."""
    return cooling(reader, taken_up(lead, at)) if lead.unworked else lead


def reopened(reader: Reader, lead: Lead, at: int) -> Lead:
    """A lead that was done and is taken up at an instant: messages wait again that came after it was last reached."""
    if lead.open:
        return lead
    touch = last_touch(reader, lead.id)
    waiting = unanswered(reader, lead.id, 0 if touch is None else touch.at + 1)
    opened = lead._replace(
        status="working",
        reason="",
        open=1,
        opened_at=at,
        waiting_since=waiting_since(waiting),
        response_due_at=first_due(waiting),
    )
    return cooling(reader, opened)


def named(leads: Sequence[Lead]) -> str:
    """What a command calls the leads that it changes: the one by its name, several by their number."""
    return changing.named(LEAD_RULES, leads)


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
    worked=worked,
)
"""A note takes a lead out of the unworked, but is no touch."""
