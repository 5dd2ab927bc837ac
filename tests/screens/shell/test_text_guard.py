"""Text that is typed or pasted into the wrong window logs nothing unseen; who works fast by keys is never asked."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from screens.shell.prose import PAUSE, looks_like_prose, text_ahead
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, running, said, settle, until
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


class Typist:
    """Types at an app; the pauses are told to it, not waited for."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self._pilot = pilot
        self._at = 0.0

    async def types(self, letters: str, pause: float = 0.001) -> None:
        """Type letters, each so many seconds after the one before."""
        for letter in letters:
            self._press(_character_to_key(letter), letter, pause)
            if pause > PAUSE / 10:
                await settle(self._pilot)
        await settle(self._pilot)

    async def presses(self, key: str, character: str | None = None, pause: float = 5) -> None:
        """Press one key, as somebody does who has read what is on the screen."""
        self._press(key, character, pause)
        await settle(self._pilot)

    def _press(self, key: str, character: str | None, pause: float) -> None:
        event = events.Key(key, character)
        self._at += pause
        event.time = self._at
        self._pilot.app.post_message(event)


async def test_a_burst_of_prose_is_held_shown_and_dropped(cockpit: Cockpit) -> None:
    cockpit.log("demo")
    async with running(cockpit.app()) as pilot:
        typist = Typist(pilot)
        await typist.types("meet me at the station at noon, best\nregards")
        assert top(pilot) == "HeldText"
        await until(pilot, lambda: "made a step" in screen_text(pilot.app))
        text = screen_text(pilot.app)
        assert "meet me at the station at noon, best regards" in text
        assert "made a step: enter takes it back" in text, "the first letter came before the others"
        assert cockpit.total() == 35
        await typist.presses("enter", pause=0.1)
        assert top(pilot) == "HeldText", "a line end of the text is no answer"
        await typist.presses("enter")
        assert top(pilot) == "PointsScreen" and "1 step taken back" in said(pilot)
        assert cockpit.total() == 25
        await typist.types("ccc")
        assert cockpit.total() == 28


async def test_prose_typed_by_hand_is_held_after_a_few_letters_and_may_be_keys_after_all(
    cockpit: Cockpit,
) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        typist = Typist(pilot)
        await typist.types("hi anna", 0.2)
        assert top(pilot) == "HeldText"
        await until(pilot, lambda: "made 2 steps: enter takes them back" in screen_text(pilot.app))
        await typist.types(" dear", 0.2)
        await typist.presses("escape")
        assert top(pilot) == "InboxScreen" and cockpit.total() == 35, "esc leaves what was done"
        await typist.types("exyzabo", 0.2)
        assert top(pilot) == "HeldText"
        await typist.presses("K", "K")
        assert top(pilot) == "InboxScreen" and cockpit.total() == 35 + 1 + 10


async def test_keys_typed_ahead_are_never_held(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    async with running(cockpit.app()) as pilot:
        typist = Typist(pilot)
        await typist.types("gi;met at the fair, wants a quote")
        await typist.presses("enter")
        assert top(pilot) == "InboxScreen"
        await typist.types("12c2e3dAhello there anna")
        assert top(pilot) == "LeadForm"
    assert cockpit.store.select("select text from note") == [("met at the fair, wants a quote",)]
    assert cockpit.total() == 12 + 2 + 15


async def test_a_pasted_text_does_nothing_and_says_so(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        pilot.app.post_message(events.Paste("12c see you"))
        await settle(pilot)
        assert "A text was pasted" in said(pilot)
    assert cockpit.total() == 0
