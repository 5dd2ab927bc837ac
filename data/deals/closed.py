"""What was closed in a period: how many deals were won and lost, what the won ones bring, how long they took."""

from __future__ import annotations

import json
from typing import NamedTuple

from data.calendar.hours import MINUTE
from data.deals.currencies import DatedRates
from data.deals.narrowing import Narrowing, deals_in_sight
from data.deals.period import Period
from data.deals.stages import DAY
from data.kernel.commands import Reader
from data.people.person import Person

_CONTACT = "(select min(at) from activity where lead_id = deal.lead_id)"
FIRST_CONTACT = f"min(deal.created_at, ifnull({_CONTACT}, deal.created_at))"
"""When a deal's way began: with the first activity that was logged with its lead, at the latest with the deal."""
TOOK = f"deal.closed_at - {FIRST_CONTACT}"
"""How long it took a deal to close; below nought where a file did not say when it began."""
IS_WON = "deal.stage in (select code from stage where ends = 'won')"
"""Whether a deal that is closed is won."""
_CLOCK_CHANGE = 60 * MINUTE
"""A day on which clocks are put forward is one all the same."""


def whole_days(took: str) -> str:
    """The SQL of the whole days of so many milliseconds."""
    return f"({took} + {_CLOCK_CHANGE}) / {DAY}"


class Closed(NamedTuple):
    """Deals closed in a period. ``worth`` is what the ``counted`` won ones bring, in the company's currency at the
    rates of their days; the others have no value, or one in a currency without a rate. ``days`` are whole ones from
    first contact to win, sorted; of a deal of which a file did not say when it began they are not known.
    """

    won: int
    lost: int
    counted: int
    worth: int
    days: list[int]


def closed_in(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> Closed:
    """What of the deals that one looks at was closed in the period."""
    source, rates = deals_in_sight(reader, actor, narrowing), DatedRates(reader, actor.zone)
    era, of_era = rates.era_of("closed_at", "currency")
    within = f"{source.where} and deal.closed_at >= ? and deal.closed_at < ?"
    closed = f"from {source.closed} where deal.open = 0 and {within}"
    params = (*source.params, *period)
    every = reader.select(f"select count(*) {closed}", params)[0][0]
    # The limit, which is none, has each deal asked once for how long it took.
    rows = reader.select(
        f"select currency, {era}, count(*), count(amount), ifnull(sum(amount), 0), "
        f"json_group_array({whole_days('took')}) filter (where took >= 0) "
        f"from (select deal.currency, deal.closed_at, deal.amount, {TOOK} as took {closed} and {IS_WON} limit -1) "
        "group by 1, 2",
        (*of_era, *params),
    )
    won = counted = worth = 0
    days: list[int] = []
    for currency, era, deals, valued, value, took in rows:
        won += deals
        days += json.loads(took)
        known = rates.worth_in(era, value, currency)
        if known is not None:
            counted, worth = counted + valued, worth + known
    return Closed(won, every - won, counted, worth, sorted(days))


def won_worth(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> int:
    """What was won in a period, in the company's currency; what is in one without a rate is not counted."""
    source, rates = deals_in_sight(reader, actor, narrowing), DatedRates(reader, actor.zone)
    era, of_era = rates.era_of("deal.closed_at", "deal.currency")
    rows = reader.select(
        f"select deal.currency, {era}, ifnull(sum(deal.amount), 0) from {source.closed} "
        f"where deal.open = 0 and {IS_WON} and {source.where} and deal.closed_at >= ? and deal.closed_at < ? "
        "group by 1, 2",
        (*of_era, *source.params, *period),
    )
    return sum(rates.worth_in(era, value, currency) or 0 for currency, era, value in rows)
