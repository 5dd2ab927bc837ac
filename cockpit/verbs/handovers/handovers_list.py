"""The parts of ``cockpit handovers`` that show: list, show, rate."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import WHOLE, Column, text_table
from cockpit.verbs.leads.which_lead import most_listed
from cockpit.verbs.records.record_words import instant, say_field, say_particulars
from cockpit.words import line
from data.calendar.days import day_of
from data.calendar.periods import parse_period
from data.deals.deal import DEALS
from data.handovers.find import find
from data.handovers.handover import record_of
from data.handovers.kinds import KINDS
from data.handovers.listing import WHICH, handovers_of
from data.handovers.rate import Rate, rates
from data.handovers.told import Told, told_of
from data.kernel.errors import Refused
from data.kernel.ids import reference
from data.kernel.text import clean
from data.leads.attention import when_words
from data.leads.fields import LEADS
from data.people.person import find as find_person
from data.people.reach import may_read, reach_of

if TYPE_CHECKING:
    from cockpit.session import Session

_MOST = 50
_NOTHING = {
    "me": "Nothing waits for you. Offer something: cockpit handovers offer lead LEAD --to WHO",
    "others": "Nothing of yours waits for others. Offer something: cockpit handovers offer lead LEAD --to WHO",
    "done": "No handover of yours was answered yet.",
    "team": "Nothing was handed over yet. Offer something: cockpit handovers offer lead LEAD --to WHO",
}


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    lister = parts.add(
        "list", "what waits for you, for others, or is done", "cockpit handovers list others", _list
    )
    lister.add_argument("which", nargs="?", choices=WHICH, default="me", help="which of them (me)")
    lister.add_argument(
        "-n", dest="most", type=most_listed, default=_MOST, metavar="N", help=f"how many ({_MOST})"
    )
    lister.add_argument("--json", action="store_true", help="all of them, for machines")
    shower = parts.add(
        "show", "a handover with its checklist and briefing", "cockpit handovers show acme", _show
    )
    shower.add_argument("handover", metavar="HANDOVER", help="a reference, or words of what is handed over")
    shower.add_argument("--json", action="store_true", help="the handover for machines")
    rater = parts.add(
        "rate",
        "qualified handoffs: how many were accepted at first",
        "cockpit handovers rate --of ana",
        _rate,
    )
    rater.add_argument(
        "--period", default="quarter", metavar="PERIOD", help="as month, last quarter or 2026-11 (quarter)"
    )
    rater.add_argument(
        "--of", dest="who", type=line, default="", metavar="WHO", help="what somebody handed over"
    )
    rater.add_argument("--json", action="store_true", help="the numbers for machines")


def _list(options: argparse.Namespace, session: Session) -> int:
    ids = handovers_of(session.store, session.person, options.which)
    found = told_of(session.store, ids if options.json else ids[: options.most])
    if options.json:
        say_json([_facts(one, session) for one in found])
        return 0
    if not found:
        print(_NOTHING[options.which])
        return 0
    columns = [
        Column("what", least=12), Column("for", least=8, drop=3), Column("from", least=6), Column("to", least=6),
        Column("since", drop=4), Column("stands", least=12, drop=2), Column("reference", least=WHOLE, drop=1),
    ]  # fmt: skip
    rows = [
        (
            clean(one.label, 40), one.handover.kind, clean(one.giver, 20), clean(one.receiver, 20),
            when_words(one.handover.offered_at, session.now, session.person.hours),
            one.standing, reference(one.handover.id),
        )
        for one in found
    ]  # fmt: skip
    print(text_table(columns, rows, screen_width()))
    if len(ids) > len(found):
        print(f"\n{len(found):,} of {len(ids):,}. More: -n {len(ids)}, or --json for all")
    return 0


def _facts(one: Told, session: Session) -> dict[str, Any]:
    handover, zone = one.handover, session.person.zone
    return {
        "reference": reference(handover.id),
        "kind": handover.kind,
        handover.what.of: reference(handover.record_id),
        "what": one.label,
        "from": one.giver,
        "to": one.receiver,
        "outside": handover.receiver_id is None,
        "state": handover.state,
        "first_offer": bool(handover.first),
        "offered": instant(handover.offered_at, zone),
        "answered": instant(handover.answered_at, zone),
        "reason": handover.reason,
        "checklist": handover.checklist.splitlines(),
        "note": handover.note,
    }


def _show(options: argparse.Namespace, session: Session) -> int:
    handover = find(session.store, session.person, options.handover)
    (one,) = told_of(session.store, [handover.id])
    if options.json:
        say_json(_facts(one, session))
        return 0
    print(f"{clean(one.label)}   {one.standing}   ({reference(handover.id)})")
    say_field("for", handover.what.name)
    say_field("from, to", f"{one.giver}, {one.receiver}")
    say_field("offered", when_words(handover.offered_at, session.now, session.person.hours))
    for item in handover.checklist.splitlines():
        say_field("ticked", item)
    if handover.note:
        say_field("briefing", handover.note)
    print(f"\nthe {handover.what.of}:")
    say_particulars(
        session, LEADS if handover.what.of == "lead" else DEALS, record_of(session.store, handover)
    )
    return 0


def _rate(options: argparse.Namespace, session: Session) -> int:
    store, person = session.store, session.person
    period = parse_period(options.period, day_of(session.now, person.zone))
    people = reach_of(store, person).people
    givers = None if people is None else sorted(people)
    if options.who:
        whose = find_person(store, options.who)
        if not may_read(store, person, whose):
            raise Refused(f"{whose.name}'s handovers are not yours to count.")
        givers = [whose.id]
    found = rates(store, givers, *period.instants(person.zone))
    if options.json:
        say_json({"period": period.label, "rates": [_rate_facts(rate) for rate in found]})
        return 0
    names = {kind.code: kind.name for kind in KINDS}
    print(f"qualified handoffs in {period.label}: accepted at the first offer / all")
    rows = [
        (names.get(rate.kind, "all"), rate.share.percent, len(rate.qualified), len(rate.all))
        for rate in found
    ]
    print(
        text_table(
            [Column("what"), Column("rate", True), Column("at first", True), Column("all", True)], rows
        )
    )
    return 0


def _rate_facts(rate: Rate) -> dict[str, Any]:
    value = rate.share.value
    return {
        "kind": rate.kind or "all",
        "percent": None if value is None else round(value * 100, 1),
        "qualified": len(rate.qualified),
        "all": len(rate.all),
        "handovers": [reference(one) for one in rate.all],
    }
