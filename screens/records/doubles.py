"""What a noun says of its records that may be the same, so that they can be held side by side and made one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from data.kernel.commands import Command, Reader
from data.kernel.store import Store
from data.people.person import Person
from data.records.fields import Records
from data.records.timeline import Named


class PairRow(NamedTuple):
    """One thing that is known of both.

    ``takes_right``: the right one's stays unless the person says otherwise. ``is_either``: only one of the two can
    stay, and the other goes into a note.
    """

    column: str
    label: str
    left: str
    right: str
    takes_right: bool = False
    is_either: bool = False

    @property
    def differs(self) -> bool:
        """Whether both have a value, and not the same."""
        return self.left != self.right and bool(self.left and self.right)


class Doubles(NamedTuple):
    """How a noun's doubles are shown and judged.

    ``read`` gives records by their ids, ``rows`` what is known of two of them as of an instant; raises Refused where
    one is gone. ``chosen`` are the columns of which a person may say from which record they are taken. ``merge`` takes
    ``keep``, ``others`` and ``chosen``; ``differ`` takes the two ids, each called as the record with ``_a`` or ``_b``.
    """

    records: Records
    read: Callable[[Reader, Sequence[int]], Sequence[Named]]
    rows: Callable[[Store, int, int, Person, int], list[PairRow]]
    chosen: tuple[str, ...]
    merge: type[Command]
    differ: type[Command]
