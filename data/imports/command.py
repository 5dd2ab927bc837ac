"""What the import command of every noun decides: the rows of a file in one step, at any size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from data.files.findings import counted, import_words
from data.imports.comparison import newest_command
from data.imports.owners import alias_changes
from data.imports.spec import Batch, ImportCommand, ImportSpec
from data.kernel.bulk import put_in
from data.kernel.commands import Change, Decision, Reader
from data.kernel.engine import Statement
from data.kernel.errors import Refused
from data.people.person import by_id


def decide_import(spec: ImportSpec[Any], command: ImportCommand, reader: Reader) -> Decision:
    """What an import writes; it compares again where the store has moved since the file was read.

    Refuses where there is nothing to write, and what the noun itself refuses.
    """
    batch, found = command.batch, command.found
    if spec.check is not None:
        spec.check(reader, batch)
    if found.seq != newest_command(reader):
        found = spec.compare(reader, by_id(reader, command.actor), batch, _in_silence)
    ids = iter(command.row_ids)
    aliases = alias_changes(reader, command.actor, command.id, batch.aliases, ids)
    if found.is_empty and not aliases:
        raise Refused(f"Nothing new: {spec.nothing_new}")
    written = spec.write(reader, command, found, ids)
    changes = [_numbered(change, ids) for change in (*found.stamped(command.id), *written.changes)]
    tables = [rows for rows in written.rows if rows.rows]
    return Decision(
        _summary(spec, batch.file, len(aliases), found),
        [*aliases, *changes],
        points=found.points,
        subject=spec.subject(batch, command.actor) if spec.subject is not None else None,
        statements=[
            _no_import_since(command, found.seq),
            *(spec.guards(reader) if spec.guards is not None else ()),
            *(s for rows in tables for s in put_in(reader, rows.table, rows.columns, rows.rows, command.id)),
        ],
        batch=tuple(rows.table for rows in tables),
    )


def ids_needed(spec: ImportSpec[Any], batch: Batch[Any], keys: int) -> int:
    """How many ids an import takes at most, also where the comparison is made anew."""
    drafts = batch.drafts
    rows = len(drafts) if spec.ids_of is None else sum(map(spec.ids_of, drafts))
    return rows + keys + len(batch.aliases)


def _in_silence(_what: str, _rows: int) -> None:
    """Progress of what nobody waits for."""


def _numbered(change: Change, ids: Iterator[int]) -> Change:
    """A new match key or note gets its id; everything else has one."""
    return change._replace(id=next(ids)) if change.before is None else change


def _summary(spec: ImportSpec[Any], file: str, aliases: int, found: Any) -> str:
    counts = {"imported": len(found.new), "updated": found.changed, "removed": len(found.removals)}
    words = import_words(file, spec.one, spec.many, counts)
    return f"{words}, {counted(aliases, 'owner')} remembered" if aliases else words


def _no_import_since(command: ImportCommand, seq: int) -> Statement:
    """Aborts the batch where another import, or an undo or redo of one, came between reading and writing."""
    sql = (
        "insert into guard values(not exists(select 1 from journal where seq > ? and id <> ? "
        "and name in (?, 'undo', 'redo')))"
    )
    return sql, (seq, command.id, command.name)
