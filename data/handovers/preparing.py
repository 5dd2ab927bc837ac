"""What one needs to see before a handover: what is ticked off, and to whom it may go."""

from __future__ import annotations

from typing import NamedTuple

from data.handovers.checklist import checklist, known_items
from data.handovers.kinds import Kind
from data.handovers.offering import OfferHandover
from data.handovers.receivers import Receiver, receivers
from data.kernel.commands import Reader
from data.people.person import Person


class Preparation(NamedTuple):
    """A lead or deal that is ready to be offered: its name, the items, those that it answers itself, the receivers."""

    kind: Kind
    record_id: int
    label: str
    giver: Person
    items: tuple[str, ...]
    known: tuple[str, ...]
    receivers: tuple[Receiver, ...]


def preparation(reader: Reader, actor: Person, kind: str, record_id: int) -> Preparation:
    """What a person sees before offering a record. Raises Refused where it is not ready."""
    found, record, giver = OfferHandover(0, actor.id, 0, kind, record_id).ready(reader)
    items = checklist(reader, found.code)
    return Preparation(
        *(found, record.id, record.label, giver),
        tuple(item.name for item in items),
        known_items(items, record),
        tuple(receivers(reader, found, giver)),
    )
