"""Weeks and mixes that charts are drawn of: usual ones, and all that could break a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from widgets.charts.chart import Chart
from widgets.charts.growth import GrowthBars, GrowthChart, GrowthMonth
from widgets.charts.mix import MixChart, Share
from widgets.charts.week import Week, WeekChart
from widgets.charts.weeks import WeeksChart, WeekTotal

PACE = ((-0.5, 50), *((float(day), 100 * day + 100) for day in range(5)))
WEEK = Week(days=(80, 170, 250, 312, None, None, None), goal=500, today=3, pace=PACE)
WEEKS = tuple(
    WeekTotal(str(number), points, 500, current=number == 11, excused=number == 7)
    for number, points in zip(
        range(3, 14), [210, 340, 420, 515, 90, 480, 530, 612, 312, None, None], strict=True
    )
)
MIX = (Share("call", 84), Share("e-mail", 101), Share("conversation", 45))

HOSTILE = (
    "[red]x[/]",
    "\x1b[2J",
    "商談中 🚀",
    "👩‍👩‍👧 ❤️",
    "\u202egnp",
    "e\u0301" * 40,
    "",
    "x" * 999,
    "a\nb\tc",
    "\ue000",
)
HUGE = 10**21


def week(*days: int | None, goal: int = 500, **more: Any) -> Week:
    return Week(days=days, goal=goal, **more)


WEEK_CASES: dict[str, Week] = {
    "usual": WEEK,
    "five days": week(80, 170, None, None, None, today=1),
    "nothing yet": week(None, None, None, None, None, None, None, today=0, pace=PACE),
    "zeros": week(0, 0, 0, 0, 0, 0, 0),
    "no goal": week(5, 10, goal=0),
    "nothing at all": week(0, goal=0),
    "all equal": week(*[77] * 7, goal=77),
    "huge": week(1, HUGE, goal=1, pace=((0, HUGE), (1, 5 * HUGE))),
    "adjusted below zero": week(-40, -5, 20, today=2, pace=((-9.0, -9), (99.0, 9))),
    "hostile": Week(tuple(range(7)), 5, 2, (), HOSTILE),
    "labels missing": Week(tuple(range(7)), 5, 99, (), ("Mo",)),
    "pace of one point": week(1, 2, pace=((0, 5),)),
}
WEEKS_CASES: dict[str, tuple[WeekTotal, ...]] = {
    "usual": WEEKS,
    "one": (WeekTotal("3", 12, 500, current=True),),
    "hostile": tuple(WeekTotal(label, 5, 10, excused=True) for label in HOSTILE),
    "many": tuple(WeekTotal(str(number), number, 500) for number in range(400)),
    "mixed": (WeekTotal("1", HUGE, 0), WeekTotal("2", None, HUGE), WeekTotal("3", -5, 5)),
}
MIX_CASES: dict[str, tuple[Share, ...]] = {
    "usual": MIX,
    "hostile": tuple(Share(label, HUGE // (place + 1)) for place, label in enumerate(HOSTILE)),
    "below zero": (Share("call", -5), Share("e-mail", 0), Share("meeting", 1)),
    "all below zero": (Share("call", -5), Share("e-mail", -7)),
    "many": tuple(Share(f"kind {number}", number) for number in range(100)),
}
GROWTH = tuple(
    GrowthMonth(name, new, expansion, contraction, churn, net, gross, name == "Nov")
    for name, new, expansion, contraction, churn, net, gross in (
        ("Sep", 0, 0, 0, 0, 100, 100),
        ("Oct", 700, 400, 0, 0, 120, 100),
        ("Nov", 0, 0, 100, 1_000, 65, 65),
    )
)
GROWTH_CASES: dict[str, GrowthBars] = {
    "growth": GrowthBars("USD", GROWTH),
    "only more": GrowthBars("USD", GROWTH[:2]),
    "only less": GrowthBars("USD", GROWTH[2:]),
    "neither": GrowthBars("USD", GROWTH[:1]),
    "huge growth": GrowthBars("USD", (GrowthMonth("Nov", HUGE, 1, HUGE, 1, HUGE, None, True),)),
    "hostile months": GrowthBars("\x1b[2J", tuple(GrowthMonth(one, 1, 2, 3, 4, 5, 6) for one in HOSTILE)),
    "many months": GrowthBars("USD", GROWTH * 40),
}
CASES: list[tuple[Callable[[], Chart[Any]], Any]] = [
    *((WeekChart, data) for data in WEEK_CASES.values()),
    *((WeeksChart, data) for data in WEEKS_CASES.values()),
    *((MixChart, data) for data in MIX_CASES.values()),
    *((GrowthChart, data) for data in GROWTH_CASES.values()),
]
NAMES = [*WEEK_CASES, *WEEKS_CASES, *MIX_CASES, *GROWTH_CASES]
