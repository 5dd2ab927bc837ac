"""The open deals of somebody who leaves become another's."""

from __future__ import annotations

from data.deals.deal import Deal
from data.kernel.commands import Command, Deciding
from data.kernel.rows import changed, select_records
from data.people.leaving import HandedOn
from data.people.person import Person


def hand_on(reader: Deciding, command: Command, leaver: Person, heir: Person) -> HandedOn:
    """The open deals; what was won or lost stays whose it was."""
    deals = select_records(
        reader,
        Deal,
        "deal",
        "where owner_id = ? and open = 1 and merged_into is null order by id",
        (leaver.id,),
    )
    changes = (changed("deal", deal, deal._replace(owner_id=heir.id), command.id) for deal in deals)
    words = "1 open deal" if len(deals) == 1 else f"{len(deals):,} open deals"
    return HandedOn(words, [change for change in changes if change])
