"""A text that was meant for another window logs nothing: it is held and asked about."""

from __future__ import annotations

from collections.abc import Awaitable, Collection
from typing import TYPE_CHECKING, Any

from textual import events
from textual.widgets import Input

from screens.shell.main_screen import MainScreen
from screens.shell.prose import PAUSE, looks_like_prose, text_ahead
from screens.shell.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from screens.shell.held_text import HeldText

PASTED = "A text was pasted, and nothing here takes one: nothing was done."


class TextGuard(TypedAhead):
    """An app that holds what looks like a text where letters log activities."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._run = ""
        """What was typed in a row on the page in front, without a pause."""
        self._last_at = 0.0
        self._given_before = 0
        """How many commands had been given when the run began."""
        self._meant: set[events.Key] = set()
        """Keys that are keys, whatever they look like together: somebody has said so."""

    def leader_letters(self) -> Collection[str]:
        """The letters that may follow the leader key."""
        return ()

    def holds_back(self, event: events.Key | events.Paste) -> bool:
        """Hold a text; what is typed into a line or a dialog is none of the guard's business."""
        page = self.screen
        if not isinstance(page, MainScreen) or isinstance(self.focused, Input):
            self._run = ""
            return False
        if isinstance(event, events.Paste):
            page.say(PASTED, tone="warn")
            return True
        if event not in self._meant and page.holds_behind(event):
            self._run = ""
            return True
        return self._holds(page, event)

    def _holds(self, page: MainScreen, event: events.Key) -> bool:
        character = event.character if event.character and event.character.isprintable() else ""
        if not character or not self._run or event.time - self._last_at > PAUSE:
            self._run, self._given_before = "", len(page.desk.given)
        self._last_at = event.time
        if event in self._meant:
            self._meant.discard(event)
            return False
        begun, self._run = self._run, self._run + character if character else ""
        if not character or not self._looks_like_prose(page, event):
            return False
        self._run = ""
        self._hold(page, event, begun)
        return True

    def _looks_like_prose(self, page: MainScreen, event: events.Key) -> bool:
        waiting = self.waiting()
        if self._is_key(page, event, waiting[0].character if waiting else None):
            return False
        names = {key.character: key for key in waiting}

        def is_bound(character: str, following: str) -> bool:
            return self._is_key(page, names[character], following)

        ahead = text_ahead((key.character for key in waiting), is_bound)
        return looks_like_prose(self._run + ahead, page.does_something)

    def _is_key(self, page: MainScreen, event: events.Key, following: str | None) -> bool:
        """Whether a key is a step of its own, and no letter or blank of a text."""
        if event.key == "g":
            return following in self.leader_letters()
        is_letter = event.character == " " or (event.character or "").islower()
        return not is_letter and page.has_key(event.key)

    def _hold(self, page: MainScreen, event: events.Key, begun: str) -> None:
        from screens.shell.held_text import HeldText

        held = [event, *self.waiting()]
        self.forget_typed_ahead()
        begin = self._given_before
        dialog = HeldText(held, begun, lambda: len(page.desk.given) - begin)
        page.asking(self._decide(page, dialog, page.ask(dialog), begin))

    async def _decide(
        self, page: MainScreen, dialog: HeldText, asked: Awaitable[str | None], begin: int
    ) -> None:
        from screens.shell.held_text import DROP_ALL, TAKE, take_back

        answer = await asked
        if answer == TAKE:
            # Made anew: what a dialog has stopped goes nowhere any more.
            keys = [events.Key(key.key, key.character) for key in dialog.held]
            self._meant = set(keys)
            await self.take_next(keys)
            return
        dropped = f"{len(dialog.held)} keys dropped"
        await page.confirmed()
        taken = await take_back(page.desk, page.desk.given[begin:]) if answer == DROP_ALL else 0
        page.say(dropped + (f", {taken} step{'' if taken == 1 else 's'} taken back" if taken else ""))
        page.reload()
