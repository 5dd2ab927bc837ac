"""Holding what a file says against the store: what is new, what is there already, what has changed."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from data.calendar.days import monday_of
from data.imports.comparison import Comparison, pages, records_by_key
from data.imports.left_rows import CONFLICT, Left
from data.imports.progress import Progress
from data.imports.spec import Batch
from data.kernel import journal
from data.kernel.commands import Change, Reader
from data.kernel.rows import changed, removed
from data.people.person import Person
from data.points.bursts import BURST
from data.points.imports.items import (
    CHANGED_HERE,
    COUNTED_ELSEWHERE,
    REMOVED_HERE,
    SIGNED,
    WORTHLESS,
    Item,
)
from data.points.kinds import all_kinds
from data.points.log import Activity
from data.records.match_keys import IDS

ACTIVITIES_IMPORT = "points.import"
"""The name of an import of activities in the journal."""


def compare_activities(
    reader: Reader, _actor: Person, batch: Batch[Item], progress: Progress
) -> Comparison[Item]:
    """Hold the items of a file against the store, and rate those that are new."""
    items, seq = batch.drafts, journal.newest(reader)
    progress("comparing", len(items))
    keys = [item.key for item in items]
    entries = records_by_key(reader, Activity, "activity", keys)
    by_hand = _changed_by_hand(reader, entries.values())
    rates = Rates(reader)
    merged: dict[int, int] = dict(
        reader.select("select id, merged_into from lead where merged_into is not null")
    )
    found = _Outcome()
    fresh: list[tuple[Item, int]] = []
    gone = _removed_by_hand(reader, [key for key in keys if key not in entries])
    for item in items:
        entry = entries.get(item.key)
        if entry is None:
            if item.amount == 0:
                continue
            if item.key in gone:
                found.left.append(Left(item.number, REMOVED_HERE))
                continue
            rate = rates.rate(item.person_id, item.kind, item.day)
            if rate.signed or rate.worth is None:
                found.left.append(_unrated(item, rate))
            else:
                fresh.append((item, rate.worth * item.amount))
            continue
        if item.lead_id is not None and merged.get(entry.lead_id or 0) == item.lead_id:
            # The lead was merged since: its entries stay its own, so that undo can part the two again.
            item = item._replace(lead_id=entry.lead_id)
        if not _differs(item, entry):
            found.unchanged += 1
        else:
            found.judge(item, entry, rates, entry.touched in by_hand)
    flags = _bursts(reader, [item for item, _ in fresh])
    new = [item._replace(points=points, flag=BURST if item.key in flags else None) for item, points in fresh]
    return Comparison(
        *(new, found.updates, found.unchanged, found.left, seq),
        removals=found.removals,
        points=found.points + sum(item.points for item in new),
    )


class Rate(NamedTuple):
    """What one of a kind is worth on a day (None: nothing yet), and whether the person's week is closed."""

    worth: int | None
    signed: bool


class Rates:
    """Rates of any person, kind and day."""

    def __init__(self, reader: Reader) -> None:
        signed = reader.select("select person_id, monday from signed_week")
        self._signed = {(row[0], row[1]) for row in signed}
        self._steps: defaultdict[str, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
        steps = reader.select("select kind, effective_on, points from scale order by effective_on")
        for kind, day, points in steps:
            self._steps[kind][0].append(day)
            self._steps[kind][1].append(points)
        self._rates: dict[tuple[int, str, str], Rate] = {}

    def rate(self, person_id: int, kind: str, day: str) -> Rate:
        """The rate of an activity."""
        key = (person_id, kind, day)
        found = self._rates.get(key)
        if found is None:
            days, points = self._steps[kind]
            step = bisect_right(days, day)
            monday = monday_of(date.fromisoformat(day)).isoformat()
            found = Rate(points[step - 1] if step else None, (person_id, monday) in self._signed)
            self._rates[key] = found
        return found


def _unrated(item: Item, rate: Rate) -> Left:
    if rate.signed:
        return Left(item.number, SIGNED, item.day)
    return Left(item.number, WORTHLESS, f"{item.kind} on {item.day}")


class _Outcome:
    """Gathers what happens to entries that are in the store."""

    def __init__(self) -> None:
        self.updates: list[Change] = []
        self.removals: list[Change] = []
        self.left: list[Left] = []
        self.unchanged = 0
        self.points = 0

    def judge(self, item: Item, entry: Activity, rates: Rates, by_hand: bool) -> None:
        """Change the entry of an item that differs from it, or leave it with a reason."""
        rate = rates.rate(item.person_id, item.kind, item.day)
        signed = rate.signed or rates.rate(entry.person_id, entry.kind, entry.day).signed
        if entry.person_id != item.person_id:
            self.left.append(Left(item.number, COUNTED_ELSEWHERE))
        elif by_hand:
            self.left.append(Left(item.number, CHANGED_HERE))
        elif _is_another(item, entry):
            what = f"its id is that of {entry.kind} on {entry.day}"
            self.left.append(Left(item.number, CONFLICT, what))
        elif signed or rate.worth is None:
            self.left.append(_unrated(item, rate._replace(signed=signed)))
        else:
            self._change(item, entry, rate.worth)

    def _change(self, item: Item, entry: Activity, worth: int) -> None:
        if item.amount == 0:
            self.removals.append(removed("activity", entry))
            self.points -= entry.points
            return
        if (item.kind, item.day) == (entry.kind, entry.day):
            worth = entry.points // entry.count
        points = worth * item.amount
        moves = item.day != entry.day or not _same_time(item, entry)
        after = entry._replace(
            kind=item.kind,
            count=item.amount,
            points=points,
            day=item.day,
            at=item.at if moves else entry.at,
            note=entry.note if item.note is None else item.note or None,
            lead_id=entry.lead_id if item.lead_id is None else item.lead_id,
            outcome=item.outcome or entry.outcome,
        )
        change = changed("activity", entry, after, 0)
        if change is not None:
            self.updates.append(change)
            self.points += points - entry.points


def _is_another(item: Item, entry: Activity) -> bool:
    """Whether a row with the id of an entry speaks of another one: kind and day are others, and no note is the same."""
    is_same_note = bool(item.note) and item.note == entry.note
    return bool(item.amount) and item.kind != entry.kind and item.day != entry.day and not is_same_note


def _differs(item: Item, entry: Activity) -> bool:
    return (
        (item.person_id, item.kind, item.amount, item.day)
        != (entry.person_id, entry.kind, entry.count, entry.day)
        or not _same_time(item, entry)
        or (item.note is not None and item.note != (entry.note or ""))
        or item.lead_id not in (None, entry.lead_id)
        or item.outcome not in (None, entry.outcome)
    )


def _same_time(item: Item, entry: Activity) -> bool:
    """Whether both were at the same second, as far as the item tells a time of day."""
    return not item.has_time or item.at // 1000 == entry.at // 1000


def _changed_by_hand(reader: Reader, entries: Iterable[Activity]) -> set[int]:
    """The commands, other than imports, that last changed any of the entries."""
    stamps = {entry.touched for entry in entries if entry.touched is not None}
    found: set[int] = set()
    for page in pages(list(stamps)):
        marks = ", ".join("?" * len(page))
        commands = reader.select(
            f"select id from journal where name <> ? and id in ({marks})", (ACTIVITIES_IMPORT, *page)
        )
        found.update(row[0] for row in commands)
    return found


def _removed_by_hand(reader: Reader, keys: Sequence[str]) -> set[str]:
    """The keys of entries that somebody has removed from the log."""
    found: set[str] = set()
    for page in pages(keys):
        marks = ", ".join("?" * len(page))
        rows = reader.select(
            f"select value from match_key where kind = '{IDS}' and record_table = 'activity' and value in ({marks})",
            page,
        )
        found.update(row[0] for row in rows)
    return found


def _bursts(reader: Reader, items: Sequence[Item]) -> set[str]:
    """The keys of items that make more of their kind within minutes than is plausible.

    Only items with a time of day can tell; days and sheets say nothing about minutes.
    """
    limits = {kind.code: (kind.burst_count, kind.burst_minutes * 60_000) for kind in all_kinds(reader)}
    runs: defaultdict[tuple[int, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.has_time:
            runs[item.person_id, item.kind].append(item)
    flagged: set[str] = set()
    for (_, kind), run in runs.items():
        most, window = limits[kind]
        run.sort(key=lambda item: item.at)
        start, total = 0, 0
        for item in run:
            total += item.amount
            while run[start].at <= item.at - window:
                total -= run[start].amount
                start += 1
            if total > most:
                flagged.add(item.key)
    return flagged
