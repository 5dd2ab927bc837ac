"""The pictures of the README: ``python -m tests.pictures`` draws them from the demo store into ``docs/``."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from cockpit.app import CockpitApp
from data.calendar.days import day_of, monday_of
from data.demo.store import write_demo
from data.opening import open_store
from data.people.person import default_person
from data.points.board import board_of
from screens.shell.desk import Desk

DOCS = Path(__file__).parent.parent / "docs"
NOW = datetime(2026, 11, 19, 14, 5, tzinfo=UTC)
SEED = 7
SIZE = (100, 30)
PICTURES = {"points": (), "inbox": ("f3",)}
"""What is drawn, and the keys that lead there."""


async def draw(folder: Path) -> None:
    """Draw every picture."""
    path, now = str(folder / "demo.db"), round(NOW.timestamp() * 1000)
    write_demo(path, {}, SEED, now)
    store = open_store(path)
    person = default_person(store)
    assert person is not None
    today = day_of(now, person.zone)
    for name, keys in PICTURES.items():
        board = board_of(store, person, monday_of(today), today, now)
        desk = Desk(store, person, person, lambda: now, store.revision())
        app = CockpitApp(desk, board, theme="dark")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(1.0)
            await pilot.press(*keys)
            await pilot.pause(1.0)
            (DOCS / f"{name}.svg").write_text(bare(app.export_screenshot(simplify=True)), encoding="utf-8")
        desk.close()


def bare(svg: str) -> str:
    """A picture that fetches nothing from elsewhere, and is the same at every drawing."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    return re.sub(r"terminal-\d+", "terminal", svg)


def main() -> int:
    """Draw into ``docs/``."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(draw(Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
