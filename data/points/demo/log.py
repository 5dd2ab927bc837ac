"""The log of the made-up company: its entries in the order of time, as rows and lines of the journal."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from heapq import merge
from typing import NamedTuple, Protocol

from data import catalog
from data.calendar.days import instant
from data.kernel.commands import Facts, facts_of
from data.kernel.sqlite import sqlite3
from data.kernel.store import Store
from data.people.demo.calendar import HOUR
from data.people.demo.office import Office
from data.points.demo.entries import Deck, Diary, LogEvent, company_entries
from data.points.demo.first_rep import first_rep_entries
from data.points.demo.last_steps import LAST_ENTRIES, take_last_steps
from data.points.demo.words import log_words
from data.points.log import LogActivity
from data.story.part import Amount, Line, Part, Rows
from data.story.story import Story

ENTRIES_A_WEEK = 29
SHORTEST, LONGEST = 26, 104
"""Weeks of history: as many as the entries fill, at ``ENTRIES_A_WEEK`` a rep."""

_TALLY_SQL = (
    "insert into tally(person_id, day, kind, entries, count, points) "
    "select person_id, day, kind, count(*), sum(count), sum(points) from activity "
    "group by person_id, day, kind"
)


class Touch(NamedTuple):
    """What an entry is that was made with a record: another command, with words and changes of its own."""

    command: Facts
    summary: str
    changes: str
    lead_id: int
    outcome: str | None
    note: str | None


class Contacts(Protocol):
    """Records of a noun above, with which entries are made."""

    def touch(self, event: LogEvent, command: int, seq: int) -> Touch | None:
        """With whom an entry is made, moving that record; None for an entry of none or many."""
        ...

    def of_last_steps(self) -> Sequence[int]:
        """The two records with which the last steps are made, or none."""
        ...


class Log(Part[LogEvent]):
    """All entries. ``contacts`` are asked with whom each is made, the first that knows somebody counts."""

    amounts = (Amount("activities", 20_000, 1_000, 20_000_000, "entries"),)

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.contacts: list[Contacts] = []
        self._company = company = story.part(Office).company
        self._logged = facts_of(LogActivity)
        self._entries = Rows(
            "activity",
            *(
                "id",
                "person_id",
                "kind",
                "count",
                "points",
                "at",
                "day",
                "note",
                "flag",
                "lead_id",
                "outcome",
            ),
        )
        self.rows = (self._entries,)
        words, kinds, end = log_words(), catalog.kinds(), story.end
        firsts = story.random("first rep")
        deck = Deck(words, kinds, firsts)
        own = [
            event for day in first_rep_entries(company, deck, Diary(deck, firsts, end), end) for event in day
        ]
        draws = story.random("entries")
        deck = Deck(words, kinds, draws)
        diary = Diary(deck, draws, end, first_serial=len(own))
        number = max(story.size["activities"] - LAST_ENTRIES - len(own), 0)
        self._first_reps = sorted(own)
        self._others = in_order(company_entries(company, diary, draws, story.begin, end, number))

    @classmethod
    def weeks(cls, size: Mapping[str, int]) -> int:
        """As many as the entries fill."""
        return min(max(size["activities"] // (size["reps"] * ENTRIES_A_WEEK), SHORTEST), LONGEST)

    def events(self) -> Iterator[LogEvent]:
        """Those of the first rep and, made as they are read, those of everybody else."""
        return merge(self._first_reps, self._others)

    def write(self, event: LogEvent, command: int, seq: int) -> Line:
        """The entry, and the command that logged it."""
        at, _, person, kind, count, points, done_at, day, note, flag, summary = event
        for contacts in self.contacts:
            touch = contacts.touch(event, command, seq)
            if touch is not None:
                facts, summary, changes, lead, outcome, note = touch
                break
        else:
            facts, changes, lead, outcome = self._logged, self._logged.creates, None, None
        self._entries.add((command, person, kind, count, points, done_at, day, note, flag, lead, outcome))
        return Line(command, facts.name, person, None, at, summary, points, facts.touches, changes)

    def finish(self, connection: sqlite3.Connection) -> None:
        """The totals by day."""
        connection.execute(_TALLY_SQL)

    def last_steps(self, store: Store, moments: Iterator[int]) -> None:
        """Log, correct and take back something."""
        leads = next((pair for contacts in self.contacts if (pair := contacts.of_last_steps())), ())
        take_last_steps(store, self._company.first.id, moments, self.story.ids, leads)


def in_order(batches: Iterable[list[LogEvent]]) -> Iterator[LogEvent]:
    """Entries that come in lists of one day each, days rising, put in the order in which they were logged.

    Days overlap around the world and some entries are logged the morning after, so that an entry is held
    back until none can come before it.
    """
    pending: list[LogEvent] = []
    current = ""
    for batch in batches:
        if batch[0].day != current:
            current = batch[0].day
            pending.sort()
            ready = bisect_left(pending, (_earliest(current),))
            yield from pending[:ready]
            pending = pending[ready:]
        pending += batch
    yield from sorted(pending)


def _earliest(day: str) -> int:
    """The instant at which a day begins where it begins first."""
    return instant(datetime.combine(date.fromisoformat(day), time(), UTC)) - 14 * HOUR
