"""A call at most so often: the first at once, the rest gathered into one."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget


class Throttle:
    """Runs `action` at once when it has been quiet, and otherwise once more when the interval is over.

    Args:
        owner: The widget whose timers are used; nothing runs after it is removed.
        interval: Seconds between two runs.
        action: What to run. It should look at the state it finds then.
    """

    def __init__(self, owner: Widget, interval: float, action: Callable[[], None]) -> None:
        self._owner = owner
        self._interval = interval
        self._action = action
        self._timer: Timer | None = None
        self._again = False
        self._ran_late = False

    def call(self) -> None:
        """Run the action now, or remember to run it when the interval is over.

        Nothing happens before the owner is mounted: it has to call again then.
        """
        if not self._owner.is_running:
            return
        if self._timer is not None:
            self._again = True
            return
        self._timer = self._owner.set_timer(self._interval, self._interval_over)
        self._action()

    def hurry(self) -> bool:
        """Run the action now where it waits for the interval to be over; says whether it did."""
        waits, self._again = self._again, False
        if waits:
            self._action()
        return waits

    def has_run_late(self) -> bool:
        """Whether the action has run at the end of an interval since last asked."""
        ran_late, self._ran_late = self._ran_late, False
        return ran_late

    def _interval_over(self) -> None:
        self._timer = None
        if self._again:
            self._again, self._ran_late = False, True
            self.call()
