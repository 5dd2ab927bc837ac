"""How far an import is, and calling it off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from data.kernel.errors import UsageError

Progress = Callable[[str, int], None]
"""Called now and then with what is being done and how many rows of it are through. May raise to cancel."""

ROWS_A_STEP = 5_000
"""Rows between two calls."""


class Cancelled(UsageError):
    """The import was called off; nothing of it was written."""


class Flag(Protocol):
    """Says whether to stop: an event of another thread."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...


def stepper(progress: Progress | None, stop: Flag | None) -> Progress:
    """What the steps of an import call: tells ``progress``, and raises Cancelled once ``stop`` is set."""

    def step(what: str, rows: int) -> None:
        if stop is not None and stop.is_set():
            raise Cancelled("Called off. Nothing was imported.")
        if progress is not None:
            progress(what, rows)

    return step
