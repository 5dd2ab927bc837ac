"""How steps declare tables and indexes: through sqlite-utils, with what holds of all of ours said once.

A column is given as its type (``str``), as a type or nothing where it may be empty (``str | None``), or as the
value that it has where none is written (``""``, ``1``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import UnionType
from typing import get_args

from sqlite_utils import Database
from sqlite_utils.db import Table

Column = type[int] | type[str] | UnionType | int | str
Columns = Mapping[str, Column]


def create_table(
    database: Database,
    name: str,
    columns: Columns,
    *,
    key: str | tuple[str, ...] | None = "id",
    references: Mapping[str, str] | None = None,
    check: str = "",
    without_rowid: bool = False,
) -> Table:
    """A strict table, none of whose columns may be empty but those that say so.

    ``references`` names the table, or ``table.column``, that a column refers to; nothing enforces it
    (docs/decisions/0010). The library declares neither CHECK nor WITHOUT ROWID: these are put into its text.
    """
    sql = database.create_table_sql(
        name,
        {column: _type_of(given) for column, given in columns.items()},
        pk=key,
        not_null=[column for column, given in columns.items() if column != key and not _may_be_empty(given)],
        defaults={column: given for column, given in columns.items() if isinstance(given, (int, str))},
        foreign_keys=[(column, *_place(meant)) for column, meant in (references or {}).items()],
        strict=True,
    )
    body = sql.rstrip().removesuffix("\n) STRICT;") + (f",\n   CHECK ({check})" if check else "")
    database.execute(f"{body}\n) STRICT{', WITHOUT ROWID' if without_rowid else ''}")
    return database.table(name)


def create_partial_index(
    database: Database, name: str, table: str, columns: Sequence[str], *, unique: bool = False
) -> None:
    """An index of the rows in which its first column is filled: the library declares none with a condition."""
    kind = "unique index" if unique else "index"
    database.execute(f"create {kind} {name} on {table}({', '.join(columns)}) where {columns[0]} is not null")


def create_search(database: Database, table: str, columns: Sequence[str]) -> None:
    """A search table over some columns, the view of the words it is made of, and the triggers that keep it.

    It holds no copy of the text and no positions: a quarter of the size, and as fast for words and their
    beginnings, which is all that is asked. Such a table forgets a row only when told its former words; the
    library's ``enable_fts`` knows no table without a copy, and none without positions. While ``search_rests`` names
    it (within one batch only) its triggers do nothing, and the batch fills it from the view of words itself.
    """
    plain, new, old = (" || ' ' || ".join(f"{row}{name}" for name in columns) for row in ("", "new.", "old."))
    search = f"{table}_search"
    watched = f"when not exists(select 1 from search_rests where name = '{search}')"
    add = f"insert into {search}(rowid, words) values(new.id, {new});"
    forget = f"insert into {search}({search}, rowid, words) values('delete', old.id, {old});"
    database.execute(
        f"""create virtual table {search} using fts5(
            words, content = '', detail = none, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
        )"""
    )
    database.create_view(f"{search}_words", f"select *, {plain} as words from {table}")
    database.execute(f"create trigger {search}_added after insert on {table} {watched} begin {add} end")
    database.execute(
        f"""create trigger {search}_changed after update of {", ".join(columns)} on {table} {watched}
        begin {forget} {add} end"""
    )
    database.execute(f"create trigger {search}_removed after delete on {table} {watched} begin {forget} end")


def create_near_search(database: Database, table: str, columns: Sequence[str]) -> None:
    """A search table that also finds words spelled nearly so: ``_search_terms`` looks into its own index, and stores
    nothing.
    """
    create_search(database, table, columns)
    database.execute(f"create virtual table {table}_search_terms using fts5vocab({table}_search, row)")


def create_record_events(database: Database, table: str, told: Sequence[str]) -> None:
    """The triggers that note which command made a record of a table, or changed one of the columns ``told``.

    What an import brings says so by its batch.
    """
    tell = f"""insert or ignore into record_event(record_table, record_id, seq)
        select '{table}', new.id, max(seq) from journal;"""
    database.execute(
        f"create trigger {table}_begun after insert on {table} when new.batch_id is null begin {tell} end"
    )
    database.execute(
        f"create trigger {table}_recorded after update of {', '.join(told)} on {table} begin {tell} end"
    )


@contextmanager
def views_set_aside(database: Database) -> Iterator[None]:
    """Leave tables free to be rebuilt: SQLite renames none of which a view speaks that is not there for a moment.

    Afterwards every view stands as before, and every trigger that reads from one, but for those that were made anew
    meanwhile.
    """
    views = {view.name: view.schema for view in database.views}
    triggers = {
        one.name: one.sql for one in database.triggers if any(f" {view} " in one.sql for view in views)
    }
    for name in triggers:
        database.execute(f"drop trigger {name}")
    for name in views:
        database.view(name).drop()
    yield
    there = {*database.view_names(), *(one.name for one in database.triggers)}
    for name, sql in (views | triggers).items():
        if name not in there:
            database.execute(sql)


def _may_be_empty(given: Column) -> bool:
    return isinstance(given, UnionType)


def _type_of(given: Column) -> type:
    if isinstance(given, UnionType):
        return next(member for member in get_args(given) if member is not type(None))  # type: ignore[no-any-return]
    return given if isinstance(given, type) else type(given)


def _place(meant: str) -> tuple[str, str]:
    table, _, column = meant.partition(".")
    return table, column or "id"
