"""Where measuring takes place: a large store kept between runs, a copy to write to, a clean environment."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from data import schema
from data.backup.rotation import SETTING
from data.demo.store import write_demo
from data.opening import open_store

HOME = Path(__file__).resolve().parents[2]
FLOORS = Path(__file__).parent / "floors"
SEED = 7
SIZE = {"reps": 200, "activities": 1_000_000, "leads": 100_000, "deals": 125_000}
"""Deals of five stage changes each."""
SMALL = {"reps": 20, "activities": 50_000, "leads": 5_000, "deals": 5_000}
TEN = {"reps": 2_000, "activities": 10_000_000, "leads": 1_000_000, "deals": 125_000}
TENTH_OF_TEN = {"reps": 200, "activities": 100_000, "leads": 100_000, "deals": 12_500}
"""Ten times the people, activities and leads, with as many deals as ever, and what stands for it where it has to be
quick.
"""


class Setting(NamedTuple):
    """What rows measure on. ``store`` is a copy that may be written to."""

    folder: Path
    store: Path
    size: Mapping[str, int]
    quick: bool

    @property
    def environment(self) -> dict[str, str]:
        """The environment of measured programs: nobody's settings, and the store."""
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "PYTHONPATH": str(HOME),
            "HOME": str(self.folder),
            "COCKPIT_DB": str(self.store),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
        }

    def rounds(self, number: int) -> int:
        """So many rounds, or a few where it has to be quick."""
        return max(number // 4, 3) if self.quick else number

    def floor(self, name: str) -> list[str]:
        """The command line of a floor program."""
        return [sys.executable, str(FLOORS / f"{name}.py")]

    @property
    def cockpit(self) -> list[str]:
        """The command line of ``cockpit``: the installed script, else the module."""
        return [str(script)] if (script := console_script()) else [sys.executable, "-m", "cockpit"]


def held(size: Mapping[str, int]) -> str:
    """What a store of a size holds."""
    return ", ".join(f"{number:,} {name}" for name, number in size.items())


def console_script() -> Path | None:
    """The installed ``cockpit`` command beside this Python, if it is there."""
    script = Path(sys.executable).parent / "cockpit"
    return script if script.exists() else None


@contextmanager
def setting(*, quick: bool) -> Iterator[Setting]:
    """A folder with a fresh copy of the large store (a smaller one where it has to be quick)."""
    size = SMALL if quick else SIZE
    kept = kept_store(size)
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-") as name:
        folder = Path(name)
        copy = folder / "store.db"
        shutil.copyfile(kept, copy)
        _without_backups(copy)
        _bring_to_disk(copy)
        yield Setting(folder, copy, size, quick)


@contextmanager
def ten_times(*, quick: bool) -> Iterator[Setting]:
    """A folder with a store of ten times the size, which goes with it: it is too large to be kept."""
    size = TENTH_OF_TEN if quick else TEN
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-ten-") as name:
        store = Path(name) / "store.db"
        _make(store, size)
        _without_backups(store)
        _bring_to_disk(store)
        yield Setting(Path(name), store, size, quick)


def _without_backups(path: Path) -> None:
    """Have no session make the day's backup of a store that is there to be measured."""
    store = open_store(str(path))
    row = (store.ids.new(0), SETTING, "0 0 0")
    store.engine.write([("insert into setting(id, name, value) values(?, ?, ?)", row)])
    store.close()


def _bring_to_disk(path: Path) -> None:
    """A store at rest is on the disk: without this, the first checkpoint measured would write out the copy."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def kept_store(size: Mapping[str, int]) -> Path:
    """The generated store, made where none of this shape and day is kept; those of other days are removed."""
    folder = Path(tempfile.gettempdir()) / f"cockpit-bench-kept-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise SystemExit(f"bench: {folder} belongs to somebody else")
    today = datetime.now(UTC).date().isoformat()
    sized = "-".join(map(str, size.values()))
    path = folder / f"{sized}-{SEED}-{_shape():08x}-{today}.db"
    if not path.exists():
        for old in folder.glob(f"{sized}-*"):
            old.unlink()
        _make(path, size)
    return path


def _make(path: Path, size: Mapping[str, int]) -> None:
    started = time.perf_counter()
    print(f"making a store of {held(size)} ...", flush=True)
    write_demo(str(path), size, SEED, time.time_ns() // 1_000_000)
    megabytes = path.stat().st_size / 1e6
    print(f"  {megabytes:.0f} MB in {time.perf_counter() - started:.1f} s\n")


def _shape() -> int:
    """A number that changes with the schema and with what the demo writes."""
    folders = (Path(schema.__file__).parent, HOME / "data" / "story", *(HOME / "data").rglob("demo"))
    checksum = 0
    for source in sorted(source for folder in folders for source in folder.glob("*.*")):
        checksum = zlib.crc32(source.read_bytes(), checksum)
    return checksum
