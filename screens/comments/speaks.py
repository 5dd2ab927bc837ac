"""Speaking of what one stands on, by a key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from data.comments.subject import Subject, about
from data.kernel.commands import Result
from data.kernel.store import Store
from screens.comments.keys import COMMENT_KEY
from screens.shell.main_screen import MainScreen
from widgets.keys import KeyEntry

FIRST_IN_A_VISIT = 10
"""The rank of the key in another's cockpit: behind the shell's own alone."""

Say = Callable[[str], Awaitable[Result]]
"""What says something on a subject."""


class Speaks(MainScreen):
    """A screen on which something is spoken of: what its own cursor stands on."""

    def spoken_of(self) -> Subject | None:
        """What is spoken of; None where there is nothing."""
        raise NotImplementedError

    def bar_keys(self) -> tuple[KeyEntry, ...]:
        """To speak is what one does in another's cockpit: its key comes first there."""
        keys = super().bar_keys()
        if self.desk.is_own:
            return keys
        return tuple(replace(key, rank=FIRST_IN_A_VISIT) if key.id == COMMENT_KEY.id else key for key in keys)

    def refusal(self, entry: KeyEntry) -> str:
        """There is something to speak of; a manager speaks of the team's, too."""
        reason = super().refusal(entry)
        if reason or entry.id != COMMENT_KEY.id:
            return reason
        return (
            "" if self.is_mounted and self.spoken_of() is not None else "There is nothing here to speak of."
        )

    def action_comment(self) -> None:
        """Show what was said of it, and take what is said."""
        subject = self.spoken_of()
        if subject is not None:
            self.asking(self._speak(subject))

    async def _speak(self, subject: Subject) -> None:
        from data.comments.saying import AddComment

        def say_it(text: str) -> Awaitable[Result]:
            return self.desk.apply(AddComment, subject=subject, text=text)

        called = await self.desk.read_after_writes(_called, subject)
        await self.speak_of(subject, called, say_it)

    async def speak_of(self, subject: Subject, called: str, say_it: Say) -> None:
        """Open the thread on a subject; once it is left, show what came of it."""
        from screens.comments.thread_dialog import Thread

        result = await self.ask_result(Thread(self.desk, called, subject, say_it))
        if result is not None:
            self.say_done(result)
            self.reload()


def _called(store: Store, subject: Subject) -> str:
    return about(store, subject).called
