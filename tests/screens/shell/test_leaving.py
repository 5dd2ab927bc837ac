"""Leaving while something is on its way: nothing pressed is lost, nothing late finds a screen half gone."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from textual.widget import Widget

from data.kernel.errors import StoreError
from data.kernel.file_engine import FileEngine
from screens.leads.lead_page import LeadPage
from tests.screens.cockpits import Cockpit, press, running
from tests.screens.inboxes import add_lead, open_inbox, top
from widgets.paged_list import PagedList

HELD_SECONDS = 10


@pytest.fixture
def disk() -> Iterator[threading.Event]:
    """A gate before the disk: set, it lets through what waits."""
    gate = threading.Event()
    yield gate
    gate.set()


async def test_a_page_left_while_it_loads_ends_quietly(
    cockpit: Cockpit, disk: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_lead(cockpit, "Ana Idle")

    async def come_back_late(_: PagedList) -> None:
        disk.set()
        await asyncio.sleep(0.1)

    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "enter")
        page = pilot.app.screen
        assert isinstance(page, LeadPage)
        monkeypatch.setattr(PagedList, "on_unmount", come_back_late, raising=False)
        held = asyncio.create_task(page.desk.read_after_writes(lambda _: disk.wait(HELD_SECONDS)))
        page.reload()
        await press(pilot, "escape")
        assert await held
        assert top(pilot) == "InboxScreen"


async def test_a_key_pressed_just_before_quitting_is_logged(cockpit: Cockpit, disk: threading.Event) -> None:
    app = cockpit.app()
    async with running(app) as pilot:
        held = asyncio.create_task(app.desk.read_after_writes(lambda _: disk.wait(HELD_SECONDS)))
        await pilot.press("5", "c", "m", "ctrl+q")
        disk.set()
        assert await held
    assert cockpit.total() == 15


async def test_a_write_that_fails_after_quitting_is_told(cockpit: Cockpit, disk: threading.Event) -> None:
    app = cockpit.app()
    assert isinstance(cockpit.store.engine, FileEngine)
    cockpit.store.engine.read_only = True
    with pytest.raises(StoreError, match="reading only"):
        async with running(app) as pilot:
            held = asyncio.create_task(app.desk.read_after_writes(lambda _: disk.wait(HELD_SECONDS)))
            await pilot.press("c", "ctrl+q")
            disk.set()
            assert await held


async def test_what_closed_dialogs_painted_is_let_go(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    painted = []
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        for _ in range(3):
            await press(pilot, "V")
            painted += [weakref.ref(widget._styles_cache) for widget in pilot.app.screen.query(Widget)]
            await press(pilot, "escape")
        gc.collect()
        assert painted
        assert not [cache for cache in painted if cache()]
