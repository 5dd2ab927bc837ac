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
from _thread import start_new_thread
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
    ending = _Ending(finish)

    def end(number: int, _frame: FrameType | None) -> None:
        # A handler runs amid whatever this thread does, which may hold the locks that an end needs, or that starting
        # a thread in the usual way takes. So it starts one the plain way, and does nothing else.
        if not terminal_is_there():
            start_new_thread(ending.at_once, (128 + number,))
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise SystemExit(128 + number) from None
        start_new_thread(_insist, (ending, stopped, number, usual))
        loop.call_soon_threadsafe(lambda: app.exit(return_code=128 + number))

    threading.Thread(target=_watch, args=(ending, stopped), name="hangup", daemon=True).start()
    with _handled(end):
        try:
            app.run()
        finally:
            stopped.set()
            _forget_job_control()
            ending.in_order()
    return app.return_code or 0


class _Ending:
    """The end of a session: whoever comes first finishes it, and nobody waits for that for ever."""

    def __init__(self, finish: Callable[[], None]) -> None:
        self._finish = finish
        self._is_begun = threading.Lock()

    def in_order(self) -> None:
        """Finish, where the app has ended by itself; where another thread has begun to, it ends the process."""
        if self._is_begun.acquire(blocking=False):
            self._finish()
        else:
            threading.Event().wait(2 * PATIENCE)

    def at_once(self, code: int) -> None:
        """Finish, and end the process: at the latest once nobody has patience any more."""
        if self._is_begun.acquire(blocking=False):
            finished = threading.Event()
            start_new_thread(self._finished, (finished,))
            finished.wait(PATIENCE)
            os._exit(code)

    def _finished(self, finished: threading.Event) -> None:
        try:
            self._finish()
        finally:
            finished.set()


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


def _forget_job_control() -> None:
    """Have the shell's stopping and going on do what they do elsewhere: the screen library would paint again."""
    for number in (signal.SIGTSTP, signal.SIGCONT):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def _insist(ending: _Ending, stopped: threading.Event, number: int, usual: list[Any]) -> None:
    """End the process from outside the app where the app does not end by itself."""
    if stopped.wait(PATIENCE):
        return
    with suppress(OSError, termios.error):
        if usual:
            termios.tcsetattr(0, termios.TCSANOW, usual)
        os.set_blocking(1, False)  # a terminal that takes nothing any more is not waited for
        os.write(1, GIVEN_BACK.encode())
    ending.at_once(128 + number)


def _attributes() -> list[Any]:
    """How the terminal treats what is typed."""
    try:
        return termios.tcgetattr(0)
    except termios.error:
        return []


def _watch(ending: _Ending, stopped: threading.Event) -> None:
    while not stopped.wait(LOOK_EVERY):
        if not terminal_is_there():
            ending.at_once(EXIT_HUNG_UP)


def terminal_is_there() -> bool:
    """Whether the terminal that this process reads from still exists."""
    try:
        return os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ else False
    except (OSError, ValueError):
        return False
