"""Lists of quotes: which, in what order, and what is to be said of each."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, get_args

from data.calendar.days import day_of
from data.deals.deal import Deal
from data.deals.months import days_of_month
from data.deals.narrowing import Narrowing, condition, deals_in_sight
from data.deals.period import cohort
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.id_lists import selected_ids
from data.kernel.rows import records_by_ids
from data.people.person import Person, handles_by_id
from data.people.reach import reach_of
from data.quotes.quote import OPEN, QUOTES, SOON, STATUSES, Quote, Trouble, standing
from data.records.own_currency import with_units
from data.records.search import filtered

Which = Literal[
    "open",
    "requested",
    "presented",
    "ending",
    "ended",
    "accepted",
    "declined",
    "expired",
    "withdrawn",
    "unlinked",
    "all",
]
WHICH: tuple[Which, ...] = get_args(Which)
WORDS: Mapping[Which, str] = {
    "ending": "ending soon",
    "ended": "past their last day",
    "unlinked": "without a deal",
}
"""What the sorts are called whose names do not say it."""
Order = Literal["last day", "value", "newest", "deal"]
ORDERS: tuple[Order, ...] = get_args(Order)

_OPEN = "quote.status in ('requested', 'presented')"
_BY: dict[Order, str] = {
    "last day": "quote.valid_until = '', quote.valid_until, quote.id",
    "value": "quote.amount desc, quote.id",
    "newest": "quote.created_at desc, quote.id desc",
    "deal": "deal.name collate nocase, quote.id",
}

_FROM: dict[Order, str] = {
    **dict.fromkeys(ORDERS, "quote"),
    "deal": "quote left join deal on deal.id = quote.deal_id",
}


class QuoteLook(NamedTuple):
    """Which quotes one wants to see. ``month`` (``2026-11``) are those presented in it; empty: of any time."""

    narrowing: Narrowing
    which: Which = "open"
    order: Order = "last day"
    month: str = ""
    words: str = ""


class QuoteRow(NamedTuple):
    """One quote of the list, with its deal where it has one. ``owner`` is a handle."""

    quote: Quote
    deal: Deal | None
    trouble: Trouble
    owner: str


class Seen(NamedTuple):
    """The quotes of a narrowing: an SQL condition on ``quote``, and its parameters.

    Where they are found by the deals of some people, ``found`` is the SQL of their ids, with parameters of its own.
    """

    narrowing: Narrowing
    alone: str
    of_alone: tuple[Value, ...]
    found: str = ""
    of_found: tuple[Value, ...] = ()

    @property
    def where(self) -> str:
        """The condition on each of them."""
        return f"{self.alone} and quote.id in ({self.found})" if self.found else self.alone

    @property
    def params(self) -> tuple[Value, ...]:
        """The parameters of the condition."""
        return (*self.of_alone, *self.of_found)


def looked_up(reader: Reader, seen: Seen) -> Seen:
    """The same quotes for several questions: what is found by deals is found once for all."""
    if not seen.found:
        return seen
    rows = reader.select(f"select json_group_array(id) from ({seen.found})", seen.of_found)
    return seen._replace(found="select value from json_each(?)", of_found=(rows[0][0],))


def quotes_of(
    reader: Reader, actor: Person, look: QuoteLook, now: int, seen: Seen | None = None, enough: int = 0
) -> array[int]:
    """The ids of the quotes that one looks at, in the order that is wanted; only so many of the first ones where it
    says how many are ``enough`` of them without the filter. ``seen`` are those of a narrowing that is known already.
    """
    # Quotes of no deal are nobody's in particular: whoever looks for them finds them all.
    narrowing = Narrowing() if look.which == "unlinked" else look.narrowing
    if seen is None or seen.narrowing != narrowing:
        seen = quotes_seen(reader, actor, narrowing)
    where, (which, further) = seen.where, _which(look.which, day_of(now, actor.zone))
    params = [*seen.params, *further]
    if look.month:
        period = month_period(look.month, actor)
        which += " and quote.status <> 'withdrawn' and quote.presented_at >= ? and quote.presented_at < ?"
        params += period
    ids = selected_ids(
        reader,
        f"select quote.id as id from {_FROM[look.order]} "
        f"where {where} and {which} order by {_BY[look.order]} limit ?",
        (*params, enough or -1),
    )
    return filtered(reader, QUOTES, ids, look.words)


def quotes_seen(reader: Reader, actor: Person, narrowing: Narrowing) -> Seen:
    """The quotes of a narrowing: a product line is the quote's own.

    Quotes of some people are found by their deals, so that those of all others are not looked at; those of no deal are
    everybody's, and of nobody's in particular.
    """
    of_deals, line = narrowing._replace(product_line=""), narrowing.product_line
    alone, of_alone = "quote.merged_into is null", tuple[Value, ...]()
    if line:
        alone, of_alone = f"{alone} and quote.product_line = ? collate nocase", (line,)
    if of_deals == Narrowing() and reach_of(reader, actor).people is None:
        return Seen(narrowing, alone, of_alone)
    source = deals_in_sight(reader, actor, of_deals)
    seen, of_seen = condition(reader, actor, of_deals)
    # Deals that were merged away are few: whose those are that stand for them is asked of each.
    found = (
        f"select quote.id from {source.tables} join quote on quote.deal_id = deal.id "
        f"where deal.open in (0, 1) and {source.where} union all select quote.id from deal as away "
        "cross join deal on deal.id = away.merged_into cross join quote on quote.deal_id = away.id "
        f"where away.merged_into is not null and {seen}"
    )
    if of_deals == Narrowing():
        found += " union all select id from quote where deal_id is null"
    return Seen(narrowing, alone, of_alone, found, (*source.params, *of_seen))


def quoted_lines(reader: Reader) -> list[str]:
    """The product lines of which there are quotes."""
    return [
        line for (line,) in reader.select("select distinct product_line from quote where product_line <> ''")
    ]


def month_period(month: str, actor: Person) -> tuple[int, int]:
    """The instants from which on, and before which, a month (``2026-11``) lasts in a person's time zone."""
    period = cohort(*days_of_month(month), actor)
    return period.begin, period.end


def _which(which: Which, today: date) -> tuple[str, list[Value]]:
    day = today.isoformat()
    if which == "all":
        return "1", []
    if which == "open":
        return _OPEN, []
    if which == "unlinked":
        return "quote.deal_id is null", []
    if which == "ended":
        return f"{_OPEN} and quote.valid_until <> '' and quote.valid_until < ?", [day]
    if which == "ending":
        return f"{_OPEN} and quote.valid_until between ? and ?", [day, (today + SOON).isoformat()]
    return "quote.status = ?", [which]


def counts(
    reader: Reader, actor: Person, narrowing: Narrowing, now: int, seen: Seen | None = None
) -> dict[Which, int]:
    """How many quotes there are of each sort; ``seen`` are those of the narrowing where that is known already."""
    today, seen = day_of(now, actor.zone), seen or quotes_seen(reader, actor, narrowing)
    rows = reader.select(
        "select status, count(*) filter (where valid_until > '' and valid_until < ?), "
        "count(*) filter (where valid_until between ? and ?), count(*) "
        f"from quote where {seen.where} group by status",
        (today.isoformat(), today.isoformat(), (today + SOON).isoformat(), *seen.params),
    )
    found: dict[Which, int] = dict.fromkeys(WHICH, 0)
    by_status = {said: (past, soon, number) for said, past, soon, number in rows}
    for status in STATUSES:
        past, soon, number = by_status.get(status, (0, 0, 0))
        found[status] = number
        found["open"] += number if status in OPEN else 0
        found["all"] += number
        found["ended"] += past if status in OPEN else 0
        found["ending"] += soon if status in OPEN else 0
    alone = "select count(*) from quote where deal_id is null and merged_into is null"
    found["unlinked"] = int(reader.select(alone)[0][0])
    return found


def rows_of(reader: Reader, person: Person, ids: Sequence[int], now: int) -> dict[int, QuoteRow]:
    """The rows of these ids that exist, with what is to be said of each, and the unit of its value."""
    today = day_of(now, person.zone)
    handles = handles_by_id(reader)
    quotes = with_units(reader, records_by_ids(reader, Quote, "quote", ids))
    deal_ids = [quote.deal_id for quote in quotes if quote.deal_id is not None]
    deals = {deal.id: deal for deal in records_by_ids(reader, Deal, "deal", deal_ids)}
    stand_for = [deal.merged_into for deal in deals.values() if deal.merged_into is not None]
    deals |= {deal.id: deal for deal in records_by_ids(reader, Deal, "deal", stand_for)}
    found = {}
    for quote in quotes:
        deal = deals.get(quote.deal_id or 0)
        deal = deals.get(deal.merged_into or deal.id) if deal else None
        owner = handles.get(deal.owner_id or 0, deal.owner_name) if deal else ""
        found[quote.id] = QuoteRow(quote, deal, standing(quote, today), owner)
    return found
