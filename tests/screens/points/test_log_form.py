"""The form of an entry: nothing goes to another day unseen, nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from textual.widgets import Input

from data.points.correct import EditActivity
from data.points.entries import Entry, entries_by_id
from screens.points.log_form import LogForm, NoteForm
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, at, elsewhere, notice, points, press, running, until
from tests.screens.inboxes import add_person
from widgets.paged_list import PagedList


def only_entry(cockpit: Cockpit) -> Entry:
    """The one entry of the store."""
    ids = [row[0] for row in cockpit.store.select("select id from activity")]
    (entry,) = entries_by_id(cockpit.store, ids)
    return entry


async def test_logs_for_another_day_with_a_note_and_says_which(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "plus", *"call", "tab", "backspace", *"12", "tab", *["backspace"] * 5, *"mon")
        text = screen_text(pilot.app)
        assert "Mon 16 Nov, week 2026-W47" in text
        assert "12 calls for Mon 16 Nov, 12:00" in text
        await press(pilot, "tab", *"9:30", "tab", *"left [b]word[/b]", "enter")
        assert pilot.app.screen is points(pilot)
        assert notice(pilot) == "12 calls on Mon 16 Nov 09:30 logged, +12"
    entry = only_entry(cockpit)
    assert (entry.count, entry.day, entry.note) == (12, "2026-11-16", "left [b]word[/b]")


async def test_the_day_on_the_board_is_offered_where_it_is_past(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "left", "plus", "e", "enter")
        assert notice(pilot) == "1 e-mail on Wed 18 Nov 12:00 logged, +1"
    assert only_entry(cockpit).day == "2026-11-18"


async def test_a_wrong_line_is_shown_and_nothing_is_lost(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "plus", *"c", "tab", *"000", "tab", "tab", "tab", *"my note", "enter")
        assert isinstance(pilot.app.screen, LogForm)
        text = screen_text(pilot.app)
        assert "! A count is a whole number from 1 to 999" in text and "my note" in text
        await press(pilot, "1", "enter")
    assert only_entry(cockpit).note == "my note"


async def test_the_future_is_refused_under_the_line(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "plus", *"c", "tab", "tab", *["backspace"] * 5, *"2026-11-30", "enter")
        assert isinstance(pilot.app.screen, LogForm)
        assert screen_text(pilot.app).count("lies in the future") == 1
        await press(pilot, *["backspace"] * 10, *"today", "tab", *"23:50", "enter")
        assert screen_text(pilot.app).count("lies in the future") == 1
    assert cockpit.total() == 0


async def test_a_refusal_of_the_store_stands_in_the_form(cockpit: Cockpit) -> None:
    statement = (
        "insert into signed_week(id, person_id, monday, sunday, signed_by, signed_at) "
        "values(1, ?, '2026-11-09', '2026-11-15', ?, 0)"
    )
    cockpit.store.engine.write([(statement, (cockpit.person.id, cockpit.person.id))])
    async with running(cockpit.app()) as pilot:
        await press(pilot, "plus", *"c", "tab", "tab", *["backspace"] * 5, *"2026-11-10", "enter")
        assert isinstance(pilot.app.screen, LogForm)
        text = screen_text(pilot.app)
        assert "signed off by Maria Silva" in text and "2026-11-10" in text


async def test_up_and_down_bring_the_kinds(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "plus", "down", "down")
        assert pilot.app.screen.query_one("#kind Input", Input).value == "e-mail"
        await press(pilot, "enter")
    assert only_entry(cockpit).kind == "email"


async def test_an_edit_changes_what_was_typed_over_and_nothing_else(cockpit: Cockpit) -> None:
    cockpit.log("call", 3, note="keep this")
    before = only_entry(cockpit)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "E", "tab", "backspace", *"7", "enter")
        assert notice(pilot) == "changed to 7 calls, +4"
    assert only_entry(cockpit) == before._replace(count=7, points=7)


@pytest.mark.parametrize(("letter", "count"), [("t", 9), ("m", 7)])
async def test_a_count_that_a_manager_corrected_meanwhile_is_asked_about(
    cockpit: Cockpit, letter: str, count: int
) -> None:
    boss, entry = add_person(cockpit, "Mo Manager", role="admin"), cockpit.log("call", 4).id
    async with running(cockpit.app()) as pilot:
        await press(pilot, "tab", "E", "tab", "backspace", "7")
        elsewhere(cockpit, EditActivity, by=boss, entry=entry, count=9, note="heard")
        await pilot.press("enter")
        await until(pilot, lambda: "Mo Manager changed that entry" in screen_text(pilot.app))
        assert "it is 9 calls of 2026-11-19, heard, now" in " ".join(screen_text(pilot.app).split())
        await press(pilot, letter)
        assert pilot.app.screen is points(pilot)
    assert (only_entry(cockpit).count, only_entry(cockpit).note) == (count, "heard")


async def test_a_note_of_ones_own_beside_a_count_of_a_managers_is_no_conflict(cockpit: Cockpit) -> None:
    boss, entry = add_person(cockpit, "Mo Manager", role="admin"), cockpit.log("call", 4).id
    async with running(cockpit.app()) as pilot:
        await press(pilot, "tab", "E", "tab", "tab", "tab", "tab", *"liked it")
        elsewhere(cockpit, EditActivity, by=boss, entry=entry, count=9)
        await press(pilot, "enter")
        assert pilot.app.screen is points(pilot)
    assert (only_entry(cockpit).count, only_entry(cockpit).note) == (9, "liked it")


async def test_an_entry_of_a_retired_kind_can_be_edited_and_keeps_it(cockpit: Cockpit) -> None:
    cockpit.log("call", 3)
    cockpit.store.engine.write([("update kind set active = 0 where code = 'call'", ())])
    async with running(cockpit.app()) as pilot:
        await press(pilot, "E", "tab", "backspace", *"4", "enter")
        assert notice(pilot) == "changed to 4 calls, +1"
        await press(pilot, "c")
    assert (only_entry(cockpit).kind, only_entry(cockpit).count) == ("call", 4)


async def test_a_semicolon_edits_the_note_alone(cockpit: Cockpit) -> None:
    cockpit.log("call", 3)
    before = only_entry(cockpit)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "semicolon")
        assert isinstance(pilot.app.screen, NoteForm)
        await press(pilot, *"asked for a quote", "enter")
        assert notice(pilot) == "note saved: 3 calls"
        await press(pilot, "semicolon", *["backspace"] * 17, "enter")
        assert notice(pilot) == "note removed: 3 calls"
        await press(pilot, "u")
    assert only_entry(cockpit) == before._replace(note="asked for a quote")


async def test_keys_for_entries_say_why_where_there_is_none(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        for key in ("E", "D", "semicolon"):
            await press(pilot, key)
            assert notice(pilot) == "There is no entry to change here."
        await press(pilot, "tab")
        assert notice(pilot) == ""
        assert points(pilot).query_one("#log", PagedList).row_count == 0


async def test_a_form_left_open_over_midnight_shows_and_saves_the_new_day(cockpit: Cockpit) -> None:
    cockpit.now = at(datetime(2026, 11, 19, 23, 59, 58, tzinfo=UTC))
    async with running(cockpit.app()) as pilot:
        await press(pilot, "plus", "c")
        assert "1 call for today, 23:59" in screen_text(pilot.app)
        cockpit.now += 3_000
        await until(pilot, lambda: "1 call for today, 00:00" in screen_text(pilot.app))
        assert "Fri 20 Nov, week 2026-W47" in screen_text(pilot.app)
        await press(pilot, "enter")
    assert only_entry(cockpit).day == "2026-11-20"
