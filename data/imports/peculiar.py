"""What a noun reads of its rows in a way of its own: beside the cells that become its fields one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from data.imports.left_rows import Doubt
from data.imports.set_aside import Spill
from data.imports.spec import Wording
from data.kernel.engine import Value

Parts = tuple[NamedTuple, ...]
"""What comes with a record as rows of other tables."""


class Told(NamedTuple):
    """What is to be said of a whole file: what its words were taken for, and the rows to be looked at."""

    wordings: Sequence[Wording] = ()
    doubts: Sequence[Doubt] = ()
    findings: Sequence[str] = ()


class Peculiar(Protocol):
    """Reads row after row, once the cells of its fields are read."""

    def read(self, number: int, cells: Sequence[str], values: list[Value], spill: Spill) -> Parts:
        """Put the values right, and tell what comes with the record. Raises RowRefused for a row that cannot be."""
        ...

    def told(self) -> Told:
        """What is to be said of all rows that were read."""
        ...
