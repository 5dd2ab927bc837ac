"""Leads that may be the same, gone through from the inbox."""

from __future__ import annotations

from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said
from tests.screens.inboxes import add_lead, add_person, inbox, names, open_inbox, the_lead, top
from widgets.paged_list import PagedList


def twins(cockpit: Cockpit) -> tuple[int, int]:
    """Ana twice, with different titles and phones."""
    first = add_lead(
        cockpit, "Ana Costa", company="Acme", title="Buyer", emails="ana@acme.test", phones="+351 210 000 001"
    )
    second = add_lead(
        cockpit,
        "Ana Costa",
        company="Acme Ltd",
        title="Head",
        emails="ana@acme.test",
        phones="+351 210 000 002",
    )
    return first, second


async def test_the_doubles_of_a_lead_are_merged_and_undo_brings_both_back(cockpit: Cockpit) -> None:
    first, second = twins(cockpit)
    before = the_lead(cockpit, first), the_lead(cockpit, second)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "ampersand")
        assert "1 of 1: same e-mail" in screen_text(pilot.app)
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert "*  title" in text and "Buyer" in text and "Head" in text
        await press(pilot, "M")
        assert top(pilot) == "Duplicates" and "That was the last pair." in screen_text(pilot.app)
        assert the_lead(cockpit, second).merged_into == first
        assert len(the_lead(cockpit, first).phones.splitlines()) == 2
        await press(pilot, "u")
        assert "1 of 1" in screen_text(pilot.app) or "Ana Costa" in screen_text(pilot.app)
        for was, lead in zip(before, (first, second), strict=True):
            now = the_lead(cockpit, lead)
            assert now._replace(touched=was.touched) == was


async def test_which_one_stays_and_whose_value_are_ones_own_choice(cockpit: Cockpit) -> None:
    first, second = twins(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "ampersand", "enter", "S", "j", "space")
        assert "the right one's" in screen_text(pilot.app)
        await press(pilot, "M", "escape")
        assert "merged into" in said(pilot) and len(names(cockpit, pilot)) == 1
    kept = the_lead(cockpit, second)
    assert (kept.title, kept.company) == ("Buyer", "Acme Ltd")
    assert the_lead(cockpit, first).merged_into == second


async def test_two_that_are_two_are_not_shown_again(cockpit: Cockpit) -> None:
    twins(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "ampersand", "A", "enter", "N")
        assert "are two leads" in screen_text(pilot.app)
        await press(pilot, "A")
        assert "No two leads look alike." in screen_text(pilot.app)


async def test_two_marked_leads_are_held_side_by_side(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana"), add_lead(cockpit, "Zoe", company="Acme")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "space", "space", "ampersand")
        assert top(pilot) == "PairPage" and "marked by you" in screen_text(pilot.app)
        await press(pilot, "escape", "u")
        assert "Nothing was merged here yet" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert top(pilot) == "InboxScreen"


async def test_a_rep_sees_no_pair_with_a_lead_of_another(cockpit: Cockpit) -> None:
    twins(cockpit)
    rep = Cockpit(cockpit.store, add_person(cockpit, "Otto Other"), cockpit.now)
    add_lead(rep, "Ana Costa", company="Acme", emails="ana@acme.test")
    async with running(rep.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "ampersand", "A")
        assert pilot.app.screen.query_one("#pairs", PagedList).row_count == 0
        await press(pilot, "escape")
        assert inbox(pilot) is pilot.app.screen


async def test_capped_comparisons_are_said(cockpit: Cockpit) -> None:
    for place in range(42):
        add_lead(cockpit, f"Person {place:02}", phones="+351 210 000 001")
    async with running(cockpit.app(), (120, 40)) as pilot:
        await open_inbox(pilot)
        await press(pilot, "ampersand", "A")
        assert "Not everything was compared" in screen_text(pilot.app)
