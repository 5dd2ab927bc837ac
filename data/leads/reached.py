"""When a lead was reached: all entries of the log say so but for calls whose outcome says that nobody was."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.leads.lead import with_merged
from data.points.log import Activity


class Touch(NamedTuple):
    """When somebody was reached, and the entry of the log that says so."""

    at: int
    entry: int


def unreached(reader: Reader) -> frozenset[str]:
    """The outcomes of a call that say that nobody was reached."""
    rows = reader.select("select name from choice where list = 'outcome' and reaches = 0")
    return frozenset(row[0] for row in rows)


def reaches(reader: Reader, entry: Activity) -> bool:
    """Whether an entry says that the person was reached."""
    return entry.outcome is None or entry.outcome not in unreached(reader)


def first_touch(reader: Reader, lead_id: int, since: int) -> Touch | None:
    """The first time from an instant on that the person was reached; None where that was never since."""
    return _touch(reader, lead_id, since, "order by at, id")


def last_touch(reader: Reader, lead_id: int) -> Touch | None:
    """The last time that the person was reached; None where that was never."""
    return _touch(reader, lead_id, 0, "order by at desc, id desc")


def _touch(reader: Reader, lead_id: int, since: int, order: str) -> Touch | None:
    ids = ", ".join(map(str, with_merged(reader, lead_id)))
    silent = unreached(reader)
    marks = ", ".join("?" * len(silent))
    params: list[Value] = [since, *sorted(silent)]
    rows = reader.select(
        f"select at, id from activity where lead_id in ({ids}) and at >= ? "
        f"and (outcome is null or outcome not in ({marks})) {order} limit 1",
        params,
    )
    return Touch(*rows[0]) if rows else None
