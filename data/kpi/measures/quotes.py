"""What quotes give against the quotas of product lines.

Source: seeds/003 (of each product line, each month, so many times its quota). Counted are quotes that were presented
and not withdrawn, at the rates of the day on which they were; a quote of no deal is nobody's.
"""

from __future__ import annotations

from data.kpi.given import among
from data.kpi.measure import Measure

_QUOTAS = f"""
from period cross join quota on quota.month between substr(period.first, 1, 7) and substr(period.last, 1, 7)
where quota.product_line <> '' and {among("quota.person_id")}
    and (quota.person_id is null or not exists(select 1 from who where id is null)
        or not exists(select 1 from quota as everybodys where everybodys.month = quota.month
            and everybodys.person_id is null and everybodys.product_line = quota.product_line collate nocase))"""


_AGAINST_QUOTA = f"""
select n, 'quote' as record, id, person_id, at, worth as part, 0 as whole, line as split from quoted
union all
select period.n, 'quota', quota.id, quota.person_id, quota.month || '-01', 0, quota.amount, lower(quota.product_line)
{_QUOTAS}"""
"""Quotes with their worth, and quotas, by product line."""

_LINES = f"""
select n, 'quota' as record, max(id) as id, null as person_id, max(at) as at,
    iif((select value from setting where name = 'quotes_judged') = 'number',
        sum(quoted) >= sum(wanted) * times, sum(part) >= sum(whole) * times) as part,
    1 as whole, split
from (
    select n, 0 as id, '' as at, worth as part, 0 as whole, 1 as quoted, 0 as wanted, line as split from quoted
    union all
    select period.n, quota.id, quota.month || '-01', 0, quota.amount, 0, quota.number, lower(quota.product_line)
    {_QUOTAS}
) cross join (select cast(value as integer) as times from setting where name = 'quotes')
group by n, split having sum(whole) > 0"""
"""Product lines with a quota, and whether the quotes are enough for it."""

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
        "quoted-lines",
        "ratio",
        "product lines with a quota; of them those with quotes enough for it",
        _LINES,
    ),
)
