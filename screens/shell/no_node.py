"""What is shown where no node of a store answers at the start: letters log into the outbox until one does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import tzinfo
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from data.calendar.days import clock_time
from data.kernel.errors import CockpitError, Unreachable
from data.kernel.ids import IdMaker
from data.kernel.text import clean
from data.kernel.tones import Tone
from data.outbox.known import Known
from data.outbox.outbox import Outbox
from data.outbox.waiting import Waiting, told
from data.points.headline import GAP, Part
from data.points.kinds import Kind
from data.points.log import MOST_AT_ONCE, LogActivity
from screens.shell.advice import worded
from screens.shell.keys import SHELL_KEYS
from screens.shell.leaving import EndsItsWork
from screens.shell.line import Line
from screens.shell.logging_page import LONGEST_COUNT
from widgets.key_bar import KeyBar
from widgets.keys import KeyEntry, Keymap, bindings
from widgets.notice_line import NoticeLine
from widgets.status_strip import StatusStrip

Found = TypeVar("Found")

LOOK_EVERY = 2.0
"""Seconds between two looks for a node."""
WHAT_COMES = "The week comes by itself once a node answers."
EMPTY = (
    "Nothing waits. Press {key} when you have made a {kind}: it is kept here, and sent once a node answers."
)
_SHOWN = 200
"""Entries that are listed, the newest first."""


class NoNode(EndsItsWork, Screen[None]):
    """Who one is, since when no node answers, what waits; closes once ``reach`` finds one.

    ``reach`` asks the nodes, and raises Unreachable where none answers. ``clock`` gives Unix milliseconds.
    """

    KEYS: ClassVar[tuple[KeyEntry, ...]] = tuple(
        entry for entry in SHELL_KEYS if entry.id in ("undo", "quit", "clear")
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (8, "-short"), (16, "-normal")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (60, "-narrow")]  # noqa: RUF012
    DEFAULT_CSS = """
    NoNode { layout: vertical; background: $background; }
    NoNode #body { height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%; }
    NoNode #entries { width: 1fr; padding: 0 1; }
    NoNode #kinds { width: 30; height: 100%; padding: 0 1; border-left: solid $foreground 20%; }
    NoNode.-slim #kinds, NoNode.-tiny KeyBar { display: none; }
    NoNode.-tiny #body { border: none; }
    NoNode.-tiny StatusStrip, NoNode.-short StatusStrip { height: 2; }
    NoNode #body:ansi { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    NoNode #kinds:ansi { border-left: solid ansi_default; }
    """

    def __init__(
        self,
        known: Known,
        outbox: Outbox,
        line: Line,
        clock: Callable[[], int],
        reach: Callable[[], None],
        keymap: Keymap,
    ) -> None:
        super().__init__()
        self._known, self._outbox, self._line = known, outbox, line
        self._clock, self._reach, self._keymap = clock, reach, keymap
        self._kinds = {kind.key: kind for kind in known.kinds if kind.active and kind.key}
        self._ids = IdMaker()
        self._count = ""
        self._disk = ThreadPoolExecutor(1, "outbox")

    def compose(self) -> ComposeResult:
        """The strip, what waits beside the letters that log, the notice line, the key bar."""
        yield StatusStrip()
        with Horizontal(id="body"):
            with VerticalScroll(id="entries", can_focus=False):
                yield Static(id="waiting", markup=False)
            yield Static(_letters(self._known.kinds), id="kinds", markup=False)
        yield NoticeLine()
        yield KeyBar(self._keymap.table(self.KEYS), lambda _: "")

    def on_mount(self) -> None:
        """Show what waits, and look for a node."""
        self.run_worker(self._show(), name="show")
        self.run_worker(self._look(), name="look")

    def finish(self) -> None:
        """Wait until what was typed is on the disk."""
        self._disk.shutdown(wait=True)

    def say(self, text: str, *, hint: str = "", tone: Tone = "") -> None:
        """Show a message."""
        self.query_one(NoticeLine).say(text, hint=hint, tone=tone)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await asyncio.to_thread(self._reach)
            except Unreachable as error:
                self._line.cut(error, self._clock())
                await self._show()
            except CockpitError:
                break  # a node answers; what is amiss is said by who opens the store
            else:
                break
        self.dismiss(None)

    async def _on_disk(self, function: Callable[..., Found], *args: object) -> Found:
        return await asyncio.get_running_loop().run_in_executor(self._disk, function, *args)

    async def _show(self) -> None:
        """Show since when nobody answers, and what waits."""
        entries = await self._on_disk(self._outbox.entries)
        zone = self._known.person.zone
        self._line.waiting = sum(entry.waits for entry in entries)
        strip = self.query_one(StatusStrip)
        now = clock_time(self._clock(), zone)
        strip.show_line(0, [Part("Outbox", "strong"), Part(GAP + self._line.words(zone), "warn")], now)
        name = clean(self._known.person.name)
        strip.show_line(1, [Part(name, "strong"), Part(GAP + WHAT_COMES, "dim")])
        lines = [_line(entry, zone) for entry in reversed(entries[-_SHOWN:])]
        first = next(iter(self._kinds.values()), None)
        if not lines and first is not None:
            lines = [EMPTY.format(key=first.key, kind=first.name)]
        self.query_one("#waiting", Static).update("\n".join(lines))

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Digits gather a count, a kind's letter logs it."""
        letter = event.character or ""
        if letter.isdecimal() and letter.isascii():
            event.stop()
            self._set_count((self._count + letter)[:LONGEST_COUNT])
        elif letter in self._kinds:
            event.stop()
            count = int(self._count or 1)
            self._set_count("")
            if 1 <= count <= MOST_AT_ONCE:
                self.run_worker(self._told(self._keep(self._kinds[letter], count)), name="keep")
            else:
                self.say(f"One entry holds 1 to {MOST_AT_ONCE}: nothing was kept.", tone="warn")

    async def action_press(self, entry_id: str) -> None:
        """Run a key's action."""
        await self.run_action(next(entry.action for entry in self.KEYS if entry.id == entry_id))

    def action_clear(self) -> None:
        """Forget a number typed so far, and the message."""
        self._set_count("")
        self.say("")

    def action_undo(self) -> None:
        """Take back the newest entry that waits."""
        self._set_count("")
        self.run_worker(self._told(self._take_back()), name="undo")

    def _set_count(self, count: str) -> None:
        if count != self._count:
            self._count = count
            self.say(f"{count} \u2026" if count else "", hint="esc forget" if count else "")

    async def _keep(self, kind: Kind, count: int) -> None:
        now, words = self._clock(), kind.counted(count)
        person = self._known.person.id
        made = LogActivity(self._ids.new(now), person, now, kind=kind.code, count=count, done_at=now)
        await self._on_disk(self._outbox.keep, made, words)
        self.say(f"{words} kept, waiting to be sent", hint="u undo", tone="accent")
        await self._show()

    async def _take_back(self) -> None:
        taken = await self._on_disk(self._outbox.take_back)
        self.say(f"taken back: {taken.words}, which waited to be sent" if taken else "Nothing waits.")
        await self._show()

    async def _told(self, doing: Awaitable[None]) -> None:
        try:
            await doing
        except CockpitError as error:
            self.say(worded(error), tone="bad")


def _line(entry: Waiting, zone: tzinfo) -> str:
    """An entry; what is to come of it only where it is no longer simply waiting."""
    letters, when, words, state = told(entry, zone)
    return "  ".join((when, letters, words, *((state,) if entry.refused or entry.was_tried else ())))


def _letters(kinds: tuple[Kind, ...]) -> str:
    """The letters that log, a line each."""
    return "\n".join(f"{kind.key}  {clean(kind.name)}" for kind in kinds if kind.active and kind.key)
