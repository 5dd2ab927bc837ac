"""A cockpit to try screens on: a real store, a clock that stands still, a running app."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.worker import Worker, WorkerCancelled

from cockpit.app import CockpitApp
from data.begin import begin_store
from data.calendar.days import day_of, monday_of
from data.kernel.commands import Command, Result
from data.kernel.store import Store
from data.opening import open_store
from data.people.person import Person, by_id
from data.points.board import board_of
from data.points.log import LogActivity
from screens.points.points_screen import PointsScreen
from screens.shell.desk import Desk
from screens.shell.typed_ahead import ASKING, TypedAhead
from tests.screen_text import screen_text
from widgets.notice_line import NoticeLine

THURSDAY = datetime(2026, 11, 19, 14, 5, tzinfo=UTC)
PATIENCE = 3_000
"""How often a test looks before it gives up waiting."""


def at(moment: datetime) -> int:
    """A moment in Unix milliseconds."""
    return round(moment.timestamp() * 1000)


@dataclass
class Cockpit:
    """A store with one person."""

    store: Store
    person: Person
    now: int

    def apply(self, command: Callable[..., Command], *, when: int | None = None, **payload: Any) -> Result:
        """Apply a command of the person's."""
        moment = self.now if when is None else when
        return self.store.apply(command(self.store.ids.new(moment), self.person.id, moment, **payload))

    def log(self, kind: str, count: int = 1, *, days_ago: int = 0, note: str = "") -> Result:
        """Log at this time of day, some days ago."""
        when = self.now - round(timedelta(days=days_ago).total_seconds() * 1000)
        return self.apply(LogActivity, when=when, kind=kind, count=count, done_at=when, note=note)

    def total(self) -> int:
        """The week's points by the rows of the log, not by the tally."""
        monday = monday_of(date(2026, 11, 19)).isoformat()
        rows = self.store.select("select ifnull(sum(points), 0) from activity where day >= ?", (monday,))
        return int(rows[0][0])

    def app(self, actor: Person | None = None, **options: Any) -> CockpitApp:
        """The app on this store."""
        today = day_of(self.now, self.person.zone)
        board = board_of(self.store, self.person, monday_of(today), today, self.now)
        desk = Desk(self.store, actor or self.person, self.person, lambda: self.now, self.store.revision())
        return CockpitApp(desk, board, **{"theme": "dark", **options})


def elsewhere(cockpit: Cockpit, command: Any, *, by: Person | None = None, **payload: Any) -> None:
    """What the person does in another terminal, or somebody else in theirs, before whatever is done next here."""
    other, actor = open_store(cockpit.store.path), by or cockpit.person
    other.apply(command(other.ids.new(cockpit.now), actor.id, cockpit.now, **payload))
    other.close()
    cockpit.now += 1


def new_cockpit(path: str, *, name: str = "Maria Silva", start: str = "2026-09-07") -> Cockpit:
    """Begin a store at a path, with one person in week 11."""
    now = at(THURSDAY)
    person = begin_store(path, now, name=name, start=start, time_zone="Europe/Lisbon")
    store = open_store(path)
    return Cockpit(store, by_id(store, person), now)


@asynccontextmanager
async def running(app: CockpitApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The app in a terminal of that size, settled; its desk is closed at the end."""
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(pilot)
            try:
                yield pilot
            finally:
                app.workers.cancel_all()  # as quitting does before the screens go
    finally:
        app.desk.close()


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is on its way to the disk or back, and all of it is painted."""
    for _ in range(PATIENCE):
        await pilot.pause()
        if isinstance(pilot.app, TypedAhead) and pilot.app.is_following:
            await pilot.pause(0.005)
            continue
        busy = [worker for worker in pilot.app.workers if not _is_at_rest(pilot.app, worker)]
        if not busy:
            break
        for worker in busy:
            # One that waits for an answer may go on to another question: it is looked at again, not waited for.
            if worker.name == ASKING:
                await pilot.pause(0.005)
                continue
            with suppress(WorkerCancelled):
                await worker.wait()
    await until(pilot, lambda: "·····" not in screen_text(pilot.app))


def _is_at_rest(app: App[Any], worker: Worker[Any]) -> bool:
    """Whether a worker is done, listens for news, or waits for the dialog that lies on its screen."""
    if worker.is_finished or worker.name == "listen":
        return True
    return worker.name == ASKING and worker.node is not app.screen


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait until something holds; fail with the screen where it never does."""
    for _ in range(PATIENCE):
        if holds():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError(screen_text(pilot.app))


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until all is settled."""
    await pilot.press(*keys)
    await settle(pilot)


async def hold_down(pilot: Pilot[None], letter: str, times: int) -> None:
    """Press a letter many times, faster than the app can answer."""
    for _ in range(times):
        pilot.app.post_message(events.Key(letter, letter))
    await settle(pilot)


def points(pilot: Pilot[None]) -> PointsScreen:
    """The points screen, below any dialog."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, PointsScreen)
    return screen


def said(pilot: Pilot[None]) -> str:
    """What the line of messages says on the screen below any dialog."""
    app = pilot.app
    assert isinstance(app, CockpitApp)
    return app.front.query_one(NoticeLine).text


def notice(pilot: Pilot[None]) -> str:
    """What the line of messages says."""
    return points(pilot).query_one(NoticeLine).text
