"""The doctor's look at the rows: what they refer to, the journal and its clock, and what each noun asks of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from data.doctor.file_checks import of_service
from data.kernel.file_engine import FileEngine
from data.kernel.finding import NOTE, OK, WARNING, WRONG, Finding
from data.kernel.store import Store
from data.nouns import NOUNS
from data.schema import VERSION

_MINUTE = 60_000
_SKEW = 5 * _MINUTE
_COMMANDS = ("touched", "batch_id")
"""The columns that name a command of the journal, in whichever table."""


def in_rows(engine: FileEngine, now: int) -> Iterator[Finding]:
    """What the rows say when they are held against each other and against the clock."""
    yield _contents(engine)
    yield from _references(engine)
    yield _journal(engine)
    if engine.select("select 1 from ssh_key limit 1"):
        yield of_service(engine.path)
    store = Store(engine, NOUNS, VERSION)
    asked = [found for check in NOUNS.checks() for found in check(store, now)]
    yield from asked
    clocks = list(_clocks(engine, now))
    if not clocks and not any(found.subject == "clock" for found in asked):
        clocks = [Finding("clock", OK, "in order")]
    yield from clocks


def _contents(engine: FileEngine) -> Finding:
    from sqlite_utils import Database

    database = Database(engine.connection)
    counts = [f"{database[name].count:,} {name}" for name in ("person", "activity", "journal")]
    megabytes = engine.size() / 1_000_000
    return Finding("rows", OK, f"{', '.join(counts)}; {megabytes:,.1f} MB")


class _Refers(NamedTuple):
    """A column, and the column of a table whose rows it names. ``which`` narrows the rows that do."""

    table: str
    column: str
    other: str
    key: str
    which: str = "1"


def _references(engine: FileEngine) -> Iterator[Finding]:
    found = False
    for table, column, other, key, which in _all_references(engine):
        count = engine.select(
            f"select count(*) from {table} t where {column} is not null and {which} "
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


def _all_references(engine: FileEngine) -> Iterator[_Refers]:
    """What the nouns have declared, and the commands of the journal that rows name."""
    from sqlite_utils import Database

    database = Database(engine.connection)
    for name, table in sorted(NOUNS.tables().items()):
        columns = {column.name for column in database[name].columns}
        for column in _COMMANDS:
            if column in columns:
                yield _Refers(name, column, "journal", "id")
        for reference in table.references:
            if reference.history:
                continue
            if reference.table:
                yield _Refers(name, reference.column, reference.table, reference.key)
                continue
            chosen = f"select distinct {reference.table_column} from {name}"
            for (other,) in engine.select(chosen):
                which = f"{reference.table_column} = '{other}'"
                yield _Refers(name, reference.column, NOUNS.table(other).name, reference.key, which)


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


def _clocks(engine: FileEngine, now: int) -> Iterator[Finding]:
    newest = engine.select("select ifnull(max(at), 0) from journal")[0][0]
    if newest > now + _SKEW:
        minutes = (newest - now) // _MINUTE
        yield Finding(
            "clock",
            WARNING,
            f"the newest command is {minutes:,} minutes ahead of this machine's clock",
            code="doctor.clock_ahead",
        )
    back = engine.select(
        "select count(*) from (select at, lag(at) over (order by seq) before from journal) "
        "where at < before - ?",
        (_SKEW,),
    )[0][0]
    if back:
        yield Finding(
            "clock",
            NOTE,
            f"{back:,} times a command was more than 5 minutes older than the one before it",
            code="doctor.clock_back",
        )
