"""What the store asks of whatever keeps its rows: plain SELECTs in, ordered lists of statements out.

The file on this machine is one engine (``data.kernel.file_engine``). All that is true of any engine is here: parameters
are numbers and texts, a write is a list of statements applied whole or not at all, and what it refuses has a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from data.kernel.quick_typing import Any, Literal, Protocol

Value = int | float | str | None
Row = tuple[Any, ...]
Statement = tuple[str, Sequence[Value]]
Params = Sequence[Value] | Mapping[str, Value]

CLUSTER = "rqlite://"
"""How the address of a store begins that several hosts keep; any other is the path of a file."""

Reason = Literal["stale", "taken", "rule", "shape"]
"""Why a batch was refused: a guard found a row changed since it was read; a value that may stand once stands there
already (``what`` is table.column); a trigger forbids it (``what`` is what the trigger says); a row lacks what its table
demands (``what`` is table.column).
"""


class BatchRefused(Exception):
    """A batch was refused as a whole: nothing of it was written."""

    def __init__(self, reason: Reason, what: str = "") -> None:
        super().__init__(f"{reason}: {what}")
        self.reason = reason
        self.what = what


class Engine(Protocol):
    """Whatever keeps the rows of one store."""

    @property
    def path(self) -> str:
        """Where the store is, for people."""
        ...

    def select(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows of a SELECT."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """Several SELECTs of one state. An engine that cannot promise it leaves the guards of a batch to find out."""
        ...

    def stoppable(self, is_wanted: Callable[[], bool]) -> Engine:
        """The same store, for long SELECTs that fail soon after nobody wants their answer; where that can be done."""
        ...

    def write(self, statements: Sequence[Statement]) -> None:
        """Apply the statements whole or not at all, and return when they are safe. Raises BatchRefused."""
        ...

    def news_mark(self) -> int:
        """A number that differs after somebody else has written; cheap enough for several looks a second."""
        ...

    def glance(self) -> object:
        """What differs after anybody has written, oneself too; None where it would have to be waited for.

        Each thread has its own, and another one after ``close``.
        """
        ...

    def version(self) -> int:
        """The version of the store's schema."""
        ...

    def size(self) -> int:
        """How many bytes the store takes."""
        ...

    def announced(self, work: str) -> AbstractContextManager[None]:
        """Say to those who wait what a long write is for."""
        ...

    def holder(self) -> str:
        """What others have to wait for, as it was announced; empty for nothing."""
        ...

    def close(self) -> None:
        """Let go of the store in this thread."""
        ...


def is_cluster(path: str) -> bool:
    """Whether a store is kept by several hosts, whose address the path is."""
    return path.startswith(CLUSTER)
