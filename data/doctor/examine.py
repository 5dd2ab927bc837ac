"""Looking a store over: what is wrong or odd, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from data.kernel.engine import Statement
from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine
from data.schema.store_file import NoStore, check_file

OK, NOTE, WARNING, WRONG = "ok", "note", "warning", "wrong"


class Finding(NamedTuple):
    """One thing looked at. ``verdict`` is ok, note, warning or wrong; ``text`` says what is so.

    ``code`` names what surfaces have advice on, ``values`` what that advice speaks of, as in an error.
    """

    subject: str
    verdict: str
    text: str
    code: str = ""
    values: Mapping[str, object] = MappingProxyType({})


Check = Callable[[FileEngine, int], Iterator[Finding]]

_RECOUNT = (
    "select person_id, day, kind, count(*) entries, sum(count) count, sum(points) points "
    "from activity group by person_id, day, kind"
)
_KEPT = "select person_id, day, kind, entries, count, points from tally"


def examine(path: str, now: int) -> list[Finding]:
    """Everything worth saying about the store at ``path``; nothing is changed.

    Raises nothing for a bad file: that is a finding too.
    """
    from data.doctor.file_checks import around_file, in_file
    from data.doctor.row_checks import in_rows

    findings = list(around_file(path))
    try:
        check_file(path)
    except NoStore as error:
        return [*findings, Finding("file", WRONG, str(error), code="doctor.no_store")]
    except StoreError as error:
        return [*findings, Finding("file", WRONG, str(error), error.code, error.values)]
    engine = FileEngine(path)
    try:
        for checks in (in_file, in_rows):
            findings.extend(checks(engine, now))
            wrong = {found.subject for found in findings if found.verdict == WRONG}
            if wrong & {"pages", "schema"}:
                why = "the pages are not sound" if "pages" in wrong else "the tables are not as expected"
                return [*findings, Finding("rows", NOTE, f"Not looked at, since {why}.")]
    except StoreError as error:
        findings.append(Finding("pages", WRONG, str(error), error.code, error.values))
    finally:
        engine.close()
    return findings


def miscounted(engine: FileEngine) -> int:
    """How many totals by person, day and kind differ from a recount of the entries."""
    rows = engine.select(
        f"select count(*) from (select person_id, day, kind from (select * from ({_RECOUNT} except {_KEPT}) "
        f"union select * from ({_KEPT} except {_RECOUNT})) group by person_id, day, kind)"
    )
    return int(rows[0][0])


def recount_statements() -> list[Statement]:
    """The statements that count all totals anew from the entries.

    Totals are derived, so this is no command: there is nothing in it to undo.
    """
    columns = "person_id, day, kind, entries, count, points"
    return [("delete from tally", ()), (f"insert into tally({columns}) {_RECOUNT}", ())]


def repair(path: str) -> list[str]:
    """Mend what can be told from the store itself, and say what was done.

    Raises StoreError where the file is no store or cannot be written.
    """
    check_file(path)
    engine = FileEngine(path)
    done: list[str] = []
    try:
        wrong = miscounted(engine)
        if wrong:
            engine.write(recount_statements())
            done.append(f"counted {wrong:,} {'total' if wrong == 1 else 'totals'} anew")
        with engine.lock():
            if engine.select("pragma journal_mode")[0][0] != "wal":
                engine.select("pragma journal_mode = wal")
                done.append("set the journal mode to WAL")
            engine.select("pragma wal_checkpoint(truncate)")
    finally:
        engine.close()
    return done
