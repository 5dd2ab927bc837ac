"""Ends that nobody asked for at the keys: a signal, a closed window, a lost line.

Whatever the end, the terminal is given back as it was, what was logged is on disk, and what was half typed is kept.

The kernel's SIGHUP tells most sessions that their terminal has gone. It does not reach a process that the shell has
moved aside, and the screen library then waits for ever to write, or reads the end of its input without pause: so the
terminal is looked at too.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

from widgets.terminal import GIVEN_BACK

if TYPE_CHECKING:
    from textual.app import App

LOOK_EVERY = 5.0
"""Seconds between two looks at the terminal."""
PATIENCE = 8.0
"""Seconds that a session has to end by itself once a signal has come; then it is ended."""
EXIT_HUNG_UP = 128 + signal.SIGHUP
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


def run_to_its_end(app: App[Any], finish: Callable[[], None]) -> int:
    """Run an app until somebody leaves it, a signal comes, or its terminal has gone; then call ``finish``.

    Returns the exit code: 0, or that of what ended it.
    """
    stopped, usual = threading.Event(), _attributes()

    def end(number: int, _frame: FrameType | None) -> None:
        if not terminal_is_there():
            _end_at_once(finish, 128 + number)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise SystemExit(128 + number) from None
        threading.Thread(
            target=_insist, args=(finish, stopped, number, usual), name="end", daemon=True
        ).start()
        loop.call_soon_threadsafe(lambda: app.exit(return_code=128 + number))

    threading.Thread(target=_watch, args=(finish, stopped), name="hangup", daemon=True).start()
    with _handled(end):
        try:
            app.run()
        finally:
            stopped.set()
            finish()
    return app.return_code or 0


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Have signals handled; one that whoever started the process had ignored stays so."""
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    for number, former in before.items():
        if former != signal.SIG_IGN:
            signal.signal(number, handler)
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)


def _insist(finish: Callable[[], None], stopped: threading.Event, number: int, usual: list[Any]) -> None:
    """End the process from outside the app where the app does not end by itself."""
    if stopped.wait(PATIENCE):
        return
    with suppress(OSError, termios.error):
        if usual:
            termios.tcsetattr(0, termios.TCSANOW, usual)
        os.write(1, GIVEN_BACK.encode())
    _end_at_once(finish, 128 + number)


def _attributes() -> list[Any]:
    """How the terminal treats what is typed."""
    try:
        return termios.tcgetattr(0)
    except termios.error:
        return []


def _watch(finish: Callable[[], None], stopped: threading.Event) -> None:
    while not stopped.wait(LOOK_EVERY):
        if not terminal_is_there():
            _end_at_once(finish, EXIT_HUNG_UP)


def _end_at_once(finish: Callable[[], None], code: int) -> None:
    try:
        finish()
    finally:
        os._exit(code)


def terminal_is_there() -> bool:
    """Whether the terminal that this process reads from still exists."""
    try:
        return os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ else False
    except (OSError, ValueError):
        return False
