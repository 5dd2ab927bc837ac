"""What putting a backup in the place of a store would take away: every step that the backup does not have."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel import journal
from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine
from data.schema.store_file import check_file

NEWEST = 5


class Step(NamedTuple):
    """One step that would be lost. ``at`` is Unix milliseconds."""

    at: int
    who: str
    summary: str


class Lost(NamedTuple):
    """What would be lost: how many steps, by whom (most first), and the newest of them. ``gained``: steps that the
    backup has and the store has not."""

    steps: int = 0
    by: tuple[tuple[str, int], ...] = ()
    newest: tuple[Step, ...] = ()
    gained: int = 0


def lost_by(store: str, backup: str) -> Lost | None:
    """Hold the journals of the two against each other; None where the store cannot be read: it is damaged or gone."""
    try:
        check_file(store)
        check_file(backup, is_backup=True)
        now, then = FileEngine(store, read_only=True), FileEngine(backup, read_only=True)
        try:
            return _lost(now, then)
        finally:
            now.close()
            then.close()
    except StoreError:
        return None


def _lost(now: FileEngine, then: FileEngine) -> Lost:
    shared = _shared(now, then)
    by = now.select(
        "select ifnull(name, '?'), count(*) from (select actor from journal where seq > ?) "
        "left join person on person.id = actor group by actor order by count(*) desc, name",
        (shared,),
    )
    newest = now.select(
        "select at, ifnull(person.name, '?'), summary from journal left join person on person.id = actor "
        "where seq > ? order by seq desc limit ?",
        (shared, NEWEST),
    )
    (gained,) = then.select("select count(*) from journal where seq > ?", (shared,))[0]
    return Lost(sum(row[1] for row in by), tuple(by), tuple(Step(*row) for row in newest), gained)


def _shared(now: FileEngine, then: FileEngine) -> int:
    """The number of the last command that both have. A journal only grows: what both have is the beginning of both."""
    low, high = (
        0,
        min(engine.select(journal.NEWEST)[0][0] for engine in (now, then)),
    )
    while low < high:
        middle = (low + high + 1) // 2
        pair = [engine.select("select id from journal where seq = ?", (middle,)) for engine in (now, then)]
        if pair[0] == pair[1]:
            low = middle
        else:
            high = middle - 1
    return int(low)
