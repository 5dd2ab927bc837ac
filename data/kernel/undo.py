"""Undo and redo of a person's own commands, one step at a time, across processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from data.kernel import bulk, journal
from data.kernel.commands import Change, Decision, Reader, inverse
from data.kernel.errors import Refused
from data.people.rights import PERSON

_STEPS = "name not in ('init', 'undo', 'redo')"
_PAGE = 500
_NAMED = 5


class Undo(NamedTuple):
    """Take back the actor's last command.

    ``rest`` allows part of it to stay: rows that somebody changed since keep their state.
    """

    id: int
    actor: int
    at: int
    rest: bool = False
    name: str = "undo"
    right: str = PERSON

    def decide(self, reader: Reader) -> Decision:
        """The inverse of the last command's changes. Raises Refused where rows have moved on."""
        entry = journal.latest(reader, self.actor, f"{_STEPS} and undone_by is null")
        if entry is None:
            raise Refused("Nothing to undo.")
        parts = journal.parts_of(reader, entry)
        changes = [inverse(change) for change in reversed(parts.changes)]
        ready, moved = _parted(reader, changes)
        if "lead" in parts.batch:
            ready = bulk.without_those_of_staying(reader, entry.id, ready)
        in_use = {table: bulk.in_use(reader, table, entry.id) for table in parts.batch}
        kept = len(moved) + sum(count for table, count in in_use.items() if table != "match_key")
        removed = [] if kept and not self.rest else [bulk.images(reader, t, entry.id) for t in parts.batch]
        if kept and not (self.rest and (ready or any(images.rows for images in removed))):
            raise Refused(_moved_on(reader, entry, moved, in_use))
        _refuse_moving_signed(reader, ready)
        said = f" ({_count(kept)} changed since stay{'s' if kept == 1 else ''})" if kept else ""
        return Decision(
            f"undone: {entry.summary}{said}",
            ready,
            points=-entry.points,
            subject=entry.subject,
            statements=[
                ("update journal set undone_by = ? where id = ? and undone_by is null", (self.id, entry.id)),
                (
                    "insert into guard values(exists(select 1 from journal where id = ? and undone_by = ?))",
                    (entry.id, self.id),
                ),
                *bulk.take_out(removed),
            ],
            target=entry.id,
            removed=removed,
        )


class Redo(NamedTuple):
    """Apply again what the actor's last undo took back."""

    id: int
    actor: int
    at: int
    name: str = "redo"
    right: str = PERSON

    def decide(self, reader: Reader) -> Decision:
        """The inverse of the undo's changes. Raises Refused where something was done in between."""
        undone = journal.latest(reader, self.actor, "name = 'undo' and undone_by is null")
        last = journal.latest(reader, self.actor, _STEPS)
        if undone is None or (last is not None and last.seq > undone.seq):
            raise Refused("Nothing to redo.")
        original = journal.find(reader, undone.target or 0)
        parts = journal.parts_of(reader, undone)
        changes = [inverse(change) for change in reversed(parts.changes)]
        _, moved = _parted(reader, changes)
        if moved:
            raise Refused(_moved_on(reader, undone, moved, {}))
        _refuse_moving_signed(reader, changes)
        return Decision(
            f"redone: {original.summary if original else ''}",
            changes,
            points=-undone.points,
            subject=undone.subject,
            statements=[
                ("update journal set undone_by = ? where id = ? and undone_by is null", (self.id, undone.id)),
                (
                    "insert into guard values(exists(select 1 from journal where id = ? and undone_by = ?))",
                    (undone.id, self.id),
                ),
                ("update journal set undone_by = null where id = ?", (undone.target,)),
                *bulk.bring_back(reader, parts.removed),
            ],
            batch=tuple(images.table for images in parts.removed),
            target=undone.target,
        )


def _refuse_moving_signed(reader: Reader, changes: list[Change]) -> None:
    """Raise Refused where a week was signed off since. Steps of the log are refused by the store itself."""
    if any(change.table in ("person", "goal", "day_off") for change in changes):
        from data.people.signed_weeks import refuse_moving_signed

        refuse_moving_signed(reader, changes)


def _parted(reader: Reader, changes: list[Change]) -> tuple[list[Change], list[Change]]:
    """Changes whose row still is as the command left it, and those whose row has moved on."""
    stamps = _stamps(reader, changes)
    ready: list[Change] = []
    moved: list[Change] = []
    for change in changes:
        (ready if _unmoved(change, stamps) else moved).append(change)
    return ready, moved


def _stamps(reader: Reader, changes: list[Change]) -> dict[tuple[str, int], int | None]:
    """The stamps of the rows that exist, read in pages."""
    found: dict[tuple[str, int], int | None] = {}
    for table in {change.table for change in changes}:
        ids = [change.id for change in changes if change.table == table]
        for start in range(0, len(ids), _PAGE):
            page = ids[start : start + _PAGE]
            marks = ", ".join("?" * len(page))
            rows = reader.select(f"select id, touched from {table} where id in ({marks})", page)
            found.update(((table, row[0]), row[1]) for row in rows)
    return found


def _unmoved(change: Change, stamps: Mapping[tuple[str, int], int | None]) -> bool:
    key = (change.table, change.id)
    if change.before is None:
        return key not in stamps
    return bool(change.before) and key in stamps and stamps[key] == change.before["touched"]


def _moved_on(reader: Reader, entry: journal.Entry, moved: list[Change], in_use: Mapping[str, int]) -> str:
    names = {name for change in moved for name in _last_hand(reader, change)}
    who = " and ".join(sorted(names)) or "somebody"
    tables = [table for table, count in in_use.items() if count]
    known = [name for table in tables for name in bulk.names_in_use(reader, table, entry.id, _NAMED)]
    kept = len(moved) + sum(count for table, count in in_use.items() if table != "match_key")
    which = f" ({'; '.join(known)}{', ...' if kept > len(known) else ''})" if known else ""
    can_rest = kept > 1 or in_use
    rest = " Take back the rest with: cockpit undo --rest" if can_rest else ""
    return f"Cannot undo {entry.summary!r}: {who} changed {_count(kept)} of it since{which}.{rest}"


def _last_hand(reader: Reader, change: Change) -> list[str]:
    rows = reader.select(
        f"select person.name from {change.table} join journal on journal.id = {change.table}.touched "
        f"join person on person.id = journal.actor where {change.table}.id = ?",
        (change.id,),
    )
    return [row[0] for row in rows]


def _count(rows: int) -> str:
    return "a part" if rows == 1 else f"{rows:,} rows"
