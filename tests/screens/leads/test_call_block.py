"""A block of calls: one lead after the other, a letter each."""

from __future__ import annotations

from textual import events
from textual.widgets import Static

from data.leads.triage import SetNextStep
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, settle
from tests.screens.inboxes import DAY, add_lead, inbox, open_inbox, ten_leads, the_lead, top, write


def _ten_with_phones(cockpit: Cockpit) -> list[int]:
    leads = ten_leads(cockpit)
    cockpit.store.engine.write([("update lead set phones = '+351 210 000 002' where phones = ''", ())])
    return leads


async def test_three_leads_are_called_and_the_block_says_what_it_brought(cockpit: Cockpit) -> None:
    leads = _ten_with_phones(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "space", "space", "space", "B")
        assert "+351 210 000 001" in screen_text(pilot.app) and "lead 1 of 3" in screen_text(pilot.app)
        await press(pilot, "n")
        assert "lead 2 of 3" in screen_text(pilot.app) and "1  no answer" in screen_text(pilot.app)
        await press(pilot, "d")
        assert "Next step with Ben Waits?" in screen_text(pilot.app)
        await write(pilot, "fri 3pm demo")
        await press(pilot, "c", "enter")
        assert top(pilot) == "InboxScreen"
        assert said(pilot) == "block of 3 calls, +8: 1 no answer, 1 reached"
        assert not inbox(pilot).leads.marked
    rows = cockpit.store.select("select lead_id, outcome from activity where kind = 'call' order by id")
    assert rows == [(leads[0], "no answer"), (leads[1], "reached"), (leads[2], None)]
    assert cockpit.total() == 8
    steps = [
        (the_lead(cockpit, lead).next_step, the_lead(cockpit, lead).response_due_at) for lead in leads[:3]
    ]
    assert steps[1:] == [("demo", None), ("", None)]
    assert steps[0][1] is not None, "nobody answered: the clock goes on"


async def test_after_a_call_that_reached_nobody_another_one_is_proposed(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle", phones="+351 210 000 001")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "B", "n")
        assert "call again" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert top(pilot) == "InboxScreen"
        await press(pilot, "B", "n")
        assert top(pilot) == "InboxScreen", "there is a next step by now"
    assert the_lead(cockpit, lead).next_step == "call again"


async def test_letters_typed_fast_take_one_lead_each(cockpit: Cockpit) -> None:
    leads = _ten_with_phones(cockpit)
    cockpit.apply(SetNextStep, leads=tuple(leads), follow_up_at=cockpit.now + DAY, text="call")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        for letter in "Bnln":
            pilot.app.post_message(events.Key(letter, letter))
        await settle(pilot)
        assert "lead 4 of 10" in screen_text(pilot.app)
    rows = cockpit.store.select("select lead_id, outcome from activity order by id")
    assert rows == [(leads[0], "no answer"), (leads[1], "left message"), (leads[2], "no answer")]


async def test_undo_takes_the_last_call_out_of_the_tally(cockpit: Cockpit) -> None:
    _ten_with_phones(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "B", "d", "escape", "u")
        assert "block of 0 calls, +0" in screen_text(pilot.app)
        assert "lead 1 of 10" in screen_text(pilot.app)
        await press(pilot, "U")
        assert "lead 2 of 10" in screen_text(pilot.app)
        await press(pilot, "u", "n", "escape")
        assert said(pilot) == "block of 1 call, +1: 1 no answer"
    assert cockpit.total() == 1


async def test_skipping_and_triage_within_a_block(cockpit: Cockpit) -> None:
    leads = _ten_with_phones(cockpit)
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


async def test_leads_without_a_phone_are_left_out_and_counted(cockpit: Cockpit) -> None:
    leads = ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "B")
        assert said(pilot) == "9 without a phone left out."
        assert "lead 1 of 1" in screen_text(pilot.app)
        await press(pilot, "n")
    assert cockpit.store.select("select lead_id from activity") == [(leads[0],)]


async def test_a_lead_without_a_phone_says_so(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app(), (20, 5)) as pilot:
        await open_inbox(pilot)
        await press(pilot, "B")
        assert "no phone known" in str(pilot.app.screen.query_one("#lead", Static).render())
