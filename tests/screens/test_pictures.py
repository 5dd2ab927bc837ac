"""Screens in colour: a tone that is lost, or a look in which something cannot be told apart, is seen in a diff."""

from __future__ import annotations

import re

import pytest
from textual.widgets import Input

from cockpit.themes import NAMES
from data.kernel.tones import TONES
from tests.screen_picture import screen_picture
from tests.screen_text import screen_text
from tests.screens.as_stored import assert_as_stored
from tests.screens.cockpits import Cockpit, press, running, until
from tests.screens.inboxes import asks, open_inbox, ten_leads
from widgets.notice_line import NoticeLine
from widgets.paged_list import PagedList
from widgets.status_strip import StatusStrip


@pytest.mark.parametrize("look", NAMES)
async def test_screens_look_as_they_were_last_looked_at(cockpit: Cockpit, look: str) -> None:
    leads = ten_leads(cockpit)
    asks(cockpit, leads[2], minutes_ago=200)
    for days_ago in (3, 2, 1, 0):
        cockpit.log("call", 30, days_ago=days_ago, note="left voicemail")
        cockpit.log("meeting", 2, days_ago=days_ago)
    async with running(cockpit.app(theme=look)) as pilot:

        def shown(name: str) -> None:
            assert_as_stored(f"{name}-80x24-{look}.svg", screen_picture(pilot.app))

        await press(pilot, "e")
        await until(pilot, lambda: "\u2524" in screen_text(pilot.app))
        await pilot.pause(0.3)
        shown("points")
        await press(pilot, "question_mark")
        shown("help")
        await press(pilot, "escape")
        await open_inbox(pilot)
        await press(pilot, "space", "N")
        pilot.app.screen.query_one(Input).cursor_blink = False
        await pilot.pause()
        shown("prompt")
        await press(pilot, "escape", "c")
        shown("inbox")
        await press(pilot, "escape", "enter", "Q", "z")
        shown("lead")


@pytest.mark.parametrize("widget", [NoticeLine, PagedList, StatusStrip])
def test_every_tone_has_a_style_in_every_look(widget: type[NoticeLine | PagedList | StatusStrip]) -> None:
    parts = {name.rpartition("--")[2] for name in widget.COMPONENT_CLASSES}
    assert set(TONES) <= parts
    compact = widget.DEFAULT_CSS.replace(" ", "")
    for tone in TONES:
        assert compact.count(f"--{tone}{{") >= 2, f"{tone}: a colour, and one of sixteen"


@pytest.mark.parametrize("widget", [NoticeLine, PagedList, StatusStrip])
def test_only_where_one_stands_is_bold(widget: type[NoticeLine | PagedList | StatusStrip]) -> None:
    """A list is calm: of its rows only the one under the cursor is bold, however much is wrong in the others."""
    rules = re.findall(r"--(\w+) \{([^}]*)\}", widget.DEFAULT_CSS)
    bold = {part for part, style in rules if "bold" in style}
    assert bold == ({"header", "cursor"} if widget is PagedList else {"strong"})
