"""Commands on a lead's record: add, edit, note, tag, assign.

Those that take several leads do the same to each, in one step that undo takes back whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

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
    insert,
    update,
)
from data.kernel.engine import Value
from data.kernel.errors import Refused, UsageError
from data.kernel.text import bounded, bounded_lines
from data.leads.attention import cold_at
from data.leads.change_leads import each, owners_of, writable
from data.leads.choices import Spelling
from data.leads.fields import (
    FIELDS,
    checked_lead,
    checked_particulars,
    refuse_long,
    refuse_nameless,
    with_custom,
)
from data.leads.lead import label
from data.leads.match_keys import key_changes, same_region
from data.leads.response_clocks import reset
from data.people.person import Person, by_id

NOTE_LIMIT = 4_000


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
        refuse_long(self.columns)
        spelling = Spelling(reader)
        row = spelling.of_all(checked_lead(self.columns))
        if self.custom:
            row["custom"] = with_custom(str(row.get("custom", "")), self.custom)
        spelling.refuse_unknown_channel(str(row.get("channel", "")))
        row = {
            "owner_id": self.actor,
            "status": "new",
            "created_at": self.at,
            "cold_at": cold_at(reader, "new", self.at),
            **row,
        }
        changes = [insert("lead", self.id, row), *key_changes(reader, self, self.id, row)]
        guards = [same_region(reader)] if row.get("phones") else []
        return Decision(f"{label(row)} added", changes, whose=owners_of([row]), statements=guards)


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
        unknown = sorted(set(self.columns) - {field.column for field in FIELDS})
        if unknown:
            raise UsageError(f"{', '.join(unknown)}: no particular of a lead.")
        refuse_long(self.columns)
        row = writable(reader, self, self.lead_id)
        spelling = Spelling(reader)
        columns = spelling.of_all(checked_particulars(self.columns))
        refuse_nameless({**row, **columns})
        if self.custom:
            columns["custom"] = with_custom(str(columns.get("custom", row["custom"])), self.custom)
        if "channel" in columns and columns["channel"] != row["channel"]:
            spelling.refuse_unknown_channel(str(columns["channel"]))
        change = update("lead", row, self.id, columns)
        if change is None:
            raise Refused("That changes nothing.")
        keys = key_changes(reader, self, self.lead_id, {**row, **columns})
        what = ", ".join(name.replace("_", " ") for name in (change.after or {}) if name != "touched")
        guards = [same_region(reader)] if {**row, **columns}["phones"] else []
        return Decision(
            f"{label({**row, **columns})} changed: {what}",
            [change, *keys],
            whose=owners_of([row]),
            statements=guards,
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
        row = writable(reader, self, self.lead_id)
        text = bounded_lines(self.text, NOTE_LIMIT, "A note")
        if not text:
            raise UsageError("A note needs words.")
        note = {
            "record_table": "lead",
            "record_id": self.lead_id,
            "person_id": self.actor,
            "at": self.at,
            "text": text,
        }
        change = update("lead", row, self.id, {"unworked": 0})
        added = insert("note", self.id, note)
        return Decision(
            f"note on {label(row)}", [added] if change is None else [added, change], whose=owners_of([row])
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
        words = [bounded(word, 40, "A tag").lower() for word in self.tag.split(",")]
        tags = list(dict.fromkeys(word for word in words if word))
        if not tags:
            raise UsageError("A tag needs a word.")

        def columns(row: Mapping[str, Any]) -> dict[str, Value]:
            others = [word for word in row["tags"].split(", ") if word and word not in tags]
            return {"tags": ", ".join([*others, *tags] if self.on else others)}

        said = ", ".join(tags)
        off = f"tag{'s' if len(tags) > 1 else ''} {said} off"
        return each(reader, self, self.leads, columns, f"tagged {said}" if self.on else off)


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
        rows = [writable(reader, self, lead_id) for lead_id in dict.fromkeys(self.leads)]
        changes = [change for row in rows for change in self._given(reader, row, person)]
        if not changes:
            raise Refused("That changes nothing.")
        who = label(rows[0]) if len(rows) == 1 else f"{len(rows)} leads"
        return Decision(
            f"{who} given to {person.name if person else 'nobody'}", changes, whose=owners_of(rows)
        )

    def _given(self, reader: Reader, row: Mapping[str, Any], person: Person | None) -> list[Change]:
        """A clock that runs goes on in the new owner's working time."""
        columns: dict[str, Value] = {"owner_id": self.person_id}
        messages: list[Change] = []
        if person is not None and row["owner_id"] != person.id:
            clock, messages = reset(reader, self, row, person)
            columns |= clock
        change = update("lead", row, self.id, columns)
        return messages if change is None else [change, *messages]
