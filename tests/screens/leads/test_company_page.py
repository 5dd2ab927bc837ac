"""The page of a company: its people seen together, its particulars changed in place, what happened with all."""

from __future__ import annotations

import pytest

from data.leads.companies.commands import AddCompany
from data.points.log import LogActivity
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, until
from tests.screens.inboxes import add_lead, open_inbox, the_lead, top, write
from widgets.paged_list import PagedList


def companies(cockpit: Cockpit) -> list[tuple[str, ...]]:
    """What the store holds of companies."""
    return cockpit.store.select("select name, industry, also_called, tags from company order by id")


async def test_the_people_of_a_company_are_seen_together_and_worked_from_its_page(cockpit: Cockpit) -> None:
    ana = add_lead(cockpit, "Ana Idle", company="Acme", days_ago=2)
    ben = add_lead(cockpit, "Ben Idle", company="ACME Inc.", days_ago=1)
    add_lead(cockpit, "Cai Alone")
    cockpit.apply(LogActivity, kind="email", count=1, done_at=cockpit.now, lead_id=ana)
    async with running(cockpit.app(), (120, 30)) as pilot:
        await open_inbox(pilot)
        await press(pilot, "slash")
        await write(pilot, "ben")
        await press(pilot, "C")
        text = screen_text(pilot.app)
        assert top(pilot) == "CompanyPage" and "Ana Idle" in text and "Ben Idle" in text
        assert "Ana Idle: 1 e-mail" in text and "2 leads, 2 open" in text and "no record yet" in text
        await press(pilot, "down", "c", "l", "semicolon")
        await write(pilot, "wants a quote")
        assert cockpit.store.select("select lead_id from activity where kind = 'call'") == [(ben,)]
        assert cockpit.store.select("select record_id from note") == [(ben,)]
        await press(pilot, "enter")
        assert top(pilot) == "LeadPage" and "Ben Idle" in screen_text(pilot.app)
        await press(pilot, "escape", "escape")
        assert top(pilot) == "InboxScreen"
        await press(pilot, "escape", "slash")
        await write(pilot, "cai")
        await press(pilot, "C")
        assert top(pilot) == "InboxScreen" and "No company is known" in said(pilot)


async def test_the_first_thing_filled_in_makes_a_record_and_undo_takes_it_back(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle", company="Acme")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "enter", "C", "tab", *["j"] * 4, "enter")
        await write(pilot, "steel")
        assert companies(cockpit) == [("Acme", "steel", "", "")]
        await press(pilot, "u")
        assert companies(cockpit) == [] and "no record yet" in screen_text(pilot.app)
        await press(pilot, "home", "enter")
        await write(pilot, "Acme Group")
        assert companies(cockpit) == [("Acme Group", "", "Acme", "")]
        assert "Ana Idle" in screen_text(pilot.app), "its people go with it"
        await press(pilot, "number_sign")
        await write(pilot, "key")
        await press(pilot, "semicolon")
        await write(pilot, "pays late")
        assert companies(cockpit) == [("Acme Group", "", "Acme", "key")]
        assert cockpit.store.select("select record_table, text from note") == [("company", "pays late")]
        assert the_lead(cockpit, lead).tags == ""


async def test_a_company_is_found_by_name_from_anywhere(cockpit: Cockpit) -> None:
    cockpit.apply(AddCompany, columns={"name": "Zephyr Mills", "industry": "textiles"})
    add_lead(cockpit, "Ana Idle", company="Zebra Lines")
    async with running(cockpit.app()) as pilot:
        await press(pilot, "ctrl+p", *"zephyr")
        await until(pilot, lambda: "textiles" in screen_text(pilot.app))
        await press(pilot, "enter")
        assert top(pilot) == "CompanyPage" and "Zephyr Mills" in screen_text(pilot.app)
        assert "No lead of yours" in screen_text(pilot.app)
        await press(pilot, "Q")
        assert "no lead of yours here" in said(pilot)
        await press(pilot, "escape", "ctrl+p", *"zebra")
        await until(pilot, lambda: "1 lead" in screen_text(pilot.app))
        await press(pilot, "down", "enter")
        assert top(pilot) == "CompanyPage" and "Ana Idle" in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (60, 20), (200, 60)])
async def test_the_page_shows_in_any_size(cockpit: Cockpit, size: tuple[int, int]) -> None:
    add_lead(cockpit, "Ana Idle", company="Acme")
    async with running(cockpit.app(), size) as pilot:
        await open_inbox(pilot)
        await press(pilot, "C")
        assert "Ana Idle" in screen_text(pilot.app) and (size[1] < 8 or " Acme" in screen_text(pilot.app))
        assert pilot.app.screen.query_one("#people", PagedList).has_focus
