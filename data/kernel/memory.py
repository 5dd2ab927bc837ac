"""Memory that is free again, and who has it: the system, or the C library for each thread that once needed it."""

from __future__ import annotations

import sys
from collections.abc import Callable

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""The numbers by which glibc's ``mallopt`` knows what is set."""
KEPT = 256 * 1024
"""Bytes that a thread may keep for what it needs next."""


def keep_little() -> None:
    """Have the C library give back from now on what is more than a little. By itself it keeps the more, the longer the
    texts were that it has seen.
    """
    if (setting := _function("mallopt")) is not None:
        setting(_MMAP_THRESHOLD, KEPT)
        setting(_TRIM_THRESHOLD, KEPT)


def give_back() -> None:
    """Give back what is free now, also between what is not."""
    if (trim := _function("malloc_trim")) is not None:
        trim(0)


def _function(name: str) -> Callable[..., int] | None:
    """A function of glibc's own; None where the C library is another."""
    if sys.platform != "linux":
        return None
    from ctypes import CDLL  # here, as a start is to be quick

    return getattr(CDLL(None), name, None)
