"""The screen over SSH, on a real terminal: what it shows, what it leaves, and what it keeps from a guest."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from tests.ssh.conftest import Host
from tests.sshd import wait_for_end_of

PATIENCE = 60.0


class Client:
    """Somebody at a terminal who types ``ssh -tt`` to a host."""

    def __init__(
        self, host: Host, name: str, *, columns: int = 80, lines: int = 24, term: str = "xterm-256color"
    ) -> None:
        self.seen = b""
        words = host.sshd.ssh(host.keys[name], before=("-tt",))
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
                os.execvpe(words[0], words, {**os.environ, "TERM": term})
            finally:
                os._exit(127)

    def wait_for(self, words: bytes, *, since: int | None = None) -> None:
        """Read until some words were shown."""
        begun, patience = len(self.seen) if since is None else since, time.monotonic() + PATIENCE
        while words not in self.seen[begun:]:
            left = patience - time.monotonic()
            assert left > 0 and self._read(left), self.seen[-3_000:]

    def _read(self, patience: float) -> bool:
        if not select.select([self.terminal], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self.terminal, 65_536)
        except OSError:  # Linux says EIO where nobody has the other end any more
            return False
        self.seen += piece
        return bool(piece)

    def type(self, keys: str) -> None:
        """Type at the terminal."""
        os.write(self.terminal, keys.encode())

    def until(self, is_so: Callable[[], bool]) -> None:
        """Read until something is so on the host."""
        patience = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < patience, self.seen[-3_000:]
            self._read(0.05)

    def until_end(self) -> int:
        """Read until the client ends; returns its exit code."""
        while self._read(PATIENCE):
            pass
        status = os.waitpid(self.process, 0)[1]
        self.process = 0
        return os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        """End the client, however it stands."""
        if self.process:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        with suppress(OSError):
            os.close(self.terminal)


@pytest.fixture
def clients() -> Iterator[list[Client]]:
    """Clients that are ended with the test."""
    made: list[Client] = []
    yield made
    for client in made:
        client.close()


def serving(host: Host, name: str) -> list[str]:
    """Words in the command line of somebody's session on the host."""
    return ["serve", host.path, name]


def test_a_guest_logs_and_has_no_way_to_files_of_the_host(host: Host, clients: list[Client]) -> None:
    before = host.calls("bob")
    client = Client(host, "bob")
    clients.append(client)
    client.wait_for(b"pts")
    client.type("c")
    client.wait_for(b"call logged")
    assert host.calls("bob") == before + 1
    client.type("I")
    client.wait_for(b"over SSH opens no files")
    client.type("\x11")
    assert client.until_end() == 0
    assert wait_for_end_of(serving(host, "bob")) == []
    assert b"root:" not in client.seen


def test_a_terminal_that_follows_no_sequences_gets_the_week_as_text(
    host: Host, clients: list[Client]
) -> None:
    client = Client(host, "bob", term="dumb")
    clients.append(client)
    assert client.until_end() == 0
    assert b"Bob Lund, week" in client.seen
    assert b"\x1b" not in client.seen


def test_on_twenty_cells_by_five_a_key_still_logs(host: Host, clients: list[Client]) -> None:
    before = host.calls("bob")
    client = Client(host, "bob", columns=20, lines=5)
    clients.append(client)
    client.wait_for(b"/ 500")
    client.type("c")
    client.until(lambda: host.calls("bob") == before + 1)
    client.type("\x11")
    assert client.until_end() == 0


@pytest.mark.parametrize("end", ["killed", "line cut", "~."])
def test_a_client_that_is_gone_leaves_nothing_running_and_loses_nothing(
    host: Host, clients: list[Client], end: str
) -> None:
    before = host.calls("maria")
    client = Client(host, "maria")
    clients.append(client)
    client.wait_for(b"pts")
    client.type("c")
    client.wait_for(b"call logged")
    client.type("ccccc")
    if end == "killed":
        os.kill(client.process, signal.SIGKILL)
    elif end == "line cut":
        os.close(client.terminal)
    else:
        client.type("\r~.")
    assert wait_for_end_of(serving(host, "maria")) == []
    assert host.calls("maria") > before
    assert host.store.select("pragma quick_check") == [("ok",)]
    lost = "select count(*) from activity where touched not in (select id from journal)"
    assert host.store.select(lost) == [(0,)]


def test_a_session_whose_key_is_removed_ends_and_says_why(other: Host, clients: list[Client]) -> None:
    client = Client(other, "li")
    clients.append(client)
    client.wait_for(b"pts")
    client.type("c")
    client.wait_for(b"call logged")
    other.remove_key("li")
    assert client.until_end() != 0
    assert b"or was removed. The session has ended." in client.seen
    assert wait_for_end_of(serving(other, "li")) == []
    assert other.calls("li") == 1
