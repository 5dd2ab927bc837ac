"""The whole history of a made-up company, planned from a size and a seed, told in the order of time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from random import Random
from typing import NamedTuple

from data import catalog
from data.calendar.days import day_of, instant, monday_of, zone
from data.calendar.hours import MINUTE
from data.demo.company import FIRST_REPS_WEEK, Company, found_company
from data.demo.entries import Deck, Diary, company_entries
from data.demo.events import HOUR, Deed, LogEvent, office_deeds
from data.demo.first_rep import first_rep_entries
from data.demo.lead_book import Book
from data.demo.lead_plan import Calendar, LeadHistory, LeadStep, plan_leads
from data.demo.prospects import Prospects, prospect_words
from data.demo.words import words
from data.kernel.errors import UsageError
from data.kernel.ids import IdMaker

ENTRIES_A_WEEK = 48
SHORTEST, LONGEST = 26, 104
"""Weeks of history: as many as the entries fill, at ``ENTRIES_A_WEEK`` a rep."""

LAST_MINUTES = 10
"""What the bulk leaves free before now, for the last steps."""


class Size(NamedTuple):
    """How much a demo store holds."""

    reps: int = 12
    activities: int = 10_000
    leads: int = 600

    @property
    def weeks(self) -> int:
        """The weeks of history, this one counted."""
        return min(max(self.activities // (self.reps * ENTRIES_A_WEEK), SHORTEST), LONGEST)


class History(NamedTuple):
    """A company and when its story begins (a Monday) and ends (an instant)."""

    company: Company
    begin: date
    today: date
    end: int
    entries: tuple[LogEvent, ...]
    """Those of the first rep, in the order of time."""
    others: Iterator[LogEvent]
    """Those of everybody else, in the order of time; made as they are read, once."""
    leads: LeadHistory
    book: Book
    """The leads as they are moved by the events; it wants to be told of each, in their order."""

    def events(self) -> Iterator[LogEvent | Deed | LeadStep]:
        """Everything that happened, in the order of time. Can be read once."""
        deeds: list[Deed] = office_deeds(self.company, self.begin, self.today, self.end)
        return merge(deeds, self.entries, self.others, self.leads.steps)


def check_size(size: Size) -> None:
    """Raise UsageError where a number is out of range."""
    for name, value, least, most in (
        ("reps", size.reps, 2, 5_000),
        ("activities", size.activities, 1_000, 20_000_000),
        ("leads", size.leads, 0, 5_000_000),
    ):
        if not least <= value <= most:
            raise UsageError(f"The number of {name} is from {least:,} to {most:,}, not {value:,}.")


def plan_history(size: Size, seed: int, now: int, reserved: int) -> History:
    """Plan the history that ends at ``now``; ``reserved`` of its entries are left to be made by others.

    Raises UsageError for a size out of range.
    """
    check_size(size)
    vocabulary, kinds = words(), catalog.kinds()
    today = day_of(now, zone(vocabulary.first.zone))
    begin = monday_of(today) - timedelta(weeks=max(size.weeks, FIRST_REPS_WEEK) - 1)
    end = now - LAST_MINUTES * MINUTE
    company = found_company(
        vocabulary, Random(f"{seed} company"), _person_ids(seed, begin), size.reps, begin, today
    )
    firsts = Random(f"{seed} first rep")
    deck = Deck(vocabulary, kinds, firsts)
    own = [event for day in first_rep_entries(company, deck, Diary(deck, firsts, end), end) for event in day]
    draws = Random(f"{seed} entries")
    deck = Deck(vocabulary, kinds, draws)
    number = max(size.activities - reserved - len(own), 0)
    batches = company_entries(
        company, Diary(deck, draws, end, first_serial=len(own)), draws, begin, end, number
    )
    leads = plan_leads(company, Random(f"{seed} leads"), size.leads, begin, end, now)
    book = _book(leads, company, seed, end, vocabulary.notes)
    return History(company, begin, today, end, tuple(sorted(own)), in_order(batches), leads, book)


def _book(
    leads: LeadHistory, company: Company, seed: int, end: int, notes: Mapping[str, tuple[str, ...]]
) -> Book:
    facts = catalog.leads()
    sources = tuple(choice.name for choice in facts.lead_source)
    channels = tuple(choice.name for choice in facts.channel)
    prospects = Prospects(prospect_words(), Random(f"{seed} prospects"), sources, channels)
    draws = Random(f"{seed} book")
    return Book(leads, company, prospects, facts, notes, draws, Calendar(company, draws, end, end))


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


def _person_ids(seed: int, begin: date) -> Iterator[int]:
    ids = IdMaker(Random(f"{seed} people").randbytes)
    founded = instant(datetime.combine(begin - timedelta(days=1), time(), UTC))
    while True:
        yield ids.new(founded)
