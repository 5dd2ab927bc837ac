"""The page of one record, whatever its noun: how it stands is said whole."""

from __future__ import annotations

import pytest

from data.leads.triage import Qualify
from tests.screen_text import screen_lines
from tests.screens.cockpits import Cockpit, press, running
from tests.screens.deals.funnels import add_deal, open_funnel
from tests.screens.inboxes import add_lead, open_inbox, top


@pytest.mark.parametrize("width", [80, 100, 120])
async def test_how_complete_a_deal_is_stands_whole_at_any_width(cockpit: Cockpit, width: int) -> None:
    add_deal(cockpit, "Product film", company="Linden Tours and Travel Agency", days_ago=120)
    async with running(cockpit.app(), (width, 24)) as pilot:
        await open_funnel(pilot)
        await press(pilot, "enter")
        assert top(pilot) == "DealPage"
        left = [line.split("\u2502")[0] for line in screen_lines(pilot.app)[4:7]]
        assert "% complete" in " ".join(left) and "120 days" in " ".join(left)


async def test_how_complete_a_lead_is_stands_beside_all_its_answers(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Costa")
    answers = {"has_budget": 1, "has_need": 1}
    cockpit.apply(Qualify, leads=(lead,), answers=answers)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "enter")
        left = " ".join(line.split("\u2502")[0] for line in screen_lines(pilot.app)[4:7])
        assert "% complete" in left and "yes" in left
