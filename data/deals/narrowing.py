"""Which deals are looked at: whose, by which channel, in which territory, of which product line; within reach."""

from __future__ import annotations

import json
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


class Source(NamedTuple):
    """Where the deals that one looks at are read from: SQL of tables, ``deal`` among them, and of a condition on it;
    the parameters of both, in this order.
    """

    tables: str
    where: str
    params: tuple[Value, ...]


def deals_in_sight(reader: Reader, actor: Person, narrowing: Narrowing) -> Source:
    """Those deals, read owner by owner where not everybody's are looked at.

    What is asked of them says whether they are ``open``: the index of owners begins with it.
    """
    where, params = condition(reader, actor, narrowing)
    owners: Sequence[int | None] | None = narrowing.owners
    if owners is None:
        reached = reach_of(reader, actor).people
        owners = None if reached is None else (None, *sorted(reached))
    if owners is None:
        return Source("deal", where, tuple(params))
    tables = "json_each(?) as whose cross join deal indexed by deal_open on deal.owner_id is whose.value"
    return Source(tables, where, (json.dumps(owners), *params))


def condition(reader: Reader, actor: Person, narrowing: Narrowing) -> tuple[str, list[Value]]:
    """The SQL condition on rows of ``deal``, which stand for themselves, and its parameters."""
    reached, params = reach_of(reader, actor).condition("deal.owner_id")
    parts = ["deal.merged_into is null", reached]
    if narrowing.owners is not None:
        parts.append(f"deal.owner_id in ({_marks(narrowing.owners)})")
        params += narrowing.owners
    for column, wanted in (("channel", narrowing.channel), ("territory", narrowing.territory)):
        if wanted:
            # The plus keeps the index of the column out: it holds far more than an owner's deals, or a period's.
            parts.append(f"+deal.{column} = ? collate nocase")
            params.append(wanted)
    if narrowing.product_line:
        parts.append("instr(deal.sold_lines, json_quote(lower(?)))")
        params.append(narrowing.product_line)
    return " and ".join(parts), params


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
