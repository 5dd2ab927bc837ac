"""What the log of activities gives: how many of a kind, points, and days on which something was logged.

Source: seeds/002 (activities, points), seeds/000 (records kept daily).
"""

from __future__ import annotations

from collections.abc import Sequence

from data.kpi.measure import Measure


def _entries(code: str, kinds: Sequence[str], about: str, counted: str = "activity.count") -> Measure:
    """Entries of the log of some kinds (none: of all)."""
    narrowed = f"and activity.kind in ({', '.join(repr(kind) for kind in kinds)})" if kinds else ""
    return Measure(
        code,
        "total",
        about,
        f"""
select period.n, 'activity' as record, activity.id, activity.person_id, activity.day as at, {counted} as part,
    null as whole, '' as split
from period cross join who cross join activity on activity.person_id = who.id
where activity.day between period.first and period.last {narrowed}""",
    )


_DAYS_LOGGED = """
select n, 'activity' as record, ifnull(entry, 0) as id, person_id, day as at, entry is not null as part, 1 as whole,
    '' as split
from (select period.n, workday.person_id, workday.day, (select id from activity
        where activity.person_id = workday.person_id and activity.day = workday.day limit 1) as entry
    from period cross join workday on workday.day between period.first and period.last)"""

MEASURES = (
    _entries("calls", ("call",), "calls logged"),
    _entries("emails", ("email",), "e-mails logged"),
    _entries("meetings-booked", ("meeting",), "meetings booked"),
    _entries("demos-attended", ("demo", "demo-mentored"), "demos led, alone or with a mentor"),
    _entries("demos-shadowed", ("demo-shadowed",), "demos shadowed"),
    _entries("points", (), "points of all entries", "activity.points"),
    Measure(
        "days-logged", "ratio", "working days until now; of them those with an entry in the log", _DAYS_LOGGED
    ),
)
