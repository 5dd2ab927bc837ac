"""The app: it brings store, person and clock to the screens, and goes from one to the other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType

from cockpit.alerts import SILENT, Ways
from cockpit.in_front import Speaks
from cockpit.screen_list import SCREEN, SCREENS, ScreenEntry
from cockpit.settings_by_key import SettingsByKey
from cockpit.unfinished import KeepsDrafts, Unfinished
from cockpit.visit import Visit, readable_person
from data.kernel.errors import CockpitError
from data.kernel.memory import give_back, keep_little
from data.kernel.tones import Tone
from data.points.board import Board
from screens.points.points_screen import PointsScreen
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.keys import BEHIND_LEADER, LEADER_KEYS, chord, leader_of
from screens.shell.layouts import foreign_layout
from screens.shell.main_screen import MainScreen
from screens.shell.typed_ahead import ASKING, SAVING
from widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from screens.shell.which_key import Follower

WARM_UP_AFTER = 0.4
"""Seconds after the first screen stands at which those not yet gone to are imported."""

WARMED = (
    "cockpit.palette_choices",
    "screens.shell.palette",
    "screens.shell.help",
    "screens.points.log_form",
    "data.leads.alerts",
)
"""What keys of the first screen open: imported with the other screens."""

HOLD_UP_KEYS = frozenset({ASKING, SAVING})
"""The work of a screen in front that ends with another one there."""

TEAM, POINTS = "team", "points"
"""The modes of the screens with which one begins: managers with the one from which others' cockpits are looked at."""
OWN_MODES = frozenset({TEAM, "review"})
"""The modes of screens that show those whom one reviews: gone to from another's cockpit they are one's own."""

HAND_OVER = 0.00005
"""Seconds in which another thread has certainly taken over."""

HOW_TO_QUIT = "{quit} quits, and so does {chord}. Everything logged is on disk."


class CockpitApp(SettingsByKey):
    """Cockpit on a screen.

    ``remember`` keeps a setting that was chosen by a key; it may raise a CockpitError. ``notice`` is said at the start,
    or ``trouble``, a warning, in its place. Whoever is here for the first time is shown the first keys, and ``why`` the
    goal is what it is (None: somebody who knows). ``ways`` are how the person is told of what happens while looking
    elsewhere. ``drafts`` keeps what is half typed.
    """

    TITLE = "Cockpit"
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = POINTS
    VISITED_FIRST: ClassVar[str] = POINTS
    """The screen of another's cockpit that one comes to."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(entry.key, f"go_to({entry.mode!r})", entry.title, show=False, id=f"{SCREEN}{entry.mode}")
        for entry in SCREENS
        if entry.key
    ]

    def __init__(
        self,
        desk: Desk,
        board: Board,
        *,
        theme: str,
        notice: str = "",
        trouble: str = "",
        why: str | None = None,
        remember: Callable[[str, str], None] | None = None,
        ways: Ways = SILENT,
        drafts: KeepsDrafts | None = None,
    ) -> None:
        super().__init__(desk, ways, theme, remember)
        self._board = board
        self._notice: tuple[str, Tone] = (trouble, "warn") if trouble else (notice, "good")
        self._why = why
        self._unfinished = Unfinished(self, drafts) if drafts is not None else None
        self._main_screens: dict[str, MainScreen] = {}
        self._visit: Visit | None = None
        self.add_mode(self.DEFAULT_MODE, self._first_screen)

    def _first_screen(self) -> MainScreen:
        self._main_screens[self.DEFAULT_MODE] = screen = PointsScreen(self.desk, self._board)
        return screen

    @property
    def front(self) -> MainScreen:
        """The screen in sight, below any dialog: a main screen, or a page that lies on one."""
        pages = [screen for screen in self.screen_stack if isinstance(screen, MainScreen)]
        return pages[-1] if pages else self._main_screens[self.current_mode]

    def listeners(self) -> set[MainScreen]:
        """The main screens opened so far, and the pages that lie on the one in front."""
        return {*self._main_screens.values(), *(s for s in self.screen_stack if isinstance(s, MainScreen))}

    def on_mount(self) -> None:
        """Start listening for changes, and tick with the minute; bind what the person has changed."""
        self.set_keymap(self.desk.keymap.bindings())
        self.run_worker(self.listen(), name="listen")
        self.tick_with_the_minute()
        self.call_after_refresh(self._begin)

    def _warm_up(self) -> None:
        """Import the other screens while nobody waits, so that the first visit paints at once; then look for alerts,
        and let go of what only the start has needed.
        """
        # Not a coroutine: one that an ending app has not begun yet would be complained of.
        self.run_worker(self._import_screens, name="warm up")  # type: ignore[arg-type]

    async def _import_screens(self) -> None:
        for module in (*(entry.module for entry in SCREENS), *WARMED):
            await asyncio.to_thread(import_module, module)
        await self.look_for_alerts(())
        self.desk.store.close()  # this thread's: from here on all is read in others
        keep_little()
        await asyncio.to_thread(give_back)

    def _begin(self) -> None:
        """Have counted what waits, say what is to be said first, and show the first keys to whoever is here for the
        first time.
        """
        self.set_timer(WARM_UP_AFTER, self._warm_up)
        front = self.front
        if not front.score.counted:
            front.reload()
        example = next((total for total in front.score.week.kinds if total.kind.active), None)
        if self._why is not None and example is not None:
            from screens.shell.welcome import Welcome

            self.push_screen(Welcome(example, self._why, front.shared_keys()), self._welcomed)
        else:
            self._say_first()

    def _say_first(self) -> None:
        words, tone = self._notice
        if words:
            self.front.say(words, tone=tone)
        if self._unfinished is not None and self.desk.is_own:
            self.run_worker(self._unfinished.offer(), name="offer")

    async def _welcomed(self, key: events.Key | None) -> None:
        self._say_first()
        if key is not None:
            await self.take_next([key])

    # What is half typed

    async def keep_unfinished(self) -> None:
        """Keep what is half typed, where it has changed."""
        if self._unfinished is not None:
            self._unfinished.note()
            if self._unfinished.is_changed:
                await asyncio.to_thread(self._unfinished.save)

    def save_unfinished(self) -> None:
        """Put on disk what is half typed, once the app has ended."""
        if self._unfinished is not None:
            self._unfinished.save()

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Leave; what stands in a dialog that is still open is kept."""
        if self._unfinished is not None:
            self._unfinished.note_last()
        super().exit(*args, **kwargs)

    def action_take_up(self) -> None:
        """Open again what was half typed when the last session ended."""
        if self._unfinished is not None:
            self.front.asking(self._unfinished.take_up())

    def post_display_hook(self) -> None:
        """Let the thread that writes to the terminal have its turn: else it waits for what follows on the key."""
        time.sleep(HAND_OVER)

    # Keys that wait

    def holds_up_keys(self) -> bool:
        """Whether the screen in front is about to close, or to ask the next question."""
        return any(
            worker.name in HOLD_UP_KEYS and worker.is_running and worker.node is self.screen
            for worker in self.workers
        )

    def leader_letters(self) -> frozenset[str]:
        """The letters of screens and of the other keys behind ``g``."""
        return frozenset(follower.letter for follower in self._followers())

    def _screens(self) -> list[ScreenEntry]:
        """The main screens, with the keys that the person has for them."""
        return [entry.by(self.desk.keymap) for entry in SCREENS]

    def _followers(self) -> list[Follower]:
        from screens.shell.which_key import Follower

        keys = self.desk.keymap.table(LEADER_KEYS, BEHIND_LEADER)
        return [
            *(Follower(entry.letter, entry.title, f"screen {entry.mode}") for entry in self._screens()),
            *(Follower(key.shown, key.label, f"leader {key.id}") for key in keys),
        ]

    # Going places

    async def action_go_to(self, mode: str) -> None:
        """Bring another main screen to the front, of the cockpit that is looked at; some are always one's own."""
        if self._visit is not None and mode in OWN_MODES:
            visited = self._visit.desk.person.id
            await self._leave(mode)
            front, refreshed = self.front, asyncio.Event()
            self.call_after_refresh(refreshed.set)
            front.run_worker(self._show_person(front, visited, refreshed), name=ASKING)
            return
        await self._go_to(mode, self._visit)

    async def _show_person(self, front: MainScreen, visited: int, refreshed: asyncio.Event) -> None:
        """Stand on who was visited, once the screen is there; keys wait for that, as for an answer."""
        await refreshed.wait()
        front.show_person(visited)

    async def _go_to(self, mode: str, visit: Visit | None) -> bool:
        """Bring a main screen to the front; its module is imported when it is first gone to. Says whether it came."""
        place = mode if visit is None else visit.place(mode)
        if place not in self._main_screens:
            entry = next(entry for entry in SCREENS if entry.mode == mode)
            kind: type[MainScreen] = getattr(import_module(entry.module), entry.name)
            try:
                screen = await kind.opened(self.desk if visit is None else visit.desk)
            except CockpitError as error:
                self.front.say(worded(error), tone="bad")
                return False
            self._main_screens[place] = screen
            self.add_mode(place, lambda: screen)
        elif place != self.current_mode:
            # What was changed on another screen is no news to the desk, which knows its own commands.
            self._main_screens[place].is_stale = True
        self.switch_mode(place)
        return True

    # Another's cockpit

    async def action_visit(self, person_id: int) -> None:
        """Open the cockpit of somebody whom one reviews, to read in it."""
        try:
            person = await self.desk.read_after_writes(readable_person, self.desk.actor, person_id)
        except CockpitError as error:
            self.front.say(worded(error), tone="bad")
            return
        visit = Visit(self.desk.visiting(person), self.current_mode)
        if await self._go_to(self.VISITED_FIRST, visit):
            self._visit = visit

    async def action_leave_visit(self) -> None:
        """Back to the own cockpit, where one was."""
        if self._visit is not None:
            await self._leave(self._visit.came_from)

    async def _leave(self, mode: str) -> None:
        """Close the cockpit that is looked at, and go on with a screen of one's own."""
        visit, self._visit = self._visit, None
        if not await self._go_to(mode, None) or visit is None:
            return
        for place in [place for place in self._main_screens if visit.holds(place)]:
            del self._main_screens[place]
            await self.remove_mode(place)

    def action_go(self) -> None:
        """Show the letters that may follow ``g``."""
        from screens.shell.which_key import WhichKey

        followers, leader = self._followers(), leader_of(self.desk.keymap)
        self.push_screen(WhichKey(followers, leader=leader), self._run_chosen)

    def action_help(self) -> None:
        """Explain the screen in front and its keys."""
        from cockpit.palette_choices import places
        from screens.shell.help import HelpPage

        front = self.front
        page = HelpPage(
            f"Help: {front.TITLE_WORD}", front.EXPLAINED, front.help_rows(places(self.desk.keymap))
        )
        self.push_screen(page, self._run_chosen)

    def action_notices(self) -> None:
        """Show what was said to whoever sits there, and go to what it was said of."""
        from cockpit.to_subject import show_notices

        show_notices(self)

    def action_palette(self) -> None:
        """Find anything by name: what can be done, and records."""
        from cockpit.palette_choices import everything, records_of
        from screens.shell.palette import Palette

        self.push_screen(Palette(everything(self.front, self.theme), records_of(self.desk)), self._run_chosen)

    async def _run_chosen(self, answer: str | None) -> None:
        if not answer:
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
        visit = self._visit
        if await self._go_to(mode, visit):
            self._main_screens[mode if visit is None else visit.place(mode)].open_record(table, row)

    async def action_show_record(self, table: str, row: int) -> None:
        """Open the page of a record, over the main screen that it belongs to."""
        mode = next(entry.mode for entry in SCREENS if table in entry.opens)
        await self._open_record(mode, table, row)

    # Leaving

    def action_help_quit(self) -> None:
        """Say how to quit where ctrl+c was pressed."""
        self._warn(HOW_TO_QUIT.format(quit=self.front.key("quit"), chord=chord(self.desk.keymap, "leave")))

    @on(events.Key)
    def _tell_layout(self, event: events.Key) -> None:
        """Say of a letter that nobody took where it comes from."""
        words = foreign_layout(event.character)
        if words:
            self._warn(words)

    @on(TypedLine.Full)
    def _tell_full(self, event: TypedLine.Full) -> None:
        """Say how much of what was typed or pasted a line could not take."""
        many = "1 character was" if event.left_out == 1 else f"{event.left_out:,} characters were"
        self._warn(f"{many} left out: the line takes {event.limit:,}.")

    def _warn(self, words: str) -> None:
        top = self.screen if isinstance(self.screen, Speaks) else self.front
        top.say(words, tone="warn")


class TeamApp(CockpitApp):
    """Cockpit as it opens for who reviews others: on the team."""

    DEFAULT_MODE = TEAM

    def _first_screen(self) -> MainScreen:
        from screens.team.team_screen import TeamScreen, shown

        team = shown(self.desk.store, self.desk.person, self.desk.clock())
        self._main_screens[self.DEFAULT_MODE] = screen = TeamScreen(self.desk, team)
        return screen

    async def action_go_to(self, mode: str) -> None:
        """Who does not sell has no points: the team stands in their place."""
        if mode == POINTS and self._visit is None and not self.desk.person.sells:
            await super().action_go_to(TEAM)
            self.front.say("Who does not sell has no points: this is your team.", tone="dim")
            return
        await super().action_go_to(mode)
