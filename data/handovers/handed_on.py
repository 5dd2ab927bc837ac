"""The offers that wait for an answer, given or received by somebody who leaves, become another's."""

from __future__ import annotations

from data.handovers.handover import TABLE, Handover
from data.kernel.commands import Command, Deciding
from data.kernel.rows import changed, select_records
from data.people.leaving import HandedOn
from data.people.person import Person


def hand_on(reader: Deciding, command: Command, leaver: Person, heir: Person) -> HandedOn:
    """The offers that wait; one between the two is answered by it."""
    offers = select_records(
        reader,
        Handover,
        TABLE,
        "where state = 'offered' and (giver_id = :leaver or receiver_id = :leaver) order by id",
        {"leaver": leaver.id},
    )
    changes = (changed(TABLE, one, _taken_on(one, leaver, heir, command.at), command.id) for one in offers)
    words = "1 handover" if len(offers) == 1 else f"{len(offers):,} handovers"
    return HandedOn(words, [change for change in changes if change])


def _taken_on(offer: Handover, leaver: Person, heir: Person, at: int) -> Handover:
    """An offer as the heir has it: what was offered to the heir is accepted, what the heir offered is taken back."""
    giver = heir.id if offer.giver_id == leaver.id else offer.giver_id
    receiver = heir.id if offer.receiver_id == leaver.id else offer.receiver_id
    if giver != receiver:
        return offer._replace(giver_id=giver, receiver_id=receiver)
    if offer.receiver_id == heir.id:
        return offer._replace(state="accepted", answered_at=at)
    return offer._replace(state="withdrawn", answered_at=at)
