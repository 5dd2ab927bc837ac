"""Handovers by keys alone: offered with a ticked checklist, answered, taken back; both sides see how they stand."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from data.deals.moving import WinDeal
from data.handovers.answering import ReturnHandover
from data.handovers.checklist import checklist
from data.handovers.offering import OfferHandover
from data.leads.triage import Qualify
from data.opening import open_store
from data.people.commands import AddPerson
from data.people.person import Person, by_id
from screens.handovers.handovers_screen import HandoversScreen
from tests.screen_text import screen_lines, screen_text
from tests.screens.cockpits import Cockpit, press, running, said, until
from tests.screens.deals.funnels import add_deal
from tests.screens.inboxes import add_lead, top, write


@pytest.fixture
def ben(cockpit: Cockpit) -> Person:
    """Somebody who sells."""
    columns = {
        "name": "Ben Berg", "role": "rep", "start_date": "2026-09-07", "time_zone": "Europe/Lisbon",
        "working_hours": "Mon-Fri 09:00-17:00", "sales_role": "SE",
    }  # fmt: skip
    return by_id(cockpit.store, cockpit.apply(AddPerson, columns=columns).id)


def qualified(cockpit: Cockpit, name: str = "Ina Idle") -> int:
    """A qualified lead of Maria's."""
    lead = add_lead(cockpit, name, company="Acme", emails="ina@acme.example")
    cockpit.apply(Qualify, leads=(lead,), answers={}, qualified=True)
    return lead


def offered(cockpit: Cockpit, lead: int, giver: int, receiver: int) -> int:
    """An offer that somebody has made."""
    ticked = tuple(item.name for item in checklist(cockpit.store, "lead"))
    command = OfferHandover(
        *(cockpit.store.ids.new(cockpit.now), giver, cockpit.now, "lead", lead),
        receiver_id=receiver, ticked=ticked, note="calls back soon",
    )  # fmt: skip
    return cockpit.store.apply(command).id


def states(cockpit: Cockpit) -> list[tuple[Any, ...]]:
    """How all handovers stand."""
    return cockpit.store.select("select kind, state, outside, note from handover order by id")


async def open_handovers(pilot: Pilot[None]) -> HandoversScreen:
    """Go to the handovers."""
    await press(pilot, "g", "h")
    screen = pilot.app.screen
    assert isinstance(screen, HandoversScreen)
    return screen


async def test_without_handovers_the_screen_says_how_one_begins(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_handovers(pilot)
        text = screen_text(pilot.app)
        assert (
            "H on a qualified lead" in text
            and "nothing waits for you" in text
            and "qualified handoffs n/a" in text
        )
        await press(pilot, "A")
        assert "no handover under the cursor" in said(pilot)


async def test_a_lead_is_offered_from_the_inbox_once_all_is_ticked(cockpit: Cockpit, ben: Person) -> None:
    qualified(cockpit)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f3", "H")
        text = screen_text(pilot.app)
        assert top(pilot) == "OfferForm" and "Ben Berg, SE" in text
        assert "[ ]  need confirmed" in text and "[x]  contact data checked" in text
        await press(pilot, "enter")
        assert "Not ticked yet: need confirmed; willing to meet." in screen_text(pilot.app)
        pilot.app.screen.query_one("#note Input").value = "ask for Ann"  # type: ignore[attr-defined]
        await press(pilot, "space", "space", "enter")
        assert "offered to Ben Berg" in said(pilot)
        await press(pilot, "H")
        assert "is offered to Ben Berg already" in said(pilot)
        await press(pilot, "down")
        screen = await open_handovers(pilot)
        assert "waits for others" in screen_text(pilot.app) and screen.handovers.cursor_id is not None
        await press(pilot, "A")
        assert "waits for Ben Berg" in said(pilot) and states(cockpit) == [
            ("lead", "offered", "", "ask for Ann")
        ]
        await press(pilot, "Z")
        assert states(cockpit)[0][1] == "withdrawn" and "taken back" in said(pilot)


async def test_nobody_can_be_handed_to_who_is_not_there(cockpit: Cockpit, ben: Person) -> None:
    qualified(cockpit)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f3", "H", "space", "space", "shift+tab")
        await write(pilot, "Zoe")
        assert "Nobody here is called 'Zoe'" in screen_text(pilot.app)
        assert top(pilot) == "OfferForm" and states(cockpit) == []


async def test_who_is_offered_something_reads_it_accepts_it_and_has_it(cockpit: Cockpit, ben: Person) -> None:
    lead = qualified(cockpit)
    offered(cockpit, lead, cockpit.person.id, ben.id)
    theirs = Cockpit(cockpit.store, ben, cockpit.now)
    async with running(theirs.app()) as pilot:
        assert "handovers 1" in screen_text(pilot.app)
        await open_handovers(pilot)
        await press(pilot, "L")
        assert "until you accept it" in said(pilot)
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert "calls back soon" in text and "ina@acme.example" in text
        await press(pilot, "escape", "A")
        assert cockpit.store.select("select owner_id from lead") == [(ben.id,)]
        assert "nothing waits for you" in screen_text(pilot.app)
        await press(pilot, "L")
        assert top(pilot) == "LeadPage" and "accepted" in screen_text(pilot.app)
        await press(pilot, "escape", "u")
        assert states(cockpit)[0][1] == "offered"


async def test_what_is_sent_back_is_offered_again(cockpit: Cockpit, ben: Person) -> None:
    lead = qualified(cockpit)
    handover = offered(cockpit, lead, cockpit.person.id, ben.id)
    async with running(cockpit.app()) as pilot:
        await open_handovers(pilot)
        other = open_store(cockpit.store.engine.path)
        other.apply(ReturnHandover(other.ids.new(cockpit.now), ben.id, cockpit.now, handover, "no budget"))
        other.close()
        await until(pilot, lambda: "sent back: no budget" in screen_text(pilot.app))
        await press(pilot, "H")
        assert top(pilot) == "OfferForm" and "[x]  need confirmed" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert [state for _, state, *_ in states(cockpit)] == ["returned", "offered"]


async def test_a_won_deal_goes_to_a_project_manager_outside_who_has_it_said(cockpit: Cockpit) -> None:
    deal = add_deal(cockpit, "Website", amount="900")
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f4", "H", "p")
        assert "Website, Acme Ltd is not won. W wins it." in said(pilot)
        cockpit.apply(WinDeal, deal_id=deal)
        await press(pilot, "V", "w", "H", "p", *("space",) * 4, "shift+tab")
        await write(pilot, "Pat of Delivery")
        assert "offered to Pat of Delivery for the project" in said(pilot)
        await open_handovers(pilot)
        await press(pilot, "X")
        await write(pilot, "scope is vague")
        assert states(cockpit) == [("project", "returned", "Pat of Delivery", "")]
        await press(pilot, "L")
        assert top(pilot) == "DealPage" and "sent back by" in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 10), (20, 5)])
async def test_every_size_shows_what_waits(cockpit: Cockpit, ben: Person, size: tuple[int, int]) -> None:
    offered(cockpit, qualified(cockpit), cockpit.person.id, ben.id)
    async with running(cockpit.app(), size) as pilot:
        await open_handovers(pilot)
        text = screen_text(pilot.app)
        assert "Ina" in text and len(screen_lines(pilot.app)) == size[1]
