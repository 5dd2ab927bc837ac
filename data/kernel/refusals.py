"""Why a batch was refused, from what SQLite says of it: the same words in whatever engine it runs."""

from __future__ import annotations

from data.kernel.engine import BatchRefused


def refused(message: str) -> BatchRefused:
    """Why a batch was refused, from what SQLite says of it."""
    constraint, failed, what = message.partition(" constraint failed: ")
    if not failed:
        return BatchRefused("rule", message)
    if constraint == "UNIQUE":
        return BatchRefused("taken", what.partition(",")[0])
    return BatchRefused("stale") if what == "ok = 1" else BatchRefused("shape", what)
