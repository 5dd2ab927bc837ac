"""The app: it brings store, person and clock to the screens, and news to the one in front."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from importlib import import_module
from typing import ClassVar, Protocol, runtime_checkable

from textual.binding import Binding, BindingType

from cockpit import themes
from cockpit.screen_list import SCREENS
from data.kernel.errors import CockpitError
from data.kernel.tones import Tone
from data.points.board import Board
from screens.points.points_screen import PointsScreen
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.keys import LEADER_KEYS
from screens.shell.main_screen import MainScreen
from screens.shell.typed_ahead import ASKING, SAVING, TypedAhead

NEWS_EVERY = 0.42
"""Seconds between two looks for changes by other processes."""

WARM_UP_AFTER = 0.4
"""Seconds after the start at which the screens not yet gone to are imported."""

WARMED = (
    "cockpit.palette_choices",
    "screens.shell.palette",
    "screens.shell.help",
    "screens.points.log_form",
    "rapidfuzz",
)
"""What keys of the first screen open, and what the palette finds by: imported with the other screens."""

HOLD_UP_KEYS = frozenset({ASKING, SAVING})
"""The work of a screen in front that ends with another one there."""

HOW_TO_QUIT = "ctrl+q quits. Everything logged is on disk."


@runtime_checkable
class Speaks(Protocol):
    """A screen or a dialog with a line for messages."""

    def say(self, text: str, *, tone: Tone = "") -> None:
        """Show a message."""


@runtime_checkable
class Ticks(Protocol):
    """A dialog that shows the time, or something that follows it."""

    def tick(self) -> None:
        """Follow the clock: another minute has begun."""


class CockpitApp(TypedAhead):
    """Cockpit on a screen.

    ``remember_theme`` keeps the chosen look; it may raise a CockpitError. ``notice`` is said at the start.
    """

    TITLE = "Cockpit"
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = "points"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(entry.key, f"go_to({entry.mode!r})", entry.title, show=False, id=f"screen.{entry.mode}")
        for entry in SCREENS
    ]

    def __init__(
        self,
        desk: Desk,
        board: Board,
        *,
        theme: str,
        notice: str = "",
        remember_theme: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(ansi_color=themes.native_colours(os.environ))
        self.desk = desk
        self._board = board
        self._notice = notice
        self._remember_theme = remember_theme
        self._main_screens: dict[str, MainScreen] = {}
        self.add_mode(self.DEFAULT_MODE, self._first_screen)
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.theme = themes.NAMES.get(theme, "dark")

    def _first_screen(self) -> MainScreen:
        self._main_screens[self.DEFAULT_MODE] = screen = PointsScreen(self.desk, self._board)
        return screen

    @property
    def front(self) -> MainScreen:
        """The screen in sight, below any dialog: a main screen, or a page that lies on one."""
        pages = [screen for screen in self.screen_stack if isinstance(screen, MainScreen)]
        return pages[-1] if pages else self._main_screens[self.current_mode]

    def _listeners(self) -> set[MainScreen]:
        """The main screens opened so far, and the pages that lie on the one in front."""
        return {*self._main_screens.values(), *(s for s in self.screen_stack if isinstance(s, MainScreen))}

    def on_mount(self) -> None:
        """Start listening for changes, and tick with the minute."""
        self.run_worker(self._listen(), name="listen")
        self.set_timer(WARM_UP_AFTER, self._warm_up)
        self._tick_with_the_minute()
        if self._notice:
            self.call_after_refresh(self._say_first)

    def _warm_up(self) -> None:
        """Import the other screens while nobody waits, so that the first visit paints at once."""
        # Not a coroutine: one that an ending app has not begun yet would be complained of.
        self.run_worker(self._import_screens, name="warm up")  # type: ignore[arg-type]

    async def _import_screens(self) -> None:
        for module in (*(entry.module for entry in SCREENS), *WARMED):
            await asyncio.to_thread(import_module, module)

    def _say_first(self) -> None:
        self.front.say(self._notice, tone="good")

    # News and time

    async def _listen(self) -> None:
        """Look for changes by others until the app ends; a look that takes long holds up nothing."""
        while True:
            await asyncio.sleep(NEWS_EVERY)
            try:
                news = await self.desk.news()
            except CockpitError as error:
                self.front.say(worded(error), tone="bad")
                continue
            if news.entries or news.everything:
                for screen in self._listeners():
                    screen.hear(news)

    def _tick_with_the_minute(self) -> None:
        left = 60 - self.desk.clock() / 1000 % 60
        self.set_timer(left + 0.05, self._tick)

    def _tick(self) -> None:
        for screen in self._listeners():
            screen.refresh_or_wait()
        for dialog in self.screen_stack:
            if isinstance(dialog, Ticks) and dialog.is_mounted:
                dialog.tick()
        self._tick_with_the_minute()

    def holds_up_keys(self) -> bool:
        """Whether the screen in front is about to close, or to ask the next question."""
        return any(
            worker.name in HOLD_UP_KEYS and worker.is_running and worker.node is self.screen
            for worker in self.workers
        )

    # Going places

    async def action_go_to(self, mode: str) -> None:
        """Bring another main screen to the front; its module is imported when it is first gone to."""
        if mode not in self._main_screens:
            entry = next(entry for entry in SCREENS if entry.mode == mode)
            kind: type[MainScreen] = getattr(import_module(entry.module), entry.name)
            try:
                screen = await kind.opened(self.desk)
            except CockpitError as error:
                self.front.say(worded(error), tone="bad")
                return
            self._main_screens[mode] = screen
            self.add_mode(mode, lambda: screen)
        elif mode != self.current_mode:
            # What was changed on another screen is no news to the desk, which knows its own commands.
            self._main_screens[mode].is_stale = True
        self.switch_mode(mode)

    def action_go(self) -> None:
        """Show the letters that may follow ``g``."""
        from screens.shell.which_key import Follower, WhichKey

        followers = [Follower(entry.letter, entry.title, f"screen {entry.mode}") for entry in SCREENS]
        followers += [Follower(key.shown, key.label, f"leader {key.id}") for key in LEADER_KEYS]
        self.push_screen(WhichKey(followers), self._run_chosen)

    def action_palette(self) -> None:
        """Find anything by name: what can be done, and records."""
        from cockpit.palette_choices import everything, records_of
        from screens.shell.palette import Palette

        self.push_screen(Palette(everything(self.front, self.theme), records_of(self.desk)), self._run_chosen)

    async def _run_chosen(self, answer: str | None) -> None:
        if not answer:
            return
        if answer.startswith("?"):
            self.front.say(f"Nothing is behind g {answer[1:]}. g shows the letters.", tone="warn")
            return
        what, _, name = answer.partition(" ")
        if what == "screen":
            await self.action_go_to(name)
        elif what == "theme":
            self.choose_theme(name)
        elif what == "record":
            mode, table, row = name.split()
            await self._open_record(mode, table, int(row))
        else:
            await self.front.run_choice(answer)

    async def _open_record(self, mode: str, table: str, row: int) -> None:
        """Open the page of a record over the main screen that it belongs to."""
        await self.action_go_to(mode)
        if self.current_mode == mode:
            self._main_screens[mode].open_record(table, row)

    # Looks, and leaving

    def action_next_theme(self) -> None:
        """Change to the next look."""
        names = list(themes.NAMES)
        self.choose_theme(names[(names.index(themes.word_for(self.theme)) + 1) % len(names)])

    def choose_theme(self, word: str) -> None:
        """Change to a look, and remember it."""
        self.theme = themes.NAMES[word]
        self.front.say(f"Colours: {word}.", tone="dim")
        if self._remember_theme is not None:
            self.run_worker(self._keep_theme(self._remember_theme, word), name="theme")

    async def _keep_theme(self, remember: Callable[[str], None], word: str) -> None:
        try:
            await asyncio.to_thread(remember, word)
        except CockpitError as error:
            self.front.say(worded(error), tone="warn")

    def action_help_quit(self) -> None:
        """Say how to quit where ctrl+c was pressed."""
        top = self.screen if isinstance(self.screen, Speaks) else self.front
        top.say(HOW_TO_QUIT, tone="warn")
