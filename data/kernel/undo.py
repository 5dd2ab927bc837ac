"""Undo and redo of a person's own commands, one step at a time, across processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from data.kernel import bulk, journal
from data.kernel.commands import (
    CLOCKS,
    LOG,
    MATCH_KEYS,
    TEAM,
    Change,
    Deciding,
    Decision,
    Reader,
    command,
    inverse,
)
from data.kernel.errors import Refused
from data.kernel.journal import BEGUN, REDO, UNDO

_STEPS = f"name not in ('{BEGUN}', '{UNDO}', '{REDO}')"
_PAGE = 500
_NAMED = 5


@command(UNDO, TEAM, LOG | CLOCKS | MATCH_KEYS)
class Undo(NamedTuple):
    """Take back the actor's last command.

    ``rest`` allows part of it to stay: rows that somebody changed since keep their state. ``step`` is the command that
    one means to take back: nothing is where another has become the last one.
    """

    id: int
    actor: int
    at: int
    rest: bool = False
    step: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """The inverse of the last command's changes. Raises Refused where rows have moved on."""
        entry = last_step(reader, self.actor)
        if entry is None:
            raise Refused("Nothing to undo.")
        _refuse_another(entry, self.step)
        parts = journal.parts_of(reader, entry)
        changes = [inverse(change) for change in reversed(parts.changes)]
        ready, moved = _parted(reader, changes)
        ready = bulk.without_parts_of_staying(reader, parts.batch, entry.id, ready)
        ready = _without_wholes_of_staying(reader, ready, moved)
        in_use = {table: bulk.count_in_use(reader, table, entry.id) for table in parts.batch}
        kept = len(moved) + sum(in_use.values())
        removed = [] if kept and not self.rest else [bulk.images(reader, t, entry.id) for t in parts.batch]
        if kept and not (self.rest and (ready or any(images.rows for images in removed))):
            has_rest = not self.rest and bool(ready or parts.batch)
            raise _moved_on(reader, entry, moved, in_use, has_rest=has_rest)
        reader.registry.refuse_moving_closed(reader, ready)
        said = f" ({_count(kept)} changed since stay{'s' if kept == 1 else ''})" if kept else ""
        return Decision(
            f"undone: {entry.summary}{said}",
            ready,
            points=-entry.points,
            whose=(entry.subject or self.actor,),
            statements=[
                ("update journal set undone_by = ? where id = ? and undone_by is null", (self.id, entry.id)),
                (
                    "insert into guard values(exists(select 1 from journal where id = ? and undone_by = ?))",
                    (entry.id, self.id),
                ),
                *bulk.take_out(reader, removed),
            ],
            target=entry.id,
            removed=removed,
        )


@command(REDO, TEAM, LOG | CLOCKS | MATCH_KEYS)
class Redo(NamedTuple):
    """Apply again what the actor's last undo took back. ``step`` is the undo that one means, as for ``Undo``."""

    id: int
    actor: int
    at: int
    step: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """The inverse of the undo's changes. Raises Refused where something was done in between."""
        undone = last_undo(reader, self.actor)
        if undone is None:
            raise Refused("Nothing to redo.")
        _refuse_another(undone, self.step)
        original = journal.find(reader, undone.target or 0)
        parts = journal.parts_of(reader, undone)
        changes = [inverse(change) for change in reversed(parts.changes)]
        _, moved = _parted(reader, changes)
        if moved:
            raise _moved_on(reader, undone, moved, {}, has_rest=False)
        reader.registry.refuse_moving_closed(reader, changes)
        return Decision(
            f"redone: {original.summary if original else ''}",
            changes,
            points=-undone.points,
            whose=(undone.subject or self.actor,),
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


def last_step(reader: Reader, actor: int) -> journal.Entry | None:
    """What ``Undo`` would take back of a person's; None where that is nothing."""
    return journal.latest(reader, actor, f"{_STEPS} and undone_by is null")


def last_undo(reader: Reader, actor: int) -> journal.Entry | None:
    """The undo of a person's that ``Redo`` would take back; None where something was done since, or nothing undone."""
    undone = journal.latest(reader, actor, f"name = '{UNDO}' and undone_by is null")
    last = journal.latest(reader, actor, _STEPS)
    return None if undone is None or (last is not None and last.seq > undone.seq) else undone


def _refuse_another(entry: journal.Entry, meant: int | None) -> None:
    if meant is not None and entry.id != meant:
        raise Refused(f"Something else was done meanwhile: {entry.summary}. Nothing was changed.")


def _parted(reader: Reader, changes: list[Change]) -> tuple[list[Change], list[Change]]:
    """Changes whose row still is as the command left it, and those whose row has moved on."""
    stamps = _stamps(reader, changes)
    ready: list[Change] = []
    moved: list[Change] = []
    for change in changes:
        (ready if _unmoved(change, stamps) else moved).append(change)
    return ready, moved


def _without_wholes_of_staying(reader: Deciding, ready: list[Change], moved: list[Change]) -> list[Change]:
    """The changes, but for the removal of rows to which rows belong that came with them and stay."""
    tables = reader.registry.tables()
    going = {(change.table, change.id): change for change in ready if change.after is None}
    staying = [change for change in moved if change.after is None]
    while staying:
        change = staying.pop()
        for column, table in ((one.column, one.table) for one in tables[change.table].references):
            whole = going.pop((table, int((change.before or {}).get(column) or 0)), None)
            if whole is not None:
                staying.append(whole)
    return [change for change in ready if change.after is not None or (change.table, change.id) in going]


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


def _moved_on(
    reader: Deciding, entry: journal.Entry, moved: list[Change], in_use: Mapping[str, int], *, has_rest: bool
) -> Refused:
    """Says who changed what of a step; ``has_rest``: whether anything of it can be taken back without that."""
    names = {name for change in moved for name in _last_hand(reader, change)}
    who = " and ".join(sorted(names)) or "somebody"
    tables = [table for table, count in in_use.items() if count]
    known = [name for table in tables for name in bulk.names_in_use(reader, table, entry.id, _NAMED)]
    kept = len(moved) + sum(in_use.values())
    which = f" ({'; '.join(known)}{', ...' if kept > len(known) else ''})" if known else ""
    text = f"Cannot undo {entry.summary!r}: {who} changed {_count(kept)} of it since{which}."
    if has_rest:
        return Refused(text, code="undo.rest_is_free")
    return Refused(text)


def _last_hand(reader: Reader, change: Change) -> list[str]:
    """What whoever changed a row last is called."""
    tables = reader.registry.tables()
    actors = next(one.table for one in tables["journal"].references if one.column == "actor")
    rows = reader.select(
        f"select {actors}.{tables[actors].called} from {change.table} "
        f"join journal on journal.id = {change.table}.touched "
        f"join {actors} on {actors}.id = journal.actor where {change.table}.id = ?",
        (change.id,),
    )
    return [row[0] for row in rows]


def _count(rows: int) -> str:
    return "a part" if rows == 1 else f"{rows:,} rows"
