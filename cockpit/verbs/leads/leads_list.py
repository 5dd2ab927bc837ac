"""The parts of ``cockpit leads`` that show: list, show, next, duplicates."""

from __future__ import annotations

import argparse
from array import array
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.links import with_links
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import WHOLE, Column, text_table
from cockpit.verbs.leads.which_lead import (
    ALL,
    add_lead,
    add_view,
    elsewhere,
    label,
    lead_facts,
    leads_of,
    most_listed,
    open_leads,
    the_lead,
)
from cockpit.verbs.records.duplicates import say_duplicates
from cockpit.verbs.records.record_words import LATEST, event_facts, say_field, say_particulars
from cockpit.words import shown
from data.kernel.ids import reference
from data.kernel.text import clean
from data.leads.attention import attentions, when_words
from data.leads.change_leads import refuse_stranger
from data.leads.fields import ANSWERS, LEADS, TOGGLES
from data.leads.lead import Lead, by_ids
from data.leads.queue import next_lead
from data.leads.timeline import timeline
from data.people.person import handles_by_id
from data.records.fields import completeness
from data.records.timeline import Event, event_words

if TYPE_CHECKING:
    from cockpit.session import Session

_MOST = 50
_PAGE = 500
_HISTORY = 200
"""Events among which the latest messages and notes are looked for."""


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    lister = parts.add("list", "show leads, best first", "cockpit leads list --view team", _list)
    add_view(lister, "the queue; with --find all your open ones")
    lister.add_argument(
        "-n", dest="most", type=most_listed, default=_MOST, metavar="N", help=f"how many ({_MOST})"
    )
    lister.add_argument("--json", action="store_true", help="all of them, for machines")
    shower = parts.add("show", "one lead with what happened last", "cockpit leads show acme", _show)
    add_lead(shower)
    shower.add_argument("--json", action="store_true", help="the lead for machines")
    following = parts.add("next", "whom to contact next, and why", "cockpit leads next", _next)
    following.add_argument("--json", action="store_true", help="the lead for machines")
    twins = parts.add("duplicates", "leads that may be the same", "cockpit leads duplicates", _duplicates)
    twins.add_argument("--json", action="store_true", help="the pairs for machines")


def _list(options: argparse.Namespace, session: Session) -> int:
    view = ALL if options.all else options.view
    find = options.find.strip()
    ids = _chosen(session, view, find) if view or find else leads_of(session, "mine", "")
    is_near = False
    if find and not ids and not options.json:  # a machine gets what it asked for, or nothing
        from data.records.search import nearly

        ids = nearly(session.store, LEADS, _chosen(session, view, ""), find)
        is_near = bool(ids)
    chosen = list(ids) if options.json else list(ids[: options.most])
    leads = _in_order(session, chosen)
    reasons = _reasons(session, leads)
    handles = handles_by_id(session.store)
    if options.json:
        say_json([{**lead_facts(lead, session, handles), "why": reasons[lead.id]} for lead in leads])
        return 0
    others = [] if view or find else elsewhere(session)
    if not ids:
        print(_nothing(view, options.find, others))
        return 0
    columns = [
        Column("name"), Column("company", drop=3, is_spare=True), Column("status", drop=2),
        Column("owner", drop=4, is_spare=True),
        Column("why", least=23), Column("reference", least=WHOLE, drop=1),
    ]  # fmt: skip
    rows = [
        (
            clean(lead.name or lead.first_email, 32), clean(lead.company, 28), lead.status,
            handles.get(lead.owner_id or 0, ""), reasons[lead.id], reference(lead.id),
        )
        for lead in leads
    ]  # fmt: skip
    if is_near:
        print(f"Nothing is spelled {shown(find)}; these are, nearly:\n")
    print(text_table(columns, rows, screen_width()))
    if len(ids) > len(leads):
        print(f"\n{len(leads):,} of {len(ids):,}. More: -n {len(ids)}, or --json for all")
    if others:
        print("\n".join(("\nBesides:", *(f"  {where}" for where in others))))
    return 0


def _chosen(session: Session, view: str, words: str) -> array[int]:
    """The leads of a view that hold the words; without a view one's open ones."""
    return leads_of(session, view, words) if view else open_leads(session, words)


def _nothing(view: str, words: str, others: list[str]) -> str:
    """Why a list is empty, and what to type to see leads."""
    if words.strip():
        among = f"in the view {view}" if view and view != ALL else "that you may see" if view else "of yours"
        return f"No lead {among} matches." + ("" if view == ALL else " In all that you may see: --all")
    if others:
        return f"Nothing waits in your queue. {'; '.join(others)}"
    if view and view != ALL:
        return f"No lead is in the view {view}. All that you may see: --all"
    return "No lead is here. Bring some in: cockpit leads import FILE"


def _show(options: argparse.Namespace, session: Session) -> int:
    lead = the_lead(session, options.lead)
    refuse_stranger(session.store, session.person, lead)
    handles = handles_by_id(session.store)
    why = _reasons(session, [lead])[lead.id]
    share = completeness(LEADS, lead)
    events = timeline(session.store, lead.id, _HISTORY, where=session.person.zone)
    if options.json:
        said = {kind: [event for event in events if event.kind == kind] for kind in ("message", "note")}
        more = {
            "why": why,
            "complete_percent": share.percent,
            "missing": list(share.missing),
            "qualifying": {name: ANSWERS[getattr(lead, column)] for column, name in TOGGLES.items()},
            "messages": _facts(said["message"], lead, session),
            "notes_by_date": _facts(said["note"], lead, session),
            "happened": _facts(events, lead, session),
        }
        say_json({**lead_facts(lead, session, handles), **more})
        return 0
    print(f"{clean(label(lead))}   {lead.status}   {why}   ({reference(lead.id)})")
    say_particulars(session, LEADS, lead)
    say_field("owner", handles.get(lead.owner_id or 0, lead.owner_name) or "nobody")
    hours, now = session.person.hours, session.now
    for name, at in (("created", lead.created_at), ("last touch", lead.last_touch_at)):
        if at is not None:
            say_field(name, when_words(at, now, hours))
    missing = f", missing: {', '.join(share.missing)}" if share.missing else ""
    say_field("complete", f"{share.percent} %{missing}")
    answers = (f"{name} {ANSWERS[getattr(lead, column)]}" for column, name in TOGGLES.items())
    say_field("qualifying", ", ".join(answers))
    print("\nwhat happened last:")
    for event in events[:LATEST]:
        who = f" ({event.who})" if event.who else ""
        say_field(when_words(event.at, now, hours), event_words(event, lead) + who)
    return 0


def _facts(events: list[Event], lead: Lead, session: Session) -> list[dict[str, str]]:
    """The latest events for machines, moments in the acting person's zone."""
    told = [(event, event.title.removeprefix(lead.label).strip() or event.title) for event in events]
    return event_facts(told, session.person.zone)


def _next(options: argparse.Namespace, session: Session) -> int:
    first = next_lead(session.store, session.person, session.now)
    leads = [] if first is None else by_ids(session.store, [first])
    if not leads:
        if options.json:
            say_json(None)
        else:
            print("Nobody is waiting. New leads: cockpit leads add, cockpit leads import FILE")
        return 0
    lead = leads[0]
    why = _reasons(session, leads)[lead.id]
    if options.json:
        say_json({**lead_facts(lead, session, handles_by_id(session.store)), "why": why})
        return 0
    reach = [
        with_links(session, form)(clean(value))
        for form, value in (("phones", lead.first_phone), ("emails", lead.first_email))
    ]
    parts = (clean(label(lead)), why, _whose(lead, session), *reach)
    print("   ".join(part for part in parts if part))
    return 0


def _whose(lead: Lead, session: Session) -> str:
    """Whose a lead is that waits for an owner; nothing for the acting person's own."""
    if lead.owner_id == session.person.id:
        return ""
    return "nobody's" if lead.owner_id is None else f"was {handles_by_id(session.store)[lead.owner_id]}'s"


def _duplicates(options: argparse.Namespace, session: Session) -> int:
    return say_duplicates(session, LEADS, by_ids, as_json=options.json)


def _in_order(session: Session, ids: list[int]) -> list[Lead]:
    found: list[Lead] = []
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        leads = {lead.id: lead for lead in by_ids(session.store, page)}
        found += [leads[identifier] for identifier in page if identifier in leads]
    return found


def _reasons(session: Session, leads: list[Lead]) -> dict[int, str]:
    """Why each lead wants attention, in a few words."""
    found = attentions(session.store, session.person, leads, session.now)
    return {lead: reason.words for lead, reason in found.items()}
