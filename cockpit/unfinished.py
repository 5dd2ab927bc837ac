"""What is half typed: noted while the app runs, offered at the next start, and put back where it was."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from screens.shell.drafts import Draft, DraftBook, Pressed, lines_of, put_back
from screens.shell.keys import chord

if TYPE_CHECKING:
    from cockpit.app import CockpitApp

_LOOKS, _LOOK_AGAIN = 200, 0.01
"""How often it is looked whether a dialog has come up, and the seconds between two looks."""


class KeepsDrafts(Protocol):
    """Where what is half typed lies between two sessions."""

    def take_over(self, now: int) -> list[Draft]:
        """What earlier sessions have left."""
        ...

    def save(self, drafts: Sequence[Draft]) -> None:
        """Keep these and no others. Raises OSError."""
        ...


class Unfinished:
    """The drafts of an app, kept in a place that outlives it."""

    def __init__(self, app: CockpitApp, place: KeepsDrafts) -> None:
        self._app = app
        self._place = place
        self._book = DraftBook()
        self._is_over = False
        self._awaited: Pressed | None = None
        """The key that was pressed last when one looked before."""

    def note(self) -> None:
        """Take note of what stands in the dialog that is open, where that is worth keeping."""
        app = self._app
        if self._is_over or not app.is_running or not app.screen_stack:
            return
        front, stack = app.front, app.screen_stack
        above = stack[stack.index(front) + 1 :] if front in stack else []
        label = next((e.label for e in front.all_keys() if front.pressed and e.id == front.pressed.key), "")
        dialog = above[0] if above else None
        if dialog is None and front.pressed is not None and front.pressed is self._awaited:
            front.pressed = None  # a key that has opened nothing
        self._awaited = front.pressed
        self._book.note(dialog, front.pressed, app.current_mode, label, app.desk.clock())

    def note_last(self) -> None:
        """The same where the app is about to end: dialogs that close from here on are left by nobody."""
        self.note()
        self._is_over = True

    @property
    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return self._book.changed

    def save(self) -> None:
        """Put on disk what is half typed. What the disk refuses costs a draft, and nothing else."""
        if self._book.changed:
            self._book.changed = False
            with suppress(OSError):
                self._place.save(self._book.all)

    async def offer(self) -> None:
        """Say what the last sessions have left half typed, if anything."""
        app = self._app
        with suppress(OSError):
            self._book.left = await asyncio.to_thread(self._place.take_over, app.desk.clock())
        if self._book.left:
            app.front.say(
                f'Left half typed: "{self._book.left[0].words}"',
                hint=f"{chord(app.desk.keymap, 'unfinished')} takes it up",
                tone="warn",
            )

    async def take_up(self) -> None:
        """Open again what was left last, filled as it was."""
        app, book = self._app, self._book
        if not book.left:
            app.front.say("Nothing was left half typed.", tone="dim")
            return
        draft = book.left[0]
        await app.action_go_to(draft.mode)
        if draft.record is not None:
            await app.front.stand_on(draft.record)
        front = app.front
        await _until(lambda: front.is_mounted)
        await front.action_press(draft.key)
        await _until(lambda: app.screen is not front and bool(lines_of(app.screen)))
        if app.screen is front:
            self._give_up(draft)
            return
        put_back(app.screen, draft.texts)
        book.taken_up(draft, app.screen, front.pressed)

    def _give_up(self, draft: Draft) -> None:
        """What was typed has no place any more: a record that has gone, a week that is signed."""
        app = self._app
        app.copy_to_clipboard("\n".join(text for text in draft.texts if text))
        self._book.dropped(draft)
        app.front.say(f'It cannot be taken up any more; on your clipboard: "{draft.words}"', tone="warn")


async def _until(is_so: Callable[[], bool]) -> None:
    """Wait a little for what a key brings up."""
    for _ in range(_LOOKS):
        if is_so():
            return
        await asyncio.sleep(_LOOK_AGAIN)
