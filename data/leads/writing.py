"""What lead commands share: whose lead may be changed, what it is called, the same change for several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from data.commands import Change, Command, Decision, Reader, existing_row, update
from data.engine import Value
from data.errors import Refused
from data.people.person import by_id


def writable(reader: Reader, command: Command, lead_id: int) -> dict[str, Any]:
    """A lead's row, if the actor may change it: the own, an unassigned one, or as a manager or admin.

    Raises Refused otherwise, and for a lead that was merged into another.
    """
    row = existing_row(reader, "lead", lead_id)
    if row["merged_into"] is not None:
        raise Refused(f"{label(row)} was merged into another lead.")
    actor = by_id(reader, command.actor)
    if row["owner_id"] in (None, actor.id) or actor.role == "admin":
        return row
    owner = by_id(reader, row["owner_id"])
    if actor.role == "manager" and owner.manager_id == actor.id:
        return row
    raise Refused(f"{label(row)} is {owner.name}'s lead.")


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
