"""The preview of an import tells of activities as it tells of leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from data.people.person import by_id
from data.points.imports.activity_spec import ACTIVITY_IMPORT
from screens.imports.preview import ImportPreview
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, settle

LIST = """Activity Type,Activity Date,Room
Call,2026-11-16,1
Call,2026-11-17,1
Yodel,2026-11-16,2
Note,2026-11-16,2
Email,never,2
"""
SHEET = "Kind,Mon,Tue\nCalls,3,4\n"


@pytest.fixture
def listed(tmp_path: Path) -> str:
    """A list of two calls, and of rows that make no entry."""
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


async def open_preview(pilot: Pilot[None], cockpit: Cockpit, path: str) -> None:
    """Show what an import of activities from a file would do."""
    desk = pilot.app.screen.desk  # type: ignore[attr-defined]
    pilot.app.push_screen(ImportPreview(desk, ACTIVITY_IMPORT, path))
    await settle(pilot)


async def test_a_list_is_told_and_brought_in(cockpit: Cockpit, listed: str) -> None:
    async with running(cockpit.app(), (100, 44)) as pilot:
        await open_preview(pilot, cockpit, listed)
        text = screen_text(pilot.app)
        for words in (
            "2  new",
            "1  kind unknown",
            "1  no usable date",
            "1  no activity that earns points",
            "enter add 2 entries",
            "2 Call: call, one dial",
            "Yodel: ?",
            "row 4: kind unknown: Yodel",
        ):
            assert words in text, words
        assert "own fields" not in text
        await press(pilot, "enter")
        assert "imported 2 entries" in screen_text(pilot.app)
    assert cockpit.total() == 2


async def test_who_an_owner_in_the_file_is_is_said_in_the_options(cockpit: Cockpit, tmp_path: Path) -> None:
    cockpit.store.engine.write([("update person set role = 'admin', sells = 1", ())])
    cockpit.person = by_id(cockpit.store, cockpit.person.id)
    path = tmp_path / "crm.csv"
    rows = "ACT-1,Call,2026-11-18 10:00,pam@acme.example\nACT-2,Call,2026-11-18 11:00,jim@acme.example\n"
    path.write_text(f"Activity ID,Activity Type,Activity Date,Activity Owner\n{rows}", encoding="utf-8")
    async with running(cockpit.app(), (100, 44)) as pilot:
        await open_preview(pilot, cockpit, str(path))
        text = screen_text(pilot.app)
        assert "2  owner unknown" in text and "o says who an owner in the file is" in text
        await press(pilot, "o", *f"pam@acme.example={cockpit.person.handle}, jim@acme.example=none", "enter")
        text = screen_text(pilot.app)
        assert "enter add 1 entry" in text
        await press(pilot, "o")
        assert f"pam@acme.example={cockpit.person.handle}" in screen_text(pilot.app)
        await press(pilot, "escape", "enter")
    assert cockpit.total() == 1


async def test_what_a_word_means_is_said_in_the_options(cockpit: Cockpit, listed: str) -> None:
    async with running(cockpit.app(), (100, 44)) as pilot:
        await open_preview(pilot, cockpit, listed)
        await press(pilot, "o", "tab", "tab", *"yodel=demo", "enter")
        text = screen_text(pilot.app)
        assert "3  new" in text and "Yodel: demo, as you said" in text


async def test_a_sheet_of_weekdays_is_given_its_week(cockpit: Cockpit, tmp_path: Path) -> None:
    (tmp_path / "week.csv").write_text(SHEET, encoding="utf-8")
    async with running(cockpit.app(), (100, 44)) as pilot:
        await open_preview(pilot, cockpit, str(tmp_path / "week.csv"))
        assert "and no week. o says which week it is." in screen_text(pilot.app)
        await press(pilot, "o", "tab", "tab", "tab", *"2026-W47", "enter")
        assert "Of 2 cells" in screen_text(pilot.app) and "enter add 2 entries" in screen_text(pilot.app)
        await press(pilot, "enter", "enter")
    assert cockpit.total() == 7


async def test_a_sheet_is_brought_in_from_the_points_screen_and_taken_back(
    cockpit: Cockpit, tmp_path: Path
) -> None:
    path = tmp_path / "week.csv"
    path.write_text(SHEET.replace("Kind", "2026-W47"), encoding="utf-8")
    async with running(cockpit.app(), (100, 40)) as pilot:
        await press(pilot, "I")
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter", "enter", "enter")
        assert "imported 2 entries" in said(pilot)
        assert cockpit.total() == 7
        await press(pilot, "u")
    assert cockpit.total() == 0
