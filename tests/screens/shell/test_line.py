"""A screen whose store cannot be reached: it stays up, says since when, keeps what is logged, and counts none of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.app import CockpitApp
from data.leads.triage import SetNextStep
from data.outbox.outbox import Outbox
from tests.rqlite_nodes import Node, address, nodes, wait_until_ready
from tests.screen_text import screen_lines, screen_text
from tests.screens.cockpits import Cockpit, new_cockpit, notice, press, running, said, until
from tests.screens.inboxes import add_lead, open_inbox, top


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    """The one host of a store."""
    with nodes(tmp_path) as (only,):
        yield only


@pytest.fixture
def far(node: Node) -> Iterator[Cockpit]:
    """Maria's cockpit on that host."""
    cockpit = new_cockpit(address([node]))
    yield cockpit
    cockpit.store.close()


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(str(tmp_path / "outbox"), 1, 2)


def app_with(cockpit: Cockpit, outbox: Outbox) -> CockpitApp:
    app = cockpit.app()
    app.desk.outbox = outbox
    return app


async def test_keys_typed_without_a_node_wait_and_are_there_once_it_is_back(
    far: Cockpit, node: Node, outbox: Outbox
) -> None:
    async with running(app_with(far, outbox)) as pilot:

        def strip() -> list[str]:
            return screen_lines(pilot.app)[:2]

        await press(pilot, "c")
        assert "1 / 500" in strip()[1]
        node.kill()
        await until(pilot, lambda: "no node answers since 14:05; logging is kept" in strip()[0])
        await press(pilot, "c", "1", "2", "c", "m")
        assert notice(pilot) == "1 meeting booked kept, waiting to be sent"
        assert "no node answers since 14:05; 3 entries wait to be sent" in strip()[0]
        assert "1 / 500" in strip()[1]
        await press(pilot, "u")
        assert notice(pilot) == "taken back: 1 meeting booked, which waited to be sent"
        assert "2 entries wait" in strip()[0]
        node.start()
        wait_until_ready(node)
        await until(pilot, lambda: "14 / 500" in strip()[1])
        assert "week 11 of 13" in strip()[0]
        assert outbox.entries() == []
        await press(pilot, "u")
        await until(pilot, lambda: "2 / 500" in strip()[1])
    assert far.total() == 2


async def test_what_is_no_entry_of_the_log_is_refused_with_the_reason(
    far: Cockpit, node: Node, outbox: Outbox
) -> None:
    far.log("call")
    async with running(app_with(far, outbox)) as pilot:
        node.kill()
        await until(pilot, lambda: "no node answers" in screen_lines(pilot.app)[0])
        await press(pilot, "U")
        assert notice(pilot).startswith("No node answers since 14:05: ")
        assert "1 / 500" in screen_lines(pilot.app)[1]


async def test_a_block_of_calls_keeps_each_call_once_and_asks_for_no_lead_that_cannot_be_read(
    far: Cockpit, node: Node, outbox: Outbox
) -> None:
    leads = [add_lead(far, name, phones="+351 210 000 001") for name in ("Ana", "Ben", "Cai")]
    far.apply(SetNextStep, leads=tuple(leads), follow_up_at=far.now, text="call")
    async with running(app_with(far, outbox)) as pilot:
        await open_inbox(pilot)
        await press(pilot, "B")
        first = next((one for one in ("Ana", "Ben", "Cai") if one in screen_text(pilot.app)), "")
        node.kill()
        await until(pilot, lambda: "no node answers" in screen_lines(pilot.app)[0])
        await press(pilot, "n")
        assert said(pilot).endswith("kept, waiting to be sent")
        assert "lead 2 of 3" in screen_text(pilot.app)
        assert "cannot be read now" in screen_text(pilot.app)
        await press(pilot, "n")
        assert said(pilot) == "That lead could not be read: nothing was logged."
        assert [entry.words for entry in outbox.waiting()] == [f"1 call to {first}: no answer"]
        await press(pilot, "u")
        assert "taken back: 1 call to" in said(pilot)
        assert outbox.waiting() == [] and "lead 1 of 3" in screen_text(pilot.app)
        await press(pilot, "n", "escape")
        assert top(pilot) == "InboxScreen"
        assert said(pilot) == "block of 0 calls, +0; 1 waiting to be sent"
        await press(pilot, "B")
        assert said(pilot).startswith("No node answers since")
        node.start()
        wait_until_ready(node)
        await until(pilot, lambda: "1 / 500" in screen_lines(pilot.app)[1])
    assert far.store.select("select outcome from activity") == [("no answer",)]


async def test_what_another_session_kept_is_sent_when_a_screen_opens(far: Cockpit, outbox: Outbox) -> None:
    from data.points.log import LogActivity

    now = far.now
    command = LogActivity(far.store.ids.new(now), far.person.id, now, kind="call", count=7, done_at=now)
    outbox.keep(command, "7 calls")
    async with running(app_with(far, outbox)) as pilot:
        await until(pilot, lambda: "7 / 500" in screen_lines(pilot.app)[1])
        assert notice(pilot) == "1 entry sent, +7"
