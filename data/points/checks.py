"""What the doctor asks of the log: totals, entries, entries ahead of the clock, and those flagged for review."""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.commands import Reader
from data.kernel.engine import Engine, Statement
from data.kernel.finding import NOTE, OK, WARNING, WRONG, Finding
from data.points.log import MOST_AT_ONCE

_DAY = 86_400_000
_RECOUNT = (
    "select person_id, day, kind, count(*) entries, sum(count) count, sum(points) points "
    "from activity group by person_id, day, kind"
)
_KEPT = "select person_id, day, kind, entries, count, points from tally"
_MISCOUNTED = (
    f"select count(*) from (select person_id, day, kind from (select * from ({_RECOUNT} except {_KEPT}) "
    f"union select * from ({_KEPT} except {_RECOUNT})) group by person_id, day, kind)"
)


def check(reader: Reader, now: int) -> Iterator[Finding]:
    """How the log stands."""
    yield _totals(reader)
    yield _entries(reader)
    ahead = reader.select("select count(*) from activity where at > ?", (now + _DAY,))[0][0]
    if ahead:
        yield Finding("clock", WARNING, f"{ahead:,} entries lie in the future", code="doctor.entries_ahead")
    yield _flagged(reader)


def repair(engine: Engine) -> list[str]:
    """Count the totals by person, day and kind anew where they differ from the entries, and say so.

    Totals are derived, so this is no command: there is nothing in it to undo.
    """
    wrong = int(engine.select(_MISCOUNTED)[0][0])
    if not wrong:
        return []
    columns = "person_id, day, kind, entries, count, points"
    recount: list[Statement] = [
        ("delete from tally", ()),
        (f"insert into tally({columns}) {_RECOUNT}", ()),
    ]
    engine.write(recount)
    return [f"counted {wrong:,} {'total' if wrong == 1 else 'totals'} anew"]


def _totals(reader: Reader) -> Finding:
    wrong = int(reader.select(_MISCOUNTED)[0][0])
    if wrong:
        return Finding(
            "totals",
            WRONG,
            f"{wrong:,} totals of a day differ from the entries they count",
            code="doctor.totals_differ",
        )
    return Finding("totals", OK, "as counted from the entries")


def _entries(reader: Reader) -> Finding:
    odd = reader.select(
        "select count(*) from activity where count not between 1 and ? or points < 0 or length(day) <> 10 "
        "or abs(julianday(day) - julianday(at / 1000, 'unixepoch')) > 2.5",
        (MOST_AT_ONCE,),
    )[0][0]
    if odd:
        return Finding(
            "entries",
            WRONG,
            f"{odd:,} have a count, worth or day that Cockpit would not write",
            code="doctor.entries_odd",
        )
    return Finding("entries", OK, "counts, points and days agree")


def _flagged(reader: Reader) -> Finding:
    count, people = reader.select(
        "select count(*), count(distinct person_id) from activity where flag is not null"
    )[0]
    if count:
        return Finding(
            "review",
            NOTE,
            f"{count:,} entries of {people:,} people are flagged as implausible bursts",
            code="doctor.entries_flagged",
        )
    return Finding("review", OK, "no entry is flagged")
