"""A handover as it stands in the store, and whose lead or deal it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from data.deals.deal import DEALS, Deal
from data.handovers.kinds import Kind, kind_of
from data.kernel.commands import Reader
from data.kernel.rows import existing_record, records_by_ids, select_records
from data.leads.lead import Lead
from data.people.reach import Reach
from data.records.merged import standing

TABLE = "handover"
State = Literal["offered", "accepted", "returned", "withdrawn"]
STATE_WORDS: dict[State, str] = {
    "offered": "offered",
    "accepted": "accepted",
    "returned": "sent back",
    "withdrawn": "taken back",
}


class Handover(NamedTuple):
    """One offer of a lead or deal. Instants are Unix milliseconds.

    ``giver_id`` is whose the record was when it was offered; ``receiver_id`` who is to have it, or ``outside`` the name
    of somebody who is not in the store. ``checklist`` holds the words that were ticked, a line each. ``first`` is 0
    where the same was sent back before; ``reason`` is why it was sent back.
    """

    id: int
    kind: str
    lead_id: int | None
    deal_id: int | None
    giver_id: int
    receiver_id: int | None = None
    outside: str = ""
    checklist: str = ""
    note: str = ""
    state: State = "offered"
    first: int = 1
    offered_at: int = 0
    answered_at: int | None = None
    reason: str = ""
    touched: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == "offered"

    @property
    def record_id(self) -> int:
        """The lead or deal that was offered."""
        return self.deal_id or 0 if self.lead_id is None else self.lead_id

    @property
    def answerer_id(self) -> int:
        """Who says whether it is accepted: the receiver; for somebody outside, who gives."""
        return self.giver_id if self.receiver_id is None else self.receiver_id

    @property
    def what(self) -> Kind:
        """Its kind."""
        return kind_of(self.kind)


def record_of(reader: Reader, handover: Handover) -> Lead | Deal:
    """The lead or deal that a handover is about, or the one that it was merged into."""
    if handover.lead_id is not None:
        return existing_record(reader, Lead, "lead", standing(reader, "lead", handover.lead_id))
    return existing_record(reader, Deal, DEALS.table, standing(reader, DEALS.table, handover.record_id))


def offers_of(reader: Reader, of: str, record_id: int) -> list[Handover]:
    """All handovers of a lead or deal, the oldest first."""
    return select_records(reader, Handover, TABLE, f"where {of}_id = ? order by id", (record_id,))


def by_ids(reader: Reader, ids: Sequence[int]) -> list[Handover]:
    """The handovers of these ids that exist, in no order."""
    return records_by_ids(reader, Handover, TABLE, ids)


def may_see(reach: Reach, handover: Handover) -> bool:
    """Whether somebody reads a handover: both sides do, and who reaches one of them."""
    receiver = handover.receiver_id
    return reach.holds_person(handover.giver_id) or (receiver is not None and reach.holds_person(receiver))
