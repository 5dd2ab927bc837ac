"""The inbox: a rep's queue worked by keys alone."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from data.kernel.store import Store
from data.kernel.undo import Undo
from data.leads.shared_contacts import Sharing, sharing_with
from data.opening import open_store
from data.people.person import Person
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, settle
from tests.screens.inboxes import (
    add_lead,
    add_person,
    inbox,
    names,
    open_inbox,
    ten_leads,
    the_lead,
    top,
    under_cursor,
    write,
)

QUEUE = ["Ana", "Ben", "Cai", "Dora", "Eli", "Flo", "Gus", "Hal", "Ida", "Jan"]


def first_names(cockpit: Cockpit, pilot: object) -> list[str]:
    """The first names in the list."""
    return [name.split()[0] for name in names(cockpit, pilot)]  # type: ignore[arg-type]


async def test_the_queue_says_whom_to_contact_next_and_why(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        assert first_names(cockpit, pilot) == QUEUE
        text = screen_text(pilot.app)
        assert "answer: 30 min left" in text and "due today 11:05" in text and "cold, 30 days" in text
        assert "mine 10   waiting 2   due 2   cold 3   no next step 3" in text
        assert "ana@acme.test" in text and "What does it cost?" in text


async def test_ten_leads_are_triaged_by_keys_alone(cockpit: Cockpit) -> None:
    leads = ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "e")  # answers Ana: she goes down the queue, the cursor stays on top
        assert under_cursor(cockpit, pilot) == "Ben Waits"
        await press(pilot, "c", "n")  # Ben: called, no answer
        await press(pilot, "X", "t")  # Cai
        await press(pilot, "Z")  # Dora
        await write(pilot, "2d")
        await press(pilot, "N")  # Eli
        await write(pilot, "tomorrow 10:00 call back")
        await press(pilot, "Q", "b")  # Flo has a budget, and stays where she is
        assert under_cursor(cockpit, pilot) == "Flo Cold"
        await press(pilot, "j", "number_sign")
        await write(pilot, "vip")
        await press(pilot, "semicolon")
        await write(pilot, "met at the fair")
        await press(pilot, "end", "R")
        await write(pilot, "call me")
        assert said(pilot).startswith("message from")
    told = {one.name: one for one in (the_lead(cockpit, lead) for lead in leads)}
    assert told["Ana Waits"].response_due_at is None
    assert told["Ben Waits"].response_due_at is not None, "nobody was reached"
    assert (told["Cai Due"].open, told["Cai Due"].reason) == (0, "time-waster")
    assert (
        told["Dora Due"].snoozed_until
        and told["Eli Cold"].next_step == "call back"
        and told["Eli Cold"].waiting_since
    )
    assert told["Flo Cold"].has_budget == 1 and told["Gus Cold"].tags == "vip"
    assert cockpit.store.select("select text from note") == [("met at the fair",)]
    assert cockpit.store.select("select kind, outcome from activity order by id") == [
        ("email", None),
        ("call", "no answer"),
    ]


STEPS = {
    "qualify": ("Q n", "", "has_need"),
    "qualified": ("Q q", "", "status"),
    "drop": ("X b", "", "reason"),
    "drop in words": ("X o", "moved away", "reason"),
    "snooze": ("Z", "mon 9:30", "snoozed_until"),
    "next step": ("N", "fri send quote", "next_step"),
    "received": ("R", "hello", "waiting_since"),
    "tag": ("number_sign", "vip", "tags"),
    "assign": ("at", "otto", "owner_id"),
}


@pytest.mark.parametrize("step", STEPS)
async def test_each_triage_key_changes_the_lead_and_undo_brings_it_back(cockpit: Cockpit, step: str) -> None:
    add_person(cockpit, "Otto Other")
    lead = add_lead(cockpit, "Ana Idle", company="Acme")
    keys, text, column = STEPS[step]
    before = getattr(the_lead(cockpit, lead), column)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, *keys.split())
        if text:
            await write(pilot, text)
        assert getattr(the_lead(cockpit, lead), column) != before, said(pilot)
        await press(pilot, "u")
        assert getattr(the_lead(cockpit, lead), column) == before
        assert names(cockpit, pilot) == ["Ana Idle"]


async def test_what_was_dropped_or_snoozed_is_taken_up_again(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "X", "n", "V", "d")
        assert names(cockpit, pilot) == ["Ana Idle"]
        await press(pilot, "P")
        assert the_lead(cockpit, lead).open == 1
        await press(pilot, "V", "m", "Z")
        await write(pilot, "2d")
        await press(pilot, "V", "s", "P")
        assert the_lead(cockpit, lead).snoozed_until is None
        await press(pilot, "V", "m", "P")
        assert "open and awake" in said(pilot)


async def test_a_number_multiplies_what_is_logged_for_the_lead(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "1", "2", "c")
        assert "12 calls with Ana Idle logged, +12" in said(pilot)
    assert cockpit.store.select("select count, lead_id from activity") == [(12, lead)]


async def test_the_outcome_of_a_call_may_be_typed_at_once(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await pilot.press("c", "d")
        await settle(pilot)
        rows = cockpit.store.select("select kind, outcome from activity order by kind")
        assert rows == [("call", "reached"), ("conversation", None)]
        await press(pilot, "u")
        assert cockpit.store.select("select kind, outcome from activity") == [("call", None)]
        await press(pilot, "d")
        assert len(cockpit.store.select("select 1 from activity where kind = 'conversation'")) == 1


async def test_letters_typed_right_after_a_key_go_to_its_dialog(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await pilot.press("X", "c")
        await settle(pilot)
        await pilot.press("A", *"edc")
        await settle(pilot)
        assert top(pilot) == "LeadForm"
        assert pilot.app.screen.query_one("#name Input", Input).value == "edc"
    assert the_lead(cockpit, lead).reason == "competitor"
    assert cockpit.total() == 0


async def test_the_cursor_goes_to_an_added_lead_once_and_not_to_one_that_was_taken_back(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sharing_as_it_is_taken_back(store: Store, actor: Person, lead: int) -> Sharing:
        other = open_store(store.path)
        other.apply(Undo(other.ids.new(cockpit.now), actor.id, cockpit.now))
        other.close()
        return sharing_with(store, actor, lead)

    for name in ("Ana Idle", "Ben Idle"):
        add_lead(cockpit, name)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "slash", *"ben")
        await press(pilot, "enter", "A", *"Zed", "enter")
        assert the_lead(cockpit, inbox(pilot).chosen()[0]).name == "Zed" and len(inbox(pilot).inbox.ids) == 3
        monkeypatch.setattr("screens.leads.inbox_screen.sharing_with", sharing_as_it_is_taken_back)
        await press(pilot, "A", *"Yan", "enter")
        await press(pilot, "V", "w", "V", "m", "home")
        first = inbox(pilot).chosen()
        await press(pilot, "U")
        assert inbox(pilot).chosen() == first and len(inbox(pilot).inbox.ids) == 4


# Marks


async def test_triage_takes_all_marked_leads_in_one_step(cockpit: Cockpit) -> None:
    leads = ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "end", "k", "k", "space", "space", "space", "X", "r")
        assert "3 leads" in said(pilot)
        assert [the_lead(cockpit, lead).open for lead in leads[7:]] == [0, 0, 0]
        await press(pilot, "u")
        assert [the_lead(cockpit, lead).open for lead in leads] == [1] * 10


async def test_a_letter_logs_once_for_each_marked_lead_and_undo_takes_all_back(cockpit: Cockpit) -> None:
    leads = ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "space", "space", "space", "e")
        assert "3 e-mails for 3 leads logged, +3" in said(pilot)
        rows = cockpit.store.select("select lead_id from activity order by lead_id")
        assert [row[0] for row in rows] == sorted(leads[:3])
        assert cockpit.store.select("select count(*) from message where answered_by is null") == [(0,)]
        assert cockpit.total() == 3
        await press(pilot, "u")
    assert cockpit.total() == 0
    assert cockpit.store.select("select count(*) from message where answered_by is null") == [(2,)]


async def test_a_note_takes_one_lead_at_a_time_and_says_so(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "space", "space", "semicolon")
        assert top(pilot) == "InboxScreen"
        assert "one lead at a time" in said(pilot)
        await press(pilot, "escape", "semicolon")
        assert top(pilot) == "Prompt"
