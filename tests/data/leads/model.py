"""What leads should be after any history, told a second time, as plainly as can be: from facts alone, each time anew.

Nothing here is taken over from the product's rules. A lead is what was decided on it (its status, its step); its
touches, answers and dates follow from the entries and messages that there are.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, NamedTuple

from data.calendar.hours import WorkingHours

HOUR, DAY = 3_600_000, 86_400_000
COLD_DAYS = {"new": 3, "working": 7, "qualified": 10}
NOBODY_REACHED = ("no answer", "left message")


class Decided(NamedTuple):
    """What was decided on a lead. ``since``: what came in before, and was never answered, waits no longer."""

    created: int
    status: str = "new"
    step: int | None = None
    snooze: int | None = None
    opened: int | None = None
    since: int | None = None

    @property
    def open(self) -> bool:
        """Whether it is being worked."""
        return self.status in COLD_DAYS


class Entry(NamedTuple):
    """An entry of the log."""

    lead: int
    at: int
    outcome: str | None = None


class Seen(NamedTuple):
    """What is to be seen of a lead."""

    status: str
    open: bool
    step: int | None
    snooze: int | None
    last_touch: int | None
    waiting_since: int | None
    due: int | None
    cold: int | None


class Model:
    """A company of one person, whose day is UTC's."""

    def __init__(self, hours: WorkingHours) -> None:
        self.hours = hours
        self.leads: dict[int, Decided] = {}
        self.entries: dict[int, Entry] = {}
        self.messages: dict[int, tuple[int, int]] = {}
        self.answered: set[int] = set()
        self.trail: dict[int, list[tuple[int | None, Decided]]] = {}
        """What each lead was before each step on it, with the entry that the step was about."""
        self._past: list[dict[str, Any]] = []

    # Steps

    def keep(self) -> None:
        """Remember the present state: the next step can be taken back to it."""
        self._past.append(self._state())

    def _state(self) -> dict[str, Any]:
        names = ("leads", "entries", "messages", "answered", "trail")
        return {name: deepcopy(getattr(self, name)) for name in names}

    def take_back(self) -> dict[str, Any]:
        """Undo the last step; returns the state that ``bring_back`` takes."""
        undone = self._state()
        vars(self).update(self._past.pop())
        return undone

    def bring_back(self, undone: dict[str, Any]) -> None:
        """Redo a step."""
        self.keep()
        vars(self).update(undone)

    def decide(self, lead: int, entry: int | None = None, **changes: Any) -> None:
        """Decide something on a lead."""
        before = self.leads[lead]
        self.leads[lead] = before._replace(**changes)
        if self.leads[lead] != before or entry is not None:
            self.trail.setdefault(lead, []).append((entry, before))
        self.settle(lead)

    def log(self, lead: int, entry: int, at: int, outcome: str | None) -> None:
        """An entry of the log: a new lead is worked from then on, a step that is due by then is done."""
        self.entries[entry] = Entry(lead, at, outcome)
        self.decide(lead, entry, **self._by_touch(self.leads[lead], at, outcome))

    def _by_touch(self, decided: Decided, at: int, outcome: str | None) -> dict[str, Any]:
        changes: dict[str, Any] = {"status": "working"} if decided.status == "new" else {}
        is_due = decided.step is not None and decided.step // DAY <= at // DAY
        return {**changes, "step": None} if is_due and outcome not in NOBODY_REACHED else changes

    def tell_anew(self, entry: int, after: Entry | None) -> None:
        """An entry is another one, or none: as if it had been so at once, where only it was at work since."""
        lead, trail = self.entries[entry].lead, self.trail[self.entries[entry].lead]
        decided, place = self.leads[lead], len(trail)
        while place and trail[place - 1][0] == entry:
            place -= 1
        is_newest = entry == max(one for one, made in self.entries.items() if made.lead == lead)
        begins = place < len(trail) and not any(one == entry for one, _ in trail[:place])
        if begins and is_newest and trail[place][1].open and decided.open:
            former = trail[place][1]
            decided = decided._replace(status=former.status, step=former.step, opened=former.opened)
        del self.entries[entry]
        if after is not None:
            self.entries[entry] = after
            decided = decided._replace(**self._by_touch(decided, after.at, after.outcome))
        trail.append((entry, self.leads[lead]))
        self.leads[lead] = decided
        self.settle(lead)

    def receive(self, lead: int, message: int, at: int, now: int) -> None:
        """A message came in: unless it is answered by now it wakes the lead, or opens it again."""
        decided = self.leads[lead]
        self.messages[message] = (lead, at)
        if self._answer(lead, at) is not None:
            self.answered.add(message)
            return
        changes: dict[str, Any] = {"snooze": None}
        if not decided.open:
            changes |= {"status": "working", "opened": now}
        since = at if decided.since is None else min(at, decided.since)
        self.decide(lead, **changes, since=since)

    def reopen(self, lead: int, now: int, status: str) -> None:
        """Take up a lead that was done: what was never answered waits again, unless somebody was reached since."""
        unanswered = [
            at
            for one, (of, at) in self.messages.items()
            if of == lead and one not in self.answered and self._answer(lead, at) is None
        ]
        self.decide(lead, status=status, opened=now, since=min(unanswered, default=None))

    # What follows

    def _answer(self, lead: int, at: int) -> int | None:
        reached = [e.at for e in self.entries.values() if e.lead == lead and e.outcome not in NOBODY_REACHED]
        return min((one for one in reached if one >= at), default=None)

    def settle(self, lead: int) -> None:
        """Tell anew which messages are answered, and from when on the others wait."""
        decided = self.leads[lead]
        waiting: list[int] = []
        for message, (of, at) in self.messages.items():
            is_given_up = message not in self.answered and (decided.since is None or at < decided.since)
            if of != lead or is_given_up:
                continue
            if self._answer(lead, at) is None:
                self.answered.discard(message)
                waiting.append(at)
            else:
                self.answered.add(message)
        self.leads[lead] = decided._replace(since=min(waiting, default=None) if decided.open else None)

    def seen(self, lead: int) -> Seen:
        """What is to be seen of a lead."""
        decided = self.leads[lead]
        touch = max((entry.at for entry in self.entries.values() if entry.lead == lead), default=None)
        warm = max((at for at in (touch, decided.opened) if at is not None), default=decided.created)
        cold = warm + COLD_DAYS[decided.status] * DAY if decided.open else None
        due = self.hours.after(decided.since, 60) if decided.since is not None else None
        return Seen(
            decided.status, decided.open, decided.step, decided.snooze, touch, decided.since, due, cold
        )
