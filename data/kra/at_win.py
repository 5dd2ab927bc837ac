"""A won deal is to be handed over: whoever has it and runs items for that has a run of them begun."""

from __future__ import annotations

from data.calendar.days import day_of
from data.deals.deal import Deal
from data.kernel.commands import Change, Command, Deciding
from data.kernel.rows import added
from data.kra.find import events_in_force
from data.kra.run import Run
from data.people.person import by_id

HANDOVER = "handover"


def begin_handover(reader: Deciding, command: Command, deal: Deal) -> tuple[list[Change], str]:
    """The runs that begin with a won deal, one for each standard with items for a handover, and what to say of them.

    A deal that is won once more, after it was opened again, goes on in the run that it has.
    """
    if deal.owner_id is None:
        return [], ""
    person = by_id(reader, deal.owner_id)
    begun = reader.select(
        "select standard from kra_run where person_id = ? and about_table = 'deal' and about_id = ? "
        "and event = ? and closed_at is null",
        (person.id, deal.id, HANDOVER),
    )
    codes = [
        code
        for code, _, event in events_in_force(reader, person, command.at)
        if event == HANDOVER and (code,) not in begun
    ]
    day = day_of(command.at, person.zone).isoformat()
    runs = [
        Run(row, person.id, code, "event", day, day, HANDOVER, deal.label, "deal", deal.id)
        for code, row in zip(codes, reader.new_ids(command.at, len(codes)), strict=True)
    ]
    return [added("kra_run", run) for run in runs], ", its handover begun in KRA" if runs else ""
