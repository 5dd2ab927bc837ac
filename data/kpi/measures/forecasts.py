"""What forecasts give: whether they are there, and how near they came.

Source: seeds/003 (of each product line, each month), seeds/001 (accuracy, as the forecasts' own sheet has it: what was
committed to against what came of those who committed, in months that are over).
"""

from __future__ import annotations

from data.deals.closed import IS_WON
from data.kpi.measure import Measure
from data.kpi.measures.deals import WORTH

_MONTHS = """(select period.n, strftime('%Y-%m', period.first, '+' || step.value || ' months') as month
    from period cross join json_each('[0,1,2,3,4,5,6,7,8,9,10,11]') as step
    where date(period.first, '+' || step.value || ' months') <= period.until) as due"""

_ENTERED = f"""
select due.n, 'forecast' as record, ifnull(forecast.id, 0) as id, person.id as person_id, due.month || '-01' as at,
    forecast.id is not null as part, 1 as whole, lines.line as split
from {_MONTHS} cross join who cross join person on person.id = who.id and person.sells = 1
cross join (select distinct line from product where active = 1 and line <> '') as lines
left join forecast on forecast.month = due.month and forecast.person_id = person.id
    and forecast.product_line = lines.line collate nocase"""

_OVER = "substr(:today, 1, 7)"
_CLOSED = "strftime('%Y-%m', deal.closed_at / 1000, 'unixepoch')"
_SUM = "(select sum(quantity * price) from deal_line as other where other.deal_id = deal.id)"


def _came(share: str, line: str, joined: str, where: str) -> str:
    """What was won of a product line to which a person had committed."""
    return f"""
select period.n, 'deal', deal.id, deal.owner_id, deal.closed_at, 0, {WORTH}{share}, lower({line})
from period cross join who cross join deal on deal.owner_id = who.id {joined}
cross join forecast on forecast.person_id = who.id and forecast.committed_at is not null
    and forecast.product_line = {line} collate nocase and forecast.month = {_CLOSED}
where {_CLOSED} < {_OVER} and deal.closed_at >= period.begin and deal.closed_at < period.finish and deal.open = 0
    and deal.merged_into is null and {IS_WON} and {where}"""


_WITH_LINES = "cross join deal_line on deal_line.deal_id = deal.id"
_ACCURACY = f"""
select period.n, 'forecast' as record, forecast.id, forecast.person_id, forecast.month || '-01' as at,
    forecast.amount as part, 0 as whole, lower(forecast.product_line) as split
from period cross join forecast on forecast.month between substr(period.first, 1, 7) and substr(period.last, 1, 7)
where forecast.person_id in (select id from who) and forecast.month < {_OVER} and forecast.committed_at is not null
union all
{_came(f" * 1.0 * deal_line.quantity * deal_line.price / {_SUM}", "deal_line.product_line", _WITH_LINES, f"{_SUM} > 0")}
union all
{_came("", "''", "", f"ifnull({_SUM}, 0) <= 0")}"""

MEASURES = (
    Measure(
        "forecasts-entered",
        "ratio",
        "forecasts due, of each product line and month; of them those entered",
        _ENTERED,
    ),
    Measure(
        "forecast-accuracy",
        "nearness",
        "forecasts committed to, and what came of those who committed, in months that are over",
        _ACCURACY,
        parts_in="money",
        wholes_in="money",
    ),
)
