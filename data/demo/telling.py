"""The story of a demo: planned by the parts of all nouns, and told in the order of time as rows and journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import merge
from itertools import islice
from typing import Any

from data.kernel.collector import uncollected
from data.kernel.sqlite import sqlite3
from data.nouns import NOUNS
from data.story.part import LINE_SQL, AnyPart, Deed, Line
from data.story.story import Story

CHUNK = 20_000
"""Events whose rows are handed to SQLite at a time."""


def planned(size: Mapping[str, int], seed: int, now: int) -> Story:
    """The story of a whole size, all of its parts planned."""
    kinds = NOUNS.demo()
    story = Story(size, seed, now, max(kind.weeks(size) for kind in kinds))
    for kind in kinds:
        story.parts.append(kind(story))
    return story


@uncollected()
def tell(story: Story, connection: sqlite3.Connection) -> None:
    """Write all events of the story."""
    parts: list[AnyPart] = story.parts
    deeds, writes = _Deeds(story, connection), [part.write for part in parts]
    events = merge(*(_numbered(place, part) for place, part in enumerate(parts)))
    seq = connection.execute("select max(seq) from journal").fetchone()[0]
    while chunk := list(islice(events, CHUNK)):
        lines: list[Line] = []
        for at, place, event in chunk:
            command = story.ids.new(at)
            write = deeds.write if type(event) is Deed else writes[place]
            line = write(event, command, seq + len(lines) + 1)
            if line is not None:
                lines.append(line)
        seq += len(lines)
        connection.executemany(LINE_SQL, lines)
        deeds.put()
        for part in parts:
            for rows in part.rows:
                rows.put(connection)
    for part in parts:
        part.finish(connection)


def _numbered(place: int, part: AnyPart) -> Iterator[tuple[int, int, Any]]:
    """The events of a part with their instants; of one instant, those of the lowest noun come first."""
    return ((event.at, place, event) for event in part.events())


class _Deeds:
    """Deeds as rows of small tables: the library writes them."""

    def __init__(self, story: Story, connection: sqlite3.Connection) -> None:
        # Here, as importing it takes a third of a second, which an open demo does not wait for.
        from sqlite_utils import Database

        self._ids = story.ids
        self._database = Database(connection, recursive_triggers=False, execute_plugins=False)
        self._waiting: dict[str, list[dict[str, Any]]] = {}

    def write(self, deed: Deed, command: int, _seq: int) -> Line:
        """Take the rows of a deed."""
        changes = []
        for table, given, columns in deed.rows:
            row = self._ids.new(deed.at) if given is None else given
            self._waiting.setdefault(table, []).append({"id": row, **columns})
            changes.append(f'["{table}",{row},null,null]')
        return Line(
            *(command, deed.command.name, deed.actor, deed.subject, deed.at, deed.summary, 0),
            *(deed.command.touches, f"[{','.join(changes)}]"),
        )

    def put(self) -> None:
        """Write what waits."""
        for table, rows in self._waiting.items():
            self._database.table(table).insert_all(rows)
        self._waiting.clear()
