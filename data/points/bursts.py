"""Bursts: more of a kind in a few minutes than a person can do. Flagged for review, never blocked."""

from __future__ import annotations

from datetime import date

from data.commands import Reader
from data.points.kinds import Kind

BURST = "burst"


def flag_for(reader: Reader, person_id: int, kind: Kind, count: int, at: int, day: date) -> str | None:
    """``burst`` where this entry makes more of its kind around ``at`` than is plausible, else None.

    An entry counts at least one: so many entries as a burst has are enough to tell, however many there are.
    """
    window = kind.burst_minutes * 60_000
    rows = reader.select(
        "select ifnull(sum(count), 0) from (select count from activity "
        "where person_id = ? and day = ? and kind = ? and at > ? and at <= ? order by at desc limit ?)",
        (person_id, day.isoformat(), kind.code, at - window, at, kind.burst_count),
    )
    return BURST if rows[0][0] + count > kind.burst_count else None
