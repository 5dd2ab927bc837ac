"""The key by which a screen looks for the same record twice; what is shown then, and how, is said by ``Doubles``."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable
from typing import TYPE_CHECKING

from data.kernel.commands import Result
from screens.shell.main_screen import MainScreen

if TYPE_CHECKING:
    from screens.records.doubles import Doubles


class FindsDoubles(MainScreen):
    """A screen that stands on records of which some may be the same."""

    @abstractmethod
    def chosen(self) -> tuple[int, ...]:
        """The records that a key takes: the marked ones, else the one under the cursor."""

    @abstractmethod
    def doubles(self) -> Doubles:
        """How the noun's doubles are shown and judged; whoever says so imports it when the key is pressed."""

    async def judged(self, chosen: tuple[int, ...], closed: Awaitable[Result | None]) -> Result | None:
        """Wait until the dialog on the doubles of the chosen records is left; the last step taken there."""
        del chosen
        return await closed

    def action_duplicates(self) -> None:
        """Look for the same record twice; two that are marked are held side by side at once."""
        from screens.records.duplicates import Duplicates

        chosen = self.chosen()
        closed = self.ask_result(Duplicates(self.desk, self.doubles(), chosen))
        self.asking(self._say_judged(chosen, closed))

    async def _say_judged(self, chosen: tuple[int, ...], closed: Awaitable[Result | None]) -> None:
        last = await self.judged(chosen, closed)
        if last is not None:
            self.say_done(last)
        self.reload()
