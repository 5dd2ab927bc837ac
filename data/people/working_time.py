"""Working time that moves: other hours, days off taken or given back. Whatever runs in it is told, in the same step."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from data.kernel.commands import Change, Command, Deciding
from data.people.person import Person

MOVES = "working time moves"
"""What nouns above wait for."""


class NewTime(NamedTuple):
    """What a command is about to change: days that become free or work again."""

    off: Collection[date] = ()
    worked: Collection[date] = ()


UNCHANGED = NewTime()


def follow_working_time(
    reader: Deciding, command: Command, person: Person | None, new: NewTime = UNCHANGED
) -> list[Change]:
    """What moves along with the working time of a person, given as they will be, or of everybody (None)."""
    return [
        change for follow in reader.registry.hooks(MOVES) for change in follow(reader, command, person, new)
    ]
