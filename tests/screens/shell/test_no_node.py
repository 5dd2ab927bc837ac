"""The screen of a laptop on the train: it says what it cannot know, keeps what is logged, and goes on by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from cockpit.no_node import NoNodeApp
from data.kernel.errors import Refused, StoreError, Unreachable
from data.outbox.known import known_now
from data.outbox.outbox import Outbox
from screens.shell import no_node
from screens.shell.line import Line
from screens.shell.no_node import NoNode
from tests.screen_text import screen_lines, screen_text
from tests.screens.cockpits import Cockpit, until
from widgets.keys import Keymap
from widgets.notice_line import NoticeLine


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(str(tmp_path / "outbox"), 1, 2)


def nobody() -> None:
    raise Unreachable("Nobody.", why="the nodes have no leader", may_be_written=False)


def app(cockpit: Cockpit, outbox: Outbox, reach: Callable[[], None] = nobody) -> NoNodeApp:
    line = Line()
    line.cut(Unreachable("Nobody.", why="no node answers", may_be_written=False), cockpit.now)
    known = known_now(cockpit.store, cockpit.person)
    return NoNodeApp(NoNode(known, outbox, line, lambda: cockpit.now, reach, Keymap()), "dark", Keymap())


async def test_who_one_is_since_when_nobody_answers_and_what_waits(
    cockpit: Cockpit, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(no_node, "LOOK_EVERY", 0.2)
    opened = app(cockpit, outbox)
    async with opened.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Nothing waits. Press c when you have made a" in screen_text(opened))
        await until(
            pilot,
            lambda: (
                "Outbox   the nodes have no leader since 14:05; logging is kept" in screen_lines(opened)[0]
            ),
        )
        assert "Maria Silva" in screen_lines(opened)[1]
        await pilot.press("1", "2", "c", "m")
        await until(pilot, lambda: len(outbox.entries()) == 2)
        await until(pilot, lambda: "2 entries wait to be sent" in screen_lines(opened)[0])
        assert opened.screen.query_one(NoticeLine).text == "1 meeting booked kept, waiting to be sent"
        first, second = outbox.entries()
        assert (first.words, second.words) == ("12 calls", "1 meeting booked")
        assert f"2026-11-19 14:05  {first.reference}  12 calls" in screen_text(opened)
        await pilot.press("u")
        await until(pilot, lambda: len(outbox.entries()) == 1)
        await pilot.press("9", "9", "9", "9", "c", "x", "Z", "ctrl+c")
        await until(pilot, lambda: "ctrl+q quits" in opened.screen.query_one(NoticeLine).text)
        await pilot.press("ctrl+q")
    assert opened.return_value is None
    assert [entry.words for entry in outbox.entries()] == ["12 calls"]
    assert cockpit.total() == 0


@pytest.mark.parametrize("found", [None, StoreError("Another version."), Refused("Who are you?")])
async def test_it_goes_on_by_itself_once_a_node_answers_whatever_that_says(
    cockpit: Cockpit, outbox: Outbox, monkeypatch: pytest.MonkeyPatch, found: Exception | None
) -> None:
    monkeypatch.setattr(no_node, "LOOK_EVERY", 0.01)
    answers = Event()

    def reach() -> None:
        if not answers.is_set():
            nobody()
        if found is not None:
            raise found

    opened = app(cockpit, outbox, reach)
    async with opened.run_test(size=(80, 24)):
        answers.set()
        async with asyncio.timeout(60):
            while opened.return_value is None:
                await asyncio.sleep(0.01)
    assert opened.return_value is True


@pytest.mark.parametrize("size", [(20, 5), (60, 9), (200, 60)])
async def test_it_fits_terminals_of_any_size(cockpit: Cockpit, outbox: Outbox, size: tuple[int, int]) -> None:
    opened = app(cockpit, outbox)
    async with opened.run_test(size=size) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: "1 call" in screen_text(opened))


async def test_a_full_disk_is_said_and_nothing_is_called_kept(
    cockpit: Cockpit, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("Nothing can be kept: no room.", code="outbox.closed")

    monkeypatch.setattr(outbox, "keep", full)
    opened = app(cockpit, outbox)
    async with opened.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: "no room" in screen_text(opened))
        assert "waits" not in screen_lines(opened)[0]
