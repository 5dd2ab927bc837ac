"""When a row has been worked with since it was made, so that undo leaves it standing, as SQL.

It has if it was changed itself, or if a row of another table that names it was made or changed by another command than
the import that brought it. A part that came to a row which was there has if that row was changed by a later command:
ids grow with time. Which tables name which is what their nouns declare: a table that is added tomorrow counts
without a word here.
"""

from __future__ import annotations

from collections.abc import Iterable

from data.kernel.nouns import Registry
from data.kernel.tables import Reference, Table


def in_use(registry: Registry, name: str) -> str:
    """The condition on rows of a table whose ``batch_id`` is the first parameter."""
    whole = _whole(registry.table(name))
    if whole is None:
        return _of_itself(registry, name)
    holders = [whole.table] if whole.table else [t.name for t in registry.tables().values() if _is_whole(t)]
    return _any(_held_in_use(registry, name, whole, holder) for holder in holders)


def is_part(table: Table) -> bool:
    """Whether rows of a table come and go with those of another."""
    return _whole(table) is not None


def _whole(table: Table) -> Reference | None:
    return next((reference for reference in table.references if reference.part), None)


def _is_whole(table: Table) -> bool:
    return table.keeps_batch and not is_part(table)


def _held_in_use(registry: Registry, name: str, whole: Reference, holder: str) -> str:
    """Whether the whole is in use that a part belongs to. Those of the same import are asked once, not for each part;
    a table's name in the row spares it the look into all others.
    """
    named = f"{name}.{whole.table_column} = '{holder}' and " if whole.table_column else ""
    came_too = (
        f"select {holder}.id from {holder} where {holder}.batch_id = ?1 and {_of_itself(registry, holder)}"
    )
    changed = (
        f"select 1 from {holder} where {holder}.id = {name}.{whole.column} "
        f"and {holder}.batch_id is not ?1 and ifnull({holder}.touched, 0) > ?1"
    )
    return f"{named}({name}.{whole.column} in ({came_too}) or exists({changed}))"


def _of_itself(registry: Registry, name: str) -> str:
    return _any(
        [
            f"{name}.touched is not null",
            *(
                _is_named(name, other, reference)
                for other in registry.tables().values()
                for reference in other.references
                if reference.marks and not (reference.part or reference.history) and reference.names(name)
            ),
        ]
    )


def _is_named(name: str, other: Table, reference: Reference) -> str:
    which = f" and other.{reference.table_column} = '{name}'" if reference.table_column else ""
    return (
        f"exists(select 1 from {other.name} other where other.{reference.column} = {name}.{reference.key}{which} "
        f"and other.touched is not {name}.batch_id)"
    )


def _any(conditions: Iterable[str]) -> str:
    return f"({' or '.join(conditions)})"
