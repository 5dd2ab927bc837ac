"""Commands on a lead's record: add, edit, note, tag, assign.

Those that take several leads do the same to each, in one step that undo takes back whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from data.kernel.commands import (
    CLOCKS,
    EVENTS,
    MATCH_KEYS,
    REACH,
    Change,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.engine import Value
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed
from data.leads.attention import cold_at
from data.leads.change_leads import each, named, owners_of, worked, writable
from data.leads.fields import LEADS, PARTICULARS, checked_lead, refuse_nameless
from data.leads.lead import Lead
from data.leads.response_clocks import reset
from data.people.person import Person, by_id
from data.records.choices import Spelling
from data.records.custom_fields import with_custom
from data.records.fields import checked_particulars, refuse_long
from data.records.match_keys import key_changes
from data.records.notes import Note, checked_note
from data.records.phone_region import same_region
from data.records.tags import typed_tags, with_tags, without_tags


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
        refuse_long(LEADS, self.columns)
        spelling = Spelling(reader, LEADS)
        new = Lead(self.id, owner_id=self.actor, created_at=self.at, cold_at=cold_at(reader, "new", self.at))
        lead = new._replace(**spelling.of_all(checked_lead(self.columns)))
        if self.custom:
            lead = lead._replace(custom=with_custom(lead.custom, self.custom))
        spelling.refuse_unknown("channel", lead.channel)
        changes = [added("lead", lead), *key_changes(reader, LEADS, self, lead)]
        guards = [same_region(reader)] if lead.phones else []
        return Decision(f"{lead.label} added", changes, whose=owners_of([lead]), statements=guards)


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
        """Refuses to leave a lead with neither a name nor a company, and columns that are no particulars.

        A channel that is none of the company's may stay, as an import brought it, but not come.
        """
        unknown = sorted(set(self.columns) - {field.column for field in PARTICULARS})
        if unknown:
            raise UsageError(f"{', '.join(unknown)}: no particular of a lead.")
        refuse_long(LEADS, self.columns)
        lead = writable(reader, self, self.lead_id)
        spelling = Spelling(reader, LEADS)
        edited = lead._replace(**spelling.of_all(checked_particulars(LEADS, self.columns)))
        refuse_nameless(edited.name, edited.company)
        if self.custom:
            edited = edited._replace(custom=with_custom(edited.custom, self.custom))
        if edited.channel != lead.channel:
            spelling.refuse_unknown("channel", edited.channel)
        change = changed("lead", lead, edited, self.id)
        if change is None:
            raise Refused("That changes nothing.")
        what = ", ".join(name.replace("_", " ") for name in (change.after or {}) if name != "touched")
        return Decision(
            f"{edited.label} changed: {what}",
            [change, *key_changes(reader, LEADS, self, edited)],
            whose=owners_of([lead]),
            statements=[same_region(reader)] if edited.phones else [],
        )


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
        lead = writable(reader, self, self.lead_id)
        note = added(
            "note", Note(self.id, LEADS.table, lead.id, self.actor, self.at, checked_note(self.text))
        )
        change = changed("lead", lead, worked(reader, lead, self.at), self.id)
        return Decision(
            f"note on {lead.label}", [note] if change is None else [note, change], whose=owners_of([lead])
        )


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
        """Tags are kept in lowercase, parted by commas."""
        tags = typed_tags(self.tag)
        put = with_tags if self.on else without_tags

        def tagged(lead: Lead) -> Lead:
            return lead._replace(tags=put(lead.tags, tags))

        said = ", ".join(tags)
        off = f"tag{'s' if len(tags) > 1 else ''} {said} off"
        return each(reader, self, self.leads, tagged, f"tagged {said}" if self.on else off)


@command("lead.assign", REACH, CLOCKS)
class Assign(NamedTuple):
    """Give leads to a person; ``person_id`` None takes them from everybody."""

    id: int
    actor: int
    at: int
    leads: tuple[int, ...]
    person_id: int | None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses somebody who is no longer active."""
        person: Person | None = by_id(reader, self.person_id) if self.person_id is not None else None
        if person is not None and not person.active:
            raise Refused(f"{person.name} is no longer active.")
        if not self.leads:
            raise Refused("No lead is chosen.")
        leads = [writable(reader, self, lead_id) for lead_id in dict.fromkeys(self.leads)]
        changes = [change for lead in leads for change in self._given(reader, lead, person)]
        if not changes:
            raise Refused("That changes nothing.")
        whom = person.name if person else "nobody"
        return Decision(f"{named(leads)} given to {whom}", changes, whose=owners_of(leads))

    def _given(self, reader: Reader, lead: Lead, person: Person | None) -> list[Change]:
        """A clock that runs goes on in the new owner's working time."""
        given, messages = lead, list[Change]()
        if person is not None and lead.owner_id != person.id:
            given, messages = reset(reader, self, lead, person)
        change = changed("lead", lead, given._replace(owner_id=self.person_id), self.id)
        return messages if change is None else [change, *messages]
