"""What closed deals give: revenue, size, wins, new and repeat accounts, discounts, the time that it took.

Source: seeds/002 (conversion, deal size, time to close), seeds/000 (order value, discounts), seeds/001 (revenue, cycle,
repeat orders), seeds/003 (quota by territory). A deal is as much worth as on the day on which it closed.
"""

from __future__ import annotations

from data.deals.closed import IS_WON, TOOK, whole_days
from data.deals.discounts import GIVEN, LISTED
from data.deals.outreach import BOUGHT_BEFORE
from data.kpi.measure import Measure
from data.kpi.measures.leads import ENGAGED
from data.kpi.worth import worth

CLOSED_ON = "date(deal.closed_at / 1000, 'unixepoch')"
WORTH = worth("deal.amount", "deal.currency", CLOSED_ON)
OWN = "who cross join deal on deal.owner_id is who.id"
FROM_HANDED = """who cross join passed_lead as passed on passed.giver_id = who.id
    cross join deal indexed by deal_lead on deal.lead_id = passed.lead_id and deal.owner_id is not who.id"""
"""Deals of others that came from a lead which one of the people had handed over."""


def closed(
    part: str,
    whole: str = "null",
    where: str = IS_WON,
    *,
    split: str = "''",
    joined: str = "",
    deals: str = OWN,
) -> str:
    """Each deal closed in a period that meets a condition; those won, where none is said."""
    # The plus has SQLite look through the deals of an owner, and not through all that were closed in the period.
    return f"""
select period.n, 'deal' as record, deal.id, who.id as person_id, deal.closed_at as at, {part} as part,
    {whole} as whole, {split} as split
from period cross join {deals} {joined}
where deal.closed_at >= period.begin and deal.closed_at < period.finish and +deal.open = 0
    and deal.merged_into is null and {where}"""


_VALUED = f"({WORTH}) is not null"
_NEW = closed("1", "0", f"{IS_WON} and not {BOUGHT_BEFORE}", split="'new account'")

_DISCOUNT = closed(
    worth(GIVEN, "deal.currency", CLOSED_ON),
    worth(LISTED, "deal.currency", CLOSED_ON),
    split="deal_line.product",
    joined="cross join deal_line on deal_line.deal_id = deal.id",
)


def _days(took: str) -> str:
    """Each deal won with its days, where it is known when it began."""
    return closed(f"iif({took} >= 0, {whole_days(took)}, null)", f"{took} >= 0")


_MONTHS = "quota.month between substr(period.first, 1, 7) and substr(period.last, 1, 7)"
_EVERYBODYS_FIRST = """(quota.person_id is null or not exists(select 1 from who where id is null)
    or not exists(select 1 from quota as everybodys
        where everybodys.month = quota.month and everybodys.person_id is null))"""
_OF_THE_SAME = "other.month = quota.month and other.person_id is quota.person_id"

QUOTA_OF = f"""
from period cross join who cross join quota on {_MONTHS} and quota.person_id is who.id
where (quota.product_line = '' and quota.territory = '' or not exists(select 1 from quota as other
        where {_OF_THE_SAME} and other.product_line = '' and other.territory = ''))
    and {_EVERYBODYS_FIRST}"""
"""Quotas of the months of a period: the one for all of a month, else those by territory and product line; where all are
asked for, everybody's before those of persons.
"""

_BY_TERRITORY = f"""
from period cross join who cross join quota on {_MONTHS} and quota.person_id is who.id
where quota.product_line = '' and (quota.territory <> '' or not exists(select 1 from quota as other
        where {_OF_THE_SAME} and other.product_line = '' and other.territory <> ''))
    and {_EVERYBODYS_FIRST}"""


def _quotas(rows: str) -> str:
    return f"""
select period.n, 'quota', quota.id, quota.person_id, quota.month || '-01', 0, quota.amount, quota.territory {rows}"""


_ATTAINMENT = f"{closed(WORTH, '0', split='deal.territory')} union all {_quotas(_BY_TERRITORY)}"

_CONTRIBUTION = f"""{closed(WORTH, "0")}
union all
select period.n, 'quota', quota.id, quota.person_id, quota.month || '-01', 0, quota.amount, ''
from period cross join quota indexed by quota_month on {_MONTHS}
    and quota.territory = '' and quota.product_line = ''
where quota.person_id is null or not exists(select 1 from quota as everybodys
    where everybodys.month = quota.month and everybodys.person_id is null)"""

MEASURES = (
    Measure("won", "total", "deals won", closed("1"), beside=closed("1", deals=FROM_HANDED)),
    Measure("won-value", "total", "deals won, each with its value", closed(WORTH), parts_in="money"),
    Measure(
        "deal-size",
        "ratio",
        "deals won with a value",
        closed(WORTH, _VALUED),
        parts_in="money",
        beside=closed(WORTH, _VALUED, deals=FROM_HANDED),
    ),
    Measure("win-rate", "ratio", "deals won or lost; of them those won", closed(IS_WON, "1", "1")),
    Measure(
        "cycle",
        "ratio",
        "deals won, each with the days from its beginning",
        _days("deal.closed_at - deal.created_at"),
        parts_in="days",
    ),
    Measure(
        "time-to-close",
        "ratio",
        "deals won, each with the days from the first contact",
        _days(f"({TOOK})"),
        parts_in="days",
    ),
    Measure(
        "conversion",
        "ratio",
        "accounts won that had bought nothing before, and leads that somebody was in touch with",
        f"{_NEW} union all {ENGAGED}",
    ),
    Measure("new-accounts", "total", "deals won with companies that had bought nothing before", _NEW),
    Measure(
        "discount",
        "ratio",
        "product lines of deals won: what they are below the list price, and the list price",
        _DISCOUNT,
        parts_in="money",
        wholes_in="money",
    ),
    Measure(
        "attainment",
        "ratio",
        "deals won with their value, and quotas, by territory",
        _ATTAINMENT,
        parts_in="money",
        wholes_in="money",
    ),
    Measure(
        "contribution",
        "ratio",
        "deals won with their value, and the quota of all together",
        _CONTRIBUTION,
        parts_in="money",
        wholes_in="money",
    ),
)
