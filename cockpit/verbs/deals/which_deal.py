"""What the verbs on deals share: which are meant, and how one is told to machines."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cockpit.verbs.records.record_words import instant, values_of
from data.deals.deal import DEALS, Deal
from data.deals.find import find
from data.deals.listing import has_deals
from data.deals.narrowing import Narrowing, known_lines, narrowings
from data.deals.stages import Stage, age, category_of, is_rotten, probability_of
from data.kernel.errors import UsageError
from data.kernel.ids import reference
from data.kernel.text import clean
from data.people.person import by_ids, everybody
from data.people.person import find as find_person
from data.quotes.listing import quoted_lines
from data.records.choices import choices

if TYPE_CHECKING:
    from cockpit.session import Session

_NAMED = 12
"""How many names are told where one is none of them."""


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
    """What the options choose: one's own deals, where one sells; else of all whom one reaches.

    Raises UsageError for a channel, a territory or a product line that there is not, naming those that there are.
    """
    person = session.person
    owners: tuple[int, ...] | None = (person.id,)
    if options.who:
        owners = (find_person(session.store, options.who).id,)
    elif options.team or not person.sells:
        owners = None
    _refuse_unknown(options, session)
    return Narrowing(owners, options.channel, options.territory, options.line)


def _refuse_unknown(options: argparse.Namespace, session: Session) -> None:
    store = session.store
    if not (options.channel or options.territory or options.line):
        return
    known = narrowings(store)
    listed = [choice.name for choice in choices(store, "channel")]
    _refuse("channel", options.channel, (*known.channels, *listed))
    _refuse(
        "territory", options.territory, (*known.territories, *(one.territory for one in everybody(store)))
    )
    lines = (*known.product_lines, *(quoted_lines(store) if options.line else ()))
    _refuse("product line", options.line, lines)


def line_there_is(session: Session, word: str) -> str:
    """A product line by its name. Raises UsageError where the company has others and none is called so."""
    known = known_lines(session.store)
    if known:
        _refuse("product line", word, known.values())
    return word


def _refuse(what: str, word: str, known: Iterable[str]) -> None:
    """Raise UsageError for a word that is none of those that are known, in whatever case."""
    spelled = {name.casefold(): name for name in known if name}
    if not word or word.casefold() in spelled:
        return
    there = ", ".join(clean(name, 40) for name in sorted(spelled.values(), key=str.casefold)[:_NAMED])
    more = f" and {len(spelled) - _NAMED:,} more" if len(spelled) > _NAMED else ""
    nothing = f"Nothing has the {what} {clean(word, 40)!r}."
    raise UsageError(f"{nothing} There are: {there}{more}." if there else f"{nothing} No deal has one yet.")


def nothing_matches(session: Session, look: Narrowing, what: str = "deal") -> str:
    """What is said where the options leave nothing: what was looked for. Empty where nobody has a deal yet."""
    if not has_deals(session.store, session.person):
        return ""
    whose = "everybody's whom you reach"
    if look.owners is not None:
        names = (clean(one.name) for one in by_ids(session.store, look.owners))
        whose = "yours" if look.owners == (session.person.id,) else f"of {', '.join(names)}"
    named = (("channel", look.channel), ("territory", look.territory), ("product line", look.product_line))
    parts = [whose, *(f"{name} {clean(word, 40)}" for name, word in named if word)]
    return f"No {what} matches: {', '.join(parts)}."


def deal_facts(deal: Deal, stage: Stage, session: Session, handles: Mapping[int, str]) -> dict[str, Any]:
    """A deal for machines; ``handles`` are those of all people, by id."""
    values = values_of(DEALS, deal, session.person.zone)
    del values["owner_id"]
    return {
        "reference": reference(deal.id),
        **values,
        "owner": handles.get(deal.owner_id or 0),
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
