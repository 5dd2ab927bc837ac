"""The rows of an import as wholes: put in, found, and taken out again by a few statements, at any size.

A row of an import bears the command's id as its ``batch_id``. Single changes are in ``data.kernel.commands``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.kernel.commands import Change, Deciding, column_names
from data.kernel.engine import Row, Statement, Value
from data.kernel.in_use import in_use, is_part

_INDEXES_REST_FROM = 5_000
"""Rows of an import from which on it pays to make a table's triggers anew, and its indexes, if the table holds no more
than come.
"""


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


class NewRows(NamedTuple):
    """Rows of an import for one table, below the names of their columns."""

    table: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]


def put_in(reader: Deciding, new: NewRows, batch: int) -> list[Statement]:
    """The statements that insert rows of an import, their search words included."""
    table, names, rows = new
    marks = ", ".join("?" * len(names))
    sql = f"insert into {table}({', '.join(names)}) values({marks})"
    statements: list[Statement] = [(sql, row) for row in rows]
    if _moves_most(reader, table, len(rows)):
        statements = _indexed_at_the_end(reader, table, statements)
    search = reader.registry.table(table).search
    if not search or not rows:
        return statements
    fill = (
        f"insert into {search}(rowid, words) select id, words from {search}_words where batch_id = ? "
        f"and not exists(select 1 from {search} where {search}.rowid = {search}_words.id)"
    )
    return [*_unwatched(reader, search, len(rows), statements), (fill, (batch,))]


def put_all_in(reader: Deciding, tables: Sequence[NewRows], batch: int) -> list[Statement]:
    """The statements that insert the rows of an import in several tables, parts before their wholes."""
    statements = [s for new in reversed(tables) for s in put_in(reader, new, batch)]
    return _counted_at_the_end(reader, {new.table: len(new.rows) for new in tables}, statements)


def images(reader: Deciding, table: str, batch: int) -> Images:
    """The rows of an import in one table that nobody has worked with since."""
    names = column_names(reader, table)
    rows = reader.select(
        f"select {', '.join(names)} from {table} where {_untouched(reader, table)} order by id", (batch,)
    )
    return Images(table, batch, names, rows)


def count_in_use(reader: Deciding, table: str, batch: int) -> int:
    """How many rows of an import somebody has worked with since; none of a table of parts, as their wholes count."""
    if is_part(reader.registry.table(table)):
        return 0
    return int(
        reader.select(f"select count(*) from {table} where {_worked_with(reader, table)}", (batch,))[0][0]
    )


def without_parts_of_staying(
    reader: Deciding, tables: Sequence[str], batch: int, changes: Sequence[Change]
) -> list[Change]:
    """The changes, but for the removal of rows that came with a row of the import that was worked with since."""
    if not tables or not changes:
        return list(changes)
    staying = {
        table: {
            row[0]
            for row in reader.select(f"select id from {table} where {_worked_with(reader, table)}", (batch,))
        }
        for table in tables
        if not is_part(reader.registry.table(table))
    }
    return [change for change in changes if not _goes_with(reader, change, staying)]


def names_in_use(reader: Deciding, table: str, batch: int, limit: int) -> list[str]:
    """What some of the rows that were worked with since are called; nothing for tables without names."""
    called = reader.registry.table(table).called
    if not called:
        return []
    sql = f"select {called} from {table} where {_worked_with(reader, table)} order by id limit ?"
    return [row[0] for row in reader.select(sql, (batch, limit))]


def take_out(reader: Deciding, removed: Sequence[Images]) -> list[Statement]:
    """The statements that remove the rows of ``images``, or abort where one was worked with since."""
    statements: list[Statement] = []
    for table, batch, _, rows in removed:
        counted = f"select count(*) from {table} where {_untouched(reader, table)}"
        statements.append((f"insert into guard values(({counted}) = ?)", (batch, len(rows))))
    # Parts go before their wholes: whether they stay is asked of these.
    for gone in reversed(removed):
        if gone.rows:
            statements += _take_out(reader, gone)
    return _counted_at_the_end(
        reader, {gone.table: len(gone.rows) for gone in removed}, statements, leaving=True
    )


def _take_out(reader: Deciding, gone: Images) -> list[Statement]:
    table, batch, search = gone.table, gone.batch, reader.registry.table(gone.table).search
    condition, statements, is_most = _untouched(reader, table), list[Statement](), False
    all_of_it = f"select count(*) from {table} where batch_id = ?"
    if reader.select(all_of_it, (batch,))[0][0] == len(gone.rows):
        # That nobody has worked with any of the import was asked by now, and need not be asked of each row again.
        condition = "batch_id = ?"
        statements.append((f"insert into guard values(({all_of_it}) = ?)", (batch, len(gone.rows))))
        is_most = _moves_most(reader, table, len(gone.rows), leaving=True)
    where = f"from {table} where {condition}"
    delete: list[Statement] = [(f"delete {where}", (batch,))]
    statements += _indexed_at_the_end(reader, table, delete) if is_most else delete
    if not search:
        return statements
    if is_most:  # to forget all words and read those of what stays is sooner done than to forget one by one
        emptied = f"insert into {search}({search}) values('delete-all')"
        filled = f"insert into {search}(rowid, words) select id, words from {search}_words"
        return _unwatched(reader, search, len(gone.rows), [*statements, (emptied, ()), (filled, ())])
    # The search table keeps no text: it forgets a row when told the row's words.
    words = f"select 'delete', id, words from {search}_words where id in (select {table}.id {where})"
    forgotten = f"insert into {search}({search}, rowid, words) {words}"
    return [(forgotten, (batch,)), *_unwatched(reader, search, len(gone.rows), statements)]


def bring_back(reader: Deciding, brought: Sequence[Images]) -> list[Statement]:
    """The statements that insert removed rows again."""
    statements = [
        s for table, batch, names, rows in brought for s in put_in(reader, NewRows(table, names, rows), batch)
    ]
    return _counted_at_the_end(reader, {images.table: len(images.rows) for images in brought}, statements)


def _worked_with(reader: Deciding, table: str) -> str:
    return f"batch_id = ?1 and {in_use(reader.registry, table)}"


def _untouched(reader: Deciding, table: str) -> str:
    return f"batch_id = ?1 and not {in_use(reader.registry, table)}"


def _goes_with(reader: Deciding, change: Change, staying: dict[str, set[int]]) -> bool:
    """Whether a change removes a row that names one of those that stay."""
    if change.after is not None or not change.before:
        return False
    row = change.before
    return any(
        row.get(reference.column) in staying.get(row.get(reference.table_column) or reference.table, ())
        for reference in reader.registry.table(change.table).references
    )


def _moves_most(reader: Deciding, table: str, moved: int, *, leaving: bool = False) -> bool:
    """Whether very many rows come, and as many as a table holds, or go (``leaving``), and half of these."""
    return moved >= _INDEXES_REST_FROM and not _holds_more(reader, table, 2 * moved if leaving else moved)


def _indexed_at_the_end(reader: Deciding, table: str, statements: list[Statement]) -> list[Statement]:
    """The statements, without the indexes of a table: these are made when all is done, in half the time."""
    indexes = reader.select(
        "select name, sql from sqlite_master where type = 'index' and tbl_name = ? and sql is not null",
        (table,),
    )
    return [
        *((f"drop index {name}", ()) for name, _ in indexes),
        *statements,
        *((sql, ()) for _, sql in indexes),
    ]


def _counted_at_the_end(
    reader: Deciding, moved: Mapping[str, int], statements: list[Statement], *, leaving: bool = False
) -> list[Statement]:
    """The statements; where they bring as many rows of a table as it holds, or take half of these (``leaving``), the
    totals that triggers keep of it are counted anew when all is done: that is sooner done than row by row.
    """
    names = {
        totals
        for table, rows in moved.items()
        if (totals := reader.registry.table(table).totals)
        and _moves_most(reader, table, rows, leaving=leaving)
    }
    for name in sorted(names):
        statements = _unwatched(reader, name, max(moved.values()), statements)
    return statements


def _holds_more(reader: Deciding, table: str, rows: int) -> bool:
    """Whether a table holds more than so many rows."""
    return bool(reader.select(f"select 1 from {table} limit 1 offset ?", (rows,)))


def _unwatched(reader: Deciding, name: str, rows: int, statements: list[Statement]) -> list[Statement]:
    """The statements, which move so many rows, while the triggers of a search table, or of totals, rest.

    Where there are many they are gone meanwhile: to ask a long trigger of each row takes half as long as to write it.
    """
    rest = f"when not exists(select 1 from search_rests where name = '{name}')"
    triggers: list[Row] = []
    if rows >= _INDEXES_REST_FROM:
        sql = "select name, sql from sqlite_master where type = 'trigger' and instr(sql, ?)"
        triggers = reader.select(sql, (rest,))
    return [
        ("insert into search_rests(name) values(?)", (name,)),
        *((f"drop trigger {trigger}", ()) for trigger, _ in triggers),
        *statements,
        *((sql, ()) for _, sql in triggers),
        ("delete from search_rests where name = ?", (name,)),
    ]
