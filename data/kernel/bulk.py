"""The rows of an import as wholes: put in, found, and taken out again by a few statements, at any size.

A row of an import bears the command's id as its ``batch_id``. Single changes are in ``data.kernel.commands``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Change, Reader, column_names
from data.kernel.engine import Row, Statement, Value

_LEAD_IN_USE = (
    "(lead.touched is not null"
    " or exists(select 1 from note where note.record_id = lead.id and note.touched is not lead.batch_id)"
    " or exists(select 1 from message where message.lead_id = lead.id)"
    " or exists(select 1 from activity where activity.lead_id = lead.id)"
    " or exists(select 1 from lead other where other.merged_into = lead.id))"
)
_IN_USE = {
    "lead": _LEAD_IN_USE,
    "match_key": f"exists(select 1 from lead where lead.id = match_key.record_id and {_LEAD_IN_USE})",
}
"""When a row has been worked with since it was made, where its own stamp does not tell it all.

A note that came with its lead bears the import's stamp.
"""

_SEARCHED = {"lead": "lead_search"}
"""Tables whose search table is filled by one statement in a bulk, which costs a fifth of its triggers."""

_INDEXES_REST_FROM = 5_000
"""Rows of an import from which on it pays to make a table's indexes anew, if the table holds no more than come."""

_NAMED = {"lead": "name || case when name <> '' and company <> '' then ', ' else '' end || company"}


class Images(NamedTuple):
    """Rows of one table as they stood, to bring them back. ``batch`` is their import."""

    table: str
    batch: int
    names: Sequence[str]
    rows: Sequence[Row]


class Parts(NamedTuple):
    """What a command did: single changes, the tables of its import, the rows that it took out as a whole."""

    changes: list[Change]
    batch: list[str]
    removed: list[Images]


def put_in(
    reader: Reader, table: str, names: Sequence[str], rows: Sequence[Sequence[Value]], batch: int
) -> list[Statement]:
    """The statements that insert rows of an import, their search words included."""
    marks = ", ".join("?" * len(names))
    sql = f"insert into {table}({', '.join(names)}) values({marks})"
    statements = _indexed_at_the_end(reader, table, [(sql, row) for row in rows])
    search = _SEARCHED.get(table)
    if search is None or not rows:
        return statements
    fill = (
        f"insert into {search}(rowid, words) select id, words from {search}_words where batch_id = ? "
        f"and not exists(select 1 from {search} where {search}.rowid = {search}_words.id)"
    )
    return [*_unwatched(search, statements), (fill, (batch,))]


def images(reader: Reader, table: str, batch: int) -> Images:
    """The rows of an import in one table that nobody has worked with since."""
    names = column_names(reader, table)
    rows = reader.select(
        f"select {', '.join(names)} from {table} where batch_id = ? and not {_in_use(table)} order by id",
        (batch,),
    )
    return Images(table, batch, names, rows)


def in_use(reader: Reader, table: str, batch: int) -> int:
    """How many rows of an import somebody has worked with since."""
    sql = f"select count(*) from {table} where batch_id = ? and {_in_use(table)}"
    return int(reader.select(sql, (batch,))[0][0])


def without_those_of_staying(reader: Reader, batch: int, changes: Sequence[Change]) -> list[Change]:
    """The changes, but for the removal of rows that came with a lead of the import that was worked with since."""
    sql = f"select id from lead where batch_id = ? and {_in_use('lead')}"
    staying = {row[0] for row in reader.select(sql, (batch,))}
    return [
        change
        for change in changes
        if change.after is not None or (change.before or {}).get("record_id") not in staying
    ]


def names_in_use(reader: Reader, table: str, batch: int, limit: int) -> list[str]:
    """What some of the rows that were worked with since are called; nothing for tables without names."""
    if table not in _NAMED:
        return []
    sql = f"select {_NAMED[table]} from {table} where batch_id = ? and {_in_use(table)} order by id limit ?"
    return [row[0] for row in reader.select(sql, (batch, limit))]


def take_out(removed: Sequence[Images]) -> list[Statement]:
    """The statements that remove the rows of ``images``, or abort where one was worked with since."""
    statements: list[Statement] = []
    for table, batch, _, rows in removed:
        where = f"from {table} where batch_id = ? and not {_in_use(table)}"
        statements.append((f"insert into guard values((select count(*) {where}) = ?)", (batch, len(rows))))
    # Rows that belong to others go first: whether they stay is asked of the others.
    for table, batch, _, rows in reversed(removed):
        if not rows:
            continue
        where = f"from {table} where batch_id = ? and not {_in_use(table)}"
        search = _SEARCHED.get(table)
        if search is None:
            statements.append((f"delete {where}", (batch,)))
            continue
        # The search table keeps no text: it forgets a row when told the row's words.
        words = f"select 'delete', id, words from {search}_words where id in (select {table}.id {where})"
        statements.append((f"insert into {search}({search}, rowid, words) {words}", (batch,)))
        statements += _unwatched(search, [(f"delete {where}", (batch,))])
    return statements


def bring_back(reader: Reader, brought: Sequence[Images]) -> list[Statement]:
    """The statements that insert removed rows again."""
    return [s for table, batch, names, rows in brought for s in put_in(reader, table, names, rows, batch)]


def _indexed_at_the_end(reader: Reader, table: str, statements: list[Statement]) -> list[Statement]:
    """The statements; where they bring most of a table, its indexes are made when all is in: in half the time."""
    coming = len(statements)
    if coming < _INDEXES_REST_FROM or reader.select(f"select 1 from {table} limit 1 offset ?", (coming,)):
        return statements
    indexes = reader.select(
        "select name, sql from sqlite_master where type = 'index' and tbl_name = ? and sql is not null",
        (table,),
    )
    return [
        *((f"drop index {name}", ()) for name, _ in indexes),
        *statements,
        *((sql, ()) for _, sql in indexes),
    ]


def _unwatched(search: str, statements: list[Statement]) -> list[Statement]:
    """The statements while the triggers of a search table rest."""
    return [
        ("insert into search_rests(name) values(?)", (search,)),
        *statements,
        ("delete from search_rests where name = ?", (search,)),
    ]


def _in_use(table: str) -> str:
    return _IN_USE.get(table, f"({table}.touched is not null)")
