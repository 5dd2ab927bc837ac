"""The chart of how customers grow: below the one at a glance where there is room, else in the place of the list."""

from __future__ import annotations

from textual.app import ComposeResult

from data.customers.months import growth_by_month
from data.customers.overview import Overview
from screens.customers.charts import growth_bars
from screens.customers.looking import LooksAtCustomers
from widgets.charts.growth import GrowthChart

CHART_DELAY = 0.12
"""Seconds that the chart waits for more keys before it is drawn again."""
NO_GROWTH = "No customer has been worth anything in the last twelve months."
EXPLAINED = "New, expansion, contraction, churn by month; NRR and GRR of each."


class ShowsGrowth(LooksAtCustomers):
    """A screen with ``#list``, in whose place the chart is shown, and room for one beside it."""

    overview: Overview
    _is_charting = False

    def growth_chart(self, place: str) -> ComposeResult:
        """The chart of a place."""
        yield GrowthChart(empty_hint=NO_GROWTH, id=f"growth-{place}")

    @property
    def has_chart_beside(self) -> bool:
        """Whether the chart is in sight anyway."""
        return bool(self.query_one("#growth-beside").is_on_screen)

    @property
    def hides_list(self) -> bool:
        """Whether the chart is in the place of the list, so that no customer is under a cursor that one sees."""
        return not self.query_one("#list").display

    def place_chart(self) -> None:
        """Show the chart or the list."""
        is_large = self._is_charting and not self.has_chart_beside
        self.query_one("#list").display = not is_large
        self.query_one("#growth-large").display = is_large
        self.refresh_keys()
        self.redraw_chart()

    def redraw_chart(self) -> None:
        """Draw the chart anew once no more keys come, where it is in sight."""
        self.set_timer(CHART_DELAY, self._draw_chart)

    def _draw_chart(self) -> None:
        if any(chart.is_on_screen for chart in self.query(GrowthChart)):
            # Not a coroutine: one that is cancelled before it began would be complained of.
            self.run_worker(self._tell_growth, group="charts", exclusive=True)  # type: ignore[arg-type]

    async def _tell_growth(self) -> None:
        await self.told(self._read_growth())

    async def _read_growth(self) -> None:
        desk, owners = self.desk, self.overview.look.owners
        bars = growth_bars(await desk.read(growth_by_month, desk.person, owners, desk.clock()))
        for chart in self.query(GrowthChart):
            chart.update(bars)

    def action_chart(self) -> None:
        """The chart in the place of the list, or the list again."""
        if self.has_chart_beside:
            self.say("The chart is in sight.", tone="dim")
            return
        self._is_charting = not self._is_charting
        self.place_chart()
        if self._is_charting:
            self.say(EXPLAINED, hint=f"{self.key('chart')} the list", tone="dim")
        else:
            self.say("")
            self.customers.focus()
