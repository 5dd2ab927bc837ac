"""What customers give: who stays and grows, how content they are, complaints, reviews, what more they bought.

Source: seeds/001 (retention, NPS, repeat orders, upsells, CSAT, complaints, reviews, lifetime value), seeds/000 (the
rating on platforms), seeds/004 (how long customers stay, by how much they are enlarged). What is told of a customer
that was merged into another counts for the one that stands for it.
"""

from __future__ import annotations

from data.customers.satisfaction import DETRACTS, PROMOTES, SATISFIED
from data.kpi.measure import Measure, among, worth
from data.kpi.measures.deals import WON, WORTH, closed

_MINE = f"""customer on customer.id = ifnull(
    (select member.merged_into from customer as member where member.id = told.customer_id), told.customer_id)
    and {among("customer.owner_id")}"""


def _told(table: str, when: str, part: str, whole: str = "null", *, at: str, split: str = "''") -> str:
    """Each row of a table that tells something of customers, of a period."""
    return f"""
select period.n, 'customer' as record, customer.id, customer.owner_id as person_id, {at} as at, {part} as part,
    {whole} as whole, {split} as split
from period cross join {table} as told on {when} cross join {_MINE}"""


def _answers(kind: str, part: str, further: str = "") -> str:
    when = f"told.day between period.first and period.last and told.kind = '{kind}' {further}"
    return _told("satisfaction", when, part, "1", at="told.day")


_OF_PERIOD = "told.day between period.first and period.last"
_RESOLVED = "told.resolved_at >= period.begin and told.resolved_at < period.finish"
_AFTER_HANDOVER = """and exists(select 1 from customer cross join deal on deal.company_key = customer.company_key
    cross join handover on handover.deal_id = deal.id and handover.kind = 'project' and handover.state = 'accepted'
    where customer.id = told.customer_id and date(handover.answered_at / 1000, 'unixepoch') <= told.day)"""


def _customers(part: str, whole: str, where: str) -> str:
    """Each customer that meets a condition in a period."""
    return f"""
select period.n, 'customer' as record, customer.id, customer.owner_id as person_id, customer.since as at,
    {part} as part, {whole} as whole, '' as split
from period cross join who cross join customer on customer.owner_id is who.id
where customer.merged_into is null and period.begin <= :now and {where}"""


_AT_START = (
    "customer.since < period.first and (customer.churned_on = '' or customer.churned_on >= period.first)"
)
_STAYED = "customer.churned_on = '' or customer.churned_on > period.last"
_END = "iif(customer.churned_on = '', min(period.last, :today), min(customer.churned_on, period.last))"
_MONTHS = f"(julianday({_END}) - julianday(customer.since)) / 30.4375"
_KNOWN = "customer.since > '' and customer.since <= min(period.last, :today)"
_HERE = f"{_KNOWN} and (customer.churned_on = '' or customer.churned_on > period.last)"

_LIFETIME = f"""
select n, 'customer' as record, id, person_id, at, {worth("value", "unit", "day")} * years as part,
    iif({worth("1", "unit", "day")} is null, null, 1) as whole, '' as split
from (
    with life as materialized (
        select period.n as n, avg({_MONTHS}) / 12 as years
        from period cross join customer where customer.merged_into is null and {_KNOWN} group by period.n)
    select period.n as n, customer.id as id, customer.owner_id as person_id, customer.currency as unit,
        life.years as years, min(period.last, :today) as day, max(step.day) as at, sum(step.amount) as value
    from period join life on life.n = period.n cross join who
        cross join customer on customer.owner_id is who.id and customer.merged_into is null
        cross join customer as member on member.id = customer.id or member.merged_into = customer.id
        cross join value_change as step on step.customer_id = member.id and step.day <= period.last
    where period.begin <= :now
    group by period.n, customer.id having sum(step.amount) > 0)"""
"""Customers that are worth something, each with its value a year times the years that the company's customers stay."""

_ENLARGED = f"""
{
    _told(
        "value_change",
        f"{_OF_PERIOD} and told.kind = 'expansion'",
        worth("told.amount", "customer.currency"),
        "0",
        at="told.day",
    )
}
union all {_customers("0", "1", _HERE)}"""

_RATED = """
select period.n, 'customer' as record, customer.id, customer.owner_id as person_id, told.day as at,
    told.stars / 100.0 as part, 1 as whole, told.platform as split
from period cross join who cross join customer on customer.owner_id is who.id and customer.merged_into is null
    cross join customer as member on member.id = customer.id or member.merged_into = customer.id
    cross join customer_review as told on told.customer_id = member.id and told.day <= period.last
where period.begin <= :now"""

_UPSOLD = "exists(select 1 from upsell where upsell.deal_id = deal.id)"

MEASURES = (
    Measure(
        "retained",
        "ratio",
        "customers at the beginning; of them those that stayed",
        _customers(_STAYED, "1", _AT_START),
    ),
    Measure(
        "nps",
        "ratio",
        "answers from 0 to 10: those of 9 and 10 count one, those up to 6 count one less",
        _answers("nps", f"(told.score >= {PROMOTES}) - (told.score <= {DETRACTS})"),
    ),
    Measure(
        "csat",
        "ratio",
        "answers; of them those that are satisfied",
        _answers("csat", f"told.score >= {SATISFIED}"),
    ),
    Measure(
        "csat-after",
        "ratio",
        "answers of customers whose project was handed over; of them those that are satisfied",
        _answers("csat", f"told.score >= {SATISFIED}", _AFTER_HANDOVER),
    ),
    Measure(
        "complaint-time",
        "median",
        "complaints resolved, each with the working minutes until then",
        _told("complaint", _RESOLVED, "told.minutes", "1", at="told.resolved_at"),
        parts_in="minutes",
    ),
    Measure(
        "complaints",
        "total",
        "complaints that came in",
        _told("complaint", "told.at >= period.begin and told.at < period.finish", "1", at="told.at"),
    ),
    Measure(
        "reviews",
        "total",
        "reviews that customers wrote, by platform",
        _told("customer_review", _OF_PERIOD, "1", at="told.day", split="told.platform"),
    ),
    Measure("rating", "ratio", "stars of all reviews until then, by platform", _RATED),
    Measure(
        "repeat-orders",
        "total",
        "orders of customers that had bought before",
        _told(
            "value_change",
            f"{_OF_PERIOD} and told.kind <> 'new' and told.deal_id is not null",
            "1",
            at="told.day",
        ),
    ),
    Measure(
        "upsells",
        "ratio",
        "deals opened with customers that were closed; of them those won",
        closed(WON, "1", _UPSOLD),
    ),
    Measure(
        "upsell-value",
        "total",
        "deals opened with customers that were won, each with its value",
        closed(WORTH, where=f"{WON} and {_UPSOLD}"),
        parts_in="money",
    ),
    Measure(
        "lifetime-value",
        "ratio",
        "customers, each with its value a year times the years that customers stay",
        _LIFETIME,
        parts_in="money",
    ),
    Measure(
        "tenure", "ratio", "customers, each with its months until then", _customers(_MONTHS, "1", _KNOWN)
    ),
    Measure("enlarged", "ratio", "steps by which customers grew, and customers", _ENLARGED, parts_in="money"),
)
