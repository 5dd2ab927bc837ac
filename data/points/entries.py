"""Entries of the log, read for lists, drill-downs and exports."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.errors import Refused
from data.kernel.ids import from_reference
from data.people.person import Person

COLUMNS = (
    "activity.id, activity.person_id, activity.kind, activity.count, activity.points, activity.at, "
    "activity.day, activity.note, activity.flag, activity.lead_id, activity.batch_id"
)


class Entry(NamedTuple):
    """One entry of the log."""

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
    batch_id: int | None


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
    where = ["person_id = ?", "day between ? and ?"]
    params: list[Value] = [person_id, first.isoformat(), last.isoformat()]
    if kind:
        where.append("kind = ?")
        params.append(kind)
    if flagged:
        where.append("flag is not null")
    rows = reader.select(
        f"select {COLUMNS} from activity where {' and '.join(where)} order by day desc, at desc, id desc limit ?",
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


def entries_by_id(reader: Reader, ids: Sequence[int]) -> list[Entry]:
    """The entries of these ids that exist, in no order."""
    found: list[Entry] = []
    for start in range(0, len(ids), 500):
        page: Sequence[Value] = ids[start : start + 500]
        marks = ", ".join("?" * len(page))
        rows = reader.select(f"select {COLUMNS} from activity where id in ({marks})", page)
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
