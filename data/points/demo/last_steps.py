"""The first rep's last minutes, done by real commands, so that undo and edits have something to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.kernel.ids import IdMaker
from data.kernel.store import Store
from data.kernel.undo import Undo
from data.points.correct import EditActivity
from data.points.log import LogActivity

LAST_ENTRIES = 3
"""How many entries the steps leave in the log."""


def take_last_steps(
    store: Store, person: int, moments: Iterator[int], ids: IdMaker, leads: Sequence[int] = ()
) -> None:
    """Log, correct and take back something, each at the next of the moments.

    The first and the last of it are about the two ``leads``, where there are any.
    """
    novak, kaya = leads if len(leads) == 2 else (None, None)

    def log(kind: str, count: int, note: str = "", lead: int | None = None) -> int:
        at = next(moments)
        command = LogActivity(ids.new(at), person, at, kind, count, at, note, lead)
        return store.apply(command).id

    log("email", 2, "sent the revised offer to Mr Novak", novak)
    log("demo", 1)
    at = next(moments)
    store.apply(Undo(ids.new(at), person, at))
    calls = log("call", 2)
    at = next(moments)
    store.apply(EditActivity(ids.new(at), person, at, entry=calls, count=3, note="called back at once"))
    log("conversation", 1, "Ms Kaya decides on Friday", kaya)
