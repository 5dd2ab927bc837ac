"""What is set anew and is no field of a record (a goal, a target, a forecast), as somebody saw it before setting it.

The guard of the store that is asked about the fields of records (``changed_since``) is asked about these as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from typing import NamedTuple

from data.kernel import journal
from data.kernel.commands import Command, Decision, Reader
from data.kernel.errors import ChangedSince
from data.records.changed_since import changed_words


class AsItStands(NamedTuple):
    """How something stands: its value, that in words (``it is 450 points now``), and the command that made it so.

    ``by`` None: nobody knows.
    """

    value: Hashable
    words: str
    by: int | None = None


class AsItStood(NamedTuple):
    """What stood there when somebody saw it. ``own`` are the commands given where it was seen.

    ``what`` names it, as ``the weekly goal of Ana``; ``read`` reads how it stands now.
    """

    what: str
    seen: Hashable
    read: Callable[[Reader], AsItStands]
    own: Collection[int] = ()

    def guard(self, reader: Reader, command: Command, decision: Decision) -> None:
        """Raise ChangedSince where somebody else has set it since it was seen."""
        del decision
        now = self.read(reader)
        if now.value == self.seen or now.by in self.own:
            return
        hand = None if now.by is None else journal.find(reader, now.by)
        raise ChangedSince(changed_words(reader, command, hand, self.what, now.words))
