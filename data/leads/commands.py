"""Commands on a lead's record: add, edit, note, tag, assign.

Those that take several leads do the same to each, in one step that undo takes back whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from data.kernel.commands import CLOCKS, EVENTS, MATCH_KEYS, REACH, Change, Deciding, Decision, command
from data.kernel.engine import Value
from data.leads.attention import cold_at
from data.leads.change_leads import LEAD_RULES
from data.leads.lead import Lead
from data.leads.response_clocks import reset
from data.people.person import Person
from data.records.commands import decide_add, decide_assign, decide_edit, decide_note, decide_tags


@command("lead.add", REACH, MATCH_KEYS)
class AddLead(NamedTuple):
    """A new lead of the actor's, with the id of the command. ``columns`` are checked and cleaned here.

    ``custom`` are added fields by their name.
    """

    id: int
    actor: int
    at: int
    columns: Mapping[str, Value]
    custom: Mapping[str, str] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a lead that has neither a name nor a company, and a channel that the company does not have."""
        new = Lead(self.id, owner_id=self.actor, created_at=self.at, cold_at=cold_at(reader, "new", self.at))
        return decide_add(LEAD_RULES, reader, self, new, self.columns, self.custom)


@command("lead.edit", REACH, MATCH_KEYS)
class EditLead(NamedTuple):
    """Change a lead's particulars; only the columns named, and of the added fields only those in ``custom``."""

    id: int
    actor: int
    at: int
    lead_id: int
    columns: Mapping[str, Value]
    custom: Mapping[str, str] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses to leave a lead with neither a name nor a company, and columns that are no particulars."""
        return decide_edit(LEAD_RULES, reader, self, self.lead_id, self.columns, self.custom)


@command("lead.note", REACH, EVENTS)
class AddNote(NamedTuple):
    """Write a note on a lead."""

    id: int
    actor: int
    at: int
    lead_id: int
    text: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an empty note. A note takes a lead out of the unworked, but is no touch."""
        return decide_note(LEAD_RULES, reader, self, self.lead_id, self.text)


@command("lead.tag", REACH)
class Tag(NamedTuple):
    """Put tags on leads, or take them off: one, or several with commas between them."""

    id: int
    actor: int
    at: int
    leads: tuple[int, ...]
    tag: str
    on: bool = True

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is no tag."""
        return decide_tags(LEAD_RULES, reader, self, self.leads, self.tag, on=self.on)


@command("lead.assign", REACH, CLOCKS)
class Assign(NamedTuple):
    """Give leads to a person; ``person_id`` None takes them from everybody."""

    id: int
    actor: int
    at: int
    leads: tuple[int, ...]
    person_id: int | None

    def decide(self, reader: Deciding) -> Decision:
        """A clock that runs goes on in the new owner's working time. Refuses somebody who is no longer active."""

        def moved(lead: Lead, person: Person) -> tuple[Lead, list[Change]]:
            return reset(reader, self, lead, person)

        return decide_assign(LEAD_RULES, reader, self, self.leads, self.person_id, moved)
