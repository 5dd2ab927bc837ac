"""``cockpit funnel``: where the money is, what is stuck, and what it should come to."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.text_tables import Column, text_table
from cockpit.verbs.deals.deals_discounts import discounted_facts, discounted_rows
from cockpit.verbs.deals.funnel_numbers import (
    details_facts,
    path_facts,
    path_lines,
    say_numbers,
    say_path,
)
from cockpit.verbs.deals.which_deal import add_narrowing, narrowing, nothing_matches
from cockpit.words import day
from data.calendar.days import day_of
from data.deals.details import details_of
from data.deals.discounts import DiscountRate, discount_rate_of
from data.deals.explain import sections_of
from data.deals.funnel import Funnel, Money, StageRow, funnel_of
from data.deals.orders import SmallOrders, small_orders
from data.deals.overview import path_to_quota
from data.deals.period import Period, cohort
from data.deals.pipeline import COVERAGE, Pipeline, pipeline_of
from data.kernel.ids import reference
from data.kernel.ratio import Ratio
from data.records.money import money_words

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit funnel
  cockpit funnel --team --from 2026-07-01
  cockpit funnel --of ben --product-line GTX --json
  cockpit funnel numbers      every number with how it came about
  cockpit funnel path         what has to happen this week for the quota"""
_DAYS = 90
NONE_YET = "No deal is there yet. Add one: cockpit deals add, or bring some in: cockpit deals import FILE"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose funnel, of which period, and what of it."""
    parser.add_argument(
        "what", nargs="?", default="stages", choices=("stages", "numbers", "path"), metavar="PART",
        help="stages, numbers or path (stages)",
    )  # fmt: skip
    add_narrowing(parser)
    parser.add_argument(
        "--from", dest="first", default="", metavar="DAY",
        help=f"the first day of the period that is counted ({_DAYS} days ago)",
    )  # fmt: skip
    parser.add_argument("--to", dest="last", default="", metavar="DAY", help="its last day (today)")
    parser.add_argument("--json", action="store_true", help="the numbers for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Print the funnel."""
    person, now = session.person, session.now
    today = day_of(now, person.zone)
    first = day(options.first, today, person.zone) if options.first else today - timedelta(days=_DAYS)
    last = day(options.last, today, person.zone) if options.last else today
    look, period = narrowing(options, session), cohort(first, last, person)
    funnel = funnel_of(session.store, person, look, period, now)
    pipeline = pipeline_of(session.store, person, look, period, funnel, now)
    path = path_to_quota(session.store, person, look, funnel, pipeline, now)
    if options.what == "path":
        return say_path(path, as_json=options.json)
    if options.what == "numbers" and not options.json:
        details = details_of(session.store, person, look, period, now)
        span = f"{first.isoformat()} to {last.isoformat()}"
        say_numbers(sections_of(funnel, pipeline, path, details, span))
        return 0
    discount = discount_rate_of(session.store, person, look, period)
    small = small_orders(session.store, person, look, period)
    if options.json:
        details = details_of(session.store, person, look, period, now)
        facts = {**_facts(funnel, pipeline), **_discount_facts(options, session, discount, small, period)}
        facts |= {**details_facts(details, funnel), "path": path_facts(path)}
        say_json({"from": first.isoformat(), "to": last.isoformat(), **facts})
        return 0
    if not funnel.count and not pipeline.won and not pipeline.lost:
        print(nothing_matches(session, look) or NONE_YET)
        return 0
    columns = [
        Column("stage"), Column("deals", True), Column("value", True), Column("weighted", True, drop=2),
        Column("go on", True), Column("days", True), Column("p90", True, drop=3), Column("rotten", True),
    ]  # fmt: skip
    rows = [_cells(row, funnel.currency) for row in (*funnel.rows,)]
    rows.append(
        ("all", funnel.count, _money(funnel.value, funnel.currency), _money(funnel.weighted, funnel.currency),
         "", "", "", sum(row.rotten for row in funnel.rows) or "")
    )  # fmt: skip
    print(text_table(columns, rows, screen_width()))
    print()
    for line in [
        *_stuck(funnel), *_numbers(pipeline), *path_lines(path), _small(small, pipeline), _discount(discount),
        *_slipped(funnel), *_left_out(funnel, pipeline),
    ]:  # fmt: skip
        print(line)
    return 0


def _cells(row: StageRow, currency: str) -> tuple[object, ...]:
    return (
        row.stage.name,
        row.count,
        _money(row.value, currency),
        _money(row.weighted, currency),
        _share(row.conversion),
        "" if row.median_age is None else row.median_age,
        "" if row.p90_age is None else row.p90_age,
        row.rotten or "",
    )


def _share(ratio: Ratio) -> str:
    """``42.0 % of 50``."""
    return "n/a" if ratio.value is None else f"{ratio.percent} of {round(ratio.whole):,}"


def _money(money: Money, currency: str) -> str:
    """Whole units of the company's currency, and those of others that have no rate."""
    parts = [money_words(round(money.worth / 100) * 100, currency)] if money.worth or not money.apart else []
    parts += [money_words(round(value / 100) * 100, name) for name, value in money.apart]
    return " + ".join(parts)


def _stuck(funnel: Funnel) -> list[str]:
    found = funnel.bottleneck
    if found is None:
        return []
    row = found.row
    age, half = "", row.median_age
    if half is not None:
        age = f"; half of them have been there {half} day{'' if half == 1 else 's'} or more"
    if found.why == "few go on":
        part, whole = round(row.conversion.part), round(row.conversion.whole)
        return [f"stuck in {row.stage.name}: {part:,} of {whole:,} go on{age}"]
    return [
        f"stuck in {row.stage.name}: {row.rotten:,} of {row.count:,} have lain longer than {row.stage.rots_after} days"
    ]


def _numbers(pipeline: Pipeline) -> list[str]:
    currency = pipeline.currency
    size = (
        "n/a" if pipeline.deal_size.value is None else money_words(round(pipeline.deal_size.value), currency)
    )
    days = (
        "n/a"
        if pipeline.median_days is None
        else f"{pipeline.median_days} days (mean {pipeline.mean_days.value:.1f})"
    )
    velocity = (
        "n/a"
        if pipeline.velocity is None
        else f"{money_words(round(pipeline.velocity / 100) * 100, currency)} a day"
    )
    lines = [
        f"won {pipeline.won:,}, lost {pipeline.lost:,}: win rate {pipeline.win_rate.percent}",
        f"won value {money_words(pipeline.won_value, currency)}, average deal {size}",
        f"time to close {days}, sales velocity {velocity}",
    ]
    if pipeline.quota is None:
        lines.append("no quota is set for this month, so coverage is n/a. Set one: cockpit quota set 20000")
    elif pipeline.coverage.value is None:
        lines.append(f"this month's quota of {money_words(pipeline.quota, currency)} is reached")
    else:
        rest = money_words(pipeline.remaining, currency)
        lines.append(
            f"coverage {pipeline.coverage.value:.1f}x of the {rest} that remain of the quota; {COVERAGE}x is wanted"
        )
    return lines


def _small(small: SmallOrders, pipeline: Pipeline) -> str:
    least = money_words(small.least, pipeline.currency)
    return f"{len(small.deals):,} deals were won for less than the {least} that are wanted"


def _discount(found: DiscountRate) -> str:
    words = (
        f"discount rate {found.rate.percent}: {found.discounted:,} of {found.deals:,} deals won with products"
    )
    return f"{words} are below the list (cockpit deals discounts names them)"


def _discount_facts(
    options: argparse.Namespace, session: Session, found: DiscountRate, small: SmallOrders, period: Period
) -> dict[str, Any]:
    """The discount rate with every deal of the period that is below the list, and the orders that are too small."""
    rows = discounted_rows(session, narrowing(options, session), period)
    return {
        "discount_rate": found.rate.value, "discount": found.rate.part / 100, "list_value": found.rate.whole / 100,
        "won_with_products": found.deals, "won_discounted": found.discounted,
        "discounted": [discounted_facts(row) for row in rows],
        "least_order": small.least / 100, "below_least_order": [reference(deal) for deal in small.deals],
    }  # fmt: skip


def _slipped(funnel: Funnel) -> list[str]:
    number = funnel.slipped
    return (
        [f"{number:,} slipped: past the expected close, though committed or the best case"] if number else []
    )


def _left_out(funnel: Funnel, pipeline: Pipeline) -> list[str]:
    lines = []
    if valueless := sum(row.valueless for row in funnel.rows):
        lines.append(f"{valueless:,} open deals have no value")
    if pipeline.uncounted:
        lines.append(f"{pipeline.uncounted:,} won deals have no value, or one in a currency without a rate")
    if funnel.unknown:
        lines.append(f"of {funnel.unknown:,} deals the way is not known: no stage counts them as going on")
    return lines


def _facts(funnel: Funnel, pipeline: Pipeline) -> dict[str, Any]:
    return {
        "currency": funnel.currency,
        "stages": [
            {
                "stage": row.stage.name, "deals": row.count, "value": row.value.worth / 100,
                "weighted": row.weighted.worth / 100, "in_other_currencies": _apart(row.value),
                "entered": round(row.conversion.whole), "went_on": round(row.conversion.part),
                "conversion": row.conversion.value, "median_days": row.median_age, "p90_days": row.p90_age,
                "rotten": row.rotten, "without_value": row.valueless,
            }
            for row in funnel.rows
        ],
        "bottleneck": None if funnel.bottleneck is None else {
            "stage": funnel.bottleneck.row.stage.name, "why": funnel.bottleneck.why,
        },
        "open": funnel.count, "value": funnel.value.worth / 100, "weighted": funnel.weighted.worth / 100,
        "won": pipeline.won, "lost": pipeline.lost, "win_rate": pipeline.win_rate.value,
        "won_value": pipeline.won_value / 100,
        "average_deal": None if pipeline.deal_size.value is None else pipeline.deal_size.value / 100,
        "mean_days_to_close": pipeline.mean_days.value, "median_days_to_close": pipeline.median_days,
        "velocity_a_day": None if pipeline.velocity is None else pipeline.velocity / 100,
        "quota": None if pipeline.quota is None else pipeline.quota / 100,
        "remaining": None if pipeline.remaining is None else pipeline.remaining / 100,
        "coverage": pipeline.coverage.value, "coverage_of_quota": pipeline.of_quota.value,
        "coverage_wanted": COVERAGE, "slipped": funnel.slipped,
        "history_unknown": funnel.unknown,
    }  # fmt: skip


def _apart(money: Money) -> dict[str, float]:
    return {currency: value / 100 for currency, value in money.apart}
