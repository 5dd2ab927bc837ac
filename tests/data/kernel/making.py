"""What the makers of commands share: see ``every_command``."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from data.imports.plan import Plan
from tests.data.leads.house import House

DAY = 86_400_000
Owner = int | None
"""Whose record it is about; None: nobody's."""


class Made(NamedTuple):
    """A class of commands and what one of them is told."""

    kind: Any
    payload: dict[str, Any]


Maker = Callable[[House, Owner, Random], Made | None]
"""None where the house holds nothing that such a command could be about."""


def lead_of(house: House, owner: Owner, chance: Random, condition: str = "open = 1") -> int | None:
    """One of an owner's leads that were not merged away."""
    rows = house.rows(
        f"select id from lead where owner_id is ? and merged_into is null and {condition} order by id", owner
    )
    return int(chance.choice(rows)[0]) if rows else None


def entry_of(house: House, owner: Owner, chance: Random, condition: str = "1") -> int | None:
    """One of the entries of somebody's log."""
    rows = house.rows(f"select id from activity where person_id is ? and {condition} order by id", owner)
    return int(chance.choice(rows)[0]) if rows else None


def planned(house: House, plan: Plan[Any]) -> Made:
    """The import that a plan would make."""
    command = plan.command(house.store.ids, house.admin, house.now)
    return Made(type(command), {"batch": command.batch, "found": command.found})
