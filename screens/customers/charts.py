"""The charts of customers: how all of them grew month by month, and what one has been worth over its life."""

from __future__ import annotations

from collections.abc import Sequence

from data.calendar.days import MONTH_NAMES
from data.customers.months import Life, MonthOfGrowth
from data.kernel.ratio import Ratio
from widgets.charts.growth import GrowthBars, GrowthMonth
from widgets.charts.months import MonthBars, MonthTotal


def growth_bars(months: Sequence[MonthOfGrowth]) -> GrowthBars:
    """Each month's expansion, contraction and churn, with what was kept; the last one is the present month."""
    currency = months[-1].growth.currency
    return GrowthBars(currency, tuple(_month(month, month is months[-1]) for month in months))


def _month(month: MonthOfGrowth, is_now: bool) -> GrowthMonth:
    growth = month.growth
    return GrowthMonth(
        MONTH_NAMES[month.first.month - 1],
        new=_whole(growth.new),
        expansion=_whole(growth.expansion),
        contraction=_whole(growth.contraction),
        churn=_whole(growth.churn),
        net=_percent(growth.nrr),
        gross=_percent(growth.grr),
        is_now=is_now,
    )


def life_bars(life: Life, currency: str) -> MonthBars:
    """What a customer was worth at the end of each part of its life."""
    totals = (MonthTotal(worth.label, _whole(worth.value), 0, is_now=worth.is_now) for worth in life.parts)
    by = f", by {life.by}" if life.by else ""
    return MonthBars(f"value over its life in {currency}{by}", tuple(totals))


def _whole(hundredths: int) -> int:
    """Whole units of money."""
    return round(hundredths / 100)


def _percent(ratio: Ratio) -> int | None:
    return None if ratio.value is None else round(ratio.value * 100)
