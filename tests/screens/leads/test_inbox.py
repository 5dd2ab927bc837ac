"""The inbox: a rep's queue worked by keys alone."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from data.kernel.store import Store
from data.kernel.undo import Undo
from data.leads.shared_contacts import Sharing, sharing_with
from data.opening import open_store
from data.people.person import Person
from tests.screen_text import screen_text
from tests.screens.as_stored import assert_as_stored
from tests.screens.cockpits import Cockpit, press, running, said, settle, until
from tests.screens.inboxes import (
    add_lead,
    add_person,
    asks,
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


# Looking around


async def test_the_filter_narrows_as_one_types_and_esc_brings_all_back(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "end", "slash", *"col")
        assert first_names(cockpit, pilot) == ["Eli", "Flo", "Gus"]
        assert under_cursor(cockpit, pilot) == "Eli Cold"
        await press(pilot, *"zz")
        assert "Nothing matches 'colzz'." in screen_text(pilot.app)
        await press(pilot, "backspace", "backspace", "enter", "X", "t")
        assert first_names(cockpit, pilot) == ["Flo", "Gus"]
        await press(pilot, "escape")
        assert len(names(cockpit, pilot)) == 9
        assert not inbox(pilot).query_one("#find", Input).has_class("-asked")


async def test_where_nothing_is_spelled_so_the_filter_shows_what_nearly_is_and_says_so(
    cockpit: Cockpit,
) -> None:
    add_lead(cockpit, "Jadwiga Möller", phones="+351 912 345 678")
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "slash", *"jadwga moler")
        assert names(cockpit, pilot) == ["Jadwiga Möller"]
        assert "mine 1   nothing is spelled so; these are, nearly" in screen_text(pilot.app)
        for typed in ("jadwiga", "912345678", "moller"):
            inbox(pilot).query_one("#find", Input).value = typed
            await settle(pilot)
            assert names(cockpit, pilot) == ["Jadwiga Möller"]
            assert "mine 1   waiting 2" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert len(names(cockpit, pilot)) == 11


async def test_views_and_orders(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "O", "n")
        assert first_names(cockpit, pilot) == sorted(QUEUE) and "by name" in screen_text(pilot.app)
        await press(pilot, "V", "w")
        assert "No lead lies unworked." in screen_text(pilot.app)
        await press(pilot, "X")
        assert said(pilot) == "There is no lead in this view."
        await press(pilot, "V", "y", "c")
        assert "! 'c' is none of these: esc leaves." in screen_text(pilot.app)
        await press(pilot, "s")
        assert "Nothing is snoozed." in screen_text(pilot.app) and cockpit.total() == 0


async def test_a_message_lasts_until_something_else_is_looked_at(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "x", "x", "x", "Z")
        await write(pilot, "2d")
        await press(pilot, "u")
        assert said(pilot).startswith("undone: ")
        assert inbox(pilot).leads.scroll_offset.y == 0
        await press(pilot, "enter", "escape")
        assert said(pilot) == ""
        for following in "On", "Vs":
            await press(pilot, "P")
            assert said(pilot).startswith("Nothing to take up")
            await press(pilot, *following)
            assert said(pilot) == ""


async def test_an_empty_inbox_teaches(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        text = screen_text(pilot.app)
        assert "A adds a lead, I brings in a file" in text
        assert text.splitlines()[-1].startswith(" A add"), "the key bar begins with it"
        for key in (
            "enter",
            "X",
            "space",
            "B",
            "semicolon",
            "ampersand",
            "escape",
            "c",
            "n",
            "slash",
            "escape",
        ):
            await press(pilot, key)
        assert top(pilot) == "InboxScreen" and cockpit.total() == 1


HOSTILE = (
    "[bold red]Bob[/] [@click=app.quit]x \x1b[31mRed\x1b]0;title\x07 \x9b2J \u202eevil\u202c \u2067x\u2069",
    "\u6771\u4eac\u682a\u5f0f\u4f1a\u793e \U0001f469\u200d\U0001f680" + "x" * 9_000,
)


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
async def test_hostile_names_are_text_in_any_size(cockpit: Cockpit, size: tuple[int, int]) -> None:
    for text in HOSTILE:
        lead = add_lead(cockpit, text[:300], company=text[:300], notes=text, address=text)
        asks(cockpit, lead)
    async with running(cockpit.app(), size) as pilot:
        await open_inbox(pilot)
        for _ in HOSTILE:
            await press(pilot, "enter")
            _check(screen_text(pilot.app), size)
            await press(pilot, "escape", "B")
            _check(screen_text(pilot.app), size)
            await press(pilot, "escape")
            _check(screen_text(pilot.app), size)
            await press(pilot, "ampersand")
            _check(screen_text(pilot.app), size)
            await press(pilot, "escape", "j")


def _check(text: str, size: tuple[int, int]) -> None:
    assert not any(letter in text for letter in "\x1b\x07\x9b\u202e\u202c\u2067\u2069")
    assert len(text.splitlines()) <= size[1]


async def test_a_preview_that_comes_into_sight_shows_the_lead_under_the_cursor(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await pilot.resize_terminal(40, 12)
        await press(pilot, "j", "j")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "│ Cai Due" in screen_text(pilot.app))


async def test_the_preview_follows_the_cursor(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "j", "j")
        await until(pilot, lambda: "Cobalt" in str(inbox(pilot).query_one("#preview", Static).render()))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_inbox_is_as_it_was_last_looked_at(cockpit: Cockpit, size: tuple[int, int]) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app(), size) as pilot:
        await open_inbox(pilot)
        await until(pilot, lambda: "ana@acme.test" in screen_text(pilot.app))
        seen = screen_text(pilot.app) + "\n"
    assert_as_stored(f"inbox-{size[0]}x{size[1]}.txt", seen)


async def test_qualifying_shows_each_answer_and_what_its_letter_makes_of_it(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Costa")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        for shown, given, following in (("open → yes", "yes", "no"), ("yes → no", "no", "open")):
            await press(pilot, "Q")
            await until(pilot, lambda shown=shown: f"budget: {shown}" in screen_text(pilot.app))  # type: ignore[misc]
            await press(pilot, "b")
            assert f"budget {given}" in said(pilot)
            assert f"Q b again: {following}" in screen_text(pilot.app)
    assert the_lead(cockpit, lead).has_budget == 0


async def test_plus_logs_for_the_lead_under_the_cursor_with_a_note(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Costa", company="Acme")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "plus")
        assert "Log for Ana Costa, Acme" in screen_text(pilot.app)
        await press(pilot, "c", "tab", "tab", "tab", "tab", *"left word", "enter")
        assert said(pilot) == "1 call with Ana Costa logged, +1"
    assert cockpit.store.select("select lead_id, note from activity") == [(lead, "left word")]


async def test_a_long_address_can_be_read_whole_before_it_is_copied(cockpit: Cockpit) -> None:
    long = "maximiliana.bartholomew-featherstonehaugh@north-eastern-region.acme.example"
    add_lead(cockpit, "Ana Costa", emails=f"ana@acme.example\n{long}")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "Y")
        assert long in screen_text(pilot.app).replace("\n", "")


async def test_an_error_vanishes_when_it_is_mended(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "A", "enter")
        assert "! A lead needs a name or a company" in screen_text(pilot.app)
        await press(pilot, *"Ana")
        assert "! " not in screen_text(pilot.app)


async def test_the_company_is_shown_where_reasons_are_short_and_the_preview_takes_the_rest(
    cockpit: Cockpit,
) -> None:
    for number in range(12):
        add_lead(cockpit, f"Lead Number {number}", company=f"Company {number} Limited")
    async with running(cockpit.app(), (100, 30)) as pilot:
        await open_inbox(pilot)
        assert all(f"Company {number} Limited" in screen_text(pilot.app) for number in range(12))
        assert "…" not in screen_text(pilot.app)


async def test_a_form_with_several_errors_keeps_its_line_of_keys(cockpit: Cockpit) -> None:
    async with running(cockpit.app(), (80, 24)) as pilot:
        await open_inbox(pilot)
        await press(
            pilot, "A", *"Ana", "tab", "tab", "tab", *"abc", "tab", *"xx", "tab", "tab", "tab", *"lots"
        )
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert "! 'abc' is no e-mail address" in text and "enter save   tab next line" in text


async def test_an_empty_agenda_is_told_whole_at_eighty_columns(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app(), (80, 24)) as pilot:
        await open_inbox(pilot)
        await press(pilot, "V", "a")
        text = screen_text(pilot.app)
        assert "No step is planned for today" in text and "or the next working day." in text
