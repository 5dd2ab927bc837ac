"""What the import command of every noun decides: the rows of a file in one step, at any size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.files.findings import counted, import_words
from data.imports.comparison import Comparison
from data.imports.owners import alias_changes
from data.imports.spec import ImportCommand, ImportSpec
from data.kernel import journal
from data.kernel.bulk import put_all_in
from data.kernel.collector import uncollected
from data.kernel.commands import COMPANY, Change, Deciding, Decision, facts_of
from data.kernel.engine import Statement
from data.kernel.errors import Refused
from data.kernel.journal import REDO, UNDO
from data.people.person import by_id


@uncollected()
def decide_import(spec: ImportSpec[Any], command: ImportCommand, reader: Deciding) -> Decision:
    """What an import writes; it compares again where the store has moved since the file was read.

    Refuses where there is nothing to write, and what the noun itself refuses.
    """
    batch, found = command.batch, command.found
    if spec.check is not None:
        spec.check(reader, batch)
    if found.seq != journal.newest(reader):
        found = spec.compare(reader, by_id(reader, command.actor), batch, _in_silence)
    aliases = alias_changes(reader, command, batch.aliases)
    if found.is_empty and not aliases:
        raise Refused(f"Nothing new: {spec.nothing_new}")
    written = spec.write(reader, command, found)
    changes = _numbered(reader, command.at, [*found.stamped(command.id), *written.changes])
    tables = [rows for rows in written.rows if rows.rows]
    # Who is meant by an owner is remembered for the whole company.
    whose = {*spec.whose(reader, command, found), *([COMPANY] if aliases else [])}
    return Decision(
        _summary(spec, batch.file, found, len(aliases)),
        [*aliases, *changes],
        points=found.points,
        whose=whose,
        statements=[
            _no_import_since(command, found.seq),
            *(spec.guards(reader) if spec.guards is not None else ()),
            *put_all_in(reader, tables, command.id),
        ],
        batch=tuple(rows.table for rows in tables),
    )


def _in_silence(_what: str, _rows: int) -> None:
    """Progress of what nobody waits for."""


def _numbered(reader: Deciding, at: int, changes: Sequence[Change]) -> list[Change]:
    """The changes; new match keys, notes and parts get their ids, everything else has one."""
    ids = iter(reader.new_ids(at, sum(not change.id for change in changes)))
    return [change if change.id else change._replace(id=next(ids)) for change in changes]


def _summary(spec: ImportSpec[Any], file: str, found: Comparison[Any], aliases: int) -> str:
    counts = {"imported": len(found.new), "updated": found.changed, "removed": len(found.removals)}
    words = import_words(file, spec.one, spec.many, counts)
    return f"{words}, {counted(aliases, 'owner')} remembered" if aliases else words


def _no_import_since(command: ImportCommand, seq: int) -> Statement:
    """Aborts the batch where another import, or an undo or redo of one, came between reading and writing."""
    sql = (
        "insert into guard values(not exists(select 1 from journal where seq > ? and id <> ? "
        f"and name in (?, '{UNDO}', '{REDO}')))"
    )
    return sql, (seq, command.id, facts_of(type(command)).name)
