"""Entries of the log, read for lists, drill-downs and exports."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.errors import Refused
from data.kernel.ids import from_reference
from data.people.person import Person
from data.points.kinds import Kind

COLUMNS = (
    "activity.id, activity.person_id, activity.kind, activity.count, activity.points, activity.at, "
    "activity.day, activity.note, activity.flag, activity.lead_id, activity.outcome, activity.batch_id, "
    "seen.name, seen.company"
)
# A lead that was merged is called as the one that stands for it.
TABLES = (
    "activity left join lead on lead.id = activity.lead_id "
    "left join lead as seen on seen.id = ifnull(lead.merged_into, lead.id)"
)


class Entry(NamedTuple):
    """One entry of the log. ``lead_name`` and ``lead_company`` are those of the lead that it was done with."""

    id: int
    person_id: int
    kind: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which no row needs
    points: int
    at: int
    day: str
    note: str | None
    flag: str | None
    lead_id: int | None
    outcome: str | None
    batch_id: int | None
    lead_name: str | None
    lead_company: str | None

    @property
    def whom(self) -> str:
        """``Ana Costa, Acme Ltd``, whichever is known; empty for an entry without a lead."""
        return ", ".join(part for part in (self.lead_name, self.lead_company) if part)

    def what(self, kinds: Mapping[str, Kind]) -> str:
        """``12 calls``, ``1 call, no answer``. ``kinds`` are those of the log, by code."""
        kind = kinds.get(self.kind)
        words = kind.counted(self.count) if kind else f"{self.count} {self.kind}"
        return f"{words}, {self.outcome}" if self.outcome else words


class DayLog(NamedTuple):
    """The entries of one day, the newest first."""

    day: date
    ids: array[int]


def has_logged_nothing(reader: Reader, person: Person) -> bool:
    """Whether somebody who sells has no entry yet: the log is new to them."""
    if not person.sells:
        return False
    return not reader.select("select 1 from activity where person_id = ? limit 1", (person.id,))


def entries(
    reader: Reader,
    person_id: int,
    first: date,
    last: date,
    *,
    kind: str | None = None,
    flagged: bool = False,
    limit: int = -1,
) -> list[Entry]:
    """A person's entries of the days from ``first`` to ``last``, newest first. ``limit`` -1 means all."""
    where = ["activity.person_id = ?", "activity.day between ? and ?"]
    params: list[Value] = [person_id, first.isoformat(), last.isoformat()]
    if kind:
        where.append("activity.kind = ?")
        params.append(kind)
    if flagged:
        where.append("activity.flag is not null")
    rows = reader.select(
        f"select {COLUMNS} from {TABLES} where {' and '.join(where)} "
        "order by activity.day desc, activity.at desc, activity.id desc limit ?",
        (*params, limit),
    )
    return [Entry(*row) for row in rows]


def entry_ids(reader: Reader, person_id: int, first: date, last: date, kind: str | None = None) -> array[int]:
    """The ids of a person's entries of the days from ``first`` to ``last``, newest first."""
    of_kind, params = ("and kind = ?", (kind,)) if kind else ("", ())
    rows = reader.select(
        f"select id from activity where person_id = ? and day between ? and ? {of_kind} "
        "order by day desc, at desc, id desc",
        (person_id, first.isoformat(), last.isoformat(), *params),
    )
    return array("q", (row[0] for row in rows))


def day_logs(reader: Reader, person_id: int, first: date, last: date) -> list[DayLog]:
    """The days from ``first`` to ``last`` that have entries of a person, the newest first."""
    rows = reader.select(
        "select day, id from activity where person_id = ? and day between ? and ? "
        "order by day desc, at desc, id desc",
        (person_id, first.isoformat(), last.isoformat()),
    )
    return [
        DayLog(date.fromisoformat(day), array("q", (row[1] for row in of_day)))
        for day, of_day in groupby(rows, key=itemgetter(0))
    ]


def entries_by_id(reader: Reader, ids: Sequence[int]) -> list[Entry]:
    """The entries of these ids that exist, in no order."""
    found: list[Entry] = []
    for start in range(0, len(ids), 500):
        page: Sequence[Value] = ids[start : start + 500]
        marks = ", ".join("?" * len(page))
        rows = reader.select(f"select {COLUMNS} from {TABLES} where activity.id in ({marks})", page)
        found.extend(Entry(*row) for row in rows)
    return found


def find_entry(reader: Reader, person_id: int, text: str, since: date, today: date) -> Entry:
    """The entry meant by ``last`` or by the ending of its reference (four letters or more).

    Looked for among the person's entries from ``since`` to today. Raises Refused where none or several fit.
    """
    word = text.strip().lower().lstrip("#")
    recent = entries(reader, person_id, since, today)
    if word in ("last", "latest"):
        if not recent:
            raise Refused("There is no entry yet.")
        return max(recent, key=lambda entry: entry.id)
    try:
        value, modulus = from_reference(word)
    except ValueError:
        value, modulus = 0, 0
    if len(word) < 4 or not modulus:
        raise Refused(f"{text!r} names no entry.", code="entry.no_reference")
    found = [entry for entry in recent if entry.id % modulus == value]
    if len(found) != 1:
        many = "Several entries end" if found else "No recent entry ends"
        raise Refused(f"{many} in {text!r}.", code="entry.not_found")
    return found[0]
