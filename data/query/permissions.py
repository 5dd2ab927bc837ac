"""What a query may do in SQLite: an authorizer that lets it read, and nothing else.

SQLite asks it while a statement is prepared, about each thing that the statement would do.
"""

from __future__ import annotations

from collections.abc import Collection

from data.kernel.sqlite import sqlite3

_LOOKING = frozenset(
    {
        *("data_version", "database_list", "foreign_key_list", "function_list", "index_info", "index_list"),
        *("index_xinfo", "module_list", "pragma_list", "table_info", "table_list", "table_xinfo"),
    }
)
"""Pragmas that only tell; search tables ask for the first."""

TABLES_OF_JSON = frozenset({"json_each", "json_tree"})
_NOT_FOR_QUERIES = frozenset({"load_extension", "fts3_tokenizer"})


class Reading:
    """Lets a query read every table. ``refused`` says what it would have done that it may not."""

    def __init__(self) -> None:
        self.refused = ""

    def __call__(
        self, action: int, one: str | None, two: str | None, database: str | None, source: str | None
    ) -> int:
        """What SQLite asks; the answer is one of its own."""
        if not self.refused:
            self.refused = self._refusal(action, one or "", two or "", database)
        return sqlite3.SQLITE_DENY if self.refused else sqlite3.SQLITE_OK

    def _refusal(self, action: int, one: str, two: str, database: str | None) -> str:
        if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
            return ""
        if action == sqlite3.SQLITE_UPDATE and one == "sqlite_master":
            # So older libraries take up a table of a module, as json_each. No query can change that table.
            return ""
        if action == sqlite3.SQLITE_READ:
            return self._refused_table(one, two, database)
        if action == sqlite3.SQLITE_FUNCTION:
            return f"{two}() is not for queries." if two.lower() in _NOT_FOR_QUERIES else ""
        if action == sqlite3.SQLITE_PRAGMA:
            return self._refused_pragma(one)
        return "A query only reads; this one would change something."

    def _refused_table(self, table: str, column: str, database: str | None) -> str:
        return ""

    def _refused_pragma(self, name: str) -> str:
        return "" if name.lower() in _LOOKING else f"pragma {name} is not for queries."


class ReadingViews(Reading):
    """Lets a query read some temporary views, and nothing else by any name.

    Meant for a database that has nothing but these: what views are made of is not reached through them there, and who
    asks for a column is therefore the query itself.
    """

    def __init__(self, views: Collection[str], tables_of_the_library: Collection[str]) -> None:
        super().__init__()
        self._views = frozenset(views)
        self._closed = {name.lower() for name in tables_of_the_library} - TABLES_OF_JSON

    def _refused_table(self, table: str, column: str, database: str | None) -> str:
        if (database == "temp" and table in self._views) or table in TABLES_OF_JSON:
            return ""
        name = table.lower()
        # Of a table whose columns nobody asks for, SQLite names no database; it may be one that the query itself makes.
        if not column and not name.startswith(("sqlite_", "pragma_")) and name not in self._closed:
            return ""
        return f"{table} is not to be read here."

    def _refused_pragma(self, name: str) -> str:
        return f"pragma {name} is not to be read here."
