"""Programs in a terminal of their own, timed from outside: what they have painted, and when."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence

COLUMNS, LINES = 80, 24
PATIENCE = 15.0
"""Seconds after which something that was not painted counts as never painted."""

_ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP.*?\x1b\\|\x1b[ -/]*[0-~]", re.DOTALL
)


class NotPaintedError(Exception):
    """The program ended, or its time was up, before it painted what was waited for."""


class Program:
    """A program that runs in a new terminal from now on. Use it in a ``with`` block: leaving it kills."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            try:
                os.execvpe(arguments[0], list(arguments), dict(environment))
            finally:
                os._exit(127)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._written = b""
        self._pressed = self.started

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._terminal)

    @property
    def text(self) -> str:
        """What has been painted since the start or the last ``press``, without escape sequences."""
        return _ESCAPES.sub(b"", self._written).decode("utf-8", "replace")

    def until(self, pattern: str, since: float | None = None) -> float:
        """Milliseconds from ``since`` (the start) until the pattern is painted.

        Raises NotPaintedError where that does not happen.
        """
        begin = self.started if since is None else since
        wanted = re.compile(pattern, re.DOTALL)
        while not wanted.search(self.text):
            if not self._read(begin + PATIENCE - time.perf_counter()):
                raise NotPaintedError(f"{pattern!r} in {self.text[-2000:]!r}")
        return (time.perf_counter() - begin) * 1000

    def until_end(self) -> float:
        """Milliseconds from the start until the program has closed its terminal."""
        while self._read(self.started + PATIENCE - time.perf_counter()):
            pass
        return (time.perf_counter() - self.started) * 1000

    def press(self, key: str) -> float:
        """Send a key, forget what was painted, and return the moment."""
        self._written = b""
        self._pressed = time.perf_counter()
        os.write(self._terminal, key.encode())
        return self._pressed

    def rest(self, seconds: float) -> None:
        """Let the program run on and read what it paints."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0 and self._read(left, keeps_waiting=True):
            pass

    def until_quiet(self, quiet: float = 0.25, painted: float = 0.0) -> float:
        """Milliseconds from the last ``press`` to the last thing painted before so many quiet seconds.

        ``painted``: milliseconds after which something was painted already. Raises NotPaintedError where nothing
        is painted at all.
        """
        last = self._pressed + painted / 1000 if painted else 0.0
        while self._read(quiet if last else PATIENCE):
            last = time.perf_counter()
        if not last:
            raise NotPaintedError("nothing was painted")
        return (last - self._pressed) * 1000

    def settle(self, quiet: float = 0.25) -> None:
        """Wait until nothing has been painted for so many seconds."""
        while self._read(quiet):
            pass

    def _read(self, patience: float, *, keeps_waiting: bool = False) -> bool:
        """Read a piece; False where none came in time or the terminal is closed."""
        if patience <= 0:
            return False
        ready, _, _ = select.select([self._terminal], [], [], patience)
        if not ready:
            return keeps_waiting
        try:
            piece = os.read(self._terminal, 65_536)
        except OSError:  # Linux says EIO where the other side is closed
            return False
        self._written += piece
        return bool(piece)
