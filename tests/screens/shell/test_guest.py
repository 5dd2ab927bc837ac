"""Somebody who came in over SSH: nothing blinks, files of the host are out of reach, an end comes when it has to."""

from __future__ import annotations

import signal
import time

import pytest
from textual.widgets import Input

from cockpit.guest import Invitation
from tests.screens.cockpits import Cockpit, press, running, until
from tests.screens.inboxes import add_lead, open_inbox


async def test_the_cursor_of_a_line_stands_still_for_a_guest(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Idle")
    app = cockpit.app()
    app.invitation = Invitation(cockpit.person.id, "", 600)
    async with running(app) as pilot:
        await open_inbox(pilot)
        await press(pilot, ";")
        line = pilot.app.screen.query_one(Input)
        assert line.has_focus
        assert not line.cursor_blink


@pytest.mark.parametrize(("seconds", "words"), [(0.0, "No key for 0 minutes"), (600.0, "was removed")])
async def test_a_session_ends_when_left_alone_or_when_its_key_is_gone(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch, seconds: float, words: str
) -> None:
    app = cockpit.app()
    app.invitation = Invitation(cockpit.person.id, "SHA256:gone", seconds)
    ended: list[int] = []
    monkeypatch.setattr(signal, "raise_signal", ended.append)
    async with running(app) as pilot:
        await until(pilot, lambda: bool(ended))
        assert words in app.farewell
    assert ended == [signal.SIGTERM]


async def test_a_key_of_the_keyboard_keeps_a_session_alive(cockpit: Cockpit) -> None:
    app = cockpit.app()
    app.invitation = Invitation(cockpit.person.id, "", 600)
    async with running(app) as pilot:
        app.active_at = left = time.monotonic() - 599
        await press(pilot, "j")
        assert app.active_at > left + 500
        assert app.farewell == ""
