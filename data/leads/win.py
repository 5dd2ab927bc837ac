"""Closing leads as won. A deal that is won is worth its points once, however it was told."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import (
    CLOCKS,
    CONTACT,
    EVENTS,
    LOG,
    REACH,
    Change,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.errors import Refused
from data.kernel.rows import added, changed
from data.leads.change_leads import at_rest, named, owners_of, writable
from data.leads.lead import Lead, with_merged
from data.people.person import Person, by_id
from data.points.log import LogActivity

WON = "won"
"""The status of a lead that was won, and the kind of activity that a deal won is."""


@command("lead.win", REACH, LOG | CONTACT | EVENTS | CLOCKS)
class WinLeads(NamedTuple):
    """Close leads as won: their clocks, steps and snoozes end.

    A deal won is logged with each of them, for whoever acts, where none has been before.
    """

    id: int
    actor: int
    at: int
    leads: tuple[int, ...]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses leads that are all won already. For somebody who does not sell nothing is logged."""
        found = [writable(reader, self, lead_id) for lead_id in dict.fromkeys(self.leads)]
        leads = [lead for lead in found if lead.status != WON]
        if not found:
            raise Refused("No lead is chosen.")
        if not leads:
            raise Refused(f"{named(found)} {'is' if len(found) == 1 else 'are'} won already.")
        person = by_id(reader, self.actor)
        logged = [lead for lead in leads if _is_to_log(reader, lead, person)]
        ids = dict(zip((lead.id for lead in logged), reader.new_ids(self.at, len(logged)), strict=True))
        changes: list[Change] = []
        points = 0
        for lead in leads:
            follows: list[Change] = []
            if lead.id in ids:
                log = LogActivity(self.id, self.actor, self.at, WON, 1, self.at, lead_id=lead.id)
                entry, follows, _ = log.logged(reader, ids[lead.id])
                changes.append(added("activity", entry))
                points += entry.points
            changes += closed_as_won(lead, follows, self.id)
        words = "" if len(logged) == len(leads) else f", {len(leads) - len(logged)} logged before"
        if len(leads) == 1 and not logged:
            words = ", its deal was logged before" if person.sells else f": {person.name} logs no points"
        return Decision(
            f"{named(leads)} won{words}", changes, points=points, whose=owners_of(leads) | {self.actor}
        )


def closed_as_won(lead: Lead, follows: list[Change], command_id: int) -> list[Change]:
    """The changes by which a lead is closed as won; ``follows`` are those that logging its deal brings along."""
    closed = at_rest(_as_followed(lead, follows))._replace(status=WON, reason="", next_step="")
    change = changed("lead", lead, closed, command_id)
    return [*(one for one in follows if one.table != "lead"), *([] if change is None else [change])]


def _is_to_log(reader: Reader, lead: Lead, person: Person) -> bool:
    """Whether a deal is still to be logged for a lead: by somebody who sells, where none was and there is the kind."""
    if not person.sells or not reader.select("select 1 from kind where code = ? and active = 1", (WON,)):
        return False
    ids = ", ".join(map(str, with_merged(reader, lead.id)))
    return not reader.select(f"select 1 from activity where lead_id in ({ids}) and kind = ? limit 1", (WON,))


def _as_followed(lead: Lead, follows: list[Change]) -> Lead:
    """The lead as the log leaves it."""
    for change in follows:
        if change.table == "lead" and change.id == lead.id:
            return lead._replace(**{**(change.after or {}), "touched": lead.touched})
    return lead
