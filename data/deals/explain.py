"""The numbers of the funnel, opened: value and formula of each with both counts, and which deals it counts."""

from __future__ import annotations

from typing import NamedTuple

from data.deals.overview import Overview, Which
from data.deals.pipeline import COVERAGE, Pipeline
from data.kernel.ratio import Ratio
from data.records.money import money_words

UNKNOWN = "n/a"


class Number(NamedTuple):
    """One number: its name, its value as shown, how it came about, and the deals that it counts (None: no list)."""

    name: str
    value: str
    formula: str
    behind: Which | None = None


def numbers_of(overview: Overview) -> list[Number]:
    """All numbers of the funnel as one looks at it. Formulas are those of the trade."""
    funnel, pipeline, span = overview.funnel, overview.pipeline, overview.look.span
    currency = funnel.currency
    closed = pipeline.won + pipeline.lost
    rotten = sum(row.rotten for row in funnel.rows)
    valueless = sum(row.valueless for row in funnel.rows)
    apart = "".join(f", and {_money(value, name)} without a rate" for name, value in funnel.value.apart)
    return [
        Number("open", f"{funnel.count:,}", "deals in an open stage", "open"),
        Number(
            "value", _money(funnel.value.worth, currency), f"sum of the values of open deals{apart}", "open"
        ),
        Number(
            "weighted",
            _money(funnel.weighted.worth, currency),
            "value times probability, rounded for each open deal",
            "open",
        ),
        Number(
            "no value", f"{valueless:,}", "open deals without a value: no sum holds them", "without a value"
        ),
        Number(
            "slipped",
            f"{funnel.slipped:,}",
            "open, committed or best case, past the expected close",
            "slipped",
        ),
        Number("rotten", f"{rotten:,}", "in their stage longer than the stage allows", "rotten"),
        Number("won", f"{pipeline.won:,}", f"deals won, {span}", "won"),
        Number("lost", f"{pipeline.lost:,}", f"deals lost, {span}", "lost"),
        Number(
            "win rate",
            pipeline.win_rate.percent,
            f"{pipeline.won:,} won of {closed:,} closed, {span}",
            "won",
        ),
        Number(
            "average deal",
            _average(pipeline.deal_size, currency),
            f"{_money(pipeline.won_value, currency)} won by {round(pipeline.deal_size.whole):,} deals with a value",
            "won",
        ),
        Number(
            "to close",
            UNKNOWN if pipeline.median_days is None else f"{pipeline.median_days} days",
            f"median of the days from begin to win; mean {_days(pipeline.mean_days)}",
            "won",
        ),
        _velocity(overview),
        _coverage(pipeline),
        *_conversions(overview),
    ]


def _money(hundredths: float, currency: str) -> str:
    return money_words(round(hundredths / 100) * 100, currency)


def _average(ratio: Ratio, currency: str) -> str:
    return UNKNOWN if ratio.value is None else _money(ratio.value, currency)


def _days(ratio: Ratio) -> str:
    return UNKNOWN if ratio.value is None else f"{ratio.value:.1f} of {round(ratio.whole):,}"


def _velocity(overview: Overview) -> Number:
    pipeline = overview.pipeline
    value = UNKNOWN if pipeline.velocity is None else f"{_money(pipeline.velocity, pipeline.currency)} a day"
    formula = (
        f"{overview.funnel.count:,} open x {_average(pipeline.deal_size, '')} average x "
        f"{pipeline.win_rate.percent} / {_days(pipeline.mean_days)} days"
    )
    return Number("velocity", value, formula)


def _coverage(pipeline: Pipeline) -> Number:
    if pipeline.quota is None:
        return Number("coverage", UNKNOWN, "no quota is set for this month", "open")
    quota, rest = (
        _money(pipeline.quota, pipeline.currency),
        _money(pipeline.remaining or 0, pipeline.currency),
    )
    value = "reached" if pipeline.coverage.value is None else f"{pipeline.coverage.value:.1f}x"
    formula = f"value of open deals / {rest} left of the quota of {quota}; {COVERAGE}x is wanted"
    return Number("coverage", value, formula, "open")


def _conversions(overview: Overview) -> list[Number]:
    return [
        Number(
            row.stage.name,
            row.conversion.percent,
            f"{round(row.conversion.part):,} of {round(row.conversion.whole):,} that came into it, "
            f"{overview.look.span}, came further",
        )
        for row in overview.funnel.rows
    ]
