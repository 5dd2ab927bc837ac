"""Whose leads a person may read: the one rule, for single leads and for lists."""

from __future__ import annotations

from data.commands import Reader
from data.engine import Value
from data.people.person import Person


def within_reach(reader: Reader, actor: Person) -> tuple[str, list[Value]]:
    """The condition on rows of ``lead`` that a person may read, and its parameters.

    One's own and those of nobody; as a manager the team's; as an admin all.
    """
    if actor.role == "admin":
        return "1", []
    owners: list[Value] = [actor.id]
    if actor.role == "manager":
        team = reader.select("select id from person where manager_id = ? order by id", (actor.id,))
        owners += [row[0] for row in team]
    return f"(owner_id is null or owner_id in ({', '.join('?' * len(owners))}))", owners
