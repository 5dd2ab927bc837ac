"""What lead commands share: the lead that one may change, and one change for many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from data.kernel.commands import NOBODY, Change, Command, Decision, Reader, Whose, existing_row, update
from data.kernel.engine import Value
from data.kernel.errors import Refused
from data.leads.lead import label
from data.people.person import Person, by_id
from data.people.reach import reach_of


def writable(reader: Reader, command: Command, lead_id: int) -> dict[str, Any]:
    """A lead's row, if it is within the actor's reach.

    Raises Refused otherwise, and for a lead that was merged into another.
    """
    row = existing_row(reader, "lead", lead_id)
    if row["merged_into"] is not None:
        raise Refused(f"{label(row)} was merged into another lead.")
    refuse_stranger(reader, by_id(reader, command.actor), row)
    return row


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
    return Decision(f"{who} {words}", made, whose=owners_of(rows))


def refuse_stranger(reader: Reader, actor: Person, row: Mapping[str, Any]) -> None:
    """Raise Refused, naming the owner, where a lead is out of a person's reach."""
    if not reach_of(reader, actor).holds(row["owner_id"]):
        raise Refused(f"{label(row)} is {by_id(reader, row['owner_id']).name}'s lead.")


def owners_of(rows: Iterable[Mapping[str, Any]]) -> frozenset[Whose]:
    """Whose leads these are."""
    return frozenset(NOBODY if row["owner_id"] is None else row["owner_id"] for row in rows)
