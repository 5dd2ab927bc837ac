"""The messages of the demo's leads: when each is due, who waits, and how soon they are answered."""

from __future__ import annotations

from typing import Any, NamedTuple

from data.calendar.days import day_of
from data.calendar.hours import MINUTE
from data.leads.attention import duration
from data.people.demo.calendar import Calendar, DaysOff
from data.people.demo.company import Member
from data.story.part import Rows


class Message(NamedTuple):
    """A message that waits for an answer."""

    id: int
    lead_id: int
    at: int
    channel: str
    text: str
    due_at: int


class Messages:
    """All messages; those that wait, by the lead's place in the plan."""

    def __init__(self, calendar: Calendar, response_minutes: int) -> None:
        self.rows = Rows("message", *Message._fields, "answered_at", "answered_by", "minutes", "touched")
        self.response_minutes = response_minutes
        self._calendar = calendar
        self._waiting: dict[int, list[Message]] = {}

    def receive(self, lead: int, message: Message) -> None:
        """Let a message wait."""
        self._waiting.setdefault(lead, []).append(message)

    def due(self, member: Member, at: int) -> int:
        """Until when somebody should answer what comes in at an instant."""
        free = DaysOff(self._calendar, member)
        due = member.hours.after(at, self.response_minutes, free)
        return at + self.response_minutes * MINUTE if due is None else due

    def answer(self, lead: int, member: Member, command: int, at: int) -> tuple[list[Any], str]:
        """Answer all that waits: the changes for the journal, and words."""
        changes: list[Any] = []
        longest = 0
        for message in self._waiting.pop(lead, ()):
            minutes = self._worked(member, message.at, at)
            longest = max(longest, minutes)
            answer = {"answered_at": at, "answered_by": command, "minutes": minutes}
            before = dict.fromkeys((*answer, "touched"))
            changes.append(["message", message.id, before, {**answer, "touched": command}])
            self.rows.add((*message, at, command, minutes, command))
        return changes, f", answered after {duration(longest)}" if changes else ""

    def leave(self) -> None:
        """Give out those that nobody has answered."""
        for waiting in self._waiting.values():
            for message in waiting:
                self.rows.add((*message, None, None, None, None))
        self._waiting.clear()

    def _worked(self, member: Member, start: int, end: int) -> int:
        """The working minutes between two instants."""
        if day_of(start, member.hours.where) == day_of(end, member.hours.where):
            day = self._calendar.stretches(member, day_of(start, member.hours.where))
            return sum(max(0, min(e, end) - max(s, start)) for s, e in day) // MINUTE
        return member.hours.minutes_between(start, end, DaysOff(self._calendar, member))
