"""The bell and notifications: each thing once, to who looks elsewhere, and only as the settings say."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.alerts import Alerts, Ways, ways_of
from cockpit.settings import load
from data.kernel import journal
from data.leads.triage import ReceiveMessage
from screens.shell.desk import Desk
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, new_cockpit, running, said, until
from tests.screens.inboxes import MINUTE, add_lead, asks

KITTY = {"TERM": "xterm-kitty"}


@pytest.mark.parametrize(
    ("said", "environment", "ways"),
    [
        ("", KITTY, Ways(False, "9")),
        ("", {"TERM": "xterm-256color"}, Ways(False, "")),
        ("alerts = both", {"TERM": "foot"}, Ways(True, "777")),
        ("alerts = both\nquiet = yes", KITTY, Ways(True, "9", True)),
        ("alerts = off", KITTY, Ways(False, "")),
        ("alerts = bell", KITTY, Ways(True, "")),
        ("notify = osc777", {"TERM": "tmux-256color", "TMUX": "x"}, Ways(False, "777")),
    ],
)
def test_the_ways_are_those_of_the_settings_and_of_the_terminal(
    private_home: Path, said: str, environment: dict[str, str], ways: Ways
) -> None:
    file = private_home / ".config" / "cockpit" / "settings"
    file.parent.mkdir(parents=True)
    file.write_text(said + "\n", encoding="utf-8")
    assert ways_of(load({"HOME": str(private_home)}), environment) == ways


async def test_each_clock_and_message_is_told_once(tmp_path: Path) -> None:
    cockpit = new_cockpit(str(tmp_path / "cockpit.db"))
    asks(cockpit, add_lead(cockpit, "Ana Waits"), minutes_ago=50)
    second = add_lead(cockpit, "Ben Waits")
    asks(cockpit, second, minutes_ago=30)
    sent: list[str] = []
    now, is_watched = cockpit.now, False
    desk = Desk(cockpit.store, cockpit.person, cockpit.person, lambda: now, cockpit.store.revision())
    alerts = Alerts(desk, Ways(True, "9"), KITTY, sent.append, lambda: is_watched)
    try:
        assert await alerts.look() == "", "Ana's was on the screen when it was opened"
        now += 20 * MINUTE
        assert await alerts.look() == "Ben Waits: 10 min left to answer"
        assert sent == ["\x1b]9;Cockpit: Ben Waits: 10 min left to answer\x07", "\x07"]
        assert await alerts.look() == "" and len(sent) == 2
        made = cockpit.apply(ReceiveMessage, when=now, lead_id=second, received_at=now)
        is_watched = True
        entry = journal.find(cockpit.store, made.id)
        assert entry is not None
        assert await alerts.look([entry]) == "Ben Waits: a message came in"
        assert sent[2:] == ["\x07"], "who has the terminal in front sees it"
        alerts.ways = Ways(True, "9", True)
        assert await alerts.look([entry]) and len(sent) == 3
    finally:
        desk.close()


async def test_what_one_has_done_gives_way_to_a_message_after_a_while_but_trouble_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cockpit.hears_news.LETS_STAND", 0.3)
    cockpit = new_cockpit(str(tmp_path / "cockpit.db"))
    leads = [add_lead(cockpit, name) for name in ("Ana Idle", "Ben Idle")]
    app = cockpit.app()
    async with running(app) as pilot:
        app.front.say("call, +1", tone="good")
        asks(Cockpit(cockpit.store, cockpit.person, cockpit.now), leads[0], minutes_ago=1)
        await until(pilot, lambda: "waiting 1" in screen_text(pilot.app))
        await until(pilot, lambda: said(pilot) == "Ana Idle: a message came in")
        app.front.say("That cannot be.", tone="bad")
        asks(Cockpit(cockpit.store, cockpit.person, cockpit.now), leads[1], minutes_ago=1)
        await until(pilot, lambda: "waiting 2" in screen_text(pilot.app))
        await pilot.pause(1)
        assert said(pilot) == "That cannot be."
        app.front.say("")
        await until(pilot, lambda: said(pilot) == "Ben Idle: a message came in")


async def test_a_message_that_another_process_brings_is_told_on_the_screen(tmp_path: Path) -> None:
    cockpit = new_cockpit(str(tmp_path / "cockpit.db"))
    lead = add_lead(cockpit, "Ana Idle")
    app = cockpit.app()
    async with running(app) as pilot:
        asks(Cockpit(cockpit.store, cockpit.person, cockpit.now), lead, minutes_ago=1)
        await until(pilot, lambda: said(pilot) == "Ana Idle: a message came in")
