"""Which deals are looked at: whose, by which channel, in which territory, of which product line; within reach."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.people.person import Person
from data.people.reach import reach_of

EVERYBODYS, OWNERS = "deal", "deal_open"
"""The table of all deals, and the index by which those of some owners are found where nothing else is said."""


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

    def by(self, everybodys: str, owners: str = OWNERS) -> str:
        """The tables, everybody's deals read by one index, those of some owners by another."""
        if self.tables == EVERYBODYS:
            return f"{EVERYBODYS} indexed by {everybodys}"
        return self.tables.replace(OWNERS, owners)

    @property
    def closed(self) -> str:
        """The tables, read by when deals were closed."""
        return self.by("deal_closed", "deal_owner_closed")


def owners_in_sight(reader: Reader, actor: Person, narrowing: Narrowing) -> Sequence[int | None] | None:
    """Whose deals one looks at within reach, None among them for those of nobody; None for everybody's."""
    reach = reach_of(reader, actor)
    if narrowing.owners is not None:
        return tuple(owner for owner in narrowing.owners if reach.holds_person(owner))
    return None if reach.people is None else (None, *sorted(reach.people))


def deals_in_sight(reader: Reader, actor: Person, narrowing: Narrowing) -> Source:
    """Those deals, read owner by owner where not everybody's are looked at.

    What is asked of them says whether they are ``open``: the index of owners begins with it.
    """
    where, params = condition(reader, actor, narrowing)
    owners = owners_in_sight(reader, actor, narrowing)
    if owners is None:
        return Source(EVERYBODYS, where, tuple(params))
    tables = f"json_each(?) as whose cross join deal indexed by {OWNERS} on deal.owner_id is whose.value"
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


class Narrowings(NamedTuple):
    """What deals can be narrowed to: what there is among the deals."""

    channels: tuple[str, ...]
    territories: tuple[str, ...]
    product_lines: tuple[str, ...]


def narrowings(reader: Reader) -> Narrowings:
    """The channels and territories that deals have, and the product lines that are sold."""
    return Narrowings(
        _values(reader, "channel", "deal"),
        _values(reader, "territory", "deal"),
        tuple(sorted(known_lines(reader).values(), key=str.casefold)),
    )


def known_lines(reader: Reader) -> dict[str, str]:
    """The product lines that there are and were, as they are spelled, by how they are compared."""
    lines = {name.casefold(): name for name in _values(reader, "product_line", "deal_line")}
    products = reader.select("select distinct line from product where line <> ''")
    return lines | {name.casefold(): name for (name,) in products}


def _values(reader: Reader, column: str, table: str) -> tuple[str, ...]:
    """The different values of a column, each once however it is spelled, found in the column's index one by one."""
    rows = reader.select(
        f"""with recursive
            found(name) as (
                select (select {column} from {table} where {column} > '' collate nocase
                    order by {column} collate nocase limit 1)
                union all
                select (select {column} from {table} where {column} > found.name collate nocase
                    order by {column} collate nocase limit 1) from found where name is not null
            )
        select name from found where name is not null"""
    )
    return tuple(row[0] for row in rows)
