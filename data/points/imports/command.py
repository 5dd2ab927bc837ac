"""The command that brings the activities of a file into the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.files.findings import counted, import_words
from data.kernel.commands import (
    COMPANY,
    LOG,
    OWN,
    Change,
    Deciding,
    Decision,
    Reader,
    Whose,
    command,
    insert,
    update,
)
from data.kernel.engine import Statement
from data.kernel.errors import Refused
from data.kernel.journal import REDO, UNDO
from data.points.imports.compare import COMMAND, Comparison, NewEntry, compare
from data.points.imports.draft import Item

_INSERT = (
    "insert into activity(id, person_id, kind, count, points, at, day, note, flag, batch_id, source_key, "
    "lead_id, outcome) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@command(COMMAND, OWN, LOG)
class ImportActivities(NamedTuple):
    """Bring in the items of a file: new ones are added, changed ones updated, emptied cells removed.

    ``row_ids`` holds an id for every item; ``aliases`` (owner in the file to person) are remembered. An
    import is one step for undo, whatever its size.
    """

    id: int
    actor: int
    at: int
    file: str
    items: Sequence[Item]
    row_ids: range
    aliases: Mapping[str, int] = {}
    alias_ids: range = range(0)

    def decide(self, reader: Deciding) -> Decision:
        """Compares with the store as it is now. Refuses where there is nothing to write."""
        seq = int(reader.select("select ifnull(max(seq), 0) from journal")[0][0])
        found = compare(reader, self.items, self.id)
        aliases = self._new_aliases(reader)
        if found.is_empty and not aliases:
            raise Refused("Nothing new: everything in the file is in the log already.")
        changes: list[Change] = [*aliases, *found.updates, *found.removals]
        return Decision(
            self._summary(found, len(aliases)),
            changes,
            points=found.points,
            whose=self._whose(bool(aliases)),
            statements=[_no_import_since(seq, self.id), *self._inserts(found.new)],
            batch=("activity",),
        )

    def _whose(self, remembers: bool) -> frozenset[Whose]:
        """Whose records change; who is meant by an owner is remembered for the whole company."""
        people: set[Whose] = {item.person_id for item in self.items} or {self.actor}
        return frozenset(people | {COMPANY} if remembers else people)

    def _inserts(self, new: Sequence[NewEntry]) -> list[Statement]:
        # The ids follow the order of the file, so that a list of entries shows it.
        ids = self.row_ids
        return [
            (
                _INSERT,
                (
                    identifier,
                    item.person_id,
                    item.kind,
                    item.amount,
                    points,
                    item.at,
                    item.day,
                    item.note or None,
                    flag,
                    self.id,
                    item.key,
                    item.lead_id,
                    item.outcome,
                ),
            )
            for identifier, (item, points, flag) in zip(ids, new, strict=False)
        ]

    def _new_aliases(self, reader: Reader) -> list[Change]:
        rows = reader.select("select alias, id, person_id, touched from owner_alias")
        known = {row[0]: {"id": row[1], "person_id": row[2], "touched": row[3]} for row in rows}
        changes: list[Change] = []
        for identifier, (alias, person) in zip(self.alias_ids, self.aliases.items(), strict=True):
            if alias not in known:
                changes.append(insert("owner_alias", identifier, {"alias": alias, "person_id": person}))
            elif change := update("owner_alias", known[alias], self.id, {"person_id": person}):
                changes.append(change)
        return changes

    def _summary(self, found: Comparison, aliases: int) -> str:
        counts = {
            "imported": len(found.new),
            "updated": len(found.updates),
            "removed": len(found.removals),
        }
        words = import_words(self.file, "entry", "entries", counts)
        return f"{words}, {counted(aliases, 'owner')} remembered" if aliases else words


def _no_import_since(seq: int, command_id: int) -> Statement:
    """Aborts the batch where another import, or an undo or redo of one, came between reading and writing."""
    sql = (
        "insert into guard values(not exists(select 1 from journal where seq > ? and id <> ? "
        f"and name in (?, '{UNDO}', '{REDO}')))"
    )
    return sql, (seq, command_id, COMMAND)
