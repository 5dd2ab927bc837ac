"""The open leads of somebody who leaves become another's; clocks that run go on in the new owner's working time."""

from __future__ import annotations

from data.kernel.commands import Change, Command, Deciding
from data.kernel.rows import changed, select_records
from data.leads.lead import Lead
from data.leads.response_clocks import reset
from data.people.leaving import HandedOn
from data.people.person import Person


def hand_on(reader: Deciding, command: Command, leaver: Person, heir: Person) -> HandedOn:
    """The open leads, worked or not."""
    leads = select_records(
        reader,
        Lead,
        "lead",
        "where owner_id = ? and open = 1 and merged_into is null order by id",
        (leaver.id,),
    )
    changes: list[Change] = []
    for lead in leads:
        given, others = reset(reader, command, lead, heir)
        change = changed("lead", lead, given._replace(owner_id=heir.id), command.id)
        changes += [*others, change] if change else others
    return HandedOn("1 open lead" if len(leads) == 1 else f"{len(leads):,} open leads", changes)
