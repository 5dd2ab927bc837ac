"""The charts of the funnel: beside the stages where there is room, else in the place of the deals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.widget import Widget

from data.calendar.days import day_of
from data.deals.months import months_of
from screens.deals.bars import age_bars, month_bars, value_bars
from screens.deals.looking import LooksAround
from widgets.charts.chart import Chart
from widgets.charts.months import MonthsChart
from widgets.charts.stages import StagesChart

CHART_DELAY = 0.12
"""Seconds that charts wait for more keys before they are drawn again."""
BESIDE = ("values", "ages", "months")
"""The charts beside the stages, where there is room; below they take the place of the deals."""
ROOM_FOR_ALL = 175
"""Columns from which on all charts lie beside the stages."""
CHART_WORDS = {
    "list": "The deals.",
    "values": "What lies in each stage, and the weighted part of it.",
    "ages": "How long deals have been in their stage, and when they rot.",
    "months": "What was won each month, and what is expected, against the quota.",
}
NO_VALUE = "No open deal has a value."
NO_MONTHS = "Nothing won yet, nothing expected."


class ShowsCharts(LooksAround):
    """A screen with ``#beside`` and ``#large``, each a place for charts, and ``#list``, in whose place the large ones
    are shown.
    """

    _chart = 0
    """Which chart is shown: of the places, of those where there is room for one."""

    def charts(self, place: str) -> Iterable[Chart[Any]]:
        """The charts of a place."""
        yield StagesChart(id=f"{place}-values", empty_hint=NO_VALUE)
        yield StagesChart(id=f"{place}-ages", empty_hint="")
        yield MonthsChart(id=f"{place}-months", empty_hint=NO_MONTHS)

    def redraw_charts(self) -> None:
        """Draw the charts anew once no more keys come."""
        self.set_timer(CHART_DELAY, self._draw_charts)

    def _draw_charts(self) -> None:
        """Only those in sight: one that is not would have the library lay out the whole screen to find it."""
        if any(_is_shown(chart) for chart in self.query(MonthsChart)):
            # Not a coroutine: one that is cancelled before it began would be complained of.
            self.run_worker(self._show_months, group="charts", exclusive=True)  # type: ignore[arg-type]
        for place in ("beside", "large"):
            funnel, is_beside = self.overview.funnel, place == "beside"
            for name, bars in (("values", value_bars), ("ages", age_bars)):
                chart = self.query_one(f"#{place}-{name}", StagesChart)
                if _is_shown(chart):
                    chart.update(bars(funnel, beside=is_beside))

    async def _show_months(self) -> None:
        await self.told(self._read_months())

    async def _read_months(self) -> None:
        desk, look = self.desk, self.overview.look
        months = await desk.read(months_of, desk.person, look.narrowing, desk.clock())
        today = day_of(desk.clock(), desk.person.zone)
        for chart in self.query(MonthsChart):
            chart.update(month_bars(months, today, self.overview.funnel.currency))

    def place_charts(self) -> None:
        """Show those for which there is room, and the one that was chosen."""
        is_wide = self.has_class("-wide") or self.has_class("-broad")
        shown = BESIDE[self._chart % len(BESIDE)]
        for name in BESIDE:
            has_room = self.has_class("-broad") and (name != "ages" or self.size.width >= ROOM_FOR_ALL)
            self.query_one(f"#beside-{name}").display = has_room or name == shown
        below = "list" if is_wide else ("list", *BESIDE)[self._chart % (1 + len(BESIDE))]
        self.query_one("#list").display = below == "list"
        self.query_one("#large").display = below != "list"
        self.set_class(below != "list", "-charting")
        for name in BESIDE:
            self.query_one(f"#large-{name}").display = name == below
        self._draw_charts()

    def action_chart(self) -> None:
        """Another chart: beside the stages, where there is room, else in the place of the deals."""
        is_wide = self.has_class("-wide") or self.has_class("-broad")
        shown = BESIDE if is_wide else ("list", *BESIDE)
        self._chart = (self._chart + 1) % len(shown)
        self.place_charts()
        if self.size.width >= ROOM_FOR_ALL:
            self.say("All charts are in sight.", tone="dim")
        else:
            self.say(CHART_WORDS[shown[self._chart]], hint=f"{self.key('chart')} next", tone="dim")


def _is_shown(chart: Widget) -> bool:
    """Whether a chart has a place on the screen."""
    return all(node.display for node in chart.ancestors_with_self)
