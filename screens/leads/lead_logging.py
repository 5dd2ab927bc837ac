"""Letters log for the leads that one stands on; a call to one lead asks for its outcome by one more key, and a deal
won offers to close its lead.
"""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections import deque
from collections.abc import Sequence
from typing import ClassVar

from textual import events

from data.kernel.commands import Result
from data.kernel.errors import CockpitError
from data.leads.calls import LogForLeads
from data.leads.inbox import Lists
from data.leads.triage import SetOutcome
from data.leads.win import WON, WinLeads
from data.points.kinds import Kind
from data.points.log import LogActivity
from data.points.score import Score
from data.records.choices import Choice
from screens.leads.dealt_with import DealtWith
from screens.shell.desk import Desk
from screens.shell.main_screen import MainScreen

CALL = "call"
"""The kind of activity that has an outcome."""
CLOSES = "y"
"""The letter that closes a lead as won, right after its deal was logged."""

LEAD_TABLES = frozenset({"choice", "comment", "company", "lead", "lead_status", "message", "note"})


class LogsForLeads(MainScreen):
    """A screen that stands on one lead or on several that are marked."""

    TABLES: ClassVar[frozenset[str]] = LEAD_TABLES

    def __init__(self, desk: Desk, score: Score, lists: Lists) -> None:
        super().__init__(desk, score)
        self.lists = lists
        self.dealt_with = DealtWith()
        self._call: asyncio.Future[int] | None = None
        """The entry of a call that was logged just now, or is being logged: its outcome may follow."""
        self._begun: deque[asyncio.Future[int] | None] = deque()
        self._sold: tuple[int, ...] = ()
        """The leads of a deal that was logged just now: the next key may close them as won."""

    @abstractmethod
    def chosen(self) -> tuple[int, ...]:
        """The leads that a key takes: the marked ones, else the one under the cursor."""

    def log_targets(self) -> tuple[int, ...]:
        """The leads that activities belong to: those that keys take."""
        return self.chosen()

    @property
    def outcomes(self) -> Sequence[Choice]:
        """How a call can go."""
        return self.lists.outcomes

    def log_kind(self, kind: Kind, count: int) -> None:
        """Log; one call to one lead asks for its outcome with one more key."""
        if not self.desk.is_own:
            super().log_kind(kind, count)
            return
        self._sold = self.log_targets() if kind.code == WON else ()
        is_call = kind.code == CALL and count == 1 and len(self.log_targets()) == 1
        self._call = asyncio.get_running_loop().create_future() if is_call else None
        self._begun.append(self._call)
        super().log_kind(kind, count)

    async def apply_log(self, kind: Kind, count: int, targets: tuple[int, ...]) -> Result:
        """Put activities on disk; the outcome of a call can be told from then on."""
        call = self._begun.popleft()
        try:
            with self.dealt_with.dealing(targets):
                result = await self._apply_for(kind, count, targets)
        except CockpitError:
            if call is not None:
                call.cancel()
            raise
        if call is not None and result.waiting:
            call.cancel()  # how it went is told of an entry that is there
        elif call is not None and not call.done():
            call.set_result(result.id)
        return result

    async def _apply_for(self, kind: Kind, count: int, leads: tuple[int, ...]) -> Result:
        """One entry, or one for each of several leads."""
        desk, now = self.desk, self.desk.clock()
        if len(leads) > 1:
            words = f"{kind.counted(count * len(leads))} for {len(leads):,} leads"
            return await desk.log(words, LogForLeads, kind=kind.code, count=count, leads=leads)
        lead, words = (leads[0], f"{kind.counted(count)} to a lead") if leads else (None, kind.counted(count))
        return await desk.log(words, LogActivity, kind=kind.code, count=count, done_at=now, lead_id=lead)

    def say_logged(self, result: Result) -> None:
        """Say what was logged; of the newest call, which keys tell its outcome."""
        if self._sold:
            self.say(self.logged_words(result), hint=f"{CLOSES} close as won  u undo", tone="good")
            return
        call = self._call
        if call is None or not call.done() or call.cancelled() or call.result() != result.id:
            super().say_logged(result)
            return
        keys = "  ".join(f"{outcome.key} {outcome.name}" for outcome in self.outcomes)
        self.say(self.logged_words(result), hint=f"{keys}  {self.undo_hint}", tone="good")

    def does_something(self, letter: str, before: str) -> bool:
        """Right behind a call the letters of outcomes do something, too."""
        former = self.kind_on(before)
        after_call = former is not None and former.code == CALL
        return super().does_something(letter, before) or (after_call and self.outcome_on(letter) is not None)

    def outcome_on(self, letter: str) -> Choice | None:
        """The outcome of a call that a letter stands for."""
        return next((one for one in self.outcomes if one.key == letter), None) if letter else None

    def on_key(self, event: events.Key) -> None:
        """Right after a call its outcome's letter counts as that, and y closes after a deal; else it goes its way."""
        letter = event.character or ""
        sold, self._sold = self._sold, ()
        if letter == CLOSES and sold:
            event.prevent_default().stop()
            self.asking(self.do(WinLeads, leads=sold))
            return
        outcome = self.outcome_on(letter)
        if outcome is None:
            if self.kind_on(letter) is None:
                self._call = None
            return
        call, self._call = self._call, None
        if call is not None:
            event.prevent_default().stop()
            self.asking(self._set_outcome(call, outcome.name))

    async def _set_outcome(self, call: asyncio.Future[int], outcome: str) -> None:
        await self.do(SetOutcome, entry=await call, outcome=outcome)
