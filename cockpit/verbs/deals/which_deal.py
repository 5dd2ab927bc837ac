"""What the verbs on deals share: which are meant, and how one is told to machines."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.verbs.records.record_words import instant, values_of
from data.deals.deal import DEALS, Deal
from data.deals.find import find
from data.deals.narrowing import Narrowing
from data.deals.stages import Stage, age, category_of, is_rotten, probability_of
from data.kernel.ids import reference
from data.people.person import find as find_person

if TYPE_CHECKING:
    from cockpit.session import Session


def add_deal(parser: argparse.ArgumentParser) -> None:
    """The argument that names one deal."""
    parser.add_argument("deal", metavar="DEAL", help="a reference, a name, or words of one")


def the_deal(session: Session, text: str) -> Deal:
    """The deal that is meant. Raises Refused that names those who could be."""
    return find(session.store, session.person, text)


def add_narrowing(parser: argparse.ArgumentParser) -> None:
    """The options that choose whose deals are looked at, and which of them."""
    parser.add_argument("--of", dest="who", default="", metavar="WHO", help="somebody's deals (yours)")
    parser.add_argument("--team", action="store_true", help="the deals of everybody whom you reach")
    for name in ("channel", "territory"):
        parser.add_argument(f"--{name}", default="", metavar="NAME", help=f"only those of a {name}")
    parser.add_argument(
        "--product-line", dest="line", default="", metavar="NAME", help="only those of a product line"
    )


def narrowing(options: argparse.Namespace, session: Session) -> Narrowing:
    """What the options choose: one's own deals, where one sells; else of all whom one reaches."""
    person = session.person
    owners: tuple[int, ...] | None = (person.id,)
    if options.who:
        owners = (find_person(session.store, options.who).id,)
    elif options.team or not person.sells:
        owners = None
    return Narrowing(owners, options.channel, options.territory, options.line)


def deal_facts(deal: Deal, stage: Stage, session: Session) -> dict[str, Any]:
    """A deal for machines."""
    return {
        "reference": reference(deal.id),
        **values_of(DEALS, deal, session.person.zone),
        "stage": stage.name,
        "outcome": stage.ends,
        "probability": probability_of(deal, stage),
        "category": category_of(deal, stage),
        "stage_since": instant(deal.stage_since, session.person.zone),
        "days_in_stage": age(deal, session.now),
        "rotten": is_rotten(deal, stage, session.now),
        "history_known": bool(deal.history),
        "lead": None if deal.lead_id is None else reference(deal.lead_id),
    }
