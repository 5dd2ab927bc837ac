"""What many sessions beside each other cost: they tick apart, and read nothing for what concerns somebody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from data.kernel.journal import Entry
from data.points.log import LogActivity
from tests.screens.cockpits import elsewhere, new_cockpit, running, until
from tests.screens.inboxes import add_person

SESSIONS = 50
"""What SPREAD is reckoned for."""


async def test_the_sessions_of_a_machine_tick_at_moments_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cockpit = new_cockpit(str(tmp_path / "cockpit.db"))
    app, waits = cockpit.app(), list[float]()
    async with running(app):
        monkeypatch.setattr(app, "set_timer", lambda wait, then: waits.append(wait))
        for process in range(4_000, 4_000 + SESSIONS):
            monkeypatch.setattr("os.getpid", lambda process=process: process)
            app.tick_with_the_minute()
    until_the_minute = 60 - cockpit.now / 1000 % 60
    assert min(waits) >= until_the_minute, "what has changed with the minute is not shown before it begins"
    in_one_second = Counter(int(wait) for wait in waits)
    assert len(waits) == SESSIONS and max(in_one_second.values()) <= SESSIONS / 5


async def test_what_others_log_has_no_alerts_looked_for_where_it_concerns_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cockpit = new_cockpit(str(tmp_path / "cockpit.db"))
    otto, looks = add_person(cockpit, "Otto Other"), list[int]()
    app = cockpit.app()
    async with running(app) as pilot:

        async def look(entries: Sequence[Entry]) -> None:
            looks.extend(entry.actor for entry in entries)

        monkeypatch.setattr(app, "look_for_alerts", look)
        elsewhere(cockpit, LogActivity, by=otto, kind="call", count=1, done_at=cockpit.now)
        await until(pilot, lambda: app.desk.seq == cockpit.store.revision())
        elsewhere(cockpit, LogActivity, kind="call", count=1, done_at=cockpit.now)
        await until(pilot, lambda: bool(looks))
    assert looks == [cockpit.person.id], "of what a colleague logs nothing is to be told here"
