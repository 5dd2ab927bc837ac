"""Leaving when the terminal has gone: a closed window or a lost line must not leave a session behind.

The kernel's SIGHUP ends most of them. It does not reach a process that the shell has moved aside, and the screen
library then waits for ever to write, or reads the end of its input without pause.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

LOOK_EVERY = 5.0
"""Seconds between two looks at the terminal."""
EXIT_HUNG_UP = 129


def leave_with_terminal(finish: Callable[[], None], stopped: threading.Event) -> threading.Thread:
    """Watch the terminal in a thread; once it is gone, call ``finish`` and end the process.

    ``stopped`` ends the watch.
    """
    watch = threading.Thread(target=_watch, args=(finish, stopped), name="hangup", daemon=True)
    watch.start()
    return watch


def _watch(finish: Callable[[], None], stopped: threading.Event) -> None:
    while not stopped.wait(LOOK_EVERY):
        if not terminal_is_there():
            try:
                finish()
            finally:
                os._exit(EXIT_HUNG_UP)


def terminal_is_there() -> bool:
    """Whether the terminal that this process reads from still exists."""
    try:
        return os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ else False
    except (OSError, ValueError):
        return False
