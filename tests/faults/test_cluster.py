"""What hosts that fail do to acknowledged work: nothing is lost, nothing is there twice, and it goes on soon."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

import pytest

from data.begin import begin_store
from data.kernel.cluster_nodes import PATIENCE
from data.kernel.errors import CockpitError
from data.opening import open_store
from tests.faults.stores import NOW, log
from tests.rqlite_nodes import QUICK_TO_ELECT, Node, address, nodes, wait_until_ready

KILLS, PAUSES, SESSIONS = (10, 3, 20) if os.environ.get("COCKPIT_CLUSTER_FAULTS") else (2, 1, 6)
"""The whole of it takes two minutes: ``make test-cluster``."""
PAUSE = 5.0
LOGS = 1_000 if os.environ.get("COCKPIT_CLUSTER_FAULTS") else 200


class Logging(Thread):
    """A session that logs calls one after another, and keeps what was acknowledged."""

    def __init__(self, place: str, person: int, number: int, until: Event) -> None:
        super().__init__(daemon=True)
        self.acknowledged: list[int] = []
        self.longest = 0.0
        self.error: CockpitError | None = None
        self._place, self._person, self._number, self._until = place, person, number, until

    def run(self) -> None:
        store = open_store(self._place)
        try:
            while not self._until.is_set():
                begun = time.monotonic()
                # A moment that no other log has: ids made in one millisecond may meet by chance.
                at = NOW + self._number + SESSIONS * len(self.acknowledged)
                self.acknowledged.append(log(store, self._person, at=at))
                self.longest = max(self.longest, time.monotonic() - begun)
        except CockpitError as error:
            self.error = error
        finally:
            store.close()


def leader(members: Sequence[Node]) -> Node:
    """The node that the others follow."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for node in members:
            if node.is_leader():
                return node
        time.sleep(0.05)
    pytest.fail("no node became the leader")


def test_leaders_that_die_or_pause_take_no_acknowledged_log_with_them(tmp_path: Path) -> None:
    with nodes(tmp_path, 3, options=QUICK_TO_ELECT) as members:
        place = address(members)
        person = begin_store(place, NOW, name="Maria Silva", start="2026-09-07", time_zone="UTC")
        until = Event()
        sessions = [Logging(place, person, number, until) for number in range(SESSIONS)]
        for session in sessions:
            session.start()
        for _ in range(KILLS):
            lost = leader(members)
            lost.kill()
            leader([node for node in members if node is not lost])
            time.sleep(1)
            lost.start()
            wait_until_ready(lost)
        for _ in range(PAUSES):
            paused = leader(members)
            paused.send(signal.SIGSTOP)
            time.sleep(PAUSE)
            paused.send(signal.SIGCONT)
            wait_until_ready(paused)
        until.set()
        for session in sessions:
            session.join(30)
        assert [session.error for session in sessions] == [None] * SESSIONS
        acknowledged = [one for session in sessions for one in session.acknowledged]
        store = open_store(place)
        kept = [row[0] for row in store.select("select id from activity")]
        assert len(set(kept)) == len(kept)
        assert set(acknowledged) == set(kept), (len(acknowledged), len(kept))
        assert store.select("select sum(count) from tally") == [(len(kept),)]
        store.close()
        longest = max(session.longest for session in sessions)
        assert longest < PATIENCE, "no session may have given up"
        sys.stderr.write(f"{len(kept)} logged by {SESSIONS} sessions, the longest wait {longest:.2f} s\n")


def test_nobody_sees_older_numbers_than_before_while_all_nodes_start_again(tmp_path: Path) -> None:
    """A leader that has just started answers before it has read its whole log."""
    with nodes(tmp_path, 3, options=QUICK_TO_ELECT) as members:
        place = address(members)
        person = begin_store(place, NOW, name="Maria Silva", start="2026-09-07", time_zone="UTC")
        store = open_store(place)
        for number in range(LOGS):
            log(store, person, at=NOW + number)
        for node in members:
            node.kill()
        for node in members:
            node.start()
        count = "select count(*) from activity"
        assert store.select(count) == [(LOGS,)]
        another = open_store(place)
        assert another.select(count) == [(LOGS,)], "nor does whoever comes anew"
        for one in (store, another):
            one.close()
