"""Undo and redo of a person's own commands, one step at a time, across processes."""

from __future__ import annotations

from typing import NamedTuple

from data import journal
from data.commands import Change, Decision, Reader, inverse, read_row
from data.errors import Refused
from data.permissions import PERSON

_STEPS = "name not in ('init', 'undo', 'redo')"


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
        changes = [inverse(change) for change in reversed(journal.changes_of(reader, entry))]
        ready, moved = _parted(reader, changes)
        if moved and not (self.rest and ready):
            raise Refused(_moved_on(reader, entry, moved))
        kept = f" ({len(moved)} changed since stay)" if moved else ""
        return Decision(
            f"undone: {entry.summary}{kept}",
            ready,
            points=-entry.points,
            subject=entry.subject,
            statements=[
                ("update journal set undone_by = ? where id = ? and undone_by is null", (self.id, entry.id)),
                (
                    "insert into guard values(exists(select 1 from journal where id = ? and undone_by = ?))",
                    (entry.id, self.id),
                ),
            ],
            target=entry.id,
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
        changes = [inverse(change) for change in reversed(journal.changes_of(reader, undone))]
        _, moved = _parted(reader, changes)
        if moved:
            raise Refused(_moved_on(reader, undone, moved))
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
            ],
            target=undone.target,
        )


def _parted(reader: Reader, changes: list[Change]) -> tuple[list[Change], list[Change]]:
    """Changes whose row still is as the command left it, and those whose row has moved on."""
    ready: list[Change] = []
    moved: list[Change] = []
    for change in changes:
        (ready if _unmoved(reader, change) else moved).append(change)
    return ready, moved


def _unmoved(reader: Reader, change: Change) -> bool:
    rows = reader.select(f"select touched from {change.table} where id = ?", (change.id,))
    if change.before is None:
        return not rows
    return bool(rows and change.before and rows[0][0] == change.before["touched"])


def _moved_on(reader: Reader, entry: journal.Entry, moved: list[Change]) -> str:
    names = {name for change in moved for name in _last_hand(reader, change)}
    who = " and ".join(sorted(names)) or "somebody"
    rest = " Take back the rest with: cockpit undo --rest" if len(moved) > 1 else ""
    return f"Cannot undo {entry.summary!r}: {who} changed {_count(moved)} of it since.{rest}"


def _last_hand(reader: Reader, change: Change) -> list[str]:
    rows = reader.select(
        f"select person.name from {change.table} join journal on journal.id = {change.table}.touched "
        f"join person on person.id = journal.actor where {change.table}.id = ?",
        (change.id,),
    )
    return [row[0] for row in rows]


def _count(moved: list[Change]) -> str:
    return "a part" if len(moved) == 1 else f"{len(moved)} rows"
