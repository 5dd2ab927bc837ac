"""Answering an offer: accept it, send it back with a reason; and taking it back.

Who gives has agreed by offering: what an answer changes is the receiver's to decide.
"""

from __future__ import annotations

from typing import NamedTuple

from data.customers.of_company import customer_called
from data.deals.deal import Deal
from data.handovers.handover import TABLE, Handover, State, record_of
from data.handovers.kinds import CUSTOMER
from data.kernel.commands import (
    CLOCKS,
    OWN,
    TEAM,
    TOLD,
    Change,
    Command,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.errors import Refused
from data.kernel.rows import changed, existing_record, select_records
from data.kernel.text import reason_given
from data.leads.lead import Lead
from data.leads.response_clocks import reset
from data.people.person import Person, by_id


@command("handover.accept", OWN, CLOCKS | TOLD)
class AcceptHandover(NamedTuple):
    """Take over what was offered, in this step: a lead with its open deals, or the customer of a won deal.

    For somebody outside, who gives says so.
    """

    id: int
    actor: int
    at: int
    handover_id: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what was answered, and what is no longer the giver's to hand over."""
        handover = waiting(reader, self.handover_id)
        record = record_of(reader, handover)
        giver = by_id(reader, handover.giver_id)
        _refuse_moved(reader, handover, record, giver)
        changes = _answered(self, handover, "accepted")
        receiver = by_id(reader, handover.answerer_id)
        if isinstance(record, Lead):
            changes += _moved(reader, self, record, giver, receiver)
        elif handover.kind == CUSTOMER:
            changes += _kept(reader, self, record, giver, receiver)
        return Decision(
            f"{record.label} accepted{_by(handover)}, from {giver.name}{handover.what.purpose}",
            changes,
            whose=(handover.answerer_id,),
        )


@command("handover.return", OWN, TOLD)
class ReturnHandover(NamedTuple):
    """Send an offer back, with a reason. Who gives has it as before."""

    id: int
    actor: int
    at: int
    handover_id: int
    reason: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses to do so without a reason, and what was answered."""
        reason = reason_given(self.reason, "Say what is missing, like: nobody there knows of a budget.")
        handover = waiting(reader, self.handover_id)
        record, giver = record_of(reader, handover), by_id(reader, handover.giver_id)
        return Decision(
            f"{record.label} sent back{_by(handover)} to {giver.name}: {reason}",
            _answered(self, handover, "returned", reason),
            whose=(handover.answerer_id,),
        )


@command("handover.withdraw", TEAM, TOLD)
class WithdrawHandover(NamedTuple):
    """Take back an offer that nobody has answered."""

    id: int
    actor: int
    at: int
    handover_id: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what was answered."""
        handover = waiting(reader, self.handover_id)
        whom = handover.outside
        if handover.receiver_id is not None:
            whom = by_id(reader, handover.receiver_id).name
        return Decision(
            f"{record_of(reader, handover).label}: offer to {whom} taken back",
            _answered(self, handover, "withdrawn"),
            whose=(handover.giver_id,),
        )


def waiting(reader: Reader, handover_id: int) -> Handover:
    """An offer that waits for its answer. Raises Refused for one that was answered."""
    handover = existing_record(reader, Handover, TABLE, handover_id)
    if not handover.is_open:
        said = {"accepted": "accepted", "returned": "sent back", "withdrawn": "taken back"}[handover.state]
        raise Refused(f"That offer was {said} already.", code="handover.answered")
    return handover


def _answered(command: Command, handover: Handover, state: State, reason: str = "") -> list[Change]:
    after = handover._replace(state=state, answered_at=command.at, reason=reason)
    change = changed(TABLE, handover, after, command.id)
    return [] if change is None else [change]


def _refuse_moved(reader: Reader, handover: Handover, record: Lead | Deal, giver: Person) -> None:
    """Raise Refused where the record is another's by now, or a lead was closed meanwhile."""
    if isinstance(record, Lead) and not record.open:
        raise Refused(f"{record.label} was closed meanwhile.", code="handover.void")
    if isinstance(record, Deal) and record.open:
        raise Refused(f"{record.label} was opened again meanwhile.", code="handover.void")
    if record.owner_id != giver.id:
        whose = "nobody's" if record.owner_id is None else f"{by_id(reader, record.owner_id).name}'s"
        raise Refused(f"{record.label} is {whose} by now.", code="handover.void")


def _moved(reader: Deciding, command: Command, lead: Lead, giver: Person, receiver: Person) -> list[Change]:
    """The changes by which a lead and the giver's open deals from it become the receiver's."""
    given, changes = reset(reader, command, lead, receiver)
    deals = select_records(
        reader, Deal, "deal",
        "where lead_id = ? and owner_id = ? and open = 1 and merged_into is null order by id", (lead.id, giver.id),
    )  # fmt: skip
    owned = [
        changed("lead", lead, given._replace(owner_id=receiver.id), command.id),
        *(changed("deal", deal, deal._replace(owner_id=receiver.id), command.id) for deal in deals),
    ]
    return [*changes, *(change for change in owned if change is not None)]


def _kept(reader: Reader, command: Command, deal: Deal, giver: Person, receiver: Person) -> list[Change]:
    """The change by which the customer of a deal becomes the receiver's, where it is the giver's or nobody's."""
    customer = customer_called(reader, deal.company_key)
    if customer is None or customer.owner_id not in (None, giver.id):
        return []
    change = changed("customer", customer, customer._replace(owner_id=receiver.id), command.id)
    return [] if change is None else [change]


def _by(handover: Handover) -> str:
    """Who answered, where that is not whoever acts."""
    return f" by {handover.outside}" if handover.receiver_id is None else ""
