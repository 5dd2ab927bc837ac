"""What the verbs on leads share: which leads are meant, and how a lead is told to people and machines."""

from __future__ import annotations

import argparse
from array import array
from typing import TYPE_CHECKING, Any

from cockpit.verbs.records.record_words import instant, values_of
from cockpit.words import shown, whole
from data.kernel.errors import UsageError
from data.kernel.ids import reference
from data.leads.fields import LEADS
from data.leads.find import find
from data.leads.lead import Lead
from data.leads.queue import VIEWS, Counts, View, counts, leads_of_person, leads_within_reach, queue
from data.records.search import filtered

if TYPE_CHECKING:
    from cockpit.session import Session

ALL = "all"
MOMENTS = (
    *("waiting_since", "response_due_at", "follow_up_at", "cold_at", "snoozed_until", "last_touch_at"),
    "created_at",
)
_HIDDEN = ("id", "company_key", "owner_id", "batch_id", "touched", "merged_into")


def add_lead(parser: argparse.ArgumentParser) -> None:
    """The argument that names one lead."""
    parser.add_argument("lead", metavar="LEAD", help="an e-mail address, a reference, or words of its name")


def most_listed(text: str) -> int:
    """How many rows ``-n`` wants to see. Raises UsageError for none."""
    number = whole(text)
    if not number:
        raise UsageError(f"-n takes how many to list, from 1, not {shown(text)}. Type it like: -n 20")
    return number


def the_lead(session: Session, text: str) -> Lead:
    """The lead that is meant. Raises Refused that names those who could be."""
    return find(session.store, session.person, text)


def add_view(parser: argparse.ArgumentParser, without: str) -> None:
    """The options that choose leads; ``without`` says in the help what is meant without ``--view``."""
    parser.add_argument(
        "--view", choices=(*VIEWS, ALL), default="", help=f"{', '.join(VIEWS)} or all ({without})"
    )
    parser.add_argument("--all", action="store_true", help="every owner and status that you may see")
    parser.add_argument("--find", default="", metavar="WORDS", help="only those that hold these words")


def leads_of(session: Session, view: str, words: str) -> array[int]:
    """The ids of a view in its order, narrowed by words."""
    store, person = session.store, session.person
    if view == ALL:
        ids = leads_within_reach(store, person)
    else:
        chosen = next(one for one in VIEWS if one == view)
        ids = queue(store, person, chosen, session.now)
    return filtered(store, LEADS, ids, words) if words.strip() else ids


def open_leads(session: Session, words: str) -> array[int]:
    """The acting person's open leads that hold the words: the queue, then those not worked yet, then snoozed."""
    found = array("q")
    views: tuple[View, ...] = ("mine", "unworked", "snoozed")
    for view in views:
        found.extend(queue(session.store, session.person, view, session.now))
    return filtered(session.store, LEADS, array("q", dict.fromkeys(found)), words)


def own_leads(session: Session, words: str) -> array[int]:
    """Every lead of the acting person that holds the words, done ones too, oldest first."""
    return filtered(session.store, LEADS, leads_of_person(session.store, session.person), words)


def elsewhere(session: Session) -> list[str]:
    """Where leads are that the queue does not show, each with what to type."""
    found: Counts = counts(session.store, session.person, session.now)
    views = (
        (found.unworked, "of yours not worked yet", "unworked"),
        (found.snoozed, "of yours snoozed", "snoozed"),
        (found.unassigned, _nobodys(found), "unassigned"),
    )
    return [f"{many:,} {what}: --view {view}" for many, what, view in views if many]


def _nobodys(found: Counts) -> str:
    return "of nobody" + (
        f", {found.nobodys_waiting:,} waiting for an answer" if found.nobodys_waiting else ""
    )


def label(lead: Lead) -> str:
    """What a lead is called, also one of which only an address is known."""
    return lead.label or lead.first_email or lead.first_phone or reference(lead.id)


def lead_facts(lead: Lead, session: Session, handles: dict[int, str]) -> dict[str, Any]:
    """A lead for machines; moments in the acting person's zone."""
    zone = session.person.zone
    row = lead._asdict() | values_of(LEADS, lead, zone)
    row |= {name: instant(getattr(lead, name), zone) for name in MOMENTS}
    facts = {name: value for name, value in row.items() if name not in _HIDDEN}
    further = {
        "open": bool(lead.open),
        "unworked": bool(lead.unworked),
        "owner": handles.get(lead.owner_id or 0),
    }
    return {"reference": reference(lead.id), **facts, **further}
