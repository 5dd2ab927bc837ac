"""The same tests on the other engine: whatever store a test opens is kept by a node of rqlite instead of its file.

``COCKPIT_TEST_ENGINE=rqlite`` has it so. A store is made as a file and loaded into a node when it is first opened; what
a test then looks up in the file itself is of files by nature: such tests are marked ``of_a_file``, or stand below with
the others of their kind.
"""

from __future__ import annotations

import http.client
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest

from data.kernel.cluster_engine import ClusterEngine
from data.kernel.errors import StoreError
from data.kernel.sqlite import sqlite3
from tests.rqlite_nodes import Node, nodes, program

IS_ASKED_FOR = os.environ.get("COCKPIT_TEST_ENGINE") == "rqlite"
OF_A_FILE = {
    "cockpit/test_app.py": "programs of their own open the file",
    "cockpit/test_backup_restore_doctor.py": "backups and the doctor of a file",
    "cockpit/test_cluster.py": "moves a file to nodes of its own",
    "cockpit/test_demo.py": "a demo is made as a file",
    "cockpit/test_ending.py": "programs of their own open the file",
    "cockpit/test_file_rights.py": "who may read a file",
    "data/backup": "backups beside a file; those of nodes are tried in tests/cockpit/test_cluster.py",
    "data/demo": "a demo is made as a file",
    "data/doctor": "what is amiss in a file; a doctor of nodes looks over a copy, which is one",
    "data/kernel/test_engine.py": "the lock, the log and the disk of a file",
    "data/kernel/test_same_on_every_node.py": "listens at the engine of a file to what nodes would be sent",
    "data/schema/test_former_program.py": "files that another program wrote",
    "data/schema/test_further_step.py": "a file that steps up; nodes do so in test_cluster_store.py",
    "data/schema/test_views.py": "a file that steps up",
}
"""Tests that nodes are not tried with, by their folder or file, and why not."""
MOST_STORES = 3
"""Stores that one test may have open; of more, as examples are tried, those opened first are let go."""


class Gone:
    """What the engine of a store that was let go asks instead of its node."""

    def ask(self, *_: object, **__: object) -> NoReturn:
        """Nothing is there any more."""
        raise StoreError(f"This test works on more than {MOST_STORES} stores at a time.")

    def close(self) -> None:
        """There is nothing to close."""


class NodesForTests:
    """Nodes that are used again from test to test, each by itself; started when a test asks for one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[Node] = []
        self._held: dict[str, Node] = {}
        self._gone: set[str] = set()
        self._engines: list[tuple[str, ClusterEngine]] = []
        self._starting: list[Iterator[list[Node]]] = []

    def engine(self, path: str, *, read_only: bool = False) -> ClusterEngine:
        """An engine on the node that keeps the store of this path."""
        place = os.path.realpath(path)
        if place not in self._held:
            if place in self._gone:
                raise StoreError(f"This test opens a store again, after {MOST_STORES} others.")
            if len(self._held) == MOST_STORES:
                self._let_go_of_the_first()
            node = self._free()
            _load(node, place)
            self._held[place] = node
        engine = ClusterEngine(f"rqlite://{self._held[place].http}")
        engine.path = path
        self._engines.append((place, engine))
        return engine

    def _let_go_of_the_first(self) -> None:
        first = next(iter(self._held))
        del self._held[first]
        self._gone.add(first)
        for place, engine in self._engines:
            if place == first:
                engine.close()
                engine.nodes = Gone()  # type: ignore[assignment]

    def let_go(self) -> None:
        """Forget the stores of a test that is over."""
        for _, engine in self._engines:
            engine.close()
        self._engines.clear()
        self._held.clear()
        self._gone.clear()

    def _free(self) -> Node:
        free = [node for node in self._running if node not in self._held.values()]
        if free:
            return free[0]
        context = nodes(self._folder / str(len(self._running)))
        (self._folder / str(len(self._running))).mkdir()
        (node,) = context.__enter__()
        self._starting.append(context)  # type: ignore[arg-type]
        self._running.append(node)
        return node

    def close(self) -> None:
        """End the nodes."""
        for node in self._running:
            node.kill()


def _load(node: Node, path: str) -> None:
    """Give a node the rows of a file; its journal mode is one that rqlite takes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "store.db")
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("pragma journal_mode = delete")
        with open(copy, "rb") as file:
            body = file.read()
    host, _, port = node.http.partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=30)
    try:
        connection.request("POST", "/db/load", body, {"Content-Type": "application/octet-stream"})
        response = connection.getresponse()
        said = response.read()
        assert response.status == http.client.OK, said
    finally:
        connection.close()


def why_not(request: pytest.FixtureRequest) -> str:
    """Why a test is about a store that is a file; empty where it is not."""
    place = request.path.relative_to(Path(__file__).parent).as_posix()
    for of_a_file, why in OF_A_FILE.items():
        if place == of_a_file or place.startswith(f"{of_a_file}/"):
            return why
    return "looks into a file" if request.node.get_closest_marker("of_a_file") else ""


@pytest.fixture(scope="session")
def nodes_for_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodesForTests]:
    """The nodes of this process."""
    made = NodesForTests(tmp_path_factory.mktemp("rqlite"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def engine_of_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have every store of the test kept by a node."""
    if not IS_ASKED_FOR:
        yield
        return
    if why := why_not(request):
        pytest.skip(why)
    program()  # where it is missing, the test is skipped
    kept: NodesForTests = request.getfixturevalue("nodes_for_tests")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.opening.FileEngine", kept.engine)
        yield
    kept.let_go()
