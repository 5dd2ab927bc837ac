"""A letter of a layout without Latin ones is no key: that is said, wherever it is typed."""

from __future__ import annotations

import pytest

from screens.shell.layouts import foreign_layout
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, notice, press, running
from widgets.typed_line import TypedLine


@pytest.mark.parametrize(
    ("letter", "layout"),
    [
        ("\u0441", "Cyrillic"),
        ("\u0419", "Cyrillic"),
        ("\u03c3", "Greek"),
        ("\u05e9", "Hebrew"),
        ("\u0634", "Arabic"),
        ("\u0e01", "Thai"),
        ("\u3142", "Korean"),
        ("\u3042", "Japanese"),
        ("\u4e2d", "Chinese"),
        ("\uff43", "full-width"),
    ],
)
def test_the_layout_is_named(letter: str, layout: str) -> None:
    assert foreign_layout(letter) == f"The keyboard is on a {layout} layout: {letter} is no key here."


@pytest.mark.parametrize(
    "letter", ["c", "\u00e9", "\u00df", "\u0142", "7", "\u0663", "+", "\u2026", "", None, "up"]
)
def test_latin_letters_and_what_is_no_letter_say_nothing(letter: str | None) -> None:
    assert foreign_layout(letter) == ""


async def test_screens_dialogs_and_hints_say_so_and_lines_take_the_letter(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "\u0441")
        assert "Cyrillic layout: \u0441 is no key here" in notice(pilot)
        await press(pilot, "c")
        assert notice(pilot) == "1 call logged, +1"
        await press(pilot, "g", "\u0448")
        assert "Cyrillic" in screen_text(pilot.app)
        await press(pilot, "escape", "equals_sign", "\u0441")
        assert "Cyrillic" in screen_text(pilot.app)
        await press(pilot, "escape", "plus", "\u0441")
        assert pilot.app.screen.query(TypedLine).first().value == "\u0441"
        assert "Cyrillic" not in screen_text(pilot.app)
    assert cockpit.total() == 1
