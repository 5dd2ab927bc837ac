"""Somebody who has come in by a key over SSH: until when they may be here, and what is different for them."""

from __future__ import annotations

import signal
import time
from typing import NamedTuple

from textual import events
from textual.widgets import Input

from screens.shell.desk import Desk, News
from screens.shell.text_guard import TextGuard


class Invitation(NamedTuple):
    """Who came in, by which key (empty: not known), and after how many seconds without a key the session ends."""

    person_id: int
    fingerprint: str
    idle_seconds: float


class TakesGuests(TextGuard):
    """An app that ends once its guest has left it alone for too long, or the guest's key or person is gone.

    Nothing blinks for a guest: ``sshd`` does not notice that a client is gone to whom something is always being sent.
    """

    invitation: Invitation | None = None
    """Of the guest; None where somebody of this machine sits at the keys."""
    farewell = ""
    """Why the guest's session was ended; empty where it was not."""
    active_at = 0.0
    """When the guest last did something, by the clock that only goes on; 0 before the first look."""

    async def on_event(self, event: events.Event) -> None:
        """Take what comes in; what somebody does at the terminal tells that somebody is there."""
        if isinstance(event, events.InputEvent | events.Paste):
            self.active_at = time.monotonic()
        await super().on_event(event)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the cursor of a line steady for a guest."""
        if self.invitation is not None and isinstance(event.widget, Input):
            event.widget.cursor_blink = False

    async def look_after_guest(self, desk: Desk, news: News) -> None:
        """End the session where it is time to; whoever may be here is asked of the store when there is news.

        Raises CockpitError where the store cannot be read.
        """
        guest = self.invitation
        if guest is None or self.farewell:
            return
        is_first = not self.active_at
        self.active_at = self.active_at or time.monotonic()
        if time.monotonic() - self.active_at > guest.idle_seconds:
            minutes = _minutes(guest.idle_seconds)
            self._end(
                f"No key for {minutes}: the session has ended. What was half typed is offered at the next."
            )
        elif is_first or news.entries or news.everything:
            from data.access.keys import refusal

            why = await desk.read(refusal, guest.person_id, guest.fingerprint)
            if why:
                self._end(f"{why} The session has ended.")

    def _end(self, farewell: str) -> None:
        """Have the session end as by a signal, which also ends one whose terminal takes nothing any more."""
        self.farewell = farewell
        signal.raise_signal(signal.SIGTERM)


def _minutes(seconds: float) -> str:
    minutes = round(seconds / 60)
    return "a minute" if minutes == 1 else f"{minutes:,} minutes"
