"""A session whose terminal has gone ends by itself, with everything logged on disk."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from data.begin import begin_store
from data.opening import open_store

REPOSITORY = Path(__file__).parents[2]
NOW = 1_795_097_100_000


def test_a_session_without_its_terminal_ends_and_keeps_what_was_logged(tmp_path: Path) -> None:
    path = str(tmp_path / "store.db")
    begin_store(path, NOW, name="Maria Silva", start="2026-09-07")
    master, slave = pty.openpty()
    session = subprocess.Popen(
        ["sh", "-c", 'trap \'\' HUP; exec "$0" -m cockpit --db "$1"', sys.executable, path],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=REPOSITORY,
        env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(slave)
    seen = b""
    while b"pts" not in seen:
        seen += os.read(master, 65_536)
    os.write(master, b"c")
    while b"call logged" not in seen:
        seen += os.read(master, 65_536)
    os.close(master)
    try:
        session.wait(timeout=60)
    finally:
        session.kill()
        session.wait()
    assert open_store(path).select("select sum(count) from activity") == [(1,)]
