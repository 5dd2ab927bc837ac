"""What customers give: who stays and grows, how content they are, complaints, reviews, what more they bought.

Source: seeds/001 (retention, NPS, repeat orders, upsells, CSAT, complaints, reviews, lifetime value), seeds/000 (the
rating on platforms), seeds/004 (how long customers stay, by how much they are enlarged). What is told of a customer
that was merged into another counts for the one that stands for it.
"""

from __future__ import annotations

from data.customers.lifetime import DAYS_OF_A_YEAR, STAYING, days_stayed
from data.customers.numbers import DAYS_OF_A_MONTH
from data.customers.satisfaction import DETRACTS, PROMOTES, SATISFIED
from data.deals.closed import IS_WON
from data.kpi.measure import How, Measure
from data.kpi.measures.deals import WORTH, closed
from data.kpi.units import Unit
from data.kpi.worth import worth

_MEMBER_OF = "(member.id = customer.id or member.merged_into = customer.id)"
"""What is told of a customer is told of its own record, or of one merged into it."""


def _told(
    code: str,
    how: How,
    about: str,
    *,
    table: str,
    when: str,
    part: str = "1",
    whole: str = "null",
    at: str = "told.day",
    split: str = "''",
    parts_in: Unit = "count",
) -> Measure:
    """The measure of rows of a table that tell something of customers, of a period."""
    sql = f"""
select period.n, 'customer' as record, customer.id, customer.owner_id as person_id, {at} as at, {part} as part,
    {whole} as whole, {split} as split
from own_customer as customer cross join {table} as told on told.customer_id = customer.member_id
    cross join period on {when}"""
    return Measure(code, how, about, sql, parts_in=parts_in)


def _answers(code: str, about: str, kind: str, part: str, further: str = "") -> Measure:
    when = f"{_OF_PERIOD} and told.kind = '{kind}' {further}"
    return _told(code, "ratio", about, table="satisfaction", when=when, part=part, whole="1")


_OF_PERIOD = "told.day between period.first and period.last"
_AFTER_HANDOVER = """and exists(select 1 from customer cross join deal on deal.company_key = customer.company_key
    cross join handover on handover.deal_id = deal.id and handover.kind = 'project' and handover.state = 'accepted'
    where customer.id = told.customer_id and date(handover.answered_at / 1000, 'unixepoch') <= told.day)"""


_OWN = "who cross join customer on customer.owner_id is who.id"
_FROM_HANDED = """begun cross join who on who.id = begun.giver_id
    cross join customer on customer.id = begun.customer_id and customer.owner_id is not who.id"""
"""Customers of others that began with a lead which one of the people had handed over."""


def _customers(part: str, whole: str, where: str, customers: str = _OWN) -> str:
    """Each customer that meets a condition in a period."""
    return f"""
select period.n, 'customer' as record, customer.id, who.id as person_id,
    iif(customer.since > '', customer.since, customer.created_at) as at, {part} as part, {whole} as whole, '' as split
from period cross join {customers}
where customer.merged_into is null and period.begin <= :now and {where}"""


_AT_START = (
    "customer.since < period.first and (customer.churned_on = '' or customer.churned_on >= period.first)"
)
_STAYED = "customer.churned_on = '' or customer.churned_on > period.last"
_UNTIL = "period.until"
_HERE = f"customer.since <= {_UNTIL} and (customer.churned_on = '' or customer.churned_on > {_UNTIL})"
"""Who is a customer at the end of a period, or now; whose first day is not known is one as well."""
_MONTHS = f"(julianday({_UNTIL}) - julianday(nullif(customer.since, ''))) / {DAYS_OF_A_MONTH}"
_LIFETIME = f"""
select n, 'customer' as record, id, person_id, at, {worth("value", "unit", "day")} * years as part,
    iif({worth("1", "unit", "day")} is null, null, 1) as whole, '' as split
from (
    with staying as materialized ({STAYING}),
    ended(n, day) as materialized (select period.n, julianday({_UNTIL}) from period),
    life as materialized (
        select ended.n as n, total({days_stayed("ended.day")}) / sum(customers) / {DAYS_OF_A_YEAR} as years
        from ended cross join staying on staying.began <= ended.day group by ended.n)
    select period.n as n, customer.id as id, customer.owner_id as person_id, customer.currency as unit,
        life.years as years, period.until as day, max(step.day) as at, sum(step.amount) as value
    from own_customer as own cross join customer on customer.id = own.id
        cross join value_change as step on step.customer_id = own.member_id
        cross join period on step.day <= period.last cross join life on life.n = period.n
    where period.begin <= :now
    group by period.n, customer.id having sum(step.amount) > 0)"""
"""Customers that are worth something, each with its value a year times the years that the company's customers stay."""


def _enlarged(customers: str) -> str:
    """Each customer there is at the end of a period, with the value that was added to it while it was worth something.

    One that was worth nothing when the period began is new, and not enlarged.
    """
    return f"""
select n, 'customer' as record, id, person_id, at, {_ADDED} as part, ({worth("0", "unit")}) is not null as whole,
    '' as split
from (
    select period.n, period.until, customer.id, who.id as person_id,
        iif(customer.since > '', customer.since, customer.created_at) as at, customer.value, customer.currency as unit,
        total(step.amount) as later, total(iif(step.day <= {_UNTIL}, step.amount, 0)) as gained
    from period cross join {customers}
        left join customer as member on {_MEMBER_OF}
        left join value_change as step on step.customer_id = member.id and step.day >= period.first
    where customer.merged_into is null and period.begin <= :now and {_HERE}
    group by period.n, customer.id
) as period"""


_ADDED = worth("iif(ifnull(value, 0) > later, cast(max(gained, 0) as integer), 0)", "unit")

_UPSOLD = "exists(select 1 from upsell where upsell.deal_id = deal.id)"

MEASURES = (
    Measure(
        "retained",
        "ratio",
        "customers at the beginning; of them those that stayed",
        _customers(_STAYED, "1", _AT_START),
    ),
    _answers(
        "nps",
        "answers from 0 to 10: those of 9 and 10 count one, those up to 6 count one less",
        "nps",
        f"(told.score >= {PROMOTES}) - (told.score <= {DETRACTS})",
    ),
    _answers("csat", "answers; of them those that are satisfied", "csat", f"told.score >= {SATISFIED}"),
    _answers(
        "csat-after",
        "answers of customers whose project was handed over; of them those that are satisfied",
        "csat",
        f"told.score >= {SATISFIED}",
        _AFTER_HANDOVER,
    ),
    _told(
        "complaint-time",
        "median",
        "complaints resolved, each with the working minutes until then",
        table="complaint",
        when="told.resolved_at >= period.begin and told.resolved_at < period.finish",
        part="told.minutes",
        whole="1",
        at="told.resolved_at",
        parts_in="minutes",
    ),
    _told(
        "complaints",
        "total",
        "complaints that came in",
        table="complaint",
        when="told.at >= period.begin and told.at < period.finish",
        at="told.at",
    ),
    _told(
        "reviews",
        "total",
        "reviews that customers wrote, by platform",
        table="customer_review",
        when=_OF_PERIOD,
        split="told.platform",
    ),
    _told(
        "rating",
        "ratio",
        "stars of all reviews until then, by platform",
        table="customer_review",
        when="told.day <= period.last and period.begin <= :now",
        part="told.stars / 100.0",
        whole="1",
        split="told.platform",
    ),
    _told(
        "repeat-orders",
        "total",
        "orders of customers that had bought before",
        table="value_change",
        when=f"{_OF_PERIOD} and told.kind <> 'new' and told.deal_id is not null",
    ),
    Measure(
        "upsells",
        "ratio",
        "deals opened with customers that were closed; of them those won",
        closed(IS_WON, "1", _UPSOLD),
    ),
    Measure(
        "upsell-value",
        "total",
        "deals opened with customers that were won, each with its value",
        closed(WORTH, where=f"{IS_WON} and {_UPSOLD}"),
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
        "tenure",
        "ratio",
        "customers there are at the end, each with its months until then",
        _customers(_MONTHS, "customer.since > ''", _HERE),
        parts_in="months",
        beside=_customers(_MONTHS, "customer.since > ''", _HERE, _FROM_HANDED),
    ),
    Measure(
        "enlarged",
        "ratio",
        "customers there are at the end, each with the value that was added in the period",
        _enlarged(_OWN),
        parts_in="money",
        beside=_enlarged(_FROM_HANDED),
    ),
)
