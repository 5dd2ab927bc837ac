"""A block of calls: one lead after the other, a letter each."""

from __future__ import annotations

from textual.widgets import Static

from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, settle
from tests.screens.inboxes import add_lead, inbox, open_inbox, ten_leads, the_lead, top, write


async def test_three_leads_are_called_and_the_block_says_what_it_brought(cockpit: Cockpit) -> None:
    leads = ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "space", "space", "space", "B")
        assert "+351 210 000 001" in screen_text(pilot.app) and "lead 1 of 3" in screen_text(pilot.app)
        await press(pilot, "n")
        assert "lead 2 of 3" in screen_text(pilot.app) and "1  no answer" in screen_text(pilot.app)
        await press(pilot, "d", "c")
        assert top(pilot) == "InboxScreen"
        assert said(pilot) == "block of 3 calls, +8: 1 no answer, 1 reached"
        assert not inbox(pilot).leads.marked
    rows = cockpit.store.select("select lead_id, outcome from activity where kind = 'call' order by id")
    assert rows == [(leads[0], "no answer"), (leads[1], "reached"), (leads[2], None)]
    assert cockpit.total() == 8


async def test_letters_typed_fast_take_one_lead_each(cockpit: Cockpit) -> None:
    leads = ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "B")
        await pilot.press("n", "l", "n")
        await settle(pilot)
        assert "lead 4 of 10" in screen_text(pilot.app)
    rows = cockpit.store.select("select lead_id, outcome from activity order by id")
    assert rows == [(leads[0], "no answer"), (leads[1], "left message"), (leads[2], "no answer")]


async def test_undo_takes_the_last_call_out_of_the_tally(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "B", "d", "u")
        assert "block of 0 calls, +0" in screen_text(pilot.app)
        await press(pilot, "left", "n", "escape")
        assert said(pilot) == "block of 1 call, +1: 1 no answer"
    assert cockpit.total() == 1


async def test_skipping_and_triage_within_a_block(cockpit: Cockpit) -> None:
    leads = ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "B", "left")
        assert "first lead" in said(pilot)
        await press(pilot, "space", "X", "n", "e", "semicolon")
        await write(pilot, "moved")
        assert "lead 2 of 10" in screen_text(pilot.app)
        await press(pilot, "2", "escape")
        assert top(pilot) == "CallBlock"
        await press(pilot, "escape")
        assert top(pilot) == "InboxScreen"
    assert the_lead(cockpit, leads[1]).reason == "no need"
    assert cockpit.store.select("select kind, lead_id from activity") == [("email", leads[1])]


async def test_a_lead_without_a_phone_says_so(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app(), (20, 5)) as pilot:
        await open_inbox(pilot)
        await press(pilot, "B")
        assert "no phone known" in str(pilot.app.screen.query_one("#card", Static).render())
