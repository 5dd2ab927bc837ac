"""The part of the app that a person sets by keys, for this session and those after it: the look, and quiet."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from cockpit import themes
from cockpit.alerts import Ways
from cockpit.hears_news import HearsNews
from data.kernel.errors import CockpitError
from screens.shell.advice import worded
from screens.shell.desk import Desk


class SettingsByKey(HearsNews):
    """An app that begins as its person has set it. ``remember`` keeps a setting by its name; None keeps none."""

    def __init__(
        self, desk: Desk, ways: Ways, theme: str, remember: Callable[[str, str], None] | None
    ) -> None:
        super().__init__(desk, ways, ansi_color=themes.native_colours(os.environ))
        self._remember = remember
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.theme = themes.NAMES.get(theme, "dark")

    def action_next_theme(self) -> None:
        """Change to the next look."""
        names = list(themes.NAMES)
        self.choose_theme(names[(names.index(themes.word_for(self.theme)) + 1) % len(names)])

    def choose_theme(self, word: str) -> None:
        """Change to a look, and remember it."""
        self.theme = themes.NAMES[word]
        self.front.say(f"Colours: {word}.", tone="dim")
        self._keep("theme", word)

    def action_quiet(self) -> None:
        """No bell and no notification for now, or again."""
        is_quiet = not self.alerts.ways.is_quiet
        self.alerts.ways = self.alerts.ways._replace(is_quiet=is_quiet)
        self.front.say("Quiet: no bell, no notification." if is_quiet else "No longer quiet.", tone="dim")
        self._keep("quiet", "yes" if is_quiet else "")

    def _keep(self, name: str, value: str) -> None:
        if self._remember is not None:
            self.run_worker(self._kept(self._remember, name, value), name="settings")

    async def _kept(self, remember: Callable[[str, str], None], name: str, value: str) -> None:
        try:
            await asyncio.to_thread(remember, name, value)
        except CockpitError as error:
            self.front.say(worded(error), tone="warn")
