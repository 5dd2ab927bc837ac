"""What every page shares: it reads what it shows, shows it anew when it has changed, asks, and says what happened."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar

from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled, get_current_worker

from data.kernel.commands import Command, Result
from data.kernel.errors import CockpitError, Unreachable
from data.kernel.store import Guard
from data.kernel.tones import Tone
from data.kernel.touched import Touched
from screens.shell.advice import worded
from screens.shell.asking import Asks
from screens.shell.desk import Desk, News
from screens.shell.keys import SHELL_KEYS
from screens.shell.leaving import EndsItsWork, forget_painted
from screens.shell.styled_once import StyledOnce
from widgets.notice_line import NoticeLine


class Page(Asks, EndsItsWork, StyledOnce, Screen[None]):
    """A screen with a notice line that shows records of the store. Subclasses compose it, and say how it is read."""

    TABLES: ClassVar[frozenset[str]] = frozenset()
    """The tables whose rows are shown: what happens to others elsewhere changes nothing here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.is_stale = False
        """Whether something has changed that is shown once the page comes to the front."""
        self._is_composed = asyncio.Event()
        self._reload_wanted = False
        self._reloading: Worker[None] | None = None
        self._failure = ""
        """Why the page could not be read when it was tried last."""

    def tables(self) -> frozenset[str]:
        """The tables whose rows the page shows."""
        return self.TABLES

    @abstractmethod
    async def load(self) -> None:
        """Read what the page shows, after all writes, and show it."""

    def shows(self, touched: Touched) -> bool:
        """Whether a row that was changed elsewhere may be one of those shown: one's own, or one of nobody."""
        return touched.table in self.tables() and touched.owner in (None, self.desk.person.id)

    def on_mount(self) -> None:
        """All that it is composed of is there."""
        self._is_composed.set()

    async def composed(self) -> None:
        """Wait until there are widgets to show what was read: a page may be read while it is composed."""
        await self._is_composed.wait()

    # Saying and doing

    def say(self, text: str, *, hint: str = "", tone: Tone = "") -> None:
        """Put a message on the notice line, once there is one."""
        if self.is_mounted:
            self.query_one(NoticeLine).say(text, hint=hint, tone=tone)
        else:
            self.call_later(self.say, text, hint=hint, tone=tone)

    def say_news(self, text: str, *, tone: Tone) -> None:
        """Put there what comes from elsewhere: it says nothing of the key that was pressed last."""
        Page.say(self, text, tone=tone)

    def gives_way(self, stood: str) -> bool:
        """Whether news may take the notice line: nothing stands there, or still what stood and was no trouble."""
        return all(
            not line.text or (line.text == stood and not line.is_trouble) for line in self.query(NoticeLine)
        )

    @property
    def notice(self) -> str:
        """What stands on the notice line."""
        return next((line.text for line in self.query(NoticeLine)), "")

    def unsay(self, text: str) -> None:
        """Take a message back that holds no longer, where it still stands."""
        for line in self.query(NoticeLine) if text else ():
            if line.is_saying(text):
                line.say("")

    async def do(
        self, command: Callable[..., Command], guard: Guard | None = None, /, **payload: Any
    ) -> None:
        """Apply a command, say what it did, load again. Raises what the store raises."""
        self.say_done(await self.desk.apply(command, guard, **payload))
        self.reload()

    def say_done(self, result: Result) -> None:
        """Say what a change did that can be undone."""
        self.say(result.summary, hint=self.undo_hint, tone="good")

    @property
    def undo_hint(self) -> str:
        """How what was said is taken back."""
        undo = next(entry for entry in SHELL_KEYS if entry.id == "undo")
        return f"{self.desk.keymap.of(undo).shown} {undo.label}"

    # Reading again

    def reload(self) -> None:
        """Load again after the writes given so far; several wishes become one."""
        self._reload_wanted = True
        if self._reloading is None:
            self._reloading = self.run_worker(self._reload(), name="reload")

    def show_anew(self) -> None:
        """Load what is looked at now; keys wait until it is shown, for they are meant for that."""
        self.reload()
        self.hold_keys()

    def hold_keys(self) -> None:
        """Have keys wait until what is being loaded is shown, where that is soon."""
        if self.loads_soon():
            self.asking(self.reloaded())

    def loads_soon(self) -> bool:
        """Whether to load takes no longer than one would wait with the next key."""
        return True

    async def reloaded(self) -> None:
        """Wait until what was wished to be loaded again is shown."""
        if self._reloading is not None:
            with suppress(WorkerCancelled):
                await self._reloading.wait()

    async def painted(self) -> None:
        """Wait until what has changed on the screen so far is painted."""
        is_painted = asyncio.Event()
        self.call_after_refresh(is_painted.set)
        await is_painted.wait()

    async def in_sight(self) -> None:
        """Wait until what was done is shown."""
        await self.reloaded()

    async def _reload(self) -> None:
        try:
            while self._reload_wanted:
                self._reload_wanted = False
                await self.renew()
            self.unsay(self._failure)
        except Unreachable:
            # The strip says so, and since when; what was read last stays.
            await self.composed()
            self.desk_is_cut()
        except CockpitError as error:
            self._failure = worded(error)
            self.say(self._failure, tone="bad")
        finally:
            if self._reloading is get_current_worker():  # and none that has begun since this one was ended
                self._reloading = None

    def desk_is_cut(self) -> None:
        """Show that the store cannot be reached, where there is a place for it."""

    async def renew(self) -> None:
        """Load once, and bring up to date what frames it."""
        await self.load()

    # News from elsewhere

    def hear(self, news: News) -> None:
        """Take news from elsewhere: load again now, or when the page comes to the front."""
        if news.everything or any(self.shows(touched) for touched in news.rows):
            self.refresh_or_wait()

    def refresh_or_wait(self) -> None:
        """Load again now where the page can be seen, else when it comes to the front or is made up."""
        if self.is_mounted and self in self.app.screen_stack:
            self.reload()
        else:
            self.is_stale = True

    def on_screen_suspend(self) -> None:
        """Forget the message: it belongs to what was done before something else came in front. A long read ends: what
        is in front needs the time, and it is read again when one comes back.
        """
        self.say("")
        if self._reloading is not None and not self.loads_soon():
            self._reloading.cancel()
            self._reloading = None
            self.is_stale = True

    def on_screen_resume(self) -> None:
        """Load again what changed while another screen was in front, or a dialog."""
        forget_painted()
        if self.is_stale:
            self.is_stale = False
            self.reload()
        if self._reloading is not None:
            self.hold_keys()
