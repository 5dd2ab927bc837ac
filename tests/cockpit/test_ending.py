"""However a session ends, the terminal is as before, what was logged is on disk, and what was half typed comes back."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from data.begin import begin_store
from data.leads.commands import AddLead
from data.opening import open_store
from data.points.log import LogActivity

REPOSITORY = Path(__file__).parents[2]
NOW = 1_795_097_100_000
PATIENCE = 60.0
"""Seconds after which nobody waits any more for what a session should show."""
SWITCHES = {
    "the usual screen": (b"\x1b[?1049h", b"\x1b[?1049l"),
    "the cursor": (b"\x1b[?25l", b"\x1b[?25h"),
    "no mouse reports": (b"\x1b[?1000h", b"\x1b[?1000l"),
    "no reports of movement": (b"\x1b[?1003h", b"\x1b[?1003l"),
    "no marks of pasting": (b"\x1b[?2004h", b"\x1b[?2004l"),
    "no word of focus": (b"\x1b[?1004h", b"\x1b[?1004l"),
}
"""What a terminal has after a session, and the codes that take it away and give it back."""


def _as_usual() -> None:
    """Take from a session what whoever runs the tests had ignored, as by nohup."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


class Session:
    """The app on a terminal of its own."""

    def __init__(self, path: str, *before: str) -> None:
        self.master, self.slave = pty.openpty()
        self.attributes = termios.tcgetattr(self.slave)
        self.seen = b""
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", "cockpit", "--db", path],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            cwd=REPOSITORY,
            env={**os.environ, "TERM": "xterm-256color"},
            start_new_session=True,
            preexec_fn=_as_usual,  # noqa: PLW1509  # no thread runs here
        )

    def wait_for(self, words: bytes) -> None:
        """Read until the terminal was sent some words."""
        begun, patience = len(self.seen), time.monotonic() + PATIENCE
        while words not in self.seen[begun:]:
            left = patience - time.monotonic()
            assert left > 0 and select.select([self.master], [], [], left)[0], self.seen[begun:]
            self.seen += os.read(self.master, 65_536)

    def type(self, keys: bytes) -> None:
        """Type at the terminal."""
        os.write(self.master, keys)

    def end(self, number: signal.Signals) -> int:
        """Send a signal; returns the exit code once the session has ended."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Read on until the session has ended by itself; returns its exit code."""
        while self.process.poll() is None or select.select([self.master], [], [], 0)[0]:
            if select.select([self.master], [], [], 0.02)[0]:
                self.seen += os.read(self.master, 65_536)
        return self.process.returncode

    def left_on(self) -> list[str]:
        """What the terminal was not given back."""
        missing = [what for what, (on, off) in SWITCHES.items() if self.seen.rfind(on) > self.seen.rfind(off)]
        same = termios.tcgetattr(self.slave) == self.attributes
        return missing + ([] if same else ["the usual treatment of keys"])

    def close(self) -> None:
        """End the process, and let go of the terminal."""
        self.process.kill()
        self.process.wait()
        for descriptor in (self.master, self.slave):
            with suppress(OSError):
                os.close(descriptor)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A store with one lead and one entry, so that nobody is welcomed, and a state folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = str(tmp_path / "store.db")
    me = begin_store(path, NOW, name="Maria Silva", start="2026-09-07")
    store = open_store(path)
    store.apply(AddLead(store.ids.new(NOW), me, NOW, columns={"name": "Ana Lee"}))
    store.apply(LogActivity(store.ids.new(NOW), me, NOW, "email", 1, NOW))
    store.close()
    yield path


def test_a_signal_gives_the_terminal_back_and_a_half_typed_note_is_offered_at_the_next_start(
    path: str,
) -> None:
    session = Session(path)
    session.wait_for(b"pts")
    session.type(b"c")
    session.wait_for(b"logged")
    session.type(b"gi")
    session.wait_for(b"Ana Lee")
    session.type(b";")
    session.wait_for(b"Note")
    session.type(b"prices by Friday")
    session.wait_for(b"Friday")
    assert session.end(signal.SIGTERM) == 128 + signal.SIGTERM
    assert session.left_on() == []
    session.close()
    assert open_store(path).select("select sum(count) from activity where kind = 'call'") == [(1,)]

    again = Session(path)
    again.wait_for(b"prices by Friday")
    assert again.end(signal.SIGHUP) == 128 + signal.SIGHUP
    assert again.left_on() == []
    again.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_while_the_session_starts_gives_the_terminal_back(path: str, number: signal.Signals) -> None:
    session = Session(path)
    session.wait_for(b"\x1b[?1049h")
    assert session.end(number) == 128 + number
    assert session.left_on() == []
    session.close()


def test_a_session_without_its_terminal_ends_and_keeps_what_was_logged(path: str) -> None:
    session = Session(path, "sh", "-c", 'trap \'\' HUP; exec "$0" "$@"')
    session.wait_for(b"pts")
    session.type(b"c")
    session.wait_for(b"call logged")
    os.close(session.slave)
    os.close(session.master)
    try:
        session.process.wait(timeout=60)
    finally:
        session.process.kill()
        session.process.wait()
    assert open_store(path).select("select sum(count) from activity where kind = 'call'") == [(1,)]


def test_a_session_over_ssh_that_is_left_alone_ends_and_keeps_a_half_typed_note(path: str) -> None:
    script = (
        "import os, sys; from cockpit.session import Session; from cockpit.settings import load; "
        "from cockpit.verbs.store.open_app import open_screen; "
        "sys.exit(open_screen(Session(load(os.environ), store=sys.argv[-1]), guest=('', 2.0)))"
    )
    session = Session(path, sys.executable, "-c", script)
    session.wait_for(b"pts")
    session.type(b"gi")
    session.wait_for(b"Ana Lee")
    session.type(b";")
    session.wait_for(b"Note")
    session.type(b"prices by Friday")
    session.wait_for(b"the session has ended")
    assert session.ended() == 128 + signal.SIGTERM
    assert session.left_on() == []
    session.close()

    again = Session(path)
    again.wait_for(b"prices by Friday")
    assert again.end(signal.SIGHUP) == 128 + signal.SIGHUP
    again.close()
