"""Of a text that is pasted into a line nothing is lost: its lines are kept where they are stored, else joined."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from screens.shell.prompt import LONGEST
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, settle
from tests.screens.inboxes import add_lead, open_inbox
from widgets.typed_line import TypedLine

LETTER = "Dear Maria,\r\n\r\nwe take the offer.\r\n  Best, Otto\r\n"
IN_LINES = "Dear Maria,\n\nwe take the offer.\nBest, Otto"


async def paste(pilot: Pilot[None], text: str) -> str:
    """Paste a text where the cursor is, and return what stands in the line then."""
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)
    line = pilot.app.focused
    assert isinstance(line, TypedLine)
    return line.value


@pytest.mark.parametrize(
    ("key", "table"), [("semicolon", "note"), ("R", "message")], ids=["a note", "what came in"]
)
async def test_a_pasted_letter_is_stored_in_all_its_lines(cockpit: Cockpit, key: str, table: str) -> None:
    add_lead(cockpit, "Pat")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, key)
        row = await paste(pilot, LETTER)
        assert row == "Dear Maria, ⏎  ⏎ we take the offer. ⏎ Best, Otto"
        await press(pilot, "enter")
    assert [text for (text,) in cockpit.store.select(f"select text from {table}", ())] == [IN_LINES]


async def test_a_pasted_comment_is_stored_in_all_its_lines(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Pat")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "colon")
        await paste(pilot, LETTER)
        await press(pilot, "enter")
    assert [text for (text,) in cockpit.store.select("select text from comment", ())] == [IN_LINES]


async def test_the_note_of_an_entry_keeps_its_lines_and_is_shown_in_them_again(cockpit: Cockpit) -> None:
    cockpit.log("call", note="first\nsecond")
    async with running(cockpit.app()) as pilot:
        await press(pilot, "semicolon")
        assert pilot.app.screen.query_one(TypedLine).value == "first ⏎ second"
        await paste(pilot, "\nthird\nfourth")
        await press(pilot, "enter")
    assert cockpit.store.select("select note from activity", ())[0][0] == "first\nsecondthird\nfourth"


async def test_a_line_of_one_line_joins_what_is_pasted_with_blanks(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Pat")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "slash")
        assert await paste(pilot, "Pat\n\n  Smith\n") == "Pat Smith"


async def test_a_form_s_line_joins_what_is_pasted_with_blanks(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "A")
        assert await paste(pilot, "Pat\nSmith") == "Pat Smith"


async def test_what_a_line_has_no_room_for_is_said(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Pat")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "semicolon")
        assert len(await paste(pilot, "x" * (LONGEST + 12))) == LONGEST
        assert "12 characters were left out: the line takes 4,000." in screen_text(pilot.app)
        await press(pilot, "y")
        assert "1 character was left out" in screen_text(pilot.app)


async def test_what_is_pasted_takes_the_place_of_what_is_marked(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Pat")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "semicolon", "a", "b")
        pilot.app.screen.query_one(TypedLine).select_all()
        assert await paste(pilot, "new\nwords") == "new ⏎ words"
        assert await paste(pilot, "") == "new ⏎ words"
