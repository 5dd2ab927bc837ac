"""Text that is typed or pasted into the wrong window logs nothing unseen; who works fast by keys is never asked."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from screens.shell.prose import looks_like_prose, text_ahead
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, settle
from tests.screens.inboxes import add_lead, open_inbox, ten_leads, top

LETTERS = set("cedsmvihbptwjkug")


def does_something(letter: str, before: str) -> bool:
    """As on the inbox: the letters of the kinds, and of outcomes right after a call."""
    return letter in LETTERS or (before == "c" and letter in "nl")


@pytest.mark.parametrize(
    "typed",
    [
        "hi anna, can we meet tomorrow?",
        "hello",
        "bom dia, tudo bem?",
        "guten tag herr müller",
        "this week the ",
        "sudo apt update",
        "password123",
    ],
)
def test_texts_are_told_from_keys(typed: str) -> None:
    assert looks_like_prose(typed, does_something)


@pytest.mark.parametrize(
    "typed",
    [
        *("ccc", "12c", "12c3e1d", "cedsmvihbptw", "cccceeeddsm", "cncncldcn", "c c  c e e", "jjjkkcjc"),
        *("xxxxxxxx", "", "1234567890", "привет анна"),
    ],
)
def test_keys_are_no_text(typed: str) -> None:
    assert not looks_like_prose(typed, does_something)


def test_what_opens_something_ends_the_text_ahead() -> None:
    assert text_ahead("hi na;vip", lambda character, _: character == ";") == "hi na"
    assert text_ahead(["h", "i", None, "a"], lambda *_: False) == "hi"
    assert text_ahead("good gi", lambda character, following: character + following == "gi") == "good "


async def at_once(pilot: Pilot[Any], letters: str) -> None:
    """Type letters without waiting for anything in between."""
    for letter in letters:
        pilot.app.post_message(events.Key(_character_to_key(letter), letter))
    await settle(pilot)


async def after_a_pause(pilot: Pilot[Any], key: str, character: str | None = None) -> None:
    """Press a key as somebody does who has read what is on the screen."""
    event = events.Key(key, character)
    event.time += 5
    pilot.app.post_message(event)
    await settle(pilot)


async def test_a_burst_of_prose_is_held_shown_and_dropped(cockpit: Cockpit) -> None:
    cockpit.log("demo")
    async with running(cockpit.app()) as pilot:
        await at_once(pilot, "meet me at the station at noon, best\nregards")
        assert top(pilot) == "HeldText"
        text = screen_text(pilot.app)
        assert "meet me at the station at noon, best regards" in text
        assert "made a step: enter takes it back" in text, "the first letter came before the others"
        assert cockpit.total() == 35
        await press(pilot, "enter")
        assert top(pilot) == "HeldText", "a line end of the text is no answer"
        await after_a_pause(pilot, "enter")
        assert top(pilot) == "PointsScreen" and "1 step taken back" in said(pilot)
        assert cockpit.total() == 25
        await at_once(pilot, "ccc")
        assert cockpit.total() == 28


async def test_prose_typed_by_hand_is_held_after_a_few_letters_and_may_be_keys_after_all(
    cockpit: Cockpit,
) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, *"hi anna")
        assert top(pilot) == "HeldText" and "made 2 steps: enter takes them back" in screen_text(pilot.app)
        await press(pilot, *" dear")
        await after_a_pause(pilot, "escape")
        assert top(pilot) == "InboxScreen" and cockpit.total() == 35, "esc leaves what was done"
        await at_once(pilot, "e")
        await press(pilot, *"xyzab")
        assert top(pilot) == "HeldText"
        await after_a_pause(pilot, "K", "K")
        assert top(pilot) == "InboxScreen" and cockpit.total() == 35 + 1 + 10


async def test_keys_typed_ahead_are_never_held(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        await at_once(pilot, "gi;met at the fair, wants a quote")
        await press(pilot, "enter")
        assert top(pilot) == "InboxScreen"
        await at_once(pilot, "12c2e3dAhello there anna")
        assert top(pilot) == "LeadForm"
    assert cockpit.store.select("select text from note") == [("met at the fair, wants a quote",)]
    assert cockpit.total() == 12 + 2 + 15


async def test_a_pasted_text_does_nothing_and_says_so(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        pilot.app.post_message(events.Paste("12c see you"))
        await settle(pilot)
        assert "A text was pasted" in said(pilot)
    assert cockpit.total() == 0
