"""Asking from a screen: a dialog or a page comes on top, and its answer is awaited while the screen lives on.

What is asked for is pushed before its action returns, so that letters typed right after the key are the dialog's;
the answer is awaited in a worker.
"""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Awaitable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from data.kernel.commands import Result
from data.kernel.errors import CockpitError
from data.kernel.tones import Tone
from screens.shell.advice import worded
from screens.shell.layouts import foreign_layout
from screens.shell.typed_ahead import ASKING

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from screens.shell.which_key import Follower
else:
    DOMNode = object  # a second base of the library's kind would lose the first one's styles


ASKS_LETTER = "asks-letter"
"""The class of a screen that asks for one letter, behind which the key that opened it may still be refused."""


def not_among(answer: str) -> str:
    """Says that a letter, which was answered as ``?x``, is none of those that were asked for."""
    return foreign_layout(answer[1:]) or f"{answer[1:]!r} is none of these."


class Asks(DOMNode):
    """A screen that says what happened or failed, and awaits the answers of what it opens."""

    @abstractmethod
    def say(self, text: str, *, hint: str = "", tone: Tone = "") -> None:
        """Show a message."""

    async def told(self, doing: Awaitable[None]) -> None:
        """Await something; where it fails, say why and live on."""
        try:
            await doing
        except CockpitError as error:
            self.say(worded(error), tone="bad")

    def ask(self, dialog: Screen[str]) -> Awaitable[str | None]:
        """Show a dialog now; its answer can be awaited, None where it was left without one."""
        return self._answer_of(dialog)

    def ask_result(self, dialog: Screen[Result]) -> Awaitable[Result | None]:
        """The same, of a dialog that applies a command and answers with its result."""
        return self._answer_of(dialog)

    def open_page(self, page: Screen[None]) -> Awaitable[None]:
        """Show a page now; that it was left can be awaited."""
        return self._answer_of(page)

    def _answer_of(self, screen: Screen[Any]) -> Awaitable[Any]:
        answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def take(answer: Any) -> None:
            if not answered.done():
                answered.set_result(answer)

        self.app.push_screen(screen, take)
        return answered

    def ask_letter(self, followers: Sequence[Follower], question: str = "") -> Awaitable[str | None]:
        """Ask for one of some letters, which answer the question where there is one."""
        from screens.shell.which_key import WhichKey

        return self.ask(WhichKey(followers, question))

    def ask_and_do(self, prompt: Screen[str]) -> None:
        """Show a prompt that does itself what it asks for, and wait until the screen shows what came of it."""
        self.asking(self._left(self.ask(prompt)))

    async def _left(self, asked: Awaitable[str | None]) -> None:
        await asked

    def asking(self, doing: Coroutine[Any, Any, None]) -> None:
        """Run what waits for an answer, until the screen shows what came of it; where it fails, say why."""
        self.run_worker(self._asked(doing), name=ASKING)

    async def _asked(self, doing: Coroutine[Any, Any, None]) -> None:
        await self.told(doing)
        await self.in_sight()

    async def in_sight(self) -> None:
        """Wait until the screen shows what was done: at once, unless it reads again what it shows."""
