"""The inbox looked at: narrowed, in other views and orders, previewed, empty, hostile, at any size."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from tests.screen_text import screen_text
from tests.screens.as_stored import assert_as_stored
from tests.screens.cockpits import Cockpit, press, running, said, settle, until
from tests.screens.inboxes import (
    add_lead,
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
