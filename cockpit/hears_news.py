"""The part of the app that looks beyond its keys: for what others change, for the time, for what is worth an alert."""

from __future__ import annotations

import asyncio
import os
from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import Any

from textual.screen import Screen

from cockpit.alerts import Alerts, Ways
from cockpit.guest import TakesGuests
from cockpit.in_front import Hears, Ticks
from data.kernel.errors import CockpitError, Unreachable
from data.kernel.journal import Entry
from screens.shell.advice import worded
from screens.shell.desk import Desk, News
from screens.shell.line import told_sent
from screens.shell.main_screen import MainScreen

NEWS_EVERY = 0.42
"""Seconds between two looks for changes by other processes."""

LETS_STAND = 4.0
"""Seconds for which an alert leaves on the notice line what stands there."""

SPREAD = 10.0
"""Seconds of a minute over which the sessions of a machine show that it has begun: fifty at once would hold up keys."""


class HearsNews(TakesGuests):
    """An app whose screens hear of what changes elsewhere and of the minute, and whose person of what matters.

    ``ways`` are how the person is told of what happens while looking elsewhere.
    """

    def __init__(self, desk: Desk, ways: Ways, *, ansi_color: bool | None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.desk = desk
        self.alerts = Alerts(desk, ways, os.environ, self.send_to_terminal, self._is_watched)
        self._line_words = ""
        """What the strips say of the way to the store."""
        self._untold = ""
        """The newest alert, while something else stands on the notice line."""
        self._last_told = ""
        """The alert that was put there last: a newer one takes its place at once."""
        self._knows_focus = False
        """Whether the terminal tells when it comes to the front and goes."""

    # What an app gives

    @property
    @abstractmethod
    def front(self) -> MainScreen:
        """The screen in sight, below any dialog: a main screen, or a page that lies on one."""

    @abstractmethod
    def listeners(self) -> set[MainScreen]:
        """The main screens opened so far, and the pages that lie on the one in front."""

    @abstractmethod
    async def keep_unfinished(self) -> None:
        """Keep what is half typed, where it has changed."""

    # News

    async def listen(self) -> None:
        """Look for changes by others until the app ends; a look that takes long holds up nothing."""
        trouble = ""
        while True:
            await asyncio.sleep(NEWS_EVERY)
            await self.keep_unfinished()
            try:
                news = await self.desk.news()
                await self.look_after_guest(self.desk, news)
            except Unreachable:
                self._show_line()
                continue
            except CockpitError as error:
                trouble = worded(error)
                self.front.say_news(trouble, tone="bad")
                continue
            self.front.unsay(trouble)
            trouble = ""
            self._show_line()
            if self.desk.line.waiting:
                await self._send_waiting()
            if news.entries or news.everything:
                self._tell(news)
            if news.concerns(self.desk.person):
                await self.look_for_alerts(news.entries)

    def _tell(self, news: News) -> None:
        """Tell the screens, and the dialogs that lie on the one in front, what has changed elsewhere."""
        listeners: set[Screen[Any]] = {*self.listeners()}
        for screen in {*listeners, *self.screen_stack}:
            if isinstance(screen, Hears) and (screen in listeners or screen.is_mounted):
                screen.hear(news)

    def _show_line(self) -> None:
        """Have the strips say whether the store can be reached, and what waits."""
        words = self.desk.line.words(self.desk.person.zone)
        if words != self._line_words:
            self._line_words = words
            for screen in self.listeners():
                if screen.is_mounted:
                    screen.show_strip()

    async def _send_waiting(self) -> None:
        """Send what was kept, and say what came of it."""
        try:
            sent = await self.desk.send_waiting()
        except Unreachable:
            sent = []  # it goes on waiting, and the strip says so
        except CockpitError as error:
            self.front.say_news(worded(error), tone="bad")
            return
        self._show_line()
        words, tone = told_sent(sent)
        if words:
            self.front.say_news(words, tone=tone)

    # Time

    def tick_with_the_minute(self) -> None:
        """Have the screens show what has changed with time alone, a little after a minute begins, each session at a
        moment of its own.
        """
        left = 60 - self.desk.clock() / 1000 % 60
        self.set_timer(left + SPREAD * (os.getpid() % 100 / 100), self._tick)

    def _tick(self) -> None:
        for screen in self.listeners():
            screen.refresh_or_wait()
        for dialog in self.screen_stack:
            if isinstance(dialog, Ticks) and dialog.is_mounted:
                dialog.tick()
        self.run_worker(self.look_for_alerts(()), name="alerts")
        self.tick_with_the_minute()

    # What is told to who looks elsewhere

    async def look_for_alerts(self, entries: Sequence[Entry]) -> None:
        """Tell of what has come up, with these commands of others or with time."""
        try:
            words = await self.alerts.look(entries)
        except Unreachable:
            return  # looked for again once somebody answers
        except CockpitError as error:
            self.front.say_news(worded(error), tone="bad")
            return
        if words:
            is_waiting, self._untold = bool(self._untold), words
            if not is_waiting:
                self._tell_once_free("")

    def _tell_once_free(self, stood: str) -> None:
        """Put the newest alert on the notice line, once what one has done has stood there for a while."""
        front = self.front
        if front.gives_way(stood) or front.notice == self._last_told:
            self._last_told, self._untold = self._untold, ""
            front.say_news(self._last_told, tone="warn")
        else:
            self.set_timer(LETS_STAND, partial(self._tell_once_free, front.notice))

    def send_to_terminal(self, sequence: str) -> None:
        """Write a sequence to the terminal between two pictures."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequence)
            self._driver.flush()

    def _is_watched(self) -> bool:
        return self._knows_focus and self.app_focus

    def on_app_blur(self) -> None:
        """The terminal tells that it went to the back: it will tell when it is in front again."""
        self._knows_focus = True
