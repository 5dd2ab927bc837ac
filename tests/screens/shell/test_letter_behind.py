"""A letter that was meant for a key that is refused logs nothing; the one after it, and one that comes later, do."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest
from textual import events

from cockpit.screen_list import PAGES, SCREENS
from screens.shell.letter_behind import HABIT
from screens.shell.main_screen import MainScreen
from tests.screens.cockpits import Cockpit, press, running, said, settle
from tests.screens.deals.funnels import open_funnel
from tests.screens.inboxes import add_person, open_inbox, ten_leads, top

PLACES = [*((entry.module, entry.name) for entry in SCREENS), *((module, name) for _, module, name in PAGES)]


async def test_the_letter_behind_a_refused_key_is_held_and_the_next_one_logs(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "Q")
        why = said(pilot)
        assert why and top(pilot) == "InboxScreen"
        await press(pilot, "m")
        assert said(pilot) == f"m was not logged: {why}" and cockpit.total() == 0
        await press(pilot, "c")
        assert "1 call logged" in said(pilot) and cockpit.total() == 1


async def test_whoever_has_read_why_logs_as_ever(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "Q")
        cockpit.now += HABIT
        await press(pilot, "c")
        assert "not logged" in said(pilot) and cockpit.total() == 0
        await press(pilot, "Q")
        cockpit.now += HABIT + 1
        await press(pilot, "c")
        assert cockpit.total() == 1


@pytest.mark.parametrize("between", ["down", "3", "escape", "Z", "tab"])
async def test_only_the_very_next_key_is_held(cockpit: Cockpit, between: str) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "Q", between, "c")
        assert cockpit.total() == (3 if between == "3" else 1)


async def test_letters_typed_before_the_refusal_is_shown_log_nothing_either(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        for key in "Qmc":
            pilot.app.post_message(events.Key(key, key))
        await settle(pilot)
        assert said(pilot).startswith("m was not logged: ") and cockpit.total() == 0
        await press(pilot, "c")
        assert cockpit.total() == 1, "what comes after that is a key again"


async def test_a_reason_that_the_screen_finds_only_while_it_reads_holds_the_letter_too(
    cockpit: Cockpit,
) -> None:
    rep = Cockpit(cockpit.store, add_person(cockpit, "Otto Other"), cockpit.now)
    async with running(rep.app()) as pilot:
        await press(pilot, "g", "k", "V")
        assert "for managers" in said(pilot)
        await press(pilot, "t")
        assert said(pilot).startswith("t was not logged: ") and cockpit.total() == 0


async def test_keys_that_are_not_answered_by_a_letter_hold_nothing(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "P")
        assert said(pilot)
        await press(pilot, "c")
        assert cockpit.total() == 1


async def test_a_question_that_came_and_was_answered_holds_nothing(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        # The answer is refused, not the key: what is typed now is a letter like any other.
        await press(pilot, "Q", "p")
        assert "No quote waits" in said(pilot)
        await press(pilot, "c")
        assert cockpit.total() == 1


@pytest.mark.parametrize(("module", "name"), PLACES)
def test_every_key_that_a_letter_answers_says_so(module: str, name: str) -> None:
    page: type[MainScreen] = getattr(import_module(module), name)
    for entry in page.KEYS:
        action = getattr(page, f"action_{entry.action}", None)
        source = "" if action is None else inspect.getsource(action)
        if "ask_letter(" in source or "WhichKey(" in source:
            assert entry.takes_letter, f"{entry.id}: set takes_letter in its KeyEntry"
