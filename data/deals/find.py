"""Which deal is meant by what a person types."""

from __future__ import annotations

from data.deals.deal import DEALS, Deal
from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.rows import records_by_ids
from data.kernel.text import clean
from data.people.person import Person
from data.people.reach import reached_ids
from data.records.find import NAMED, Match, referred, told_apart
from data.records.search import matching_within_reach, ranked


def find(reader: Reader, actor: Person, text: str) -> Deal:
    """The deal meant by a reference, a name, or words of one; open deals and one's own go first.

    Raises Refused that names those who could be meant.
    """
    word = text.strip()
    identifier = referred(reader, DEALS.table, word)
    exact = [] if identifier is None else reached_ids(reader, actor, DEALS.table, [identifier])
    found = exact or matching_within_reach(reader, DEALS, actor, word)
    deals = _likeliest(records_by_ids(reader, Deal, DEALS.table, found), actor, word.casefold())
    if not deals:
        raise Refused(f"No deal that you may see matches {clean(word, 80)!r}.", code="deal.not_found")
    if len(deals) > 1:
        several = told_apart([(deal.label, deal.id) for deal in deals[:NAMED]], len(deals), "a reference")
        raise Refused(f"{clean(word, 80)!r} could be several deals: {several}")
    return deals[0]


def _likeliest(deals: list[Deal], actor: Person, wanted: str) -> list[Deal]:
    """Those of the deals that are meant the soonest: of just that name, else open, else one's own."""
    best = sorted(deals, key=lambda deal: deal.id)
    for is_meant in (
        lambda deal: wanted in (deal.name.casefold(), deal.company.casefold(), deal.label.casefold()),
        lambda deal: bool(deal.open),
        lambda deal: deal.owner_id == actor.id,
    ):
        best = [deal for deal in best if is_meant(deal)] or best
    return best


def best_deals(reader: Reader, actor: Person, text: str, limit: int) -> list[Match]:
    """The deals a person reaches that match words best."""
    best = ranked(reader, DEALS, actor, text, limit)
    deals = {deal.id: deal for deal in records_by_ids(reader, Deal, DEALS.table, best)}
    names: dict[str, str] = dict(reader.select("select code, name from stage"))
    return [
        Match(
            "deal",
            deal.id,
            deal.name or deal.company,
            ", ".join(filter(None, (deal.company, names[deal.stage]))),
        )
        for deal in (deals[one] for one in best if one in deals)
    ]
