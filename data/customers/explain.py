"""The numbers of customers, opened: value and formula of each with both counts, and the records that it counts."""

from __future__ import annotations

from typing import Literal, NamedTuple

from data.customers.attention import Tenure
from data.customers.customer import Customer
from data.customers.lifetime import Lifespan, Lifetime
from data.customers.numbers import CustomerNumbers
from data.customers.reviews import stars_words
from data.kernel.ratio import Ratio
from data.leads.attention import duration
from data.records.money import money_words

UNKNOWN = "n/a"
Behind = Literal[
    "customers", "lifetime", "since then", "moved", "expansions", "contractions", "churned", "nps", "csat", "reviews",
    "open complaints", "resolved complaints", "renewals", "due renewals", "repeat orders", "upsells",
]  # fmt: skip
"""The records behind a number."""


class Number(NamedTuple):
    """One number: its name, its value as shown, how it came about, and the records that it counts."""

    name: str
    value: str
    formula: str
    behind: Behind


def numbers_told(numbers: CustomerNumbers) -> list[Number]:
    """All numbers, those that are lived by first."""
    return [
        *_growth(numbers),
        *_voice(numbers),
        *_stay(numbers),
    ]


def _growth(numbers: CustomerNumbers) -> list[Number]:
    growth, since = numbers.growth, f"since {numbers.first}"
    start, gone = _money(numbers, growth.start), _money(numbers, growth.churn)
    grown, shrunk = _money(numbers, growth.expansion), _money(numbers, growth.contraction)
    apart = "".join(f", and {_in(value, currency)} without a rate" for currency, value in growth.apart)
    enlarged = numbers.enlarged
    return [
        Number(
            "NRR",
            growth.nrr.percent,
            f"({start} at the start + {grown} expansion - {shrunk} contraction - {gone} churn) / {start}, {since}",
            "moved",
        ),
        Number(
            "GRR",
            growth.grr.percent,
            f"({start} at the start - {shrunk} contraction - {gone} churn) / {start}, {since}",
            "moved",
        ),
        Number(
            "value",
            _money(numbers, growth.end),
            f"what {numbers.active:,} customers are worth{apart}",
            "customers",
        ),
        Number("expansion", grown, f"more from customers that were there, {since}", "expansions"),
        Number("contraction", shrunk, f"less from customers that stayed, {since}", "contractions"),
        Number("churn", gone, f"the value of customers that left, {since}", "churned"),
        _lifetime(numbers),
        _lifetime_growth(numbers),
        Number(
            "enlarged by",
            UNKNOWN if enlarged.value is None else _money(numbers, enlarged.value),
            f"{grown} expansion / {numbers.active:,} customers, {since}",
            "expansions",
        ),
    ]


def _lifetime(numbers: CustomerNumbers) -> Number:
    lifetime, value = numbers.lifetime, numbers.lifetime.value
    stay = lifespan_words(lifetime.lifespan)
    return Number(
        "lifetime value",
        UNKNOWN if value is None else _money(numbers, value),
        f"{_each(numbers, lifetime)} x {stay}, those that left among them",
        "lifetime",
    )


def _lifetime_growth(numbers: CustomerNumbers) -> Number:
    before, now = numbers.lifetime_before, numbers.lifetime
    old, new = (UNKNOWN if one.value is None else _money(numbers, one.value) for one in (before, now))
    return Number(
        "lifetime growth",
        numbers.lifetime_growth.percent,
        f"({new} now - {old} when {numbers.first} began) / {old}; "
        f"then {_each(numbers, before)} x {lifespan_words(before.lifespan)}",
        "lifetime",
    )


def _each(numbers: CustomerNumbers, lifetime: Lifetime) -> str:
    """``5,000 USD a year (20,000 USD / 4 customers)``."""
    each = UNKNOWN if lifetime.each is None else _money(numbers, lifetime.each)
    return f"{each} a year ({_money(numbers, lifetime.worth)} / {lifetime.customers:,} customers)"


def lifetime_told(customer: Customer, lifespan: Lifespan) -> Number | None:
    """The lifetime value of one customer with its formula; None where it is worth nothing, or that is not known.

    The customer is as it is shown, with its currency.
    """
    value = lifespan.value_of(customer.value) if customer.value else None
    if value is None:
        return None
    a_year = money_words(customer.value, customer.currency)
    return Number(
        "lifetime value",
        _in(round(value / 100) * 100, customer.currency),
        f"{a_year} a year x {lifespan_words(lifespan)}",
        "lifetime",
    )


def lifespan_words(lifespan: Lifespan) -> str:
    """``2.31 years that 41 customers stay``."""
    years = UNKNOWN if lifespan.years is None else f"{lifespan.years:.2f} years"
    number = lifespan.customers
    return f"{years} that {number:,} customer{'s stay' if number != 1 else ' stays'}"


def _voice(numbers: CustomerNumbers) -> list[Number]:
    nps, since = numbers.nps, f"since {numbers.first}"
    mean, middle = numbers.mean_minutes, numbers.median_minutes
    wanted = stars_words(numbers.wanted_rating)
    on_each = ", ".join(
        f"{stars_words(one.rating.value or 0)} on {one.name or 'none'} of {one.rating.whole:,.0f}"
        for one in numbers.platforms
    )
    return [
        Number(
            "NPS",
            UNKNOWN if nps.value is None else f"{nps.value:+.0f}",
            f"{nps.promoters:,} of {nps.answers:,} answered 9 or 10, "
            f"{nps.detractors:,} of {nps.answers:,} 0 to 6, {since}",
            "nps",
        ),
        Number(
            "CSAT",
            numbers.csat.percent,
            f"{round(numbers.csat.part):,} of {round(numbers.csat.whole):,} answered 4 or 5, {since}",
            "csat",
        ),
        Number(
            "rating",
            UNKNOWN if numbers.rating.value is None else f"{numbers.rating.value / 100:.2f}",
            f"mean of the stars of {round(numbers.rating.whole):,} reviews, {wanted} is wanted"
            + (f": {on_each}" if on_each else ""),
            "reviews",
        ),
        Number("reviews", f"{numbers.reviews:,}", f"reviews collected {since}", "reviews"),
        Number(
            "open complaints",
            f"{numbers.open_complaints:,}",
            "complaints not resolved yet",
            "open complaints",
        ),
        Number(
            "to resolve",
            UNKNOWN if mean.value is None else duration(round(mean.value)),
            f"mean working time of {round(mean.whole):,} complaints resolved {since}; "
            f"median {UNKNOWN if middle is None else duration(middle)}",
            "resolved complaints",
        ),
    ]


def _stay(numbers: CustomerNumbers) -> list[Number]:
    since, stays = f"since {numbers.first}", numbers.stays
    return [
        Number("customers", f"{numbers.active:,}", "that have not left", "customers"),
        Number(
            "stay",
            UNKNOWN if stays.value is None else Tenure(int(stays.value)).words,
            f"mean time since the first day of {round(stays.whole):,} customers",
            "customers",
        ),
        Number(
            "retention",
            numbers.retention.percent,
            _of(numbers.retention, f"at the start stayed, {since}"),
            "since then",
        ),
        Number(
            "renewal rate",
            numbers.renewal_rate.percent,
            f"{numbers.renewed:,} renewed of {numbers.renewed + numbers.lost:,} decided, {since}",
            "renewals",
        ),
        Number(
            "renewals due",
            f"{numbers.due:,}",
            f"due soon or past their day, {numbers.overdue:,} of them past it",
            "due renewals",
        ),
        Number(
            "repeat orders",
            f"{numbers.repeat_orders:,}",
            f"deals won with who was a customer already, {since}",
            "repeat orders",
        ),
        Number(
            "upsells won",
            numbers.upsells_won.percent,
            _of(
                numbers.upsells_won,
                f"closed deals opened with customers were won; {numbers.upsells:,} found, {since}",
            ),
            "upsells",
        ),
    ]


def _of(ratio: Ratio, words: str) -> str:
    return f"{round(ratio.part):,} of {round(ratio.whole):,} {words}"


def _money(numbers: CustomerNumbers, hundredths: float) -> str:
    return _in(round(hundredths / 100) * 100, numbers.growth.currency)


def _in(hundredths: int, currency: str) -> str:
    sign = "-" if hundredths < 0 else ""
    return sign + money_words(abs(hundredths), currency)
