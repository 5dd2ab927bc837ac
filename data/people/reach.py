"""Whose leads a person may read and change: the one rule, for single leads and for lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.errors import Refused
from data.leads.lead import label
from data.people.person import Person, by_id


def owners_in_reach(reader: Reader, actor: Person) -> set[int | None] | None:
    """The ids of the owners whose leads a person may read and change, nobody (None) among them.

    One's own and those of nobody; as a manager the team's; as an admin everybody's: then None.
    """
    if actor.role == "admin":
        return None
    owners: set[int | None] = {None, actor.id}
    if actor.role == "manager":
        owners.update(
            row[0] for row in reader.select("select id from person where manager_id = ?", (actor.id,))
        )
    return owners


def within_reach(reader: Reader, actor: Person) -> tuple[str, list[Value]]:
    """The condition on rows of ``lead`` within a person's reach, and its parameters: none for an admin."""
    owners = owners_in_reach(reader, actor)
    if owners is None:
        return "1", []
    people: list[Value] = [*sorted(owner for owner in owners if owner is not None)]
    return f"(owner_id is null or owner_id in ({', '.join('?' * len(people))}))", people


def reaches(reader: Reader, actor: Person, owner_id: int | None) -> bool:
    """Whether leads of this owner are within a person's reach."""
    owners = owners_in_reach(reader, actor)
    return owners is None or owner_id in owners


def readable(reader: Reader, actor: Person, ids: Sequence[int]) -> list[int]:
    """Those of the leads that are within a person's reach, in their order."""
    if actor.role == "admin":
        return list(ids)
    condition, owners = within_reach(reader, actor)
    found: set[int] = set()
    for start in range(0, len(ids), 500):
        page = ids[start : start + 500]
        sql = f"select id from lead where id in ({', '.join('?' * len(page))}) and {condition}"
        found.update(row[0] for row in reader.select(sql, [*page, *owners]))
    return [lead_id for lead_id in ids if lead_id in found]


def refuse_stranger(reader: Reader, actor: Person, row: Mapping[str, Any]) -> None:
    """Raise Refused, naming the owner, where a lead is out of a person's reach."""
    if not reaches(reader, actor, row["owner_id"]):
        raise Refused(f"{label(row)} is {by_id(reader, row['owner_id']).name}'s lead.")
