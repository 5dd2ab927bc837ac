"""Lists of deals: the ids of those that one looks at, in an order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from data.deals.deal import DEALS
from data.deals.narrowing import Narrowing, condition, deals_in_sight
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.id_lists import selected_ids
from data.people.person import Person
from data.records.search import filtered

Which = Literal["open", "won", "lost", "all"]
WHICH: tuple[Which, ...] = get_args(Which)
Order = Literal["stage", "value", "close", "age", "name", "newest", "closed"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""The orders that one chooses from. ``soonest`` is that of deals all of which are expected some day."""

_BY: dict[Order | Literal["soonest"], str] = {
    "stage": "stage.position desc, deal.stage_since, deal.id",
    "value": "deal.amount desc, deal.id",
    "close": "deal.expected_close = '', deal.expected_close, deal.id",
    "age": "deal.stage_since is null, deal.stage_since, deal.id",
    "name": "deal.name collate nocase, deal.id",
    "newest": "deal.created_at desc, deal.id desc",
    "soonest": "deal.expected_close, deal.id",
    "closed": "deal.closed_at desc, deal.id desc",
}
_STANDING: dict[Which, str] = {
    "open": "deal.open = 1",
    "won": "deal.open = 0 and stage.ends = 'won'",
    "lost": "deal.open = 0 and stage.ends = 'lost'",
    "all": "deal.open in (0, 1)",
}


class Look(NamedTuple):
    """What one wants to see of the deals: how they stand, one stage by its code (empty: all), in an order."""

    which: Which = "open"
    stage: str = ""
    order: Order = "stage"
    words: str = ""


def order_among(which: str, order: Order) -> Order:
    """The order in which deals are listed: those won, or lost, are all in one stage, so the latest go first."""
    return "closed" if which in ("won", "lost") and order == "stage" else order


def deals_of(reader: Reader, actor: Person, narrowing: Narrowing, look: Look) -> array[int]:
    """The ids of the deals that one looks at, in the order that is wanted."""
    standing, params = _STANDING[look.which], list[Value]()
    if look.stage:
        standing, params = f"{standing} and deal.stage = ?", [look.stage]
    order = order_among(look.which, look.order)
    found = deals_where(reader, actor, narrowing, order, standing, params)
    return filtered(reader, DEALS, found, look.words)


def deals_where(
    reader: Reader,
    actor: Person,
    narrowing: Narrowing,
    order: Order | Literal["soonest"],
    further: str,
    params: Sequence[Value] = (),
    enough: int = 0,
    by: tuple[str, str] | None = None,
) -> array[int]:
    """The ids of the deals that one looks at and that meet a further SQL condition on ``deal`` and ``stage``.

    Only so many of the first ones where it says how many are ``enough``. ``by`` names the indexes by which everybody's
    deals and those of some owners are read, where it is known which are best.
    """
    source = deals_in_sight(reader, actor, narrowing)
    tables = source.by(*by) if by else source.tables
    return selected_ids(
        reader,
        f"select deal.id as id from {tables} join stage on stage.code = deal.stage "
        f"where {source.where} and {further} order by {_BY[order]} limit ?",
        (*source.params, *params, enough or -1),
    )


def has_deals(reader: Reader, actor: Person) -> bool:
    """Whether a person reaches any deal at all, however it stands."""
    where, params = condition(reader, actor, Narrowing())
    return bool(reader.select(f"select 1 from deal where {where} limit 1", params))
