"""``cockpit customers numbers``: who stays, who grows, how content they are; with the records behind a number."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.verbs.customers.which_customer import add_whose, owners
from cockpit.verbs.records.record_words import units
from data.customers.behind import records_behind
from data.customers.explain import Number, numbers_told
from data.customers.lifetime import Lifetime
from data.customers.numbers import CustomerNumbers, numbers_of
from data.deals.overview import SPANS
from data.kernel.errors import UsageError
from data.kernel.ids import reference
from data.kernel.ratio import Ratio
from data.kernel.text import clean

if TYPE_CHECKING:
    from cockpit.session import Session


def add_to(parts: Parts) -> None:
    """Add the part and its options."""
    shower = parts.add(
        "numbers",
        "who stays, who grows, how content they are; a number's name shows its records",
        "cockpit customers numbers nps --over '90 days'",
        _numbers,
    )
    shower.add_argument("number", nargs="*", metavar="NUMBER", help="show the records that it counts")
    add_whose(shower)
    shower.add_argument("--over", choices=SPANS, default="365 days", help="the period (365 days)")
    shower.add_argument("--json", action="store_true", help="for machines")


def _numbers(options: argparse.Namespace, session: Session) -> int:
    whose = owners(options, session)
    found = numbers_of(session.store, session.person, whose, options.over, session.now)
    told = numbers_told(found)
    if options.number:
        return _records(options, session, _number_named(told, " ".join(options.number)))
    if options.json:
        say_json(_facts(found))
        return 0
    columns = [Column("number", least=10), Column("value", True), Column("how", drop=1)]
    print(text_table(columns, [(one.name, one.value, one.formula) for one in told], screen_width()))
    return 0


def _number_named(told: list[Number], word: str) -> Number:
    wanted = word.strip().casefold()
    found = next((one for one in told if one.name.casefold() == wanted), None)
    if found is None:
        names = ", ".join(one.name for one in told)
        raise UsageError(f"{clean(word, 40)!r} is no number. Numbers: {names}.")
    return found


def _records(options: argparse.Namespace, session: Session, number: Number) -> int:
    whose = owners(options, session)
    found = records_behind(session.store, session.person, whose, options.over, session.now, number.behind)
    if options.json:
        say_json(
            [
                {"customer": reference(one.customer_id), "name": one.name, "day": one.day, "what": one.words}
                for one in found
            ]
        )
        return 0
    print(f"{number.name} {number.value}: {number.formula}\n")
    rows = [(one.day, clean(one.name, 32), one.words) for one in found]
    print(text_table([Column("day"), Column("customer", least=12), Column("what")], rows, screen_width()))
    return 0


def _facts(numbers: CustomerNumbers) -> dict[str, Any]:
    growth, nps = numbers.growth, numbers.nps
    return {
        "from": numbers.first.isoformat(),
        "to": numbers.today.isoformat(),
        "customers": numbers.active,
        "mean_tenure_months": _ratio(numbers.stays),
        "currency": growth.currency,
        "value_at_start": units(growth.start),
        "new": units(growth.new),
        "expansion": units(growth.expansion),
        "contraction": units(growth.contraction),
        "churn": units(growth.churn),
        "value": units(growth.end),
        "without_rate": [{"currency": currency, "value": units(value)} for currency, value in growth.apart],
        "nrr": growth.nrr.value,
        "grr": growth.grr.value,
        "lifetime_value": _lifetime(numbers.lifetime),
        "lifetime_value_before": _lifetime(numbers.lifetime_before),
        "lifetime_value_growth": numbers.lifetime_growth.value,
        "retention": _ratio(numbers.retention),
        "nps": {
            "value": nps.value,
            "promoters": nps.promoters,
            "detractors": nps.detractors,
            "answers": nps.answers,
        },
        "csat": _ratio(numbers.csat),
        "rating": None if numbers.rating.value is None else numbers.rating.value / 100,
        "wanted_rating": numbers.wanted_rating / 100,
        "platforms": [
            {
                "platform": one.name,
                "rating": (one.rating.value or 0) / 100,
                "reviews": round(one.rating.whole),
            }
            for one in numbers.platforms
        ],
        "reviews": numbers.reviews,
        "open_complaints": numbers.open_complaints,
        "resolved_complaints": len(numbers.resolved),
        "mean_working_minutes_to_resolve": numbers.mean_minutes.value,
        "median_working_minutes_to_resolve": numbers.median_minutes,
        "renewal_rate": _ratio(numbers.renewal_rate),
        "renewals_due": numbers.due,
        "renewals_overdue": numbers.overdue,
        "repeat_orders": numbers.repeat_orders,
        "upsells": numbers.upsells,
        "upsells_won": _ratio(numbers.upsells_won),
    }


def _lifetime(lifetime: Lifetime) -> dict[str, float | None]:
    lifespan, value = lifetime.lifespan, lifetime.value
    return {
        "value": None if value is None else round(value) / 100,
        "worth_a_year": units(lifetime.worth),
        "customers": lifetime.customers,
        "lifespan_years": lifespan.years,
        "lifespan_of_customers": lifespan.customers,
    }


def _ratio(ratio: Ratio) -> dict[str, float | None]:
    return {"value": ratio.value, "part": ratio.part, "whole": ratio.whole}
