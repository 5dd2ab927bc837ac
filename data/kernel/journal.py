"""The journal: one row a command, from which come undo, the audit trail and live screens.

``changes`` is the name of a table where the command made the one row of its own id there (a logged activity); else
a list of ``[table, id, before, after]`` in JSON, where that is long compressed as text that begins with ``z``. A new
row stores no image; an import stores its tables and finds their rows by ``batch_id``; taking it back stores
``[table, batch, columns, rows]``.
"""

from collections.abc import Iterator, Sequence

from data.kernel.commands import Change, Command, Decision, Facts, Reader, column_names
from data.kernel.engine import Statement
from data.kernel.quick_typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from data.kernel.bulk import Parts

BEGUN, UNDO, REDO = "store.begin", "store.undo", "store.redo"
"""The names of what is no step of a person's work: the store's beginning, and steps back and forth."""

LONG_CHANGES = 2000
"""Characters of JSON above which changes are stored compressed."""

_LONGEST_PART = 200_000
"""Bytes that one row's part of the changes has at most."""

COLUMNS = "seq, id, name, actor, subject, at, summary, points, touches, target, undone_by, terminal"


class Entry(NamedTuple):
    """One row of the journal, without its changes. ``terminal`` is the terminal session that the command came from."""

    seq: int
    id: int
    name: str
    actor: int
    subject: int | None
    at: int
    summary: str
    points: int
    touches: int
    target: int | None
    undone_by: int | None
    terminal: int | None


def record(
    command: Command, facts: Facts, decision: Decision, version: int, terminal: int | None
) -> Statement:
    """The statement that writes a command's journal row.

    ``version`` is that of the store it was made for, ``terminal`` the terminal session that it came from.
    """
    return (
        """insert into journal(id, name, actor, subject, at, summary, points, touches, changes, target,
        store_version, terminal) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            command.id,
            facts.name,
            command.actor,
            None if decision.subject == command.actor else decision.subject,
            command.at,
            decision.summary,
            decision.points,
            facts.touches,
            _stored(command, facts, decision),
            decision.target,
            version,
            terminal,
        ),
    )


def _stored(command: Command, facts: Facts, decision: Decision) -> str:
    changes = decision.changes
    if facts.creates and len(changes) == 1 and changes[0][:3] == (facts.creates, command.id, None):
        return facts.creates
    import json

    items: list[Any] = []
    for change in changes:
        if change.before is None and change.table in decision.batch:
            batch = (change.after or {}).get("batch_id")
            if batch == command.id:
                continue
        items.append([change.table, change.id, change.before, _kept(change)])
    items += [[table, None, None, None] for table in decision.batch]
    items += [[table, batch, names, rows] for table, batch, names, rows in decision.removed]
    text = json.dumps(items, separators=(",", ":"), ensure_ascii=False)
    if len(text) < LONG_CHANGES:
        return text
    import zlib
    from binascii import b2a_base64

    packed = zlib.compress(text.encode(), 1 if decision.removed else -1)
    return "z" + b2a_base64(packed, newline=False).decode()


def _kept(change: Change) -> dict[str, Any] | None:
    """What the journal keeps of a row's new state: of a new row only its stamp, if it has one."""
    if change.before is not None:
        return dict(change.after) if change.after is not None else None
    stamp = (change.after or {}).get("touched")
    return {"touched": stamp} if stamp else None


def parts_of(reader: Reader, entry: Entry) -> "Parts":
    """What a command did; new rows with their present image, but stamped as they were made.

    A row that the command made and that is gone now comes with an empty image.
    """
    from data.kernel.bulk import Images, Parts

    stored = _items(reader, entry.id)
    parts = Parts([], [], [])
    for table, identifier, before, after in stored:
        if identifier is None:
            parts.batch.append(table)
        elif isinstance(before, list):
            parts.removed.append(Images(table, identifier, before, after))
        elif before is None:
            parts.changes.append(_made(reader, table, identifier, (after or {}).get("touched")))
        else:
            parts.changes.append(Change(table, identifier, before, after))
    return parts


def changes_of(reader: Reader, entry: Entry) -> list[Change]:
    """The changes of a command one by one, also those of an import or of its undoing."""
    parts = parts_of(reader, entry)
    found = parts.changes
    for table in parts.batch:
        found.extend(_batch_rows(reader, table, entry.id))
    for table, _, names, rows in parts.removed:
        found.extend(Change(table, row[0], dict(zip(names, row, strict=True)), None) for row in rows)
    return found


def rows_of(reader: Reader, entry: Entry) -> set[tuple[str, int | None]]:
    """The rows that a command changed, as table and id; of an import its tables, without ids."""
    stored = _items(reader, entry.id)
    return {(table, None if isinstance(before, list) else row) for table, row, before, _ in stored}


def rows_of_step(reader: Reader, step: int, table: str) -> tuple[str, tuple[int, ...]]:
    """The name of a command, and the rows of a table that it changed; none of an import."""
    entry = find(reader, step)
    rows = rows_of(reader, entry) if entry is not None else set()
    return entry.name if entry else "", tuple(row for name, row in rows if name == table and row is not None)


def updates_of(reader: Reader, command_id: int, table: str) -> list[Change]:
    """How a command changed rows of a table that were there and stay; nothing else is read."""
    return [
        Change(table, identifier, before, after)
        for name, identifier, before, after in _items(reader, command_id)
        if name == table and isinstance(before, dict) and isinstance(after, dict)
    ]


def updates_of_row(reader: Reader, command_id: int, table: str, identifier: int) -> Iterator[Change]:
    """How a command changed one row that was there and stays.

    Only the row's own part is parsed: an import or an assignment may hold a hundred thousand others. A name
    inside a text cannot be taken for the part's beginning, since quotation marks in texts are escaped.
    """
    import json

    stored = _json(reader, command_id)
    begin = f'["{table}",{identifier},'.encode()
    place = stored.find(begin)
    while place >= 0:
        text = stored[place : place + _LONGEST_PART].decode(errors="ignore")
        (_, _, before, after), _ = json.JSONDecoder().raw_decode(text)
        if isinstance(before, dict) and isinstance(after, dict):
            yield Change(table, identifier, before, after)
        place = stored.find(begin, place + len(begin))


def _items(reader: Reader, command_id: int) -> list[Any]:
    stored = _json(reader, command_id)
    if not stored.startswith(b"["):
        return [[stored.decode(), command_id, None, None]]
    import json

    found: list[Any] = json.loads(stored)
    return found


def _json(reader: Reader, command_id: int) -> bytes:
    """The changes of a command in JSON, as they were before they were compressed."""
    stored: str = reader.select("select changes from journal where id = ?", (command_id,))[0][0]
    if not stored.startswith("z"):
        return stored.encode()
    import zlib
    from binascii import a2b_base64

    return zlib.decompress(a2b_base64(stored[1:]))


def _made(reader: Reader, table: str, identifier: int, stamp: int | None = None) -> Change:
    names = column_names(reader, table)
    rows = reader.select(f"select {', '.join(names)} from {table} where id = ?", (identifier,))
    image = {**dict(zip(names, rows[0], strict=True)), "touched": stamp} if rows else {}
    return Change(table, identifier, None, image)


def _batch_rows(reader: Reader, table: str, batch: int) -> list[Change]:
    names = column_names(reader, table)
    rows = reader.select(f"select {', '.join(names)} from {table} where batch_id = ? order by id", (batch,))
    images = (dict(zip(names, row, strict=True)) for row in rows)
    return [Change(table, image["id"], None, image | {"touched": None}) for image in images]


def find(reader: Reader, command_id: int) -> Entry | None:
    """The journal row of a command, or None."""
    rows = reader.select(f"select {COLUMNS} from journal where id = ?", (command_id,))
    return Entry(*rows[0]) if rows else None


def since(reader: Reader, seq: int, limit: int = 1000) -> list[Entry]:
    """The commands applied after ``seq``, oldest first."""
    rows = reader.select(f"select {COLUMNS} from journal where seq > ? order by seq limit ?", (seq, limit))
    return [Entry(*row) for row in rows]


NEWEST = "select ifnull(max(seq), 0) from journal"
FIRST = "select id from journal order by seq limit 1"
"""The SQL of the number of the newest command (nought where there is none), and of the id of the first one: what no two
stores have alike, wherever one is moved to.
"""


def newest(reader: Reader) -> int:
    """The number of the newest command; nought where there is none."""
    return int(reader.select(NEWEST)[0][0])


def first(reader: Reader) -> int:
    """The id of the first command, by which a store is known."""
    return int(reader.select(FIRST)[0][0])


def latest(reader: Reader, actor: int, condition: str, params: Sequence[int] = ()) -> Entry | None:
    """The actor's newest journal row that satisfies a condition, or None."""
    rows = reader.select(
        f"select {COLUMNS} from journal where actor = ? and {condition} order by seq desc limit 1",
        (actor, *params),
    )
    return Entry(*rows[0]) if rows else None
