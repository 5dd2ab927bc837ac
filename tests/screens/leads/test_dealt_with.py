"""The cursor keeps its place in the queue: whoever works down a list is never taken along by a lead that is done."""

from __future__ import annotations

from array import array

import pytest

from data.opening import open_store
from screens.leads.dealt_with import DealtWith, lead_after
from tests.screens.cockpits import Cockpit, press, running, said, settle
from tests.screens.inboxes import asks, open_inbox, ten_leads, top, under_cursor, write

BEFORE = array("q", [1, 2, 3, 4, 5])


@pytest.mark.parametrize(
    ("after", "place", "dealt_with", "lead"),
    [
        ([2, 3, 4, 5, 1], 0, {1}, 2),  # it went down: the next one
        ([1, 2, 3, 4, 5], 1, {2}, 2),  # it stayed
        ([4, 1, 2, 3, 5], 3, {4}, 5),  # it went up: the one that followed, not the one above
        ([5, 1, 2, 3, 4], 4, {5}, 4),  # it was the last one
        ([3, 5, 1, 2, 4], 0, {1, 2}, 3),  # several at once
        ([5, 1, 3, 4], 1, {2}, 3),  # it is gone, and others have moved meanwhile
        ([2, 3, 4, 5, 1], 0, set(), 1),  # somebody else moved it: the cursor stays on the lead
        ([9], 0, {1}, None),
        ([], 0, {1}, None),
    ],
)
def test_the_cursor_goes_on_from_what_was_dealt_with(
    after: list[int], place: int, dealt_with: set[int], lead: int | None
) -> None:
    assert lead_after(BEFORE, array("q", after), place, dealt_with) == lead


def test_a_step_that_fails_has_dealt_with_nobody() -> None:
    dealt_with = DealtWith()
    with pytest.raises(ValueError, match="no"), dealt_with.dealing((1,)):
        assert 1 in dealt_with and not dealt_with.written()
        raise ValueError("no")
    assert 1 not in dealt_with
    with dealt_with.dealing((2,)):
        pass
    dealt_with.shown(dealt_with.written())
    assert 2 not in dealt_with


async def test_a_queue_is_worked_from_the_top_and_undo_goes_back_to_the_lead(cockpit: Cockpit) -> None:
    leads = ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "j", "c")
        assert under_cursor(cockpit, pilot) == "Cai Due", "not the lead above, nor Ben, who went down"
        await press(pilot, "d")
        assert under_cursor(cockpit, pilot) == "Cai Due", "the outcome was Ben's"
        await press(pilot, "N")
        await write(pilot, "tomorrow 10:00 send offer")
        assert under_cursor(cockpit, pilot) == "Dora Due"
        await press(pilot, "u")
        assert said(pilot).startswith("undone: Cai Due") and under_cursor(cockpit, pilot) == "Cai Due"
        await press(pilot, "U")
        assert under_cursor(cockpit, pilot) == "Dora Due"
        await press(pilot, "R")
        await write(pilot, "call me")
        assert under_cursor(cockpit, pilot) == "Dora Due", "who wrote is to be answered now"
        await press(pilot, "home", "enter", "e", "escape")
        assert under_cursor(cockpit, pilot) == "Dora Due", "Ana was dealt with on her page"
        cockpit.store.engine.write([("update lead set phones = '+351 210 000 002'", ())])
        await press(pilot, "B")
        for _ in range(2):
            await press(pilot, "d")
            if top(pilot) == "Prompt":
                await press(pilot, "escape")  # no next step
        await press(pilot, "escape")
        assert under_cursor(cockpit, pilot) == "Flo Cold", "behind the two that the block has called"
        other = open_store(cockpit.store.path)
        asks(Cockpit(other, cockpit.person, cockpit.now), leads[5], minutes_ago=1)
        other.close()
        await pilot.pause(0.6)
        await settle(pilot)
        assert under_cursor(cockpit, pilot) == "Flo Cold", "news never moves the cursor to another lead"
