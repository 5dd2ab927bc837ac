"""The doctor's look at the rows: totals, references, the journal, clocks, and entries flagged for review."""

from __future__ import annotations

from collections.abc import Iterator

from data.doctor.examine import NOTE, OK, WARNING, WRONG, Finding, miscounted
from data.kernel.file_engine import FileEngine
from data.kernel.store import Store
from data.nouns import NOUNS
from data.points.log import MOST_AT_ONCE
from data.schema import VERSION

_MINUTE = 60_000
_SKEW = 5 * _MINUTE
_DAY = 86_400_000

# What a column of these names refers to, in whichever table it is: the table and column meant.
_BY_NAME = {
    "person_id": ("person", "id"),
    "owner_id": ("person", "id"),
    "manager_id": ("person", "id"),
    "signed_by": ("person", "id"),
    "actor": ("person", "id"),
    "subject": ("person", "id"),
    "lead_id": ("lead", "id"),
    "merged_into": ("lead", "id"),
    "company_id": ("company", "id"),
    "batch_id": ("journal", "id"),
    "touched": ("journal", "id"),
    "target": ("journal", "id"),
    "undone_by": ("journal", "id"),
}
_BY_PLACE = {("activity", "kind"): ("kind", "code"), ("scale", "kind"): ("kind", "code")}


def in_rows(engine: FileEngine, now: int) -> Iterator[Finding]:
    """What the rows say when they are held against each other and against the clock."""
    yield _contents(engine)
    yield _totals(engine)
    yield from _references(engine)
    yield _entries(engine)
    yield _journal(engine)
    yield _phones(engine)
    yield from _clocks(engine, now)
    yield _flagged(engine)


def _contents(engine: FileEngine) -> Finding:
    from sqlite_utils import Database

    database = Database(engine.connection)
    counts = [f"{database[name].count:,} {name}" for name in ("person", "activity", "journal")]
    return Finding("rows", OK, ", ".join(counts))


def _totals(engine: FileEngine) -> Finding:
    wrong = miscounted(engine)
    if wrong:
        return Finding(
            "totals",
            WRONG,
            f"{wrong:,} totals of a day differ from the entries they count",
            code="doctor.totals_differ",
        )
    return Finding("totals", OK, "as counted from the entries")


def _references(engine: FileEngine) -> Iterator[Finding]:
    found = False
    for table, column, other, key in _all_references(engine):
        count = engine.select(
            f"select count(*) from {table} t where {column} is not null "
            f"and not exists(select 1 from {other} o where o.{key} = t.{column})"
        )[0][0]
        if count:
            found = True
            yield Finding(
                "references",
                WRONG,
                f"{count:,} rows of {table} name a {other} that is not there ({column})",
                code="doctor.reference_lost",
            )
    if not found:
        yield Finding("references", OK, "complete")


def _all_references(engine: FileEngine) -> list[tuple[str, str, str, str]]:
    """Table, column, and the table and column referred to, as the store's own shape has them."""
    from sqlite_utils import Database

    database = Database(engine.connection)
    names = set(database.table_names())
    found = []
    for table in sorted(names):
        for column in database[table].columns:
            meant = _BY_PLACE.get((table, column.name)) or _BY_NAME.get(column.name)
            if meant is not None and meant[0] in names:
                found.append((table, column.name, *meant))
    return found


def _entries(engine: FileEngine) -> Finding:
    odd = engine.select(
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


def _journal(engine: FileEngine) -> Finding:
    count, first, last = engine.select(
        "select count(*), ifnull(min(seq), 1), ifnull(max(seq), 0) from journal"
    )[0]
    gaps = last - first + 1 - count + (first - 1)
    if gaps:
        return Finding(
            "journal",
            WRONG,
            f"{gaps:,} of {last:,} commands are missing",
            code="doctor.journal_gaps",
        )
    return Finding("journal", OK, f"{count:,} commands without a gap")


def _phones(engine: FileEngine) -> Finding:
    from data.leads.match_keys import phone_key_changes, phone_region

    store = Store(engine, NOUNS, VERSION)
    region = phone_region(store)
    astray = len(phone_key_changes(store, 0, region, range))
    where = region or "none"
    if astray:
        return Finding(
            "phones",
            WARNING,
            f"{astray:,} match keys of phones are not those of the region {where}",
            code="doctor.phones_astray",
            values={"region": where},
        )
    return Finding("phones", OK, f"match keys are those of the region {where}")


def _clocks(engine: FileEngine, now: int) -> Iterator[Finding]:
    found = False
    newest = engine.select("select ifnull(max(at), 0) from journal")[0][0]
    if newest > now + _SKEW:
        found = True
        minutes = (newest - now) // _MINUTE
        yield Finding(
            "clock",
            WARNING,
            f"the newest command is {minutes:,} minutes ahead of this machine's clock",
            code="doctor.clock_ahead",
        )
    ahead = engine.select("select count(*) from activity where at > ?", (now + _DAY,))[0][0]
    if ahead:
        found = True
        yield Finding("clock", WARNING, f"{ahead:,} entries lie in the future", code="doctor.entries_ahead")
    back = engine.select(
        "select count(*) from (select at, lag(at) over (order by seq) before from journal) "
        "where at < before - ?",
        (_SKEW,),
    )[0][0]
    if back:
        found = True
        yield Finding(
            "clock",
            NOTE,
            f"{back:,} times a command was more than 5 minutes older than the one before it",
            code="doctor.clock_back",
        )
    if not found:
        yield Finding("clock", OK, "in order")


def _flagged(engine: FileEngine) -> Finding:
    count, people = engine.select(
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
