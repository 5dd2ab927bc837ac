"""Screens keep their styles while another is in front, and take those of another look when they come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from tests.screens.cockpits import new_cockpit, press, running


async def test_a_screen_that_was_behind_takes_the_look_that_was_chosen_meanwhile(tmp_path: Path) -> None:
    async with running(new_cockpit(str(tmp_path / "cockpit.db")).app(theme="dark")) as pilot:
        await press(pilot, "f4")
        dark = pilot.app.screen.styles.background
        await press(pilot, "f2")
        await press(pilot, "g", "l")
        assert pilot.app.theme == "light"
        await press(pilot, "f4")
        assert pilot.app.screen.styles.background != dark
        assert pilot.app.screen.query_one("#deals").has_focus


async def test_going_to_a_screen_styles_nothing_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    styled: list[object] = []
    async with running(new_cockpit(str(tmp_path / "cockpit.db")).app()) as pilot:
        await press(pilot, "f4", "f2")
        monkeypatch.setattr(Stylesheet, "reparse", lambda _: styled.append("sheets"))
        monkeypatch.setattr(App, "update_styles", lambda _, node, **__: styled.append(node))
        await press(pilot, "f4", "f2")
        assert not [one for one in styled if one == "sheets" or isinstance(one, Screen)]
