"""Whether the store can be reached, as a session knows it: since when it cannot, why, and what waits meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from data.calendar.days import clock_time
from data.kernel.errors import Unreachable
from data.kernel.tones import Tone

if TYPE_CHECKING:
    from data.outbox.outbox import Sent

WHY_UNKNOWN = ""


class Line:
    """What the lanes of a desk have found. One in all desks of a session."""

    def __init__(self) -> None:
        self._since = 0
        self._why = WHY_UNKNOWN
        self.waiting = 0
        """How many entries wait to be sent."""
        self.refused = 0
        """How many entries the store would not take."""

    @property
    def is_cut(self) -> bool:
        """Whether nobody answered when last asked."""
        return bool(self._why)

    def cut(self, error: Unreachable, now: int) -> None:
        """Nobody answers; of what was so already the time stays."""
        if not self.is_cut:
            self._since = now
        self._why = error.why

    def restored(self) -> bool:
        """Somebody answers; says whether that is new."""
        was_cut, self._why = self.is_cut, WHY_UNKNOWN
        return was_cut

    def refuse(self, zone: tzinfo) -> None:
        """Raise Unreachable where the line is cut, without asking again."""
        if self.is_cut:
            raise Unreachable(
                f"{self._why[0].upper()}{self._why[1:]} since {clock_time(self._since, zone)}: "
                "what was read last stays in sight, and nothing was written.",
                code="cluster.unreachable",
                why=self._why,
                may_be_written=False,
            )

    def words(self, zone: tzinfo) -> str:
        """Says what is wrong, in a few words; empty where nothing is."""
        if self.is_cut:
            kept = (
                f"{_entries(self.waiting, 'wait', 'waits')} to be sent" if self.waiting else "logging is kept"
            )
            return f"{self._why} since {clock_time(self._since, zone)}; {kept}"
        if self.waiting:
            return f"{_entries(self.waiting, 'wait', 'waits')} to be sent"
        if self.refused:
            return f"{_entries(self.refused, 'were', 'was')} not taken: cockpit outbox"
        return ""


def _entries(count: int, many: str, one: str) -> str:
    return f"1 entry {one}" if count == 1 else f"{count} entries {many}"


def told_sent(sent: Sequence[Sent]) -> tuple[str, Tone]:
    """What became of entries that were sent: ``2 entries sent, +11``; of what was refused why."""
    from data.outbox.outbox import sent_words

    refused = [one for one in sent if one.refused]
    if refused:
        return f"Not taken: {refused[0].waiting.words}. {refused[0].refused}", "warn"
    return (sent_words(sent), "good") if sent else ("", "")
