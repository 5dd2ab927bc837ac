"""What all main screens share: the strip, the notice line, the key bar, and logging by single keys."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Self

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled

from data.kernel.commands import Result
from data.kernel.errors import CockpitError
from data.kernel.undo import Redo, Undo
from data.points import headline
from data.points.kinds import Kind
from data.points.log import MOST_AT_ONCE, LogActivity
from data.points.score import Score
from data.points.standing import flag_reason
from data.points.week import Week
from screens.shell.advice import worded
from screens.shell.desk import Desk, News
from screens.shell.keys import LEADER_KEYS, SHELL_KEYS
from screens.shell.leaving import EndsItsWork, forget_painted
from screens.shell.typed_ahead import ASKING, TypedAhead
from widgets.key_bar import KeyBar
from widgets.keys import KeyEntry, bindings
from widgets.notice_line import NoticeLine, NoticeTone
from widgets.paged_list import PagedList
from widgets.status_strip import StatusStrip

if TYPE_CHECKING:
    from screens.shell.choices import Choice

LONGEST_COUNT = 6
"""Digits of a count that are remembered: more than any entry takes."""

LOGGING = "logging"
"""The name of work that puts on disk what a letter has logged."""

PATIENCE = 1.0
"""Seconds after which a write that has not come back is explained."""


class ShellScreen(EndsItsWork, Screen[None]):
    """A main screen. Subclasses give a title, keys, a body, and how to load and show what they hold."""

    TITLE_WORD: ClassVar[str] = ""
    KEYS: ClassVar[tuple[KeyEntry, ...]] = ()
    EXPLAINED: ClassVar[str] = ""
    """What the screen is for, in a few sentences, for its help page."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SHELL_KEYS)]

    DEFAULT_CSS = """
    ShellScreen { layout: vertical; background: $background; }
    ShellScreen.-tiny KeyBar { display: none; }
    ShellScreen.-tiny StatusStrip, ShellScreen.-short StatusStrip { height: 2; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (8, "-short"), (16, "-normal"), (34, "-tall")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (76, "-narrow"), (100, "-wide"), (150, "-broad")]  # noqa: RUF012

    def __init__(self, desk: Desk, score: Score) -> None:
        super().__init__()
        self.desk = desk
        self.score = score
        """The present week's numbers, whichever week the screen shows."""
        self.count = ""
        self._unconfirmed: list[int] = []
        self._written = 0
        self._reload_wanted = False
        self._reloading: Worker[None] | None = None
        self.is_stale = False

    # What a screen gives

    @classmethod
    @abstractmethod
    async def opened(cls, desk: Desk) -> Self:
        """Read what the screen shows at first, and make it. Raises CockpitError where that cannot be read."""

    @abstractmethod
    def compose_body(self) -> ComposeResult:
        """The widgets between the strip and the notice line."""

    @abstractmethod
    async def load(self) -> None:
        """Read what the screen shows, after all writes, and show it; sets ``score``."""

    def concerns(self, news: News) -> bool:
        """Whether something that happened elsewhere changes this screen."""
        return news.concern(self.desk.person.id)

    def refusal(self, entry: KeyEntry) -> str:
        """Why a key does nothing now; empty where it does."""
        if entry.id in ("undo", "redo") and not self.desk.is_own:
            return f"You are looking at {self.desk.person.name}'s cockpit: it is for reading."
        return ""

    def target_leads(self) -> tuple[int, ...]:
        """The leads that logged activities belong to: none, the one under the cursor, or all that are marked."""
        return ()

    def target_lead(self) -> int | None:
        """The lead that a form logs for, where it is one."""
        leads = self.target_leads()
        return leads[0] if len(leads) == 1 else None

    # The frame

    def compose(self) -> ComposeResult:
        """The strip, the body, the notice line, the key bar."""
        yield StatusStrip()
        yield from self.compose_body()
        yield NoticeLine()
        yield KeyBar(self.all_keys(), self.refusal)

    def all_keys(self) -> tuple[KeyEntry, ...]:
        """The keys of this screen and of the shell."""
        return (*self.KEYS, *SHELL_KEYS)

    def on_mount(self) -> None:
        """Show the numbers that came with the screen."""
        self.show_strip()

    def shown_week(self) -> Week:
        """The week that the strip tells of."""
        return self.score.week

    def shows_today(self) -> bool:
        """Whether what is logged now shows where one looks."""
        return self.shown_week().is_current

    def show_strip(self) -> None:
        """Bring the strip up to date, points on their way to disk included."""
        strip, week = self.query_one(StatusStrip), self.shown_week()
        left, right = headline.who_and_when(week, self.TITLE_WORD)
        pending = sum(self._unconfirmed) if week.is_current else 0
        strip.show_line(0, left, right)
        strip.show_line(1, headline.score(week, pending, self.score.streak))
        strip.show_line(2, self.third_line())

    def third_line(self) -> list[headline.Part]:
        """What the strip says of leads."""
        return [part for counted in self.score.counted.values() for part in counted.strip_parts()]

    def say(self, text: str, *, hint: str = "", tone: NoticeTone = "") -> None:
        """Put a message on the notice line."""
        self.query_one(NoticeLine).say(text, hint=hint, tone=tone)

    async def told(self, doing: Awaitable[None]) -> None:
        """Await something; where it fails, say why and live on."""
        try:
            await doing
        except CockpitError as error:
            self.say(worded(error), tone="bad")

    def refresh_keys(self) -> None:
        """Repaint the key bar, where what keys can do has changed."""
        self.query_one(KeyBar).refresh()

    # Fresh numbers

    def reload(self) -> None:
        """Load again after the writes given so far; several wishes become one."""
        self._reload_wanted = True
        if self._reloading is None:
            self._reloading = self.run_worker(self._reload(), name="reload")

    async def confirmed(self) -> None:
        """Wait until what was logged so far is on disk and shown."""
        for worker in [worker for worker in self.workers if worker.node is self and worker.name == LOGGING]:
            with suppress(WorkerCancelled):
                await worker.wait()
        await self.reloaded()

    async def reloaded(self) -> None:
        """Wait until what was wished to be loaded again is shown."""
        if self._reloading is not None:
            with suppress(WorkerCancelled):
                await self._reloading.wait()

    async def _reload(self) -> None:
        try:
            while self._reload_wanted:
                self._reload_wanted = False
                confirmed = self._written
                await self.load()
                del self._unconfirmed[:confirmed]
                self._written -= confirmed
                self.show_strip()
        except CockpitError as error:
            self.say(worded(error), tone="bad")
        finally:
            self._reloading = None

    def hear(self, news: News) -> None:
        """Take news from elsewhere: load again now, or when the screen comes to the front."""
        if not self.concerns(news):
            return
        self.refresh_or_wait()

    def refresh_or_wait(self) -> None:
        """Load again now where the screen can be seen, else when it comes to the front."""
        if self in self.app.screen_stack:
            self.reload()
        else:
            self.is_stale = True

    def on_screen_suspend(self) -> None:
        """Forget the number and the message: they belong to what was done before something else came in front."""
        self._set_count("")
        self.say("")

    def on_screen_resume(self) -> None:
        """Load again what changed while another screen was in front, or a dialog."""
        forget_painted()
        if self.is_stale:
            self.is_stale = False
            self.reload()

    # Keys

    async def action_press(self, entry_id: str) -> None:
        """Run a key's action, or say why it does nothing now."""
        entry = next(entry for entry in self.all_keys() if entry.id == entry_id)
        reason = self.refusal(entry)
        if reason:
            self.say(reason, tone="warn")
            if isinstance(self.app, TypedAhead):
                self.app.forget_typed_ahead()
            return
        self.query_one(NoticeLine).forget_trouble()
        if "escape" not in entry.keys:  # which forgets the number first, and closes only then
            self._set_count("")
        await self.told(self._act(entry.action))

    async def _act(self, action: str) -> None:
        await self.run_action(action)

    def on_key(self, event: events.Key) -> None:
        """Digits gather a count, a kind's letter logs it."""
        letter = event.character or ""
        kind = self._kind_on(letter)
        if _is_digit(letter):
            event.stop()
            self._set_count((self.count + letter)[:LONGEST_COUNT])
        elif kind is not None:
            event.stop()
            count = int(self.count or 1)
            self._set_count("")
            if 1 <= count <= MOST_AT_ONCE:
                self.log_kind(kind, count)
            else:
                self.say(f"One entry holds 1 to {MOST_AT_ONCE}: nothing was logged.", tone="warn")

    def kinds(self) -> Iterable[Kind]:
        """The kinds that can be logged now."""
        return (total.kind for total in self.score.week.kinds if total.kind.active)

    def _kind_on(self, letter: str) -> Kind | None:
        return next((kind for kind in self.kinds() if kind.key == letter), None) if letter else None

    def _set_count(self, count: str) -> None:
        if self.count != count:
            self.count = count
            letters = "  ".join(f"{kind.key} {kind.name}" for kind in list(self.kinds())[:4])
            self.say(
                f"{count} \u2026   {letters}  \u2026" if count else "", hint="esc forget" if count else ""
            )

    def action_clear(self) -> None:
        """Forget the count typed so far, and clear the message."""
        self._set_count("")
        self.say("")

    @on(events.Key)
    def _forget_count(self, event: events.Key) -> None:
        """A key that is no digit and logs no kind forgets the number; esc does so by itself."""
        letter = event.character or ""
        if event.key != "escape" and not _is_digit(letter) and self._kind_on(letter) is None:
            self._set_count("")

    # Changes

    def log_kind(self, kind: Kind, count: int) -> None:
        """Log activities now: the score moves at once, the word "logged" comes after the commit."""
        if not self.desk.is_own:
            self.say(f"Only {self.desk.person.name} logs here. You are reading.", tone="warn")
            return
        leads = self.target_leads()
        worth = next(total.worth for total in self.score.week.kinds if total.kind.code == kind.code)
        self._unconfirmed.append(worth * count * max(len(leads), 1))
        self.show_strip()
        self.say(f"{kind.counted(count)} \u2026", tone="dim")
        self.run_worker(self._write_log(kind, count, leads), name=LOGGING)

    async def _write_log(self, kind: Kind, count: int, leads: tuple[int, ...]) -> None:
        slow = self.set_timer(PATIENCE, self._explain_wait)
        try:
            result = await self.apply_log(kind, count, leads)
        except CockpitError as error:
            self.say(worded(error), tone="bad")
        else:
            self.say_logged(result)
            await self.say_flagged(result)
        finally:
            slow.stop()
            self._written += 1
            self.reload()

    async def apply_log(self, kind: Kind, count: int, leads: tuple[int, ...]) -> Result:
        """Put activities on disk: one entry, or one for each of several leads."""
        now = self.desk.clock()
        if len(leads) > 1:
            from data.leads.calls import LogForLeads

            return await self.desk.apply(LogForLeads, kind=kind.code, count=count, leads=leads)
        lead = leads[0] if leads else None
        return await self.desk.apply(LogActivity, kind=kind.code, count=count, done_at=now, lead_id=lead)

    def say_logged(self, result: Result) -> None:
        """Say that an entry is on disk, and what it was worth."""
        self.say(self.logged_words(result), hint="u undo", tone="good")

    async def say_flagged(self, result: Result) -> None:
        """Say so where an entry was flagged, and why."""
        flag = await self.desk.read_after_writes(flag_reason, result.id)
        if flag:
            words = f"{self.logged_words(result)}, flagged for review: {flag}"
            self.say(words, hint="u undo", tone="warn")

    def logged_words(self, result: Result) -> str:
        """What was logged and what it was worth, once it is on disk."""
        where = "" if self.shows_today() else ", for today"
        return f"{result.summary} logged{where}, {result.points:+d}"

    def _explain_wait(self) -> None:
        holder = self.desk.store.engine.holder()
        self.say(f"Waiting for {holder}" if holder else "Waiting for the disk\u2026", tone="dim")

    def action_undo(self) -> None:
        """Take back the last change."""
        self.run_worker(self._step(Undo, "U redo"), name=ASKING)

    def action_redo(self) -> None:
        """Bring back what undo took back."""
        self.run_worker(self._step(Redo, "u undo"), name=ASKING)

    async def _step(self, command: type[Undo] | type[Redo], hint: str) -> None:
        try:
            result = await self.desk.apply(command)
        except CockpitError as error:
            self.say(worded(error), tone="warn")
            return
        worth = f", {result.points:+d}" if result.points else ""
        self.say(f"{result.summary}{worth}", hint=hint)
        await self.told(self.stepped(result))
        self.reload()
        await self.reloaded()

    async def stepped(self, result: Result) -> None:
        """Go where undo or redo has changed something; by default one stays."""

    # What opens on top

    def action_first_row(self) -> None:
        """Go to the first row of the list that has the focus."""
        if isinstance(self.focused, PagedList):
            self.focused.action_first()

    def action_help(self) -> None:
        """Explain this screen and its keys."""
        from screens.shell.choice_rows import help_choices
        from screens.shell.help import HelpPage

        rows = help_choices(self.all_keys(), self.score.week.kinds, self.refusal)
        self.app.push_screen(HelpPage(f"Help: {self.TITLE_WORD}", self.EXPLAINED, rows), self._run_chosen)

    def choices(self) -> list[Choice]:
        """What can be done here, for the palette."""
        from screens.shell.choice_rows import key_choices, kind_choices

        reading = "" if self.desk.is_own else f"only {self.desk.person.name} logs here"
        return [*key_choices(self.all_keys(), self.refusal), *kind_choices(self.score.week.kinds, reading)]

    async def _run_chosen(self, answer: str | None) -> None:
        if answer:
            await self.run_choice(answer)

    async def run_choice(self, answer: str) -> None:
        """Do what was chosen in a dialog: ``key undo``, ``kind call``, ``leader theme``."""
        what, _, name = answer.partition(" ")
        if what == "key":
            await self.action_press(name)
        elif what == "kind":
            kind = next((kind for kind in self.kinds() if kind.code == name), None)
            if kind is not None:
                self.log_kind(kind, 1)
        elif what == "leader":
            await self.run_action(next(entry for entry in LEADER_KEYS if entry.id == name).action)


def _is_digit(letter: str) -> bool:
    return letter.isdecimal() and letter.isascii()
