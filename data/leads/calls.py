"""A call with its outcome as one step, for blocks of calls."""

from __future__ import annotations

from typing import NamedTuple

from data.commands import Change, Decision, Reader
from data.errors import Refused
from data.permissions import OWN
from data.points.log import LogActivity
from data.text import clean


class LogCall(NamedTuple):
    """Log one call to a lead with how it went; an outcome that is an activity of its own is logged besides.

    The further activity bears the command's id plus one.
    """

    id: int
    actor: int
    at: int
    lead_id: int
    outcome: str = ""
    name: str = "call"
    right: str = OWN

    def decide(self, reader: Reader) -> Decision:
        """Refuses what logging refuses, and an outcome that is not in the company's list."""
        call = LogActivity(self.id, self.actor, self.at, "call", 1, self.at, lead_id=self.lead_id)
        decision = call.decide(reader)
        if not self.outcome:
            return decision
        kind = self._kind(reader)
        first, *touched = decision.changes
        changes = [_with(first, {"outcome": self.outcome}), *touched]
        points, summary = decision.points, f"{decision.summary}: {self.outcome}"
        if kind:
            besides = LogActivity(self.id + 1, self.actor, self.at, kind, 1, self.at).decide(reader)
            changes.append(_with(besides.changes[0], {"lead_id": (first.after or {})["lead_id"]}))
            points += besides.points
            summary += f", {besides.summary}"
        return decision._replace(changes=changes, points=points, summary=summary)

    def _kind(self, reader: Reader) -> str:
        rows = reader.select("select kind from choice where list = 'outcome' and name = ?", (self.outcome,))
        if not rows:
            raise Refused(f"{clean(self.outcome, 40)!r} is no outcome.")
        return str(rows[0][0])


def _with(change: Change, columns: dict[str, object]) -> Change:
    return change._replace(after={**(change.after or {}), **columns})
