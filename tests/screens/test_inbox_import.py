"""Bringing in a file from the inbox."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from data.errors import CockpitError
from screens import lead_import
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, settle, until
from tests.screens.inboxes import inbox, names, open_inbox, top

CONTACTS = """First Name,Last Name,Email,Company,Deal Size
Ana,Costa,ana@acme.test,Acme,5
Ben,Bolt,ben@bolt.test,Bolt,6
Ana,Costa,ana@acme.test,Acme,5
,,,,
,,not-an-address,,
"""


@pytest.fixture
def contacts(tmp_path: Path) -> str:
    """A file of contacts, with a row that stands twice and one that cannot be taken."""
    path = tmp_path / "contacts.csv"
    path.write_text(CONTACTS, encoding="utf-8")
    return str(path)


async def ask_for(pilot: Pilot[None], path: str) -> None:
    """Type a path after I, as a paste does, and press enter."""
    await press(pilot, "I")
    pilot.app.screen.query_one(Input).value = path
    await press(pilot, "enter")


async def test_a_file_is_shown_brought_in_and_undone(cockpit: Cockpit, contacts: str) -> None:
    async with running(cockpit.app(), (100, 40)) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, contacts)
        text = screen_text(pilot.app)
        assert "2  new" in text and "1  twice in the file" in text and "1  rejected" in text
        assert "Last Name" in text and "last_name" in text and "Deal Size" in text
        assert "enter add 2 leads" in text
        assert cockpit.store.select("select count(*) from lead") == [(0,)]
        await press(pilot, "enter")
        assert "imported 2 leads" in screen_text(pilot.app) and "V w shows" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "imported 2 leads" in said(pilot)
        await press(pilot, "V", "w")
        assert names(cockpit, pilot) == ["Ana Costa", "Ben Bolt"] or len(names(cockpit, pilot)) == 2
        await press(pilot, "u")
        assert names(cockpit, pilot) == []


async def test_leaving_the_preview_writes_nothing(cockpit: Cockpit, contacts: str) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, contacts)
        await press(pilot, "escape")
        assert top(pilot) == "InboxScreen"
    assert cockpit.store.select("select count(*) from lead") == [(0,)]


async def test_a_path_is_completed_and_a_wrong_one_is_said(cockpit: Cockpit, contacts: str) -> None:
    async with running(cockpit.app(), (200, 24)) as pilot:
        await open_inbox(pilot)
        await press(pilot, "I")
        line = pilot.app.screen.query_one(Input)
        line.value = contacts.removesuffix("acts.csv")
        await settle(pilot)
        await press(pilot, "tab")
        assert line.value == contacts and "enter read it" in screen_text(pilot.app)
        line.value = contacts + "x"
        await press(pilot, "enter")
        assert top(pilot) == "PathPrompt" and "There is nothing at" in screen_text(pilot.app)


async def test_a_file_that_is_no_table_is_refused_with_a_reason(cockpit: Cockpit, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, str(tmp_path / "empty.csv"))
        assert top(pilot) == "ImportPreview" and "! empty.csv" in screen_text(pilot.app)
        await press(pilot, "enter", "escape")
        assert top(pilot) == "InboxScreen"


async def test_a_session_over_the_network_opens_no_files(cockpit: Cockpit, contacts: str) -> None:
    app = cockpit.app()
    app.desk.reaches_files = False
    async with running(app) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, contacts)
        assert top(pilot) == "PathPrompt" and "opens no files" in screen_text(pilot.app)


async def test_reading_is_called_off_while_the_app_goes_on(
    cockpit: Cockpit, contacts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def slow(*_args: Any, progress: Any, stop: threading.Event) -> None:
        progress("reading", 5_000)
        begun.set()
        assert stop.wait(30)
        raise CockpitError("Called off.")

    monkeypatch.setattr(lead_import, "read_plan", slow)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await pilot.press("I")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = contacts
        await pilot.press("enter")
        await until(pilot, lambda: "reading 5,000 rows" in screen_text(pilot.app))
        await pilot.press("escape")
        await settle(pilot)
        assert begun.is_set() and top(pilot) == "InboxScreen"
        await press(pilot, "c")
        assert cockpit.total() == 1
        assert inbox(pilot).inbox.ids is not None
