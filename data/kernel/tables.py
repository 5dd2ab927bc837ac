"""What the core has to know of tables and views: each noun declares one record for each of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Reference(NamedTuple):
    """A column that names a row of another table, by that table's column ``key``.

    ``marks``: a row here tells that the row it names has been worked with, so that an undone import leaves that one
    standing. ``part``: a row here is a part of the row it names: it comes, goes and is in use with that one.
    ``history``: what is said here outlives the row it names. Where rows of several tables are named, as by notes,
    ``table`` is empty and ``table_column`` holds the table's name.
    """

    column: str
    table: str
    key: str = "id"
    marks: bool = True
    part: bool = False
    history: bool = False
    table_column: str = ""

    def names(self, table: str) -> bool:
        """Whether rows of that table can be named."""
        return self.table == table or bool(self.table_column)


class Table(NamedTuple):
    """One table. ``row`` names the type of its rows (``module:name``), ``called`` is the SQL of what a row is called in
    messages, ``search`` the table that searches its rows (fed by a view of words of the same name), ``owner`` the
    column that says whose a row is. ``totals`` is the name in ``search_rests`` under which triggers rest that keep
    totals of its rows.
    """

    name: str
    row: str = ""
    called: str = ""
    search: str = ""
    owner: str = ""
    totals: str = ""
    references: tuple[Reference, ...] = ()
    keeps_batch: bool = False
    """Whether rows bear the import that brought them, in ``batch_id``."""
    shared: bool = False
    """Whether its rows concern several people, so that everybody is told what happens with them."""


class View(NamedTuple):
    """One view for those who ask in SQL: it stays as it is while tables change. ``about`` says what a row is,
    ``columns`` what each column means.

    Somebody whose session is bound to a person reads of it what that person reaches: rows whose ``owner`` column names
    somebody reached or nobody; rows that are ``part_of`` one that is reached of another view, which has the same value
    in the column, and those that are part of none at all; all rows where it is ``open_to_all``. Of a view that says
    none of these, nothing.
    """

    name: str
    about: str
    columns: Mapping[str, str]
    owner: str = ""
    other: str = ""
    """A second column: who is named there reads the row, too."""
    part_of: tuple[str, str] | None = None
    """The other view, and the column that both have."""
    open_to_all: bool = False
