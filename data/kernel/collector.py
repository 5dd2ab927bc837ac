"""When Python's collector of circles rests: while many rows are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest meanwhile: rows form no circles, and looking for some among so many takes its time."""
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_collecting:
            _count_among_the_old()
            gc.enable()


def _count_among_the_old() -> None:
    """Have what was made looked at when all is looked at, and not at once, as anything new would be.

    A session has put what it began with aside for good: to keep that there, it has all that is new looked at.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
