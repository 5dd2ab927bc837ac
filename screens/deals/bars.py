"""What the charts of the funnel are fed with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.calendar.days import MONTH_NAMES
from data.deals.funnel import Funnel
from data.deals.months import Month
from screens.deals.words import whole
from widgets.charts.months import MonthBars, MonthTotal
from widgets.charts.stages import StageBar, StageBars


def value_bars(funnel: Funnel, *, beside: bool) -> StageBars:
    """The value of each stage, and the weighted part of it."""
    bars = (
        StageBar(row.stage.name, whole(row.value.worth), whole(row.weighted.worth)) for row in funnel.rows
    )
    return StageBars(f"weighted and value in {funnel.currency}", tuple(bars), beside)


def age_bars(funnel: Funnel, *, beside: bool) -> StageBars:
    """How long deals have been in each stage: half of them, nine of ten; and when they rot."""
    bars = (
        StageBar(row.stage.name, row.p90_age or 0, row.median_age or 0, row.stage.rots_after)
        for row in funnel.rows
    )
    return StageBars("days: half, 9 of 10; ╎ rotten", tuple(bars), beside)


def month_bars(months: Sequence[Month], today: date, currency: str) -> MonthBars:
    """What was won in each month, and what is expected of this one and those ahead, against the quota."""
    this = today.replace(day=1)
    totals = (
        MonthTotal(
            MONTH_NAMES[month.first.month - 1],
            whole(month.expected if month.first > this else month.won),
            whole(month.quota or 0),
            is_now=month.first == this,
            is_ahead=month.first > this,
        )
        for month in months
    )
    return MonthBars(f"won by month in {currency}; ahead: weighted", tuple(totals))
