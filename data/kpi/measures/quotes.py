"""What quotes give against the quotas of product lines.

Source: seeds/003 (of each product line, each month, so many times its quota). Counted are quotes that were presented
and not withdrawn, at the rates of the day on which they were; a quote of no deal is nobody's.
"""

from __future__ import annotations

from data.kpi.given import among
from data.kpi.measure import Measure, worth

_WORTH = worth("quote.amount", "quote.currency", "date(quote.presented_at / 1000, 'unixepoch')")
_WHEN = "quote.presented_at >= period.begin and quote.presented_at < period.finish"
_VALID = "quote.status <> 'withdrawn' and quote.merged_into is null"
_BY_DAY = f"""
from period cross join quote on {_WHEN}
    left join deal as own on own.id = quote.deal_id left join deal on deal.id = ifnull(own.merged_into, own.id)
where {_VALID} and {among("deal.owner_id")}"""
_OF_FEW = f"""
from own_deal as deal cross join quote on quote.deal_id = deal.member_id and {_VALID}
    cross join period on {_WHEN} where true"""
_QUOTAS = f"""
from period cross join quota on quota.month between substr(period.first, 1, 7) and substr(period.last, 1, 7)
where quota.product_line <> '' and {among("quota.person_id")}
    and (quota.person_id is null or not exists(select 1 from who where id is null)
        or not exists(select 1 from quota as everybodys where everybodys.month = quota.month
            and everybodys.person_id is null and everybodys.product_line = quota.product_line collate nocase))"""


def _against_quota(quotes: str) -> str:
    """Quotes with their worth, and quotas, by product line."""
    return f"""
select period.n, 'quote' as record, quote.id, deal.owner_id as person_id, quote.presented_at as at, {_WORTH} as part,
    0 as whole, lower(quote.product_line) as split {quotes}
union all
select period.n, 'quota', quota.id, quota.person_id, quota.month || '-01', 0, quota.amount, lower(quota.product_line)
{_QUOTAS}"""


def _lines(quotes: str) -> str:
    """Product lines with a quota, and whether the quotes are enough for it."""
    return f"""
select n, 'quota' as record, max(id) as id, null as person_id, max(at) as at,
    iif((select value from setting where name = 'quotes_judged') = 'number',
        sum(quoted) >= sum(wanted) * times, sum(part) >= sum(whole) * times) as part,
    1 as whole, split
from (
    select period.n, 0 as id, '' as at, {_WORTH} as part, 0 as whole, 1 as quoted, 0 as wanted,
        lower(quote.product_line) as split {quotes}
    union all
    select period.n, quota.id, quota.month || '-01', 0, quota.amount, 0, quota.number, lower(quota.product_line)
    {_QUOTAS}
) cross join (select cast(value as integer) as times from setting where name = 'quotes')
group by n, split having sum(whole) > 0"""


MEASURES = (
    Measure(
        "quotes",
        "ratio",
        "quotes presented with their worth, and quotas, by product line",
        _against_quota(_BY_DAY),
        parts_in="money",
        wholes_in="money",
        of_few=_against_quota(_OF_FEW),
    ),
    Measure(
        "quoted-lines",
        "ratio",
        "product lines with a quota; of them those with quotes enough for it",
        _lines(_BY_DAY),
        of_few=_lines(_OF_FEW),
    ),
)
