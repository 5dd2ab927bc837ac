"""The app: it brings store, person and clock to the screens, and news to the one in front."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from cockpit import themes
from data.points.board import Board
from screens.desk import Desk
from screens.shell import ShellScreen

NEWS_EVERY = 0.25
"""Seconds between two looks for changes by other processes."""


class ScreenEntry(NamedTuple):
    """One main screen: its mode, its letter behind ``g``, its function key, and where it lives."""

    mode: str
    letter: str
    key: str
    title: str
    help: str


SCREENS: tuple[ScreenEntry, ...] = (
    ScreenEntry("points", "p", "f2", "Points", "How far am I from the goal?"),
)
"""The main screens, in their order."""


class CockpitApp(App[None]):
    """Cockpit on a screen."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    MODES: ClassVar[dict[str, str | Callable[[], Screen[object]]]] = {}
    CSS = ""

    def __init__(self, desk: Desk, board: Board, *, theme: str, notice: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._board = board
        self._notice = notice
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.theme = themes.NAMES.get(theme, "dark")

    def get_default_screen(self) -> Screen[None]:
        """The points screen."""
        from screens.points import PointsScreen

        return PointsScreen(self.desk, self._board)

    def on_mount(self) -> None:
        """Start listening for changes, and tick with the minute."""
        self.set_interval(NEWS_EVERY, self._look_for_news)
        self._tick_with_the_minute()

    async def _look_for_news(self) -> None:
        news = await self.desk.news()
        if not news.entries and not news.everything:
            return
        for screen in self.screen_stack:
            if isinstance(screen, ShellScreen):
                screen.hear(news)

    def _tick_with_the_minute(self) -> None:
        left = 60 - self.desk.clock() / 1000 % 60
        self.set_timer(left + 0.05, self._tick)

    def _tick(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ShellScreen):
                screen.reload()
        self._tick_with_the_minute()

    def action_next_theme(self) -> None:
        """Change to the next look."""
        names = list(themes.NAMES.values())
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
