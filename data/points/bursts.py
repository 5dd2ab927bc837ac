"""Bursts: more of a kind in a few minutes than a person can do. Flagged for review, never blocked."""

from __future__ import annotations

from datetime import date

from data.kernel.commands import Reader
from data.points.kinds import Kind

BURST = "burst"


def flag_for(
    reader: Reader, person_id: int, kind: Kind, count: int, at: int, day: date, entry: int | None = None
) -> str | None:
    """``burst`` where this entry makes more of its kind before or after ``at`` than is plausible, else None.

    ``entry`` is the entry itself where it is in the log already. An entry counts at least one: so many entries
    as a burst has are enough to tell, however many there are.
    """
    window = kind.burst_minutes * 60_000
    of_kind = "person_id = :person and day = :day and kind = :kind and id is not :entry"
    before = f"{of_kind} and at > :at - :window and at <= :at order by at desc limit :most"
    after = f"{of_kind} and at >= :at and at < :at + :window order by at limit :most"
    rows = reader.select(
        f"select (select sum(count) from (select count from activity where {before})), "
        f"(select sum(count) from (select count from activity where {after}))",
        {
            "person": person_id, "day": day.isoformat(), "kind": kind.code, "entry": entry, "at": at,
            "window": window, "most": kind.burst_count,
        },
    )  # fmt: skip
    return BURST if max(rows[0][0] or 0, rows[0][1] or 0) + count > kind.burst_count else None
