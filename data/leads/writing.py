"""What lead commands share: whose leads one may change, what a lead is called, one change for many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from data.commands import Change, Command, Decision, Reader, existing_row, update
from data.engine import Value
from data.errors import Refused
from data.leads.reach import within_reach
from data.people.person import Person, by_id


def reaches(reader: Reader, actor: Person, owner_id: int | None) -> bool:
    """Whether a person may read and change leads of this owner.

    One's own and those of nobody; as a manager the team's; as an admin all.
    """
    if owner_id in (None, actor.id) or actor.role == "admin":
        return True
    rows = reader.select("select manager_id from person where id = ?", (owner_id,))
    return actor.role == "manager" and bool(rows) and rows[0][0] == actor.id


def readable(reader: Reader, actor: Person, ids: Sequence[int]) -> list[int]:
    """Those of the leads that a person may read, in their order."""
    if actor.role == "admin":
        return list(ids)
    condition, owners = within_reach(reader, actor)
    found: set[int] = set()
    for start in range(0, len(ids), 500):
        page = ids[start : start + 500]
        sql = f"select id from lead where id in ({', '.join('?' * len(page))}) and {condition}"
        found.update(row[0] for row in reader.select(sql, [*page, *owners]))
    return [lead_id for lead_id in ids if lead_id in found]


def writable(reader: Reader, command: Command, lead_id: int) -> dict[str, Any]:
    """A lead's row, if the actor may change it: see ``reaches``.

    Raises Refused otherwise, and for a lead that was merged into another.
    """
    row = existing_row(reader, "lead", lead_id)
    if row["merged_into"] is not None:
        raise Refused(f"{label(row)} was merged into another lead.")
    refuse_stranger(reader, by_id(reader, command.actor), row)
    return row


def refuse_stranger(reader: Reader, actor: Person, row: Mapping[str, Any]) -> None:
    """Raise Refused, naming the owner, where a lead is out of a person's reach: see ``reaches``."""
    if not reaches(reader, actor, row["owner_id"]):
        raise Refused(f"{label(row)} is {by_id(reader, row['owner_id']).name}'s lead.")


def label(row: Mapping[str, Any]) -> str:
    """What a lead is called in messages."""
    return ", ".join(part for part in (row["name"], row.get("company", "")) if part)


def each(
    reader: Reader,
    command: Command,
    leads: Sequence[int],
    columns: Callable[[Mapping[str, Any]], Mapping[str, Value]],
    words: str,
) -> Decision:
    """The same change of every lead. Raises Refused where it changes nothing at all."""
    if not leads:
        raise Refused("No lead is chosen.")
    rows = [writable(reader, command, lead_id) for lead_id in dict.fromkeys(leads)]
    changes = [update("lead", row, command.id, columns(row)) for row in rows]
    made: list[Change] = [change for change in changes if change is not None]
    if not made:
        raise Refused("That changes nothing.")
    who = label(rows[0]) if len(rows) == 1 else f"{len(rows)} leads"
    return Decision(f"{who} {words}", made)
