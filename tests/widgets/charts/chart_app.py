"""An app that is nothing but one chart."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.screen_text import screen_lines
from widgets.charts.chart import Chart


class ChartApp(App[None]):
    """One chart on the whole screen."""

    def __init__(self, chart: Chart[Any], data: Any = None) -> None:
        super().__init__()
        self.chart = chart
        self.first = data

    def compose(self) -> ComposeResult:
        yield self.chart

    def on_mount(self) -> None:
        if self.first is not None:
            self.chart.update(self.first)


async def until_shown(pilot: Pilot[None], app: App[None], text: str) -> str:
    """Let the app work until the screen holds the text, and return the screen."""
    for _ in range(400):
        await pilot.pause(0.01)
        shown = "\n".join(screen_lines(app))
        if text in shown:
            return shown
    raise AssertionError(f"{text!r} is not on the screen:\n" + "\n".join(screen_lines(app)))
