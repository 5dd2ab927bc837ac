"""Looking a store over: what is wrong or odd, and what to do about it."""

from __future__ import annotations

import os

from data.doctor.file_checks import around_file, files_of, in_file
from data.doctor.row_checks import in_rows
from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine
from data.kernel.finding import NOTE, WRONG, Finding
from data.kernel.private_files import close_to_others
from data.nouns import NOUNS
from data.schema.store_file import NoStore, check_file


def examine(path: str, now: int) -> list[Finding]:
    """Everything worth saying about the store at ``path``; nothing is changed.

    Raises nothing for a bad file: that is a finding too.
    """
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


def repair(path: str) -> list[str]:
    """Mend what can be told from the store itself, and say what was done.

    Raises StoreError where the file is no store or cannot be written.
    """
    check_file(path)
    engine = FileEngine(path)
    done = _closed_to_others(path)
    try:
        done += [said for mend in NOUNS.repairs() for said in mend(engine)]
        with engine.lock():
            if engine.select("pragma journal_mode")[0][0] != "wal":
                engine.select("pragma journal_mode = wal")
                done.append("set the journal mode to WAL")
            engine.select("pragma wal_checkpoint(truncate)")
    finally:
        engine.close()
    return done


def _closed_to_others(path: str) -> list[str]:
    """Take from everybody else what they may do with the store and with what lies beside it."""
    closed = False
    for file in files_of(path):
        try:
            closed |= os.path.exists(file) and close_to_others(file)
        except OSError as error:
            raise StoreError(f"Cannot close {file} to others: {error.strerror}. Its owner can.") from error
    return ["closed the store to everybody but its owner and group"] if closed else []
