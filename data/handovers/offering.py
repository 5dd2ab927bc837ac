"""Offering a lead or a won deal to whoever goes on with it."""

from __future__ import annotations

from typing import NamedTuple

from data.deals.commands import RULES as DEAL_RULES
from data.deals.deal import Deal
from data.deals.stages import stages
from data.handovers.checklist import answered, checklist, refuse_incomplete
from data.handovers.handover import TABLE, Handover, offers_of
from data.handovers.kinds import Kind, kind_of
from data.kernel.commands import CLOCKS, NOBODY, REACH, TOLD, Change, Deciding, Decision, Reader, command
from data.kernel.engine import Statement
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed
from data.kernel.text import bounded, bounded_lines
from data.leads.change_leads import LEAD_RULES
from data.leads.lead import Lead
from data.leads.response_clocks import reset
from data.people.person import Person, by_id
from data.records.changing import writable

NOTE_LIMIT = 2_000
OUTSIDE_LIMIT = 80


@command("handover.offer", REACH, CLOCKS | TOLD)
class OfferHandover(NamedTuple):
    """Offer a lead or a won deal to a person, or by name to somebody outside, with the id of the command.

    Who has it keeps it until the offer is accepted; what is nobody's becomes the actor's. ``ticked`` are the items of
    the checklist that are done.
    """

    id: int
    actor: int
    at: int
    kind: str
    record_id: int
    receiver_id: int | None = None
    outside: str = ""
    ticked: tuple[str, ...] = ()
    note: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is not ready, a receiver who cannot take it, and what is on offer already."""
        kind, record, giver = self.ready(reader)
        receiver, outside = self._receiver(reader, kind, giver)
        items = checklist(reader, kind.code)
        refuse_incomplete(items, self.ticked, record)
        earlier = offers_of(reader, kind.of, record.id)
        handover = Handover(
            *(self.id, kind.code),
            lead_id=record.id if kind.of == "lead" else None,
            deal_id=record.id if kind.of == "deal" else None,
            giver_id=giver.id,
            receiver_id=None if receiver is None else receiver.id,
            outside=outside,
            checklist="\n".join(item.name for item in items),
            note=bounded_lines(self.note, NOTE_LIMIT, "A briefing"),
            first=int(not any(one.kind == kind.code and one.state == "returned" for one in earlier)),
            offered_at=self.at,
        )
        whom = outside if receiver is None else receiver.name
        return Decision(
            f"{record.label} offered to {whom}{kind.purpose}",
            [added(TABLE, handover), *self._taken(reader, record, giver)],
            whose=(NOBODY if record.owner_id is None else record.owner_id,),
            statements=[_none_open(kind, record.id)],
        )

    def ready(self, reader: Reader) -> tuple[Kind, Lead | Deal, Person]:
        """The kind, the record, and who gives it.

        Raises Refused for a record out of the actor's reach, a lead that is not qualified, a deal that is not won, and
        for what is on offer already.
        """
        kind = kind_of(self.kind)
        record = self._record(reader, kind)
        _refuse_again(reader, kind, record, offers_of(reader, kind.of, record.id))
        return kind, record, by_id(reader, self.actor if record.owner_id is None else record.owner_id)

    def _record(self, reader: Reader, kind: Kind) -> Lead | Deal:
        if kind.of == "lead":
            lead = writable(LEAD_RULES, reader, self, self.record_id)
            if lead.status != "qualified":
                raise Refused(f"{lead.label} is not qualified.", code="handover.not_qualified")
            return lead
        deal = writable(DEAL_RULES, reader, self, self.record_id)
        if not any(stage.code == deal.stage and stage.ends == "won" for stage in stages(reader)):
            raise Refused(f"{deal.label} is not won.", code="handover.not_won")
        return deal

    def _receiver(self, reader: Reader, kind: Kind, giver: Person) -> tuple[Person | None, str]:
        outside = bounded(self.outside, OUTSIDE_LIMIT, "A name")
        if self.receiver_id is None:
            if not outside:
                raise UsageError("To whom? Name somebody.", code="handover.nobody")
            if not kind.outside:
                raise Refused(f"{outside} is nobody of the company.", code="handover.outside")
            return None, outside
        receiver = by_id(reader, self.receiver_id)
        if not receiver.active:
            raise Refused(f"{receiver.name} is no longer active.", code="person.inactive")
        if receiver.id == giver.id:
            raise Refused(f"{giver.name} has it already: name somebody else.", code="handover.oneself")
        return receiver, ""

    def _taken(self, reader: Deciding, record: Lead | Deal, giver: Person) -> list[Change]:
        """What the offer changes of the record: it is somebody's, and says what was ticked."""
        if isinstance(record, Deal):
            change = changed("deal", record, record._replace(owner_id=giver.id), self.id)
            return [] if change is None else [change]
        taken, others = reset(reader, self, record, giver) if record.owner_id is None else (record, [])
        told: Lead = answered(checklist(reader, self.kind), taken)
        change = changed("lead", record, told._replace(owner_id=giver.id), self.id)
        return others if change is None else [*others, change]


def _refuse_again(reader: Reader, kind: Kind, record: Lead | Deal, earlier: list[Handover]) -> None:
    """Raise Refused where the same is on offer, and for a deal that was handed over so before."""
    for one in earlier:
        if one.kind != kind.code or one.state not in ("offered", "accepted"):
            continue
        whom = one.outside if one.receiver_id is None else by_id(reader, one.receiver_id).name
        if one.is_open:
            raise Refused(f"{record.label} is offered to {whom} already.", code="handover.twice")
        if kind.of == "deal":
            raise Refused(f"{record.label} was handed over to {whom} already.")


def _none_open(kind: Kind, record_id: int) -> Statement:
    """The guard by which of two offers at the same time one is decided again."""
    offers = f"select 1 from {TABLE} where {kind.of}_id = ? and kind = ? and state = 'offered'"
    return (f"insert into guard values(not exists({offers}))", (record_id, kind.code))
