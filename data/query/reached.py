"""The views of somebody whose session is bound to a person: the same names and columns, the rows that one reaches.

Two databases keep the rest out of reach. What is asked is first put to an empty one, which has nothing but views of
these names: what it understands speaks of them alone, by whatever name or detour. (On the store itself SQLite's
authorizer could not tell: it names the view through which a table is read, and a query may call its own WITH tables the
same.) Then it is put to the store, where the names mean temporary views over the store's own, with the condition of
reach.

The condition stands in a materialized WITH table, which SQLite does not merge with the query: else it may try the
query's own conditions on rows out of reach first, and an error that depends on them would tell what they hold.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.kernel.sqlite import sqlite3
from data.kernel.tables import View
from data.people.reach import Reach
from data.query.permissions import TABLES_OF_JSON, ReadingViews


def readable_views(views: Mapping[str, View]) -> dict[str, View]:
    """The views that say who may read them."""
    return {name: view for name, view in views.items() if view.owner or view.part_of or view.open_to_all}


def empty_copy(views: Mapping[str, View]) -> tuple[sqlite3.Connection, ReadingViews]:
    """A database that has empty views of these names and nothing else, and what watches over it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for view in views.values():
        columns, nothing = ", ".join(view.columns), ", ".join(["null"] * len(view.columns))
        connection.execute(f"create temp view {view.name}({columns}) as select {nothing} where 0")
    for table in TABLES_OF_JSON:
        # Older libraries look into sqlite_master when they first meet such a table, which the query itself may not.
        connection.execute(f"select 1 from {table}('[]')").fetchall()
    brought = [row[0] for row in connection.execute("select name from pragma_module_list")]
    permission = ReadingViews(views, brought)
    connection.set_authorizer(permission)
    return connection, permission


def cover(connection: sqlite3.Connection, views: Mapping[str, View], reach: Reach) -> None:
    """Make the names of the views mean, on this connection, the rows that are reached."""
    connection.execute("pragma temp_store = memory")
    for view in views.values():
        rows = f"select * from main.{view.name}"
        if reach.people is not None and not view.open_to_all:
            rows = (
                f"with reached as materialized ({rows} where {_condition(view, reach)}) select * from reached"
            )
        connection.execute(f"create temp view {view.name} as {rows}")


def _condition(view: View, reach: Reach) -> str:
    if view.part_of is not None:
        other, column = view.part_of
        taken = f"select {column} from main.{other} where {column} is not null"
        return f"({column} in (select {column} from temp.{other}) or {column} not in ({taken}))"
    condition, people = reach.condition(view.owner)
    if view.other:
        condition = f"({condition} or {view.other} in ({', '.join('?' * len(people))}))"
        people = [*people, *people]
    # A view takes no parameters; ids are whole numbers.
    return condition.replace("?", "{:d}").format(*people)
