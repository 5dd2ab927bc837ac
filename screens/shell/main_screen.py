"""A main screen: a page in the frame of strip and key bar, whose keys come from a table."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Self

from textual.app import ComposeResult
from textual.binding import BindingType

from data.kernel.commands import Result
from data.kernel.errors import CockpitError
from data.kernel.undo import Redo, Undo
from data.points import headline
from data.points.week import Week
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.keys import LEADER_KEYS, SHELL_KEYS
from screens.shell.logging_page import LoggingPage
from screens.shell.typed_ahead import TypedAhead
from widgets.key_bar import KeyBar
from widgets.keys import KeyEntry, bindings
from widgets.notice_line import NoticeLine
from widgets.paged_list import PagedList
from widgets.status_strip import StatusStrip

if TYPE_CHECKING:
    from screens.shell.choices import Choice


class MainScreen(LoggingPage):
    """A screen of the list of main screens, or a page of the same frame that lies on one.

    Subclasses give a title, keys, a body, the tables they show besides the strip's, and how they load and show
    what they hold.
    """

    TITLE_WORD: ClassVar[str] = ""
    KEYS: ClassVar[tuple[KeyEntry, ...]] = ()
    EXPLAINED: ClassVar[str] = ""
    """What the screen is for, in a few sentences, for its help page."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SHELL_KEYS)]

    DEFAULT_CSS = """
    MainScreen { layout: vertical; background: $background; }
    MainScreen.-tiny KeyBar { display: none; }
    MainScreen.-tiny StatusStrip, MainScreen.-short StatusStrip { height: 2; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (8, "-short"), (16, "-normal"), (34, "-tall")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (76, "-narrow"), (100, "-wide"), (150, "-broad")]  # noqa: RUF012

    # What a screen gives

    @classmethod
    async def opened(cls, desk: Desk) -> Self:
        """Read what a screen of the list shows at first, and make it. Raises CockpitError where that cannot be read.

        A page that lies on another is made by that one and needs none.
        """
        raise NotImplementedError

    @abstractmethod
    def compose_body(self) -> ComposeResult:
        """The widgets between the strip and the notice line."""

    def tables(self) -> frozenset[str]:
        """The tables whose rows the screen shows, those of the strip among them."""
        return self.TABLES | self.desk.store.registry.strip_tables()

    def refusal(self, entry: KeyEntry) -> str:
        """Why a key does nothing now; empty where it does."""
        if entry.id in ("undo", "redo") and not self.desk.is_own:
            return self.only_reading()
        return ""

    def only_reading(self) -> str:
        """Says that what is looked at is another's."""
        return f"You are looking at {self.desk.person.name}'s cockpit: it is for reading."

    def open_record(self, table: str, row: int) -> None:
        """Open the page of a record of one of the tables that belong to the screen, whether it is in sight or not."""
        raise NotImplementedError

    async def stepped(self, result: Result) -> None:
        """Go where undo or redo has changed something; by default one stays."""

    # The frame

    def compose(self) -> ComposeResult:
        """The strip, the body, the notice line, the key bar."""
        yield StatusStrip()
        yield from self.compose_body()
        yield NoticeLine()
        yield KeyBar(self.all_keys(), self.refusal)

    def on_mount(self) -> None:
        """Show the numbers that came with the screen."""
        self.show_strip()

    def all_keys(self) -> tuple[KeyEntry, ...]:
        """The keys of this screen and of the shell."""
        return (*self.KEYS, *SHELL_KEYS)

    def refresh_keys(self) -> None:
        """Repaint the key bar, where what keys can do has changed."""
        self.query_one(KeyBar).refresh()

    def shown_week(self) -> Week:
        """The week that the strip tells of."""
        return self.score.week

    def shows_today(self) -> bool:
        """Whether the week that the strip tells of is the present one."""
        return self.shown_week().is_current

    def show_strip(self) -> None:
        """Bring the strip up to date, points on their way to disk included."""
        strip, week = self.query_one(StatusStrip), self.shown_week()
        left, right = headline.who_and_when(week, self.TITLE_WORD)
        pending = self.pending if week.is_current else 0
        strip.show_line(0, left, right)
        strip.show_line(1, headline.score(week, pending, self.score.streak))
        strip.show_line(2, self.third_line())

    def third_line(self) -> list[headline.Part]:
        """What waits to be dealt with."""
        return [part for counted in self.score.counted.values() for part in counted.strip_parts()]

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
            self.set_count("")
        await self.told(self._act(entry.action))

    async def _act(self, action: str) -> None:
        await self.run_action(action)

    def action_clear(self) -> None:
        """Forget the count typed so far, and clear the message."""
        self.set_count("")
        self.say("")

    def action_first_row(self) -> None:
        """Go to the first row of the list that has the focus."""
        if isinstance(self.focused, PagedList):
            self.focused.action_first()

    def action_undo(self) -> None:
        """Take back the last change."""
        self.asking(self._step(Undo, "U redo"))

    def action_redo(self) -> None:
        """Bring back what undo took back."""
        self.asking(self._step(Redo, "u undo"))

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

    # What can be done here

    def action_help(self) -> None:
        """Explain this screen and its keys."""
        from screens.shell.choice_rows import help_choices
        from screens.shell.help import HelpPage

        rows = help_choices(self.all_keys(), self.score.week.kinds, self.refusal)
        self.app.push_screen(HelpPage(f"Help: {self.TITLE_WORD}", self.EXPLAINED, rows), self._run_chosen)

    async def _run_chosen(self, answer: str | None) -> None:
        if answer:
            await self.run_choice(answer)

    def choices(self) -> list[Choice]:
        """What can be done here, for the palette."""
        from screens.shell.choice_rows import key_choices, kind_choices

        reading = "" if self.desk.is_own else f"only {self.desk.person.name} logs here"
        return [*key_choices(self.all_keys(), self.refusal), *kind_choices(self.score.week.kinds, reading)]

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
