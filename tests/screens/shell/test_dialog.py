"""What all dialogs share."""

from __future__ import annotations

import pytest

from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running
from tests.screens.comments.test_comments import manager_of
from tests.screens.inboxes import add_lead


@pytest.mark.parametrize("height", [14, 18, 24])
async def test_the_keys_of_a_dialog_stay_in_sight_however_much_stands_above_them(
    cockpit: Cockpit, height: int
) -> None:
    manager_of(cockpit)
    add_lead(cockpit, "Ana Costa")
    async with running(cockpit.app(), (80, height)) as pilot:
        await press(pilot, "f3", "A")
        assert "enter save" in screen_text(pilot.app)
        await press(pilot, "escape", "plus")
        assert "enter save" in screen_text(pilot.app)
        await press(pilot, "escape", "colon", *["x", "enter"] * 12)
        assert "enter send" in screen_text(pilot.app) and "comment: x" in screen_text(pilot.app)
