"""Which deals are looked at: whose, by which channel, in which territory, of which product line; within reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.people.person import Person
from data.people.reach import reach_of


class Narrowing(NamedTuple):
    """What one wants to see of the deals that one reaches; empty: all. ``owners`` are persons' ids, None: everybody."""

    owners: tuple[int, ...] | None = None
    channel: str = ""
    territory: str = ""
    product_line: str = ""


def mine(person: Person) -> Narrowing:
    """The deals of one person."""
    return Narrowing((person.id,))


def condition(reader: Reader, actor: Person, narrowing: Narrowing) -> tuple[str, list[Value]]:
    """The SQL condition on rows of ``deal``, which stand for themselves, and its parameters."""
    reached, params = reach_of(reader, actor).condition("deal.owner_id")
    parts = ["deal.merged_into is null", reached]
    if narrowing.owners is not None:
        parts.append(f"deal.owner_id in ({_marks(narrowing.owners)})")
        params += narrowing.owners
    for column, wanted in (("channel", narrowing.channel), ("territory", narrowing.territory)):
        if wanted:
            parts.append(f"deal.{column} = ? collate nocase")
            params.append(wanted)
    if narrowing.product_line:
        parts.append(
            "exists(select 1 from deal_line where deal_id = deal.id and product_line = ? collate nocase)"
        )
        params.append(narrowing.product_line)
    return " and ".join(parts), params


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
