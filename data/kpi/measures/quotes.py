"""What quotes give against the quotas of product lines.

Source: seeds/003 (of each product line, each month, so many times its quota). Counted are quotes that were presented
and not withdrawn, at the rates of the day on which they were; a quote of no deal is nobody's.
"""

from __future__ import annotations

from data.kpi.measure import Measure, among, worth

_WORTH = worth("quote.amount", "quote.currency", "date(quote.presented_at / 1000, 'unixepoch')")
_PRESENTED = f"""
from period cross join quote on quote.presented_at >= period.begin and quote.presented_at < period.finish
    left join deal as own on own.id = quote.deal_id left join deal on deal.id = ifnull(own.merged_into, own.id)
where quote.status <> 'withdrawn' and quote.merged_into is null and {among("deal.owner_id")}"""
_QUOTAS = f"""
from period cross join quota on quota.month between substr(period.first, 1, 7) and substr(period.last, 1, 7)
where quota.product_line <> '' and {among("quota.person_id")}
    and (quota.person_id is null or not exists(select 1 from who where id is null)
        or not exists(select 1 from quota as everybodys where everybodys.month = quota.month
            and everybodys.person_id is null and everybodys.product_line = quota.product_line collate nocase))"""

_AGAINST_QUOTA = f"""
select period.n, 'quote' as record, quote.id, deal.owner_id as person_id, quote.presented_at as at, {_WORTH} as part,
    0 as whole, lower(quote.product_line) as split {_PRESENTED}
union all
select period.n, 'quota', quota.id, quota.person_id, quota.month || '-01', 0, quota.amount, lower(quota.product_line)
{_QUOTAS}"""

_LINES = f"""
select n, 'quota' as record, max(id) as id, null as person_id, max(at) as at,
    iif((select value from setting where name = 'quotes_judged') = 'number',
        sum(quoted) >= sum(wanted) * times, sum(part) >= sum(whole) * times) as part,
    1 as whole, split
from (
    select period.n, 0 as id, '' as at, {_WORTH} as part, 0 as whole, 1 as quoted, 0 as wanted,
        lower(quote.product_line) as split {_PRESENTED}
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
        _AGAINST_QUOTA,
        parts_in="money",
        wholes_in="money",
    ),
    Measure(
        "quoted-lines", "ratio", "product lines with a quota; of them those with quotes enough for it", _LINES
    ),
)
