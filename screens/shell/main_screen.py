"""A main screen: a page in the frame of strip and key bar, whose keys come from a table."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Self

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data.calendar.days import clock_time
from data.comments.notices import Unread
from data.kernel import journal
from data.kernel.commands import Result
from data.kernel.errors import CockpitError
from data.kernel.store import Store
from data.kernel.undo import Redo, Undo, last_step, last_undo
from data.outbox.waiting import Waiting
from data.people.steps_elsewhere import is_from_here, told
from data.points import headline
from data.points.week import Week
from data.team.strip import TeamScore
from screens.shell.advice import worded
from screens.shell.desk import REMARKS, Desk, looking_words, visited_words
from screens.shell.drafts import Pressed
from screens.shell.keys import BEHIND_LEADER, LEADER_KEYS, SHELL_KEYS
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

    pressed: Pressed | None = None
    """The key that was pressed last, where what is typed in the dialog that it opens is kept as a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SHELL_KEYS)]

    DEFAULT_CSS = """
    MainScreen { layout: vertical; background: $background; }
    MainScreen.-tiny KeyBar { display: none; }
    MainScreen #whose { height: 1; background: $warning; color: $background; text-wrap: nowrap; }
    MainScreen #whose:ansi { background: ansi_default; color: ansi_default; text-style: reverse; }
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
        return ""

    def begins(self) -> str:
        """The id of the key that begins while the screen is empty, which the key bar has to hold; else nothing."""
        return ""

    def hides_refused(self) -> bool:
        """Whether keys that do nothing now are left out of the key bar, which else shows them dim."""
        return not self.desk.is_own

    def only_reading(self) -> str:
        """Says that what is looked at is another's."""
        return looking_words(self.desk.person)

    @property
    def record(self) -> int | None:
        """The record that keys take, the first of several; None where there is none."""
        return next(iter(self.log_targets()), None)

    async def stand_on(self, record: int) -> None:
        """Have keys take a record that the screen lists, or open the page on which they do."""
        raise NotImplementedError

    def open_record(self, table: str, row: int) -> None:
        """Open the page of a record of one of the tables that belong to the screen, whether it is in sight or not."""
        raise NotImplementedError

    def show_person(self, person_id: int, day: str = "") -> None:
        """Go where it is about somebody, on a day (ISO) where one is meant; by default one stays."""

    async def stepped(self, result: Result) -> None:
        """Go where undo or redo has changed something; by default one stays."""

    async def took_back(self, waiting: Waiting) -> None:
        """Go where what was taken back had waited to be sent; by default one stays."""

    # The frame

    def compose(self) -> ComposeResult:
        """The strip, the body, the notice line, the key bar."""
        self._take_room()
        yield StatusStrip()
        if not self.desk.is_own:
            yield Static(f" {visited_words(self.desk)}   esc back to your own", id="whose", markup=False)
        yield from self.compose_body()
        yield NoticeLine()
        yield KeyBar(self.bar_keys(), self.refusal, self.begins, self.hides_refused)

    def on_mount(self) -> None:
        """Show the numbers that came with the screen."""
        self.show_strip()

    def _take_room(self) -> None:
        """Take the classes of the room there is before anything stands on the screen: the library gives them once all
        does, and styles all anew where they differ.
        """
        for length, breakpoints in zip(
            self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True
        ):
            fitting = max((least, name) for least, name in breakpoints if least <= length)[1]
            self.update_classes({name: name == fitting for _, name in breakpoints}, animate=False)

    def bar_keys(self) -> tuple[KeyEntry, ...]:
        """The keys of which the key bar shows those that fit."""
        return self.all_keys()

    def all_keys(self) -> tuple[KeyEntry, ...]:
        """The keys of this screen and of the shell."""
        return (*self.own_keys(), *self.shared_keys())

    def own_keys(self) -> tuple[KeyEntry, ...]:
        """The keys of this screen, as the person has them."""
        return self.desk.keymap.table(self.KEYS)

    def shared_keys(self) -> tuple[KeyEntry, ...]:
        """The keys of every screen, as the person has them."""
        return self.desk.keymap.table(SHELL_KEYS)

    def key(self, entry_id: str) -> str:
        """How the key of an entry is printed."""
        return next(entry.shown for entry in self.all_keys() if entry.id == entry_id)

    def has_key(self, key: str) -> bool:
        """Whether a key of that name does something here by the tables of keys."""
        return any(key in entry.keys for entry in self.all_keys())

    def does_something(self, letter: str, before: str) -> bool:
        """Capitals may be keys as well."""
        return super().does_something(letter, before) or self.has_key(letter)

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
        there = self.desk.person
        if clock_time(week.now, self.desk.actor.zone) != right:
            right = f"{right} {there.time_zone.rpartition('/')[2].replace('_', ' ')}"
        trouble = self.desk.line.words(there.zone)
        if trouble:
            left = [left[0], headline.Part(headline.GAP + trouble, "warn")]
        pending = self.pending if week.is_current else 0
        strip.show_line(0, [*left, *self.heard()], right)
        strip.show_line(1, self.score_line(week, pending))
        strip.show_line(2, self.third_line())

    def heard(self) -> list[headline.Part]:
        """How many notices wait for whoever sits there."""
        counted = self.score.counted.get("comments")
        return counted.head_parts() if self.desk.is_own and isinstance(counted, Unread) else []

    def desk_is_cut(self) -> None:
        """The strip says so."""
        self.show_strip()

    def score_line(self, week: Week, pending: int) -> list[headline.Part]:
        """The score of a week; where a team is looked at, and of who reviews others and does not sell, the team's."""
        team = self.score.counted.get("team")
        if (week.is_of_no_seller or self.looks_at_team()) and isinstance(team, TeamScore) and team.people:
            return [headline.Part("team" + headline.GAP), *team.score_parts()]
        return headline.score(week, pending, self.score.streak)

    def looks_at_team(self) -> bool:
        """Whether the records of several people are in sight: then the score is the team's."""
        return False

    def third_line(self) -> list[headline.Part]:
        """What waits to be dealt with, the most pressing first: the line is cut at its end where it is too long."""
        parts = [part for counted in self.score.counted.values() for part in counted.strip_parts()]
        ordered = sorted(parts, key=lambda part: part.tone == "dim")
        return [
            part._replace(text=headline.GAP * (place > 0) + part.text.strip())
            for place, part in enumerate(ordered)
        ]

    # Keys

    async def action_press(self, entry_id: str) -> None:
        """Run a key's action, or say why it does nothing now."""
        entry = next(entry for entry in self.all_keys() if entry.id == entry_id)
        if entry.asks_nothing:
            self.letter_behind.over()
        else:
            self.letter_behind.pressed()
        reason = self.refusal(entry)
        if reason:
            self._refuse(reason)
            return
        self.query_one(NoticeLine).forget_trouble()
        self.pressed = None
        if entry.keeps:
            self.pressed = Pressed(entry.id, self.record if entry.keeps == "draft of a record" else None)
        if "escape" not in entry.keys:  # which forgets the number first, and closes only then
            self.set_count("")
        await self.told(self._act(entry.action))

    def _refuse(self, reason: str) -> None:
        """Say why a key does nothing; what was typed behind it already was meant for what did not open."""
        self.say(reason, tone="warn")
        if isinstance(self.app, TypedAhead) and (ahead := self.app.waiting()):
            self.app.forget_typed_ahead()
            self.letter_behind.hold(ahead)
            self.say(self.letter_behind.words)

    @on(events.Key)
    def _tell_unknown(self, event: events.Key) -> None:
        """Say of a key that is none here that it does nothing."""
        character = event.character or ""
        if not event.is_printable or self.is_taken(character) or event.key in self.active_bindings:
            return
        shown = "space" if character == " " else character
        if character.islower():
            self.say(f"{shown} logs nothing here: {self.key('help')} shows the letters that do.")
        else:
            self.letter_behind.pressed()
            self.say(f"{shown} is no key here: {self.key('help')} shows those that are.", tone="warn")

    async def _act(self, action: str) -> None:
        await self.run_action(action)

    def action_clear(self) -> None:
        """Forget the count typed so far, and clear the message; where nothing is left, leave another's cockpit."""
        is_at_top = not self.desk.is_own and not self.has_something_to_clear()
        self.set_count("")
        self.say("")
        if is_at_top:
            # By the app's own hand: this screen goes with the visit, and cannot wait for its own end.
            self.app.call_later(self.app.run_action, "leave_visit")

    def has_something_to_clear(self) -> bool:
        """Whether esc is about something on this screen: a number typed so far."""
        return bool(self.count)

    def action_first_row(self) -> None:
        """Go to the first row of the list that has the focus."""
        if isinstance(self.focused, PagedList):
            self.focused.action_first()

    def action_undo(self) -> None:
        """Take back the last change."""
        self.asking(self._step(Undo, last_step, "take it back", f"{self.key('redo')} redo"))

    def action_redo(self) -> None:
        """Bring back what undo took back."""
        self.asking(self._step(Redo, last_undo, "bring it back", self.undo_hint))

    async def _step(
        self,
        command: type[Undo] | type[Redo],
        meant: Callable[[Store, int], journal.Entry | None],
        doing: str,
        hint: str,
    ) -> None:
        """One step back or forth. What waits to be sent is the last step, and is taken back first."""
        if command is Undo:
            waiting = await self.desk.take_back_waiting()
            if waiting is not None:
                self.say(f"taken back: {waiting.words}, which waited to be sent")
                self.show_strip()
                await self.took_back(waiting)
                return
        step = await self.desk.read_after_writes(meant, self.desk.actor.id)
        if not self.desk.is_own and not await self.desk.read_after_writes(_is_remark, step):
            self.say(self.only_reading(), tone="warn")
            return
        if step is not None and not await self._agrees(step, doing):
            self.say("Left as it is.")
            return
        try:
            result = await self.desk.apply(command, step=step.id if step else None)
        except CockpitError as error:
            taken = await self._rest_of(step, error)
            if taken is None:
                return
            result = taken
        worth = f", {result.points:+d}" if result.points else ""
        self.say(f"{result.summary}{worth}", hint=hint)
        self.reload()
        await self.told(self.stepped(result))
        await self.told(self.desk.follow(result))

    async def _rest_of(self, step: journal.Entry | None, error: CockpitError) -> Result | None:
        """Take back the rest of a step of which somebody has changed a part since, where that is wanted.

        None where it is not, or cannot be done: that is said.
        """
        if error.code != "undo.rest_is_free" or step is None:
            self.say(worded(error), tone="warn")
            return None
        from screens.shell.which_key import Follower

        letters = (Follower("y", "take back the rest", "yes"), Follower("n", "leave all of it", "no"))
        if await self.ask_letter(letters, str(error)) != "yes":
            self.say("Left as it is.")
            return None
        return await self.desk.apply(Undo, rest=True, step=step.id)

    async def _agrees(self, step: journal.Entry, doing: str) -> bool:
        """Whether a step may be taken back or brought back: one from another terminal was not seen here."""
        if is_from_here(self.desk.store, step):
            return True
        from screens.shell.which_key import Follower

        letters = (Follower("y", doing, "yes"), Follower("n", "leave it", "no"))
        words = told(step, self.desk.actor, self.desk.clock())
        return await self.ask_letter(letters, words) == "yes"

    # What can be done here

    def help_rows(self, places: Sequence[Choice]) -> list[Choice]:
        """The rows of this screen's help page; ``places`` are the screens that one can go to."""
        from screens.shell.choice_rows import help_choices

        return help_choices(
            self.own_keys(),
            self.shared_keys(),
            places,
            self.desk.keymap.table(LEADER_KEYS, BEHIND_LEADER),
            self.score.week.kinds,
            self.refusal,
        )

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


def _is_remark(store: Store, step: journal.Entry | None) -> bool:
    """Whether a step, or what it took back, is one that is done while one looks at another's cockpit."""
    done = journal.find(store, step.target) if step is not None and step.target is not None else step
    return done is not None and done.name in REMARKS
