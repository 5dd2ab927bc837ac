"""The page of one lead, and the form of a new one."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from data.leads.commands import AddNote, EditLead
from data.leads.fields import LEADS
from data.leads.merge import MergeLeads
from data.opening import open_store
from screens.leads.lead_page import LeadPage
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, until
from tests.screens.inboxes import add_lead, asks, names, open_inbox, the_lead, top, under_cursor, write
from widgets.paged_list import PagedList


async def test_a_line_is_changed_in_place_and_undone(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle", company="Acme", title="Buyer")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "enter", "j", "enter")
        line = pilot.app.screen.query_one(Input)
        assert line.value == "Buyer"
        await press(pilot, "ctrl+u")
        await write(pilot, "Head of sales")
        assert the_lead(cockpit, lead).title == "Head of sales"
        assert "Head of sales" in screen_text(pilot.app)
        await press(pilot, "u")
        assert the_lead(cockpit, lead).title == "Buyer"
        await press(pilot, "escape")
        assert top(pilot) == "InboxScreen"


@pytest.mark.parametrize(("budget", "unit"), [("500 GBP", "GBP"), ("", "USD")])
async def test_an_amount_is_asked_for_in_the_currency_that_it_is_kept_in(
    cockpit: Cockpit, budget: str, unit: str
) -> None:
    lead = add_lead(cockpit, "Ana Idle", budget=budget)
    place = [field.column for field in LEADS.particulars].index("budget")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "enter", *("j",) * place, "enter")
        assert f"in {unit}" in screen_text(pilot.app)
        await press(pilot, "ctrl+u", *"600")
        assert f"600 {unit}" in screen_text(pilot.app)
        await press(pilot, "enter")
    kept = the_lead(cockpit, lead)
    assert (kept.budget, kept.currency or "USD") == (60_000, unit)


async def test_what_is_wrong_is_refused_before_it_is_stored(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle", emails="ana@acme.test")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "enter", "j", "j", "j", "E", "ctrl+u")
        await write(pilot, "no address")
        assert top(pilot) == "Prompt" and "! " in screen_text(pilot.app)
        await press(pilot, "ctrl+u")
        await write(pilot, "ana@acme.test; work: ana.idle@acme.test")
        assert top(pilot) == "LeadPage"
    assert the_lead(cockpit, lead).emails.splitlines() == ["ana@acme.test", "work: ana.idle@acme.test"]


async def test_letters_and_triage_keys_work_on_the_page(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle")
    asks(cockpit, lead)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "enter", "c", "d", "Q", "n", "semicolon")
        await write(pilot, "wants a quote")
        text = screen_text(pilot.app)
        assert "1 call" in text and "wants a" in text and "need yes" in text
    assert the_lead(cockpit, lead).response_due_at is None
    assert cockpit.store.select("select outcome from activity") == [("reached",), (None,)]


async def test_a_note_can_be_read_in_full(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle")
    cockpit.apply(AddNote, lead_id=lead, text="One. " * 40 + "The end.")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "enter", "tab", "enter")
        assert top(pilot) == "FactsPage" and "The end." in screen_text(pilot.app)


async def test_the_page_of_a_lead_that_was_merged_goes_on_with_the_one_that_stays(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle", days_ago=1.2)
    kept = add_lead(cockpit, "Ana Kept", days_ago=1.1)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        assert under_cursor(cockpit, pilot) == "Ana Idle"
        await press(pilot, "enter")
        cockpit.apply(MergeLeads, keep=kept, others=(lead,))
        await until(pilot, lambda: "Ana Kept" in screen_text(pilot.app))
        page = pilot.app.screen
        assert isinstance(page, LeadPage) and page.chosen() == (kept,)


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (200, 60)])
async def test_the_page_shows_in_any_size(cockpit: Cockpit, size: tuple[int, int]) -> None:
    add_lead(cockpit, "Ana Idle", company="Acme")
    async with running(cockpit.app(), size) as pilot:
        await open_inbox(pilot)
        await press(pilot, "enter")
        assert "Ana Idle" in screen_text(pilot.app)
        assert pilot.app.screen.query_one("#particulars", PagedList).has_focus


# A new lead


async def test_a_new_lead_is_on_top_of_nothing_lost(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "A", *"Ana", "tab", *"Acme", "tab", "tab", *"ana", "enter")
        assert top(pilot) == "LeadForm" and "!" in screen_text(pilot.app)
        await press(pilot, "at", *"acme", "full_stop", *"test", "enter")
        assert names(cockpit, pilot) == ["Ana"] and "added" in said(pilot)
        await press(pilot, "u")
        assert names(cockpit, pilot) == []


async def test_a_lead_needs_a_name_or_a_company(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "A", "enter")
        assert top(pilot) == "LeadForm"
        await press(pilot, "escape")
        assert names(cockpit, pilot) == []


async def test_a_lead_that_is_added_is_gone_to_and_one_reached_alike_is_named(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Zaki Jaber", emails="zaki@jade.test", days_ago=30)
    add_lead(cockpit, "Top Cold", days_ago=40)
    async with running(cockpit.app(), (100, 30)) as pilot:
        await open_inbox(pilot)
        await press(pilot, "V", "s", "slash", *"zzz", "enter")
        await press(pilot, "A", *"Zed", "tab", "tab", "tab", *"zaki@jade.test", "enter")
        await until(pilot, lambda: under_cursor(cockpit, pilot) == "Zed")
        assert "Zed added; the e-mail is also Zaki Jaber's: & compares" in said(pilot)
        assert len(names(cockpit, pilot)) == 3
        await until(pilot, lambda: "zaki@jade.test" in screen_text(pilot.app))
        await press(pilot, "ampersand")
        assert "Zaki Jaber" in screen_text(pilot.app)


async def test_what_happened_in_another_year_says_which_and_is_whole_at_80_columns(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle", days_ago=1_558, emails="ana@acme.test")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        assert "14 Aug 2022  " in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "14 Aug 2022 " in screen_text(pilot.app)


async def test_a_field_of_the_companys_own_is_typed_in_place_and_taken_out(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "enter", "G", "enter")
        await write(pilot, "Team size")
        assert top(pilot) == "Prompt" and "! " in screen_text(pilot.app)
        await write(pilot, "Team size=12")
        assert the_lead(cockpit, lead).custom == '{"Team size": "12"}'
        await press(pilot, "E")
        await write(pilot, "Team size=")
    assert the_lead(cockpit, lead).custom == ""


@pytest.mark.parametrize(
    ("letter", "title", "said_then"), [("t", "CEO", "That stays as it is"), ("m", "Buyer", "changed: title")]
)
async def test_what_somebody_else_has_changed_meanwhile_is_asked_about(
    cockpit: Cockpit, letter: str, title: str, said_then: str
) -> None:
    lead = add_lead(cockpit, "Ana Idle", title="CFO")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "enter", "j", "enter", "ctrl+u")
        other = open_store(cockpit.store.path)
        other.apply(
            EditLead(other.ids.new(cockpit.now), cockpit.person.id, cockpit.now, lead, {"title": "CEO"})
        )
        other.close()
        await pilot.press(*"Buyer", "enter")
        await until(pilot, lambda: "changed the title at" in screen_text(pilot.app))
        text = screen_text(pilot.app)
        assert "it is CEO now" in text and "keep theirs" in text and "put mine" in text
        await press(pilot, letter)
        await until(pilot, lambda: top(pilot) == "LeadPage" and said_then in screen_text(pilot.app))
    assert the_lead(cockpit, lead).title == title
