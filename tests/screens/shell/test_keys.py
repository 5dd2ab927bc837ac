"""The tables of keys: no key twice, none that terminals swallow, all explained, the bar whole."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from cockpit.keysheet import sheet
from cockpit.screen_list import SCREENS, ScreenEntry
from data import catalog
from screens.shell.keys import COUNT_HELP, LEADER_KEYS, SHELL_KEYS
from screens.shell.main_screen import MainScreen
from tests.screen_text import screen_lines
from tests.screens.cockpits import Cockpit, running
from widgets.keys import KEYS_OF_LISTS, RESERVED_LETTERS, UNSAFE_KEYS, KeyEntry, bar_text
from widgets.paged_list import PagedList
from widgets.width import width_of

SHEET = Path(__file__).parents[3] / "docs" / "keys.md"
WIDEST_HELP = 59
"""Cells that the help page has for a key's help at 80 columns."""


def keys_of(entry: ScreenEntry) -> tuple[KeyEntry, ...]:
    """All keys that hold on a screen."""
    screen: type[MainScreen] = getattr(import_module(entry.module), entry.name)
    return (*screen.KEYS, *SHELL_KEYS)


def test_the_sheet_of_keys_is_not_stale() -> None:
    assert SHEET.read_text(encoding="utf-8") == sheet(), "run: make keys-doc"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.mode)
def test_no_key_is_declared_twice_on_a_screen(screen: ScreenEntry) -> None:
    keys = [key for entry in keys_of(screen) for key in entry.keys]
    lists = {key for binding in PagedList.BINDINGS for key in binding.key.split(",")}  # type: ignore[union-attr]
    functions = [other.key for other in SCREENS if other.key]
    assert [key for key, times in Counter([*keys, *lists, *functions]).items() if times > 1] == []
    ids = Counter(entry.id for entry in keys_of(screen))
    assert max(ids.values()) == 1


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.mode)
def test_lowercase_letters_belong_to_the_kinds_and_no_key_gets_lost(screen: ScreenEntry) -> None:
    for entry in keys_of(screen):
        for key in entry.keys:
            assert not (len(key) == 1 and key.islower()) or key in RESERVED_LETTERS, entry.id
            assert key not in UNSAFE_KEYS, entry.id


def test_no_kind_takes_a_letter_that_is_kept() -> None:
    letters = [kind.key for kind in catalog.kinds().kind]
    assert len(set(letters)) == len(letters)
    assert not RESERVED_LETTERS & set(letters)


def test_the_leader_has_each_letter_once() -> None:
    letters = [entry.letter for entry in SCREENS] + [entry.shown for entry in LEADER_KEYS]
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.mode)
def test_every_key_is_explained_in_a_line_of_the_help(screen: ScreenEntry) -> None:
    helps = [(entry.id, entry.help) for entry in keys_of(screen)]
    helps += [*COUNT_HELP, *KEYS_OF_LISTS, *((entry.id, entry.help) for entry in LEADER_KEYS)]
    for name, words in helps:
        assert words.endswith((".", ":")) and 5 < len(words) <= WIDEST_HELP, name
    assert all(entry.label and entry.group and entry.shown for entry in keys_of(screen))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.mode)
@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_key_bar_is_whole_and_shows_the_way_back_away_and_out(screen: ScreenEntry, width: int) -> None:
    shown = bar_text(keys_of(screen), width)
    text = " " + "  ".join(f"{entry.shown} {entry.label}" for entry in shown)
    assert width_of(text) <= width
    assert [entry.id for entry in shown[-4:]] == ["undo", "go", "help", "quit"]
    assert len(shown) >= 8, "and the screen's own keys"


async def test_the_key_bar_on_the_screen_is_whole(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        entries = bar_text(keys_of(SCREENS[0]), 80)
        assert screen_lines(pilot.app)[-1].split("  ")[-1] == f"{entries[-1].shown} {entries[-1].label}"
