"""Nodes of rqlite on this machine, for tests: real processes on loopback, with their own folders and ports.

The binary is ``rqlited`` on the path, or what ``COCKPIT_RQLITED`` names; without it such tests skip themselves.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PATIENCE = 30.0
QUICK_TO_ELECT = tuple(f"-raft-{what}timeout=250ms" for what in ("", "election-", "leader-lease-"))
"""As docs/cluster.md has nodes started: another leader is elected as soon as one is missed."""


def found_program() -> str:
    """Where rqlited is; empty where it is not on this machine."""
    return os.environ.get("COCKPIT_RQLITED") or shutil.which("rqlited") or ""


def program() -> str:
    """Where rqlited is; skips the test where it is not."""
    found = found_program()
    if not found:
        pytest.skip("rqlited is not on this machine (COCKPIT_RQLITED can name it)")
    return found


class Node:
    """One node, and how it is started, killed, paused and started again with what it has on disk."""

    def __init__(self, folder: Path, number: int, *, join: str = "", options: tuple[str, ...] = ()) -> None:
        self.http, self.raft = f"127.0.0.1:{_own_port()}", f"127.0.0.1:{_own_port()}"
        self._folder = folder / f"n{number}"
        self._command = [
            *(program(), "-node-id", f"n{number}", "-http-addr", self.http, "-raft-addr", self.raft),
            *(("-join", join) if join else ()),
            *options,
            str(self._folder),
        ]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the node; it answers from then on, though it may still look for a leader."""
        with open(f"{self._folder}.log", "ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)

    def send(self, number: signal.Signals) -> None:
        """Give the process a signal: SIGSTOP pauses it, SIGCONT has it go on."""
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> None:
        """End the node as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def is_ready(self, ca: Path | None = None) -> bool:
        """Whether it answers, by TLS where ``ca`` signed its certificate, and knows a leader."""
        host, _, port = self.http.partition(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=2)
        if ca is not None:
            context = ssl.create_default_context(cafile=str(ca))
            connection = http.client.HTTPSConnection(host, int(port), timeout=2, context=context)
        try:
            connection.request("GET", "/readyz")
            response = connection.getresponse()
            response.read()
            return response.status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def is_leader(self) -> bool:
        """Whether the others follow it."""
        host, _, port = self.http.partition(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=2)
        try:
            connection.request("GET", "/status")
            raft = json.loads(connection.getresponse().read())["store"]["raft"]
        except (OSError, http.client.HTTPException, ValueError, KeyError):
            return False
        finally:
            connection.close()
        return bool(raft["state"] == "Leader")


@contextmanager
def nodes(folder: Path, count: int = 1, *, options: tuple[str, ...] = ()) -> Iterator[list[Node]]:
    """So many nodes of one cluster, ready; they are killed at the end."""
    started: list[Node] = []
    try:
        for number in range(1, count + 1):
            node = Node(folder, number, join=started[0].raft if started else "", options=options)
            node.start()
            started.append(node)
            wait_until_ready(node)
        yield started
    finally:
        for node in started:
            node.kill()


def address(members: list[Node]) -> str:
    """The store's address."""
    return "rqlite://" + ",".join(node.http for node in members)


def wait_until_ready(node: Node, ca: Path | None = None) -> None:
    """Wait for a node to answer and to know a leader. Raises AssertionError where it takes too long."""
    deadline = time.monotonic() + _PATIENCE
    while not node.is_ready(ca):
        assert time.monotonic() < deadline, f"{node.http} found no leader in {_PATIENCE:.0f} s"
        time.sleep(0.1)


def _own_port() -> int:
    """A port that nobody listens on, and that no other test takes before this process ends.

    Without the lock it could be given to another node while this one has yet to start, or is killed for a while.
    """
    folder = Path(tempfile.gettempdir()) / f"cockpit-tests-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    while True:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        lock = os.open(folder / str(port), os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
        else:
            return port
