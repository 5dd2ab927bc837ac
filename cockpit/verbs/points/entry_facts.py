"""One entry of the log for machines."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from data.calendar.days import local
from data.kernel.ids import reference
from data.points.entries import Entry


def entry_facts(entry: Entry, where: tzinfo) -> dict[str, Any]:
    """The facts of an entry, its moment in a time zone."""
    return {
        "id": reference(entry.id),
        "day": entry.day,
        "at": local(entry.at, where).isoformat(timespec="seconds"),
        "kind": entry.kind,
        "count": entry.count,
        "points": entry.points,
        "outcome": entry.outcome,
        "lead": None if entry.lead_id is None else reference(entry.lead_id),
        "lead_name": entry.whom or None,
        "note": entry.note,
        "flag": entry.flag,
    }
