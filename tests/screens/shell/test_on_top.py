"""What opens on top of the points screen: the leader's hint, help, palette, numbers and records."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from cockpit.screen_list import SCREENS
from data.leads.commands import Assign
from data.points.correct import EditActivity
from screens.shell.facts_page import FactsPage
from screens.shell.help import HelpPage
from screens.shell.palette import Palette
from tests.screen_text import screen_lines, screen_text
from tests.screens.cockpits import Cockpit, new_cockpit, notice, points, press, running, settle, until
from tests.screens.inboxes import add_lead, add_person
from widgets.paged_list import PagedList


def top_name(pilot: Pilot[None]) -> str:
    """What kind of screen is on top."""
    return type(pilot.app.screen).__name__


# The leader


async def test_g_shows_the_letters_and_esc_closes_them(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "g")
        assert top_name(pilot) == "WhichKey"
        text = screen_text(pilot.app)
        assert "p  Points" in text and "first row" in text and "next theme" in text
        await press(pilot, "escape")
        assert top_name(pilot) == "PointsScreen"


async def test_a_letter_typed_at_once_after_g_is_never_logged(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        for letter in "gp":
            pilot.app.post_message(events.Key(letter, letter))
        await settle(pilot)
        assert pilot.app.screen is points(pilot)
    assert cockpit.total() == 0


async def test_keys_that_come_in_one_go_reach_what_they_were_typed_for(cockpit: Cockpit) -> None:
    for _ in range(5):
        cockpit.log("call")
    async with running(cockpit.app()) as pilot:
        log = points(pilot).query_one("#log", PagedList)
        await press(pilot, "G")
        await _at_once(pilot, "gg")
        assert (top_name(pilot), log.cursor_position) == ("PointsScreen", 0)
        await _at_once(pilot, ";")
        await _at_once(pilot, "a jug = Tuesday, U?")
        await press(pilot, "escape")
        await _at_once(pilot, "+mug")
        assert pilot.app.screen.query_one("#kind Input", Input).value == "mug"
    assert cockpit.total() == 5


async def _at_once(pilot: Pilot[None], letters: str) -> None:
    for letter in letters:
        pilot.app.post_message(events.Key(_character_to_key(letter), letter))
    await settle(pilot)
    await pilot.pause(0.1)


async def test_an_unknown_letter_leaves_the_hint_open_so_that_what_follows_logs_nothing(
    cockpit: Cockpit,
) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "g", *"xdd")
        assert top_name(pilot) == "WhichKey"
        assert "! 'd' is none of these: esc leaves." in screen_text(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.screen is points(pilot)
    assert cockpit.total() == 0


async def test_g_g_goes_to_the_first_row(cockpit: Cockpit) -> None:
    for _ in range(5):
        cockpit.log("call")
    async with running(cockpit.app()) as pilot:
        log = points(pilot).query_one("#log", PagedList)
        await press(pilot, "G")
        assert log.cursor_position == 4
        await press(pilot, "g", "g")
        assert log.cursor_position == 0


async def test_a_click_on_a_letter_is_that_letter(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "g")
        await pilot.click("#letter-1")
        await until(pilot, lambda: top_name(pilot) == "InboxScreen")


# Help


async def test_help_explains_the_screen_and_lists_every_key(cockpit: Cockpit) -> None:
    async with running(cockpit.app(), (80, 100)) as pilot:
        await press(pilot, "question_mark")
        text = screen_text(pilot.app)
        assert "Log what you do as you do it" in text
        page = pilot.app.screen
        assert isinstance(page, HelpPage)
        shown = {row.title for row in page.shown}
        assert {entry.help for entry in points(pilot).all_keys()} <= shown
        assert "Log call: 1 point." in shown and "Log discovery: 25 points." in shown


async def test_help_begins_with_the_screens_own_keys_and_finds_screens_and_the_way_out(
    cockpit: Cockpit,
) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f3", "question_mark")
        page = pilot.app.screen
        assert isinstance(page, HelpPage)
        first = next(row for row in page.shown if row.answer)
        assert first.answer == "key lead.log"
        assert {"F2", "F3", "g q"} <= {row.key for row in page.shown}
        for typed, answer in (
            ("inbox", "screen inbox"),
            ("points", "screen points"),
            ("quit", "key quit"),
            ("exit", "key quit"),
            ("q", "key quit"),
            ("Q", "key lead.qualify"),
            ("F2", "screen points"),
            ("undo", "key undo"),
        ):
            await press(pilot, "slash")
            pilot.app.screen.query_one(Input).value = typed
            await settle(pilot)
            assert page.shown[0].answer == answer, typed
        await press(pilot, "escape", "question_mark", "q")
        assert top_name(pilot) == "InboxScreen"
        await press(pilot, "question_mark", "slash", *"points", "enter")
        assert top_name(pilot) == "PointsScreen"
        await press(pilot, "q")
        assert notice(pilot).startswith("ctrl+q quits, and so does g q.")


async def test_help_is_whole_at_80_columns(cockpit: Cockpit) -> None:
    async with running(cockpit.app(), (80, 100)) as pilot:
        await press(pilot, "f1")
        assert "…" not in "\n".join(screen_lines(pilot.app)[30:])
        page = pilot.app.screen
        assert isinstance(page, HelpPage)
        assert max(len(row.title) for row in page.shown) <= 59


async def test_enter_on_a_key_of_the_help_runs_it(cockpit: Cockpit) -> None:
    cockpit.log("call")
    async with running(cockpit.app()) as pilot:
        await press(pilot, "question_mark", "slash", *"back your last", "enter")
        assert pilot.app.screen is points(pilot)
        assert "undone: 1 call" in notice(pilot)


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (200, 60)])
@pytest.mark.usefixtures("every_frame")
async def test_everything_opens_and_closes_at_any_size(cockpit: Cockpit, size: tuple[int, int]) -> None:
    cockpit.log("call", note="x" * 500)
    async with running(cockpit.app(), size) as pilot:
        for key in ("question_mark", "ctrl+p", "g", "plus", "E", "semicolon", "equals_sign", "enter"):
            await press(pilot, key)
            assert pilot.app.screen is not points(pilot), key
            assert screen_text(pilot.app).strip()
            await press(pilot, "escape")
            assert pilot.app.screen is points(pilot), key
    assert cockpit.total() == 1


# The palette


async def test_the_palette_finds_by_parts_of_names_and_runs(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "ctrl+p")
        palette = pilot.app.screen
        assert isinstance(palette, Palette)
        await press(pilot, *"log call")
        assert palette.shown[0].answer == "kind call"
        await press(pilot, "enter")
        assert notice(pilot) == "1 call logged, +1"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("u", "key undo"),
        ("call log", "kind call"),
        ("meetng", "kind meeting"),
        ("delte", "key entry.delete"),
        ("week before", "key week.previous"),
    ],
)
async def test_the_palette_takes_words_in_any_order_and_nearly_spelled(
    cockpit: Cockpit, typed: str, first: str
) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "ctrl+p")
        palette = pilot.app.screen
        assert isinstance(palette, Palette)
        pilot.app.screen.query_one(Input).value = typed
        await settle(pilot)
        assert palette.shown[0].answer == first


async def test_the_palette_says_why_something_cannot_be_done(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "ctrl+p", *"delete")
        assert "not now: There is no entry" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Palette)
        assert "! There is no entry to change here." in screen_text(pilot.app)


@pytest.mark.parametrize("typed", ["[red]", "[/]", "\\[", "%s", "a" * 500, "🎉 名前"])
async def test_what_is_typed_into_the_palette_is_data(cockpit: Cockpit, typed: str) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "ctrl+p")
        pilot.app.screen.post_message(events.Paste(typed))
        await press(pilot, *"[x]")
        assert "Nothing here has that name." in screen_text(pilot.app)


async def test_the_palette_finds_leads_as_one_types_and_enter_opens_the_page(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Jadwiga Möller", company="Quay Ltd", phones="+351 912 345 678")
    otto = add_person(cockpit, "Otto Other")
    strange = add_lead(cockpit, "Jadwiga Kamm")
    cockpit.apply(Assign, leads=(strange,), person_id=otto.id)
    rep = cockpit.person._replace(role="rep")
    async with running(cockpit.app(rep)) as pilot:
        for typed in ("jad", "moller", "jadwga", "912345678"):
            await press(pilot, "ctrl+p", *typed)
            palette = pilot.app.screen
            assert isinstance(palette, Palette)
            assert palette.shown[-1].answer == f"record inbox lead {lead}"
            assert not any("Kamm" in choice.title for choice in palette.shown)
            assert "Quay Ltd" in screen_text(pilot.app)
            await press(pilot, *["backspace"] * (len(typed) - 2))
            assert not any(choice.key == "lead" for choice in palette.shown), "two letters are too few"
            await press(pilot, "escape")
        await press(pilot, "ctrl+p")
        await pilot.press(*"jadwiga mol", "enter")  # before it is found
        await settle(pilot)
        assert top_name(pilot) == "LeadPage" and "Jadwiga Möller, Quay Ltd" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert top_name(pilot) == "InboxScreen"


async def test_what_can_be_done_stands_before_leads_in_the_palette(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Log Call")
    async with running(cockpit.app()) as pilot:
        await press(pilot, "ctrl+p", *"log call")
        palette = pilot.app.screen
        assert isinstance(palette, Palette)
        assert (palette.shown[0].answer, palette.shown[-1].title) == ("kind call", "Log Call")
        await press(pilot, "enter")
        assert notice(pilot) == "1 call logged, +1"


async def test_themes_are_chosen_by_name_and_remembered(cockpit: Cockpit) -> None:
    remembered: list[tuple[str, str]] = []
    async with running(cockpit.app(remember=lambda *said: remembered.append(said))) as pilot:
        await press(pilot, "ctrl+p", *"theme plain", "enter")
        assert pilot.app.theme == "ansi-dark"
        await press(pilot, "g", "l")
        assert pilot.app.theme == "dark"
        await press(pilot, "g", "z")
        assert "Quiet: no bell, no notification." in notice(pilot)
        await press(pilot, "g", "z")
    assert remembered == [("theme", "plain"), ("theme", "dark"), ("quiet", "yes"), ("quiet", "")]


async def test_ctrl_c_says_how_to_quit(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "ctrl+c")
        assert "ctrl+q quits" in notice(pilot)
        await press(pilot, "equals_sign", "ctrl+c")
        assert "ctrl+q quits" in screen_text(pilot.app)


async def test_a_double_click_opens_a_row(cockpit: Cockpit) -> None:
    cockpit.log("call", 3)
    async with running(cockpit.app()) as pilot:
        await _double_click(pilot, "#log")
        assert isinstance(pilot.app.screen, FactsPage)


async def test_a_click_beside_a_panel_closes_it_but_never_a_form(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "equals_sign")
        await pilot.click(offset=(0, 0))
        await settle(pilot)
        assert top_name(pilot) == "PointsScreen"
        await press(pilot, "plus")
        await pilot.click(offset=(0, 0))
        await settle(pilot)
        assert top_name(pilot) == "LogForm"


async def test_hostile_names_are_shown_as_they_are(tmp_path: Path) -> None:
    cockpit = new_cockpit(str(tmp_path / "hostile.db"), name="[b]Eve[/b] \x1b[31m\u202e")
    cockpit.store.engine.write([("update kind set name = '[red]call[/] [/]' where code = 'call'", ())])
    entry = cockpit.log("call", note="[/]").id
    cockpit.apply(EditActivity, entry=entry, note="\x1b]0;x\x07[@click=app.quit]y[/]")
    async with running(cockpit.app(), (120, 40)) as pilot:
        assert "[b]Eve[/b]" in screen_text(pilot.app)
        for keys in (
            ["enter"],
            ["tab", "enter"],
            ["E"],
            ["plus"],
            ["ctrl+p"],
            ["question_mark"],
            ["equals_sign"],
        ):
            await press(pilot, *keys)
            text = screen_text(pilot.app)
            assert "\x1b" not in text and "\u202e" not in text
            assert "[red]call[/] [/]" in text
            await press(pilot, "escape")


async def _double_click(pilot: Pilot[None], where: str) -> None:
    await pilot.click(where, offset=(8, 0), times=2)
    await settle(pilot)


async def test_help_tells_the_whole_of_what_every_screen_is_for(cockpit: Cockpit) -> None:
    async with running(cockpit.app(), (80, 24)) as pilot:
        for explained in (getattr(import_module(one.module), one.name).EXPLAINED for one in SCREENS):
            await pilot.app.push_screen(HelpPage("Help", explained, points(pilot).help_rows([])))
            await settle(pilot)
            shown = " ".join(screen_text(pilot.app).replace("│", " ").split())
            assert " ".join(explained.split()) in shown
            await press(pilot, "escape")
