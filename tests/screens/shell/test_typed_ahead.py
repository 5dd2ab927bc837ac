"""Keys that come in all at once, as over a slow line, do what they do when typed slowly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from data.imports.saved_maps import saved_maps
from data.leads.lead import COLUMNS, Lead
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, running, settle, until
from tests.screens.inboxes import add_lead, add_person, names, open_inbox, top

NAMES = {
    " ": "space",
    "#": "number_sign",
    "+": "plus",
    ".": "full_stop",
    "@": "at",
    ":": "colon",
    ";": "semicolon",
}
NAMES |= {
    "]": "right_square_bracket",
    "/": "slash",
    "-": "minus",
    "_": "underscore",
    "&": "ampersand",
    "[": "left_square_bracket",
}
CONTACTS = "Name,Email,Company\nAna Costa,ana@acme.test,Acme\n,not-an-address,\n"


async def burst(pilot: Pilot[Any], *typed: str) -> None:
    """Type texts, and keys by names in <>, without waiting for anything in between."""
    for part in typed:
        if part.startswith("<"):
            pilot.app.post_message(events.Key(part.strip("<>"), None))
            continue
        for letter in part:
            pilot.app.post_message(events.Key(NAMES.get(letter, letter), letter))
    await settle(pilot)


def leads(cockpit: Cockpit) -> dict[str, Lead]:
    found = [Lead(*row) for row in cockpit.store.select(f"select {COLUMNS} from lead")]
    return {lead.name: lead for lead in found}


async def test_a_form_is_filled_in_line_by_line(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await burst(
            pilot, "+c", "<tab>", "<backspace>", "3", "<tab>", "<tab>", "<tab>", "hot", "<enter>", "2c"
        )
        await until(pilot, lambda: "5 / 500" in screen_text(pilot.app))
    assert cockpit.store.select("select count, note from activity order by id") == [(3, "hot"), (2, None)]


async def test_the_first_lead_is_there_before_the_next_key(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await burst(pilot, "A", "Ana", "<enter>", "#", "vip", "<enter>", "c")
        await until(pilot, lambda: "1 / 500" in screen_text(pilot.app))
    assert leads(cockpit)["Ana"].tags == "vip"


async def test_a_new_lead_gets_each_word_in_its_line(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await burst(
            pilot, "A", "Ana", "<tab>", "Acme", "<tab>", "CEO", "<tab>", "ana@acme.test", "<enter>", "c"
        )
        await until(pilot, lambda: "1 / 500" in screen_text(pilot.app))
    lead = leads(cockpit)["Ana"]
    assert (lead.company, lead.title, lead.emails) == ("Acme", "CEO", "ana@acme.test")


async def test_an_answer_is_taken_and_what_follows_goes_to_the_screen_below(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await burst(pilot, "N", "mon 9:30 send offer", "<enter>", "#", "vip", "<enter>", "3c")
        assert top(pilot) == "InboxScreen"
        await until(pilot, lambda: "3 / 500" in screen_text(pilot.app))
    lead = leads(cockpit)["Ana Idle"]
    assert (lead.next_step, lead.tags) == ("send offer", "vip")


async def test_a_leader_and_its_letter_leave_the_rest_to_the_new_screen(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        await burst(pilot, "gi", "#", "vip", "<enter>", "gp", "c")
        await until(pilot, lambda: "1 / 500" in screen_text(pilot.app))
        assert top(pilot) == "PointsScreen"
    assert leads(cockpit)["Ana Idle"].tags == "vip"


async def test_a_palette_entry_is_run_before_the_next_key(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        await burst(pilot, "<ctrl+p>", "go to inbox", "<enter>", "#", "vip", "<enter>")
        assert top(pilot) == "InboxScreen"
    assert leads(cockpit)["Ana Idle"].tags == "vip"


async def test_a_lead_that_is_still_looked_for_is_opened_before_the_next_key(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        await burst(pilot, "<ctrl+p>", "ana idle", "<enter>", "#", "vip", "<enter>")
        assert top(pilot) == "LeadPage"
    assert leads(cockpit)["Ana Idle"].tags == "vip"


async def test_a_file_is_brought_in_and_what_follows_goes_to_the_inbox(
    cockpit: Cockpit, tmp_path: Path
) -> None:
    (tmp_path / "in.csv").write_text(CONTACTS, encoding="utf-8")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await burst(pilot, "I", str(tmp_path / "in.csv"), "<enter>", "<enter>", "<enter>", "Vw")
        assert top(pilot) == "InboxScreen" and names(cockpit, pilot) == ["Ana Costa"]
        await burst(pilot, "c")
        await until(pilot, lambda: "1 / 500" in screen_text(pilot.app))


async def test_a_file_is_read_by_what_was_typed_in_its_dialogs(cockpit: Cockpit, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(CONTACTS, encoding="utf-8")
    add_person(cockpit, "Ben Bolt")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await burst(pilot, "I", str(tmp_path / "in.csv"), "<enter>", "w", "<enter>", "o", "ben", "<enter>")
        await burst(
            pilot, "m", "<enter>", "<enter>", "S", "fair", "<enter>", "<escape>", "<enter>", "<enter>"
        )
        assert top(pilot) == "InboxScreen"
    assert "not-an-address" in (tmp_path / "in-rejected.csv").read_text(encoding="utf-8")
    assert cockpit.store.select("select handle from lead join person on person.id = owner_id") == [("ben",)]
    assert [one.name for one in saved_maps(cockpit.store, cockpit.person, ["lead"])] == ["fair"]


async def test_what_follows_a_log_acts_on_the_new_entry(cockpit: Cockpit) -> None:
    cockpit.log("conversation", days_ago=0, note="keep me")
    async with running(cockpit.app()) as pilot:
        await burst(pilot, "cD", "2c;", "hot", "<enter>", "e", "E", "<tab>", "<backspace>", "7", "<enter>")
        await until(pilot, lambda: "14 / 500" in screen_text(pilot.app))
    found = cockpit.store.select("select kind, count, note from activity order by id")
    assert found == [("conversation", 1, "keep me"), ("call", 2, "hot"), ("email", 7, None)]


async def test_undo_in_a_call_block_takes_back_the_call_before_it(cockpit: Cockpit) -> None:
    for name in ("Ana Idle", "Bea Idle", "Cai Idle"):
        planned: dict[str, Any] = {"next_step": "call", "follow_up_at": cockpit.now + 86_400_000}
        add_lead(cockpit, name, phones="+351 210 000 001", **planned)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await burst(pilot, "B", "nlu", "d")
        await settle(pilot)
    told = "select outcome from activity where kind = 'call' order by id"
    assert [row[0] for row in cockpit.store.select(told)] == ["no answer", "reached"]


async def test_what_is_typed_behind_a_refused_key_logs_nothing(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await burst(pilot, "N", "mon 9:30 demo with Tom", "<enter>")
        assert "There is no lead in this view." in screen_text(pilot.app)
    assert cockpit.total() == 0


async def test_a_key_that_is_never_dealt_with_holds_up_nothing_for_long(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.shell.typed_ahead.PATIENCE", 0.05)
    app = cockpit.app()
    async with running(app) as pilot:
        app.holds_up_keys = lambda: True  # type: ignore[method-assign]
        await pilot.press("c")
        await pilot.press("c")
        await until(pilot, lambda: "2 / 500" in screen_text(pilot.app))


async def test_two_leads_are_merged_before_the_page_is_left(cockpit: Cockpit) -> None:
    kept = add_lead(cockpit, "Ana Costa", emails="ana@acme.test")
    add_lead(cockpit, "Ana Costa", phones="+44 20 7946 0000", company="Acme")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await burst(pilot, "&", "<enter>", "M", "<escape>", "#", "vip", "<enter>")
        assert top(pilot) == "InboxScreen" and names(cockpit, pilot) == ["Ana Costa"]
    assert cockpit.store.select("select id from lead where tags = 'vip'") == [(kept,)]
