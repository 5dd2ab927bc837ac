"""An inbox of very many leads: its first are worked with while the rest is read apart, which holds up nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.widgets import Input

from data.leads.inbox import rest_at
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, settle, until
from tests.screens.held_reads import HeldRead
from tests.screens.inboxes import add_lead, inbox, names, open_inbox, ten_leads, the_lead, top, under_cursor

FIRST = ["Ana Waits", "Ben Waits", "Cai Due", "Dora Due"]


@pytest.fixture
def rest(monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldRead]:
    """Lists are long from a few leads on, and nobody is waited for who may type on."""
    monkeypatch.setattr("data.leads.inbox.FIRST", 4)
    monkeypatch.setattr("data.leads.inbox.ENOUGH", 2)
    monkeypatch.setattr("screens.leads.inbox_screen.REST_AFTER", 0)
    held = HeldRead(rest_at)
    monkeypatch.setattr("screens.leads.inbox_screen.rest_at", held)
    yield held
    held.may_be_read.set()


async def test_the_first_leads_are_seen_before_the_rest_is_read(cockpit: Cockpit, rest: HeldRead) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: top(pilot) == "InboxScreen" and rest.begun > 0)
        assert names(cockpit, pilot) == FIRST and "mine 4+   waiting 2" in screen_text(pilot.app)
        rest.may_be_read.set()
        await settle(pilot)
        assert len(names(cockpit, pilot)) == 10 and names(cockpit, pilot)[:4] == FIRST
        assert "mine 10   waiting 2" in screen_text(pilot.app)
        assert rest.begun == 1 and not rest.ended_early


async def test_what_is_logged_meanwhile_waits_for_nothing_and_stays_as_it_came_to_be(
    cockpit: Cockpit, rest: HeldRead
) -> None:
    leads = ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: top(pilot) == "InboxScreen" and rest.begun == 1)
        await pilot.press("e")
        await until(pilot, lambda: said(pilot).startswith("1 e-mail with Ana Waits"))
        await until(pilot, lambda: under_cursor(cockpit, pilot) == "Ben Waits")
        assert cockpit.total() == 1 and "Ana Waits" not in names(cockpit, pilot), "she went down the queue"
        await pilot.press("X", "t")
        await until(pilot, lambda: names(cockpit, pilot)[0] == "Cai Due")
        assert the_lead(cockpit, leads[1]).open == 0 and inbox(pilot).inbox.is_more
        rest.may_be_read.set()
        await settle(pilot)
        assert rest.ended_early == rest.begun - 1 >= 2, "each was ended by what came after it"
        assert "Ben Waits" not in names(cockpit, pilot) and under_cursor(cockpit, pilot) == "Cai Due"
        assert names(cockpit, pilot)[-1] == "Ana Waits" and "mine 9   due 2" in screen_text(pilot.app)


async def test_a_letter_typed_right_after_opening_waits_for_nothing(cockpit: Cockpit, rest: HeldRead) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: top(pilot) == "InboxScreen" and rest.begun == 1)
        await pilot.press("slash", "d")
        await until(pilot, lambda: names(cockpit, pilot) == ["Cai Due", "Dora Due"])
        assert "mine 2+" in screen_text(pilot.app)
        await pilot.press("o")
        await until(pilot, lambda: names(cockpit, pilot) == ["Dora Due"])
        rest.may_be_read.set()
        await settle(pilot)
        assert names(cockpit, pilot) == ["Dora Due"] and "mine 1   waiting 2" in screen_text(pilot.app)
        assert rest.ended_early == rest.begun - 1


async def test_words_that_none_of_the_first_leads_has_are_looked_for_in_all(
    cockpit: Cockpit, rest: HeldRead
) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: top(pilot) == "InboxScreen" and rest.begun == 1)
        await pilot.press("j", "slash")
        inbox(pilot).query_one("#find", Input).value = "cold"
        await until(pilot, lambda: "mine   looking for 'cold' in all" in screen_text(pilot.app))
        assert names(cockpit, pilot) == FIRST, "meanwhile all stays as it was"
        rest.may_be_read.set()
        await settle(pilot)
        assert names(cockpit, pilot) == ["Eli Cold", "Flo Cold", "Gus Cold"]
        assert under_cursor(cockpit, pilot) == "Eli Cold" and "mine 3   waiting 2" in screen_text(pilot.app)
        inbox(pilot).query_one("#find", Input).value = "qqqq"
        await settle(pilot)
        assert "Nothing matches 'qqqq'." in screen_text(pilot.app)


async def test_a_call_block_takes_all_leads_of_a_long_list(cockpit: Cockpit, rest: HeldRead) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: top(pilot) == "InboxScreen" and rest.begun == 1)
        rest.may_be_read.set()
        cockpit.store.engine.write([("update lead set phones = '+351 210 000 002'", ())])
        await press(pilot, "B")
        assert top(pilot) == "CallBlock" and "1 of 10" in screen_text(pilot.app)


async def test_marked_leads_stay_marked_wherever_they_go(cockpit: Cockpit, rest: HeldRead) -> None:
    rest.may_be_read.set()
    ten_leads(cockpit)
    for number in range(3):
        add_lead(cockpit, f"Kim Idle {number}")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "end", "space", "home", "space", "e")
        assert "2 e-mails for 2 leads logged" in said(pilot) and len(inbox(pilot).leads.marked) == 2
