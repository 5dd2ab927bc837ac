"""The app: news from other processes, errors in the background, looks, and the terminal it leaves behind."""

from __future__ import annotations

import os
import re
import sys
from io import StringIO
from pathlib import Path
from typing import NoReturn

import pexpect
import pytest
from textual.color import Color
from textual.pilot import Pilot

from cockpit import themes
from cockpit.app import CockpitApp
from cockpit.screen_list import SCREENS, ScreenEntry
from cockpit.session import Session
from cockpit.settings import load
from cockpit.splash import first_lines
from cockpit.verbs.store.open_app import open_screen
from data.calendar.days import day_of, monday_of
from data.kernel.errors import Refused, StoreError
from data.opening import open_store
from data.people.commands import AddPerson
from data.points.board import board_of
from data.points.log import LogActivity
from screens.shell.desk import Desk
from tests.screen_text import painted_lines, screen_lines
from tests.screens.cockpits import Cockpit, new_cockpit, notice, points, press, running, until
from tests.screens.inboxes import add_lead
from widgets.width import width_of

TERMINAL = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "COCKPIT_NOW": "2026-11-19T14:05+00:00"}


@pytest.fixture
def cockpit(tmp_path: Path) -> Cockpit:
    """A new store with Maria, nothing logged."""
    return new_cockpit(str(tmp_path / "cockpit.db"))


async def test_what_waits_is_counted_once_the_first_screen_stands(cockpit: Cockpit) -> None:
    add_lead(cockpit, "Ana Costa")
    now, person = cockpit.now, cockpit.person
    today = day_of(now, person.zone)
    board = board_of(cockpit.store, person, monday_of(today), today, now, counts=False)
    assert not board.score.counted
    desk = Desk(cockpit.store, person, person, lambda: now, cockpit.store.revision())
    async with running(cockpit.app()) as pilot:
        counted = screen_lines(pilot.app)[:3]
    async with running(CockpitApp(desk, board, theme="dark")) as pilot:
        await until(pilot, lambda: screen_lines(pilot.app)[:3] == counted)
    assert counted[2].strip()


async def test_what_another_process_logs_comes_into_sight(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        other = open_store(cockpit.store.path)
        now = cockpit.now
        other.apply(
            LogActivity(other.ids.new(now), cockpit.person.id, now, kind="call", count=7, done_at=now)
        )
        other.close()
        await until(pilot, lambda: "7 / 500" in screen_lines(pilot.app)[1])
        await press(pilot, "equals_sign")
        cockpit.log("call", 3)
        await press(pilot, "escape")
        await until(pilot, lambda: "10 / 500" in screen_lines(pilot.app)[1])


async def test_an_error_of_a_read_in_the_background_is_said(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        app = _app(pilot)

        async def news() -> NoReturn:
            raise StoreError("Cannot read the disk.")

        app.desk.news = news  # type: ignore[method-assign]
        await until(pilot, lambda: notice(pilot) == "Cannot read the disk.")
        await press(pilot, "c")
    assert cockpit.total() == 1


async def test_a_read_that_fails_behind_a_key_is_said_and_the_app_lives_on(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> NoReturn:
        raise StoreError("The disk is gone.")

    cockpit.log("call")
    async with running(cockpit.app()) as pilot:
        monkeypatch.setattr("screens.points.opener.numbers_of", broken)
        monkeypatch.setattr("screens.points.opener.facts_of", broken)
        monkeypatch.setattr("screens.points.drill_down.entries_by_id", broken)
        monkeypatch.setattr("screens.points.opener.numbers_of", broken)
        for key in ("equals_sign", "enter"):
            await press(pilot, key)
            assert notice(pilot) == "The disk is gone."
            await press(pilot, "escape")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "! The disk is gone." in "\n".join(screen_lines(pilot.app)))


def test_a_failure_after_the_first_numbers_gives_the_terminal_back(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **_how: object) -> NoReturn:
        raise StoreError("The disk is gone.")

    monkeypatch.setattr("cockpit.splash.paint", lambda *_: None)
    monkeypatch.setattr("data.points.board.board_of", broken)
    session = Session(load({"HOME": os.environ["HOME"]}), store=cockpit.store.path)
    with pytest.raises(StoreError):
        open_screen(session)
    assert capsys.readouterr().out == "\x1b[?1049l\x1b[?25h"


@pytest.mark.parametrize("name", ["Maria Silva", "\u5546\u8ac7\u4e2d" * 20, "x" * 80])
async def test_the_first_numbers_stand_where_the_strip_puts_them(tmp_path: Path, name: str) -> None:
    cockpit = new_cockpit(str(tmp_path / "named.db"), name=name)
    app = cockpit.app()
    async with running(app) as pilot:
        strip = screen_lines(app)[:2]
        week = points(pilot).board.week
    painted = first_lines(week, "Points", 0, 80)
    bare = [re.sub(r"\x1b\[\d+m", "", line) for line in painted]
    assert max(map(width_of, bare)) <= 80
    assert bare[1].rstrip() == strip[1]
    if name.isascii() and len(name) < 40:
        assert bare[0].rstrip() == strip[0]


async def test_a_theme_that_cannot_be_remembered_is_used_all_the_same(cockpit: Cockpit) -> None:
    def remember(name: str, word: str) -> None:
        raise Refused("Cannot write the settings.")

    async with running(cockpit.app(remember=remember)) as pilot:
        await press(pilot, "g", "l")
        assert pilot.app.theme == "light"
        assert notice(pilot) == "Cannot write the settings."


@pytest.mark.parametrize("theme", ["dark", "light", "plain", "", "no such theme"])
async def test_every_look_shows_the_screen(cockpit: Cockpit, theme: str) -> None:
    async with running(cockpit.app(theme=theme, notice="Hello")) as pilot:
        assert pilot.app.theme == themes.NAMES.get(theme, "dark")
        assert "0 / 500" in screen_lines(pilot.app)[1]
        assert notice(pilot) == "Hello"


@pytest.mark.parametrize(
    ("environment", "look"),
    [
        ({"TERM": "xterm-256color"}, "dark"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "dark"),
        ({"TERM": "linux"}, "plain"),
        ({"TERM": "vt100"}, "plain"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "plain"),
        ({"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "standard"}, "plain"),
        ({"TERM": "dumb", "TEXTUAL_COLOR_SYSTEM": "truecolor"}, "dark"),
    ],
)
def test_terminals_of_few_colours_get_the_plain_look(environment: dict[str, str], look: str) -> None:
    assert themes.fitting(environment) == look
    # A look that was chosen on another terminal is none of the few colours' either.
    assert themes.fitting(environment, "light") == ("plain" if look == "plain" else "light")


def _app(pilot: Pilot[None]) -> CockpitApp:
    assert isinstance(pilot.app, CockpitApp)
    return pilot.app


async def test_without_colours_nothing_is_coloured_and_nothing_is_hidden(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(cockpit.app(theme="plain")) as pilot:
        for keys in ([], ["equals_sign"], ["escape", "plus"]):
            await press(pilot, *keys)
            filters = pilot.app.get_line_filters()
            for strip in painted_lines(pilot.app):
                segments = list(strip)
                for each in filters:
                    segments = each.apply(segments, Color(0, 0, 0))
                colours = {(s.style.color, s.style.bgcolor) for s in segments if s.style}
                assert all(c is None or c.is_default for pair in colours for c in pair)


async def test_a_second_screen_is_one_line_in_the_table(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ScreenEntry(
        mode="other",
        letter="o",
        key="f8",
        title="Other",
        help="is it there?",
        module="screens.points.points_screen",
        name="PointsScreen",
    )
    for module in ("app", "palette_choices"):
        monkeypatch.setattr(f"cockpit.{module}.SCREENS", (*SCREENS, other))
    async with running(cockpit.app()) as pilot:
        app = _app(pilot)
        await press(pilot, "g", "o")
        assert app.current_mode == "other"
        await press(pilot, "c")
        assert "1 / 500" in screen_lines(app)[1]
        await press(pilot, "f2")
        assert app.current_mode == "points"
        await until(pilot, lambda: "1 / 500" in screen_lines(app)[1])
        await press(pilot, "ctrl+p", *"go to other", "enter")
        assert app.current_mode == "other"


# In a terminal


def spawn(path: str, **environment: str) -> pexpect.spawn:
    """The program in a terminal of 80x24."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "cockpit", "--db", path],
        env={**os.environ, **TERMINAL, **environment},
        cwd=Path(__file__).parents[2],
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=30,
    )


def test_it_opens_logs_and_leaves_the_terminal_as_it_was(cockpit: Cockpit) -> None:
    child = spawn(cockpit.store.path)
    child.expect("ctrl\\+p|note")
    child.send("c")
    child.expect("logged")
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "\x1b[?1049l" in child.before and "\x1b[?25h" in child.before
    assert cockpit.total() == 1


def test_the_first_start_makes_a_store_and_teaches_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    child = spawn(str(path))
    child.expect("Welcome to Cockpit")
    child.expect("esc leave")
    child.send("Ana\r")
    child.expect("Five keys to begin with")
    child.expect("press one of them")
    child.send("\r")
    child.expect("Press c when")
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0 and path.exists()


def test_a_manager_who_logs_nothing_is_not_taught_to_log_at_each_start(cockpit: Cockpit) -> None:
    row = {"name": "Bob Lund", "role": "rep", "start_date": "2026-09-07", "time_zone": "UTC"}
    cockpit.apply(
        AddPerson, columns={**row, "working_hours": "Mon-Fri 09:00-17:00", "manager_id": cockpit.person.id}
    )
    child = spawn(cockpit.store.path, COCKPIT_AS="maria")
    child.logfile_read = painted = StringIO()
    child.expect("Bob Lund")
    child.send("?")
    child.expect("run it")
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0 and "Five keys" not in painted.getvalue()


def test_who_leaves_the_first_start_leaves_nothing_behind(tmp_path: Path) -> None:
    child = spawn(str(tmp_path / "new.db"))
    child.expect("esc leave")
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0 and not (tmp_path / "new.db").exists()


def test_a_file_that_is_no_store_is_said_plainly_without_a_screen(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a store")
    child = spawn(str(path))
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert "is not a Cockpit store" in child.before and "\x1b[?1049h" not in child.before
