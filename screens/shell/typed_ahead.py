"""Keys that are typed faster than the screen follows: each waits for what the one before it opens or closes.

The library hands every key to whatever has the focus when the key comes in. Over a slow line a whole word comes in
at once, and would land in a dialog that is about to close, or in the screen below one that is about to open.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Any

from textual import events, on
from textual.app import App
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen

from widgets.paged_list import PagedList

ASKING, SAVING = "asking", "saving"
"""Names of work that keys wait for: what follows an answer, and may ask on; what a dialog reads or writes first."""

PATIENCE = 2.0
"""Seconds that a key waits at most, should what it waits for never come about."""

FOLLOW_AFTER = 0.01
"""Seconds after which a key is followed though no other has come: what it does is painted first."""

LOOK_AGAIN_AFTER = 0.005
"""Seconds between two looks at work that holds up keys."""


class FollowedKey(Message):
    """Goes the way of a key, from the widget with the focus up to the app: it arrives when the key is dealt with."""

    def __init__(self, turn: int) -> None:
        super().__init__()
        self.turn = turn


class TypedAhead(App[None]):
    """An app that takes one key at a time.

    A key is dealt with once it has reached the app or was stopped below, what it set off on its widget has been
    dealt with too, the screen in front is ready, and ``holds_up_keys`` says that nothing more is to be waited for.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._turn = 0
        self._is_following = False
        self._has_arrived = False
        self._screen_before: Screen[Any] | None = None
        self._to_follow: DOMNode | None = None
        self._alarms: list[asyncio.TimerHandle] = []

    def holds_up_keys(self) -> bool:
        """Whether work goes on that will open or close something."""
        return False

    def holds_back(self, event: events.Key | events.Paste) -> bool:
        """Whether a key or a pasted text is not to be taken now; whoever says so has dealt with it."""
        return False

    def waiting(self) -> list[events.Key]:
        """The keys that wait for their turn, up to a pasted text."""
        keys: list[events.Key] = []
        for event in self._ahead:
            if not isinstance(event, events.Key):
                break
            keys.append(event)
        return keys

    async def take_next(self, keys: Sequence[events.Key]) -> None:
        """Take keys as if they came in now, before those that wait."""
        self._ahead.extendleft(reversed(keys))
        if self._ahead and not self._is_following:
            await self._take(self._ahead.popleft())

    @property
    def is_following(self) -> bool:
        """Whether a key is still being dealt with."""
        return self._is_following

    async def on_event(self, event: events.Event) -> None:
        """Take a key or a pasted text that comes in, or let it wait for its turn."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or not self.screen_stack:
            await super().on_event(event)
        elif self._is_following:
            self._ahead.append(event)
            self._follow_taken()
        else:
            if isinstance(rows := self.focused, PagedList):
                rows.was_told_late()  # nothing was typed meanwhile: what followed from it is over
            await self._take(event)

    async def _take(self, event: events.Key | events.Paste) -> None:
        self._turn += 1
        self._is_following, self._has_arrived = True, False
        self._screen_before = self.screen
        loop = asyncio.get_running_loop()
        self._alarms = [
            loop.call_later(FOLLOW_AFTER, self._follow_taken),
            loop.call_later(PATIENCE, self.call_later, self._go_on, self._turn),
        ]
        self._to_follow = self.focused or self.screen
        if self._comes_before_its_row(event):
            self._ahead.appendleft(event)
            self._has_arrived = True
        elif self.holds_back(event):
            self._has_arrived = True
        else:
            await super().on_event(event)
            self._has_arrived = not event.is_forwarded
        if self._ahead:
            self._follow_taken()

    def _comes_before_its_row(self, event: events.Key | events.Paste) -> bool:
        """Whether a key would come before what follows from the row to which the cursor was moved just now: a list
        gathers moves, and tells at last where they ended.
        """
        rows = self.focused
        moves = isinstance(event, events.Key) and event.key in PagedList.MOVES
        if not isinstance(rows, PagedList) or moves:
            return False
        was_told = rows.was_told_late()
        return rows.tell_now() or was_told

    def forget_typed_ahead(self) -> None:
        """Drop what was typed behind a key that was refused: it was meant for what did not open."""
        self._ahead.clear()

    def _follow_taken(self) -> None:
        """Follow the key that was taken last to where it went, or to what has come in front since."""
        target, self._to_follow = self._to_follow, None
        if target is None or not self.screen_stack:
            return
        if target.is_attached and self.screen is self._screen_before:
            target.post_message(FollowedKey(self._turn))
        else:
            self._has_arrived = True
            self._follow()

    def on_key(self) -> None:
        """A key that nobody has stopped runs an action; that may set off something on the widget it came from."""
        self._has_arrived = True

    def _follow(self) -> None:
        if self.screen_stack:  # there is none while the app ends
            (self.focused or self.screen).post_message(FollowedKey(self._turn))

    @on(FollowedKey)
    async def _followed(self, event: FollowedKey) -> None:
        if event.turn != self._turn or not self._is_following or not self.screen_stack:
            return
        if self._has_arrived or self.screen is not self._screen_before:
            self._has_arrived, self._screen_before = False, self.screen
            self._follow()
        elif self.holds_up_keys():
            self.set_timer(LOOK_AGAIN_AFTER, self._follow)
        else:
            await self._go_on(self._turn)

    async def _go_on(self, turn: int) -> None:
        """Take the next key; the one of this turn is dealt with, or has had its time."""
        if turn != self._turn or not self._is_following:
            return
        for timer in self._alarms:
            timer.cancel()
        self._is_following, self._to_follow = False, None
        if self._ahead and self.screen_stack:
            await self._take(self._ahead.popleft())
