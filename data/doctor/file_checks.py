"""The doctor's look at the file: the library, the disk, rights, pages and shape."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from data.backup.copies import SIDE_FILES
from data.backup.daily import backups_of
from data.kernel.file_engine import FileEngine
from data.kernel.finding import NOTE, OK, WARNING, WRONG, Finding
from data.kernel.ids import IdMaker
from data.kernel.private_files import rights_of_others
from data.kernel.sqlite import FIRST_SAFE_LIBRARY, library_is_safe, sqlite3
from data.kernel.text import clean, first_of
from data.schema import VERSION
from data.schema.steps import step_statements

_NETWORK = (
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "9p",
    "afs",
    "ceph",
    "fuse.glusterfs",
    "lustre",
)
_LARGE_WAL = 64 << 20
_FREE_SPACE = 200 << 20
_FREE_SHARE = 4
_OLD_BACKUP = 7
"""Days after which the newest backup is old."""


def files_of(path: str) -> tuple[str, ...]:
    """The store's file and those that lie beside it, whether they are there or not."""
    return path, *(path + ending for ending in SIDE_FILES), path + ".lock"


def around_file(path: str) -> Iterator[Finding]:
    """The library, and what can be seen without opening the file."""
    yield _library()
    folder = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(folder):
        yield Finding("folder", WRONG, f"There is no folder {folder}.", code="doctor.no_folder")
        return
    yield _file_system(folder)
    yield from _rights(path, folder)
    yield _space(path, folder)


def in_file(engine: FileEngine, now: int) -> Iterator[Finding]:
    """What the opened file says of itself."""
    yield from in_tables(engine, now)
    yield _mode(engine)
    yield _wal(engine.path)
    yield _free_pages(engine)
    yield _backups(engine.path, now)


def in_tables(engine: FileEngine, now: int) -> Iterator[Finding]:
    """Whether pages and tables are as they should be, in whatever file a store or its copy lies."""
    yield _pages(engine)
    yield from _shape(engine, now)


def _library() -> Finding:
    text = f"SQLite {sqlite3.sqlite_version}, Python {sys.version.split()[0]}"
    if library_is_safe():
        return Finding("library", OK, text)
    safe = ".".join(map(str, FIRST_SAFE_LIBRARY))
    return Finding(
        "library",
        WARNING,
        f"{text}: before {safe}, SQLite can damage a file that two programs tidy at once. Cockpit's lock "
        "keeps its own processes apart, but not other programs.",
        code="doctor.library_unsafe",
    )


def _file_system(folder: str) -> Finding:
    kind = _file_system_of(folder)
    if kind in _NETWORK:
        return Finding(
            "disk",
            WRONG,
            f"The store lies on a network file system ({kind}), where locks and WAL do not work.",
            code="doctor.network_disk",
        )
    return Finding("disk", OK, kind or "kind of file system unknown")


def _file_system_of(folder: str) -> str:
    """The kind of file system of a folder, where the system tells (Linux)."""
    try:
        with open("/proc/self/mounts", encoding="utf-8", errors="replace") as mounts:
            fields = [line.split() for line in mounts]
    except OSError:
        return ""
    real = os.path.realpath(folder) + "/"
    points = [(field[1].replace("\\040", " "), field[2]) for field in fields if len(field) > 2]
    fitting = [(len(point), kind) for point, kind in points if real.startswith(point.rstrip("/") + "/")]
    return max(fitting, default=(0, ""))[1]


def _rights(path: str, folder: str) -> Iterator[Finding]:
    if os.statvfs(folder).f_flag & os.ST_RDONLY:
        yield Finding(
            "rights",
            WRONG,
            "The disk is mounted read-only: the store can be read, and not written.",
            code="doctor.disk_read_only",
        )
        return
    found = False
    if not os.access(folder, os.W_OK):
        found = True
        yield Finding(
            "rights", WRONG, f"This user cannot write in {folder}.", code="doctor.folder_not_writable"
        )
    for file in files_of(path):
        if os.path.exists(file) and not os.access(file, os.R_OK | os.W_OK):
            found = True
            yield Finding(
                "rights",
                WRONG,
                f"This user cannot write {file}.",
                code="doctor.file_not_writable",
                values={"file": file},
            )
    for open_to in _open_to_all(path):
        found = True
        yield open_to
    if not found:
        yield Finding("rights", OK, "readable and writable")


def _open_to_all(path: str) -> Iterator[Finding]:
    """A finding where everybody on this machine may look into the store, or into what lies beside it."""
    rights = 0
    for file in files_of(path):
        if os.path.exists(file):
            rights |= rights_of_others(file)
    if rights & (os.R_OK | os.W_OK):
        what = "read and change" if rights & os.W_OK else "read"
        yield Finding(
            "rights", WARNING, f"Everybody on this machine can {what} it.", code="doctor.open_to_all"
        )


def of_service(path: str) -> Finding:
    """Whether a store that people come to over SSH is its owner's alone: whoever can write the file is trusted."""
    for place, mode in ((path, 0o600), (os.path.dirname(os.path.abspath(path)), 0o700)):
        if stat.S_IMODE(os.stat(place).st_mode) & ~mode & 0o777:
            return Finding(
                "service",
                WARNING,
                f"People come in over SSH, and others of this machine can get at {place}.",
                code="doctor.service_open",
                values={"place": place, "mode": f"{mode:o}"},
            )
    return Finding("service", OK, "nobody else of this machine can get at it")


def _space(path: str, folder: str) -> Finding:
    free = shutil.disk_usage(folder).free
    size = os.path.getsize(path) if os.path.exists(path) else 0
    text = f"{size / 1e6:,.1f} MB used, {free / 1e6:,.0f} MB free"
    if free < max(_FREE_SPACE, 2 * size):
        return Finding(
            "space", WARNING, f"{text}: too little for a backup and growth", code="doctor.little_space"
        )
    return Finding("space", OK, text)


def _pages(engine: FileEngine) -> Finding:
    rows = [str(row[0]) for row in engine.select("pragma integrity_check(20)")]
    if rows == ["ok"]:
        return Finding("pages", OK, "sound")
    faults = "1 fault" if len(rows) == 1 else f"{len(rows)} faults"
    return Finding(
        "pages",
        WRONG,
        f"{faults} in the pages of the file; the first: {_first_fault(rows)}",
        code="doctor.pages_damaged",
    )


def _first_fault(rows: list[str]) -> str:
    """The first line of SQLite's that says something, without its heading."""
    lines = [line for row in rows for line in row.splitlines() if not line.startswith("***")]
    return clean(lines[0] if lines else rows[0], 120)


def _shape(engine: FileEngine, now: int) -> Iterator[Finding]:
    version = int(engine.select("pragma user_version")[0][0])
    if version > VERSION:
        yield Finding(
            "schema", WRONG, f"version {version}; this program knows {VERSION}", code="doctor.store_newer"
        )
        return
    if version < VERSION:
        yield Finding("schema", NOTE, f"version {version}", code="doctor.store_older")
        return
    expected, actual = _expected_shape(now), _shape_of(engine.connection)
    missing = sorted(name for name, sql in expected.items() if actual.get(name) != sql)
    foreign = sorted(name for name in actual.keys() - expected.keys() if not name.startswith("sqlite_"))
    if missing:
        yield Finding(
            "schema",
            WRONG,
            f"version {version}, but missing or altered: {first_of(missing)}",
            code="doctor.shape_altered",
        )
    elif foreign:
        yield Finding("schema", WARNING, f"not ours: {first_of(foreign)}", code="doctor.shape_foreign")
    else:
        yield Finding("schema", OK, f"version {version}, {len(expected)} tables, indexes and triggers")


def _expected_shape(now: int) -> dict[str, str]:
    connection, ids = sqlite3.connect(":memory:"), IdMaker()
    try:
        for number in range(1, VERSION + 1):
            for sql, params in step_statements(number, ids, now):
                connection.execute(sql, params)
        return _shape_of(connection)
    finally:
        connection.close()


def _shape_of(connection: sqlite3.Connection) -> dict[str, str]:
    """The definitions of tables, indexes and triggers by name, whatever their spacing."""
    from sqlite_utils import Database

    database = Database(connection)
    rows = database.query("select type, name, sql from sqlite_master where sql is not null")
    return {f"{row['type']} {row['name']}": " ".join(row["sql"].split()) for row in list(rows)}


def _mode(engine: FileEngine) -> Finding:
    mode = engine.select("pragma journal_mode")[0][0]
    if mode == "wal" or _is_marked_wal(engine.path):
        return Finding("journal mode", OK, "WAL")
    return Finding(
        "journal mode", WARNING, f"{mode}: readers and writers wait for each other", code="doctor.no_wal"
    )


def _is_marked_wal(path: str) -> bool:
    """Whether the file's header says WAL: a connection to a store at rest names another mode."""
    with open(path, "rb") as file:
        return file.read(20)[18:] == b"\x02\x02"


def _wal(path: str) -> Finding:
    size = os.path.getsize(path + "-wal") if os.path.exists(path + "-wal") else 0
    if size > _LARGE_WAL:
        return Finding(
            "WAL", WARNING, f"{size / 1e6:,.0f} MB: a session reads without end", code="doctor.long_wal"
        )
    return Finding("WAL", OK, f"{size / 1e6:,.1f} MB")


def _backups(path: str, now: int) -> Finding:
    there = backups_of(path)
    if not there:
        return Finding("backups", OK, "none was made by itself so far")
    days = (datetime.fromtimestamp(now / 1000, UTC) - there[0].at).days
    text = f"{len(there):,} made by themselves, the newest on {there[0].at:%Y-%m-%d}"
    if days > _OLD_BACKUP:
        return Finding("backups", WARNING, f"{text}, {days:,} days ago", code="doctor.old_backup")
    return Finding("backups", OK, text)


def _free_pages(engine: FileEngine) -> Finding:
    free = int(engine.select("pragma freelist_count")[0][0])
    pages = int(engine.select("pragma page_count")[0][0])
    text = f"{free:,} of {pages:,} pages"
    if free > 1000 and free * _FREE_SHARE > pages:
        return Finding("free pages", NOTE, text, code="doctor.free_pages")
    return Finding("free pages", OK, text)
