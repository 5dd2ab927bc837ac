"""A main screen of what happened in a period, and the keys by which one looks at another."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable

from data.calendar.days import day_of
from data.calendar.periods import LENGTHS, Period, period_of
from screens.shell.main_screen import MainScreen
from screens.shell.which_key import Follower

_FOLLOWERS = tuple(Follower(length[0], length, length) for length in LENGTHS)
"""The letters that choose a length."""


class PeriodPage(MainScreen):
    """A main screen that shows one period at a time, none that has yet to begin."""

    wanted: Period
    """The period that is wished to be seen, and is seen once it is read."""

    @abstractmethod
    def look_at_period(self, period: Period) -> None:
        """Show another period."""

    def action_earlier(self) -> None:
        """The period before."""
        self.look_at_period(self.wanted.shifted(-1))

    def action_later(self) -> None:
        """The period after."""
        if self.wanted.last >= day_of(self.desk.clock(), self.desk.person.zone):
            self.say("That is the present one: nothing has come after it yet.", tone="warn")
        else:
            self.look_at_period(self.wanted.shifted(1))

    def action_length(self) -> None:
        """Another length of period."""
        self.asking(self._choose_length(self.ask_letter(_FOLLOWERS)))

    async def _choose_length(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        today = day_of(self.desk.clock(), self.desk.person.zone)
        for length in LENGTHS:
            if length == answer:
                # Of a former period the last day tells where one is.
                self.look_at_period(period_of(length, min(self.wanted.last, today)))
