"""The parts of ``cockpit handovers`` that change something: offer, accept, return, withdraw, the checklists."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_json, say_result
from cockpit.parts import Parts
from cockpit.verbs.deals.which_deal import the_deal
from cockpit.verbs.leads.which_lead import the_lead
from cockpit.words import line
from data.handovers.answering import AcceptHandover, ReturnHandover, WithdrawHandover
from data.handovers.checklist import AddItem, RemoveItem, checklist, typed_items
from data.handovers.find import find
from data.handovers.kinds import KINDS, Kind, kind_of
from data.handovers.offering import OfferHandover
from data.handovers.preparing import preparation
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean
from data.people.person import find as find_person

if TYPE_CHECKING:
    from cockpit.session import Session

_CODES = ", ".join(kind.code for kind in KINDS)


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    _add_offer(parts)
    _add_answers(parts)
    lister = parts.add(
        "checklist", "what is ticked off before; --add and --remove change it",
        'cockpit handovers checklist project --add "access data handed out"', _checklist,
    )  # fmt: skip
    lister.add_argument("kind", nargs="?", type=line, default="", metavar="KIND", help=f"{_CODES} (all)")
    lister.add_argument("--add", type=line, metavar="ITEM", help="something more to tick")
    lister.add_argument("--remove", type=line, metavar="ITEM", help="something that is ticked no more")
    lister.add_argument("--json", action="store_true", help="the lists, or the result, for machines")


def _add_offer(parts: Parts) -> None:
    offer = parts.add(
        "offer", "offer a qualified lead or a won deal to somebody",
        'cockpit handovers offer lead acme --to ben --tick need --tick willing --tick contact', _offer,
    )  # fmt: skip
    offer.add_argument("kind", type=line, metavar="KIND", help=f"for what: {_CODES}")
    offer.add_argument(
        "record", metavar="RECORD", help="the lead, or the deal: a reference, or words of its name"
    )
    offer.add_argument("--to", type=line, default="", metavar="WHO", help="a handle or name")
    offer.add_argument("--outside", type=line, default="", metavar="NAME", help="a project manager outside")
    offer.add_argument(
        "--tick", action="append", type=line, default=[], metavar="ITEM",
        help="an item of the checklist that is done, or its beginning; may be repeated",
    )  # fmt: skip
    offer.add_argument("--all-ticked", action="store_true", help="all of the checklist is done")
    offer.add_argument("--note", default="", metavar="TEXT", help="the briefing")
    offer.add_argument("--json", action="store_true", help="the result for machines")


def _add_answers(parts: Parts) -> None:
    accepter = parts.add("accept", "take over what was offered", "cockpit handovers accept acme", _accept)
    returner = parts.add(
        "return", "send an offer back, with a reason",
        'cockpit handovers return acme --reason "nobody there knows of a budget"', _return,
    )  # fmt: skip
    withdrawer = parts.add(
        "withdraw",
        "take back an offer that nobody has answered",
        "cockpit handovers withdraw acme",
        _withdraw,
    )
    for parser in (accepter, returner, withdrawer):
        parser.add_argument(
            "handover", metavar="HANDOVER", help="a reference, or words of what is handed over"
        )
        parser.add_argument("--json", action="store_true", help="the result for machines")
    returner.add_argument("--reason", default="", metavar="TEXT", help="what is missing")


def _offer(options: argparse.Namespace, session: Session) -> int:
    kind = kind_of(options.kind)
    record = (the_lead if kind.of == "lead" else the_deal)(session, options.record)
    if options.to and options.outside:
        raise UsageError("Say --to WHO or --outside NAME, not both.")
    ready = preparation(session.store, session.person, kind.code, record.id)
    if not options.to and not options.outside:
        names = ", ".join(one.person.handle for one in ready.receivers if one.person is not None)
        outside = ", or --outside NAME" if kind.outside else ""
        raise UsageError(f"To whom? --to WHO{f', such as {clean(names, 60)}' if names else ''}{outside}.")
    ticked = {*ready.known, *typed_items(checklist(session.store, kind.code), options.tick)}
    result = session.apply(
        OfferHandover,
        kind=kind.code,
        record_id=record.id,
        receiver_id=_receiver(session, kind, options.to),
        outside=options.outside,
        ticked=tuple(item for item in ready.items if options.all_ticked or item in ticked),
        note=options.note,
    )
    return say_result(session, result, as_json=options.json)


def _receiver(session: Session, kind: Kind, who: str) -> int | None:
    """The id of the person who is meant; None where nobody is said."""
    if not who:
        return None
    try:
        return find_person(session.store, who).id
    except Refused as error:
        hint = " Somebody who is not in the store: --outside NAME." if kind.outside else ""
        raise UsageError(f"{error}{hint}") from None


def _accept(options: argparse.Namespace, session: Session) -> int:
    handover = find(session.store, session.person, options.handover)
    return say_result(session, session.apply(AcceptHandover, handover_id=handover.id), as_json=options.json)


def _return(options: argparse.Namespace, session: Session) -> int:
    handover = find(session.store, session.person, options.handover)
    result = session.apply(ReturnHandover, handover_id=handover.id, reason=options.reason)
    return say_result(session, result, as_json=options.json)


def _withdraw(options: argparse.Namespace, session: Session) -> int:
    handover = find(session.store, session.person, options.handover)
    return say_result(session, session.apply(WithdrawHandover, handover_id=handover.id), as_json=options.json)


def _checklist(options: argparse.Namespace, session: Session) -> int:
    if options.add or options.remove:
        if not options.kind or (options.add and options.remove):
            raise UsageError('Say which list, and one change: cockpit handovers checklist lead --add "ITEM"')
        if options.add:
            result = session.apply(AddItem, kind=options.kind, item=options.add)
        else:
            result = session.apply(RemoveItem, kind=options.kind, item=options.remove)
        return say_result(session, result, as_json=options.json)
    kinds = [kind_of(options.kind)] if options.kind else list(KINDS)
    found = {kind.code: [item.name for item in checklist(session.store, kind.code)] for kind in kinds}
    if options.json:
        say_json(found)
        return 0
    for kind in kinds:
        print(f"{kind.code}: {kind.name}")
        for name in found[kind.code]:
            print(f"  {name}")
    return 0
