"""A log that reads less: the last minutes of a kind from the index alone, and one signed week instead of all.

``sunday`` of a signed week is its ``monday`` plus six days, so that the one week that can hold a day is found
by its Monday. ``date`` counts from the day it is given, never from a clock.
"""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker


def _refuse_signed(name: str, event: str, *rows: str) -> tuple[str, str]:
    is_signed = " or ".join(
        f"""exists(select 1 from signed_week where person_id = {row}.person_id
            and monday between date({row}.day, '-6 days') and {row}.day)"""
        for row in rows
    )
    return (
        f"drop trigger activity_{name}_signed_week",
        f"""create trigger activity_{name}_signed_week before {event} on activity when {is_signed}
        begin select raise(abort, 'week is signed'); end""",
    )


STATEMENTS: tuple[str, ...] = (
    "drop index activity_day",
    "create index activity_day on activity(person_id, day, kind, at, count)",
    *_refuse_signed("added_to", "insert", "new"),
    *_refuse_signed("removed_from", "delete", "old"),
    *_refuse_signed("changed_in", "update", "old", "new"),
)


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """Nothing new to begin with."""
    del ids, now
    yield from ()
