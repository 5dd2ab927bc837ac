"""The parts of ``cockpit deals`` that move deals: to another stage, won, lost, open again."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.deals.which_deal import add_deal, the_deal
from data.deals.moving import LoseDeals, MoveDeals, ReopenDeal, WinDeal

if TYPE_CHECKING:
    from cockpit.session import Session

_NEIGHBOURS = {"next": ">", "back": "<"}


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    mover = parts.add("move", "move a deal to another stage", "cockpit deals move website next", _move)
    add_deal(mover)
    mover.add_argument("stage", metavar="STAGE", help="a stage, or the beginning of one; next or back")
    winner = parts.add("win", "close a deal as won", "cockpit deals win website", _win)
    add_deal(winner)
    loser = parts.add("lose", "close a deal as lost", "cockpit deals lose website --reason price", _lose)
    add_deal(loser)
    loser.add_argument("--reason", default="", help="why, of the company's list of loss reasons")
    opener = parts.add("reopen", "take up a closed deal again", "cockpit deals reopen website", _reopen)
    add_deal(opener)
    for parser in (mover, winner, loser, opener):
        parser.add_argument("--json", action="store_true", help="the result for machines")


def _move(options: argparse.Namespace, session: Session) -> int:
    deal = the_deal(session, options.deal)
    stage = _NEIGHBOURS.get(options.stage, options.stage)
    result = session.apply(MoveDeals, deals=(deal.id,), stage=stage)
    return say_result(session, result, as_json=options.json)


def _win(options: argparse.Namespace, session: Session) -> int:
    deal = the_deal(session, options.deal)
    return say_result(session, session.apply(WinDeal, deal_id=deal.id), as_json=options.json)


def _lose(options: argparse.Namespace, session: Session) -> int:
    deal = the_deal(session, options.deal)
    result = session.apply(LoseDeals, deals=(deal.id,), reason=options.reason)
    return say_result(session, result, as_json=options.json)


def _reopen(options: argparse.Namespace, session: Session) -> int:
    deal = the_deal(session, options.deal)
    return say_result(session, session.apply(ReopenDeal, deal_id=deal.id), as_json=options.json)
