"""Commands that correct the log: edit, delete. A manager's correction of a rep's log says whose entry it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.kernel.commands import (
    CLOCKS,
    CONTACT,
    LOG,
    TEAM,
    Change,
    Command,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.errors import Refused
from data.kernel.rows import added, changed, existing_record, removed
from data.people.person import Person, by_id
from data.points.bursts import flag_for
from data.points.kinds import kind_named, worth_on
from data.points.log import Activity, checked_count, checked_note, on_day, on_moment, refuse_signed
from data.records.as_it_stood import AsItStands
from data.records.match_keys import IDS, MatchKey


@command("activity.edit", TEAM, LOG | CONTACT | CLOCKS)
class EditActivity(NamedTuple):
    """Change an entry; a None leaves as it is. Re-rated only where its kind or day changes.

    Another count keeps the worth of one as it was frozen when the entry was logged. Whether it makes a burst is
    judged anew. At another moment it is another touch of its lead.
    """

    id: int
    actor: int
    at: int
    entry: int
    kind: str | None = None
    count: int | None = None  # type: ignore[assignment]  # hides tuple.count, which no command needs
    done_at: int | None = None
    note: str | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a signed week on either side of the change, an entry that is gone, and another moment where
        the entry's lead is out of the actor's reach.
        """
        entry = existing_record(reader, Activity, "activity", self.entry)
        person = by_id(reader, entry.person_id)
        kind = kind_named(reader, self.kind or entry.kind)
        count = entry.count if self.count is None else checked_count(self.count)
        done_at = entry.at if self.done_at is None else self.done_at
        day = date.fromisoformat(entry.day) if self.done_at is None else day_of(done_at, person.zone)
        refuse_signed(reader, person.id, date.fromisoformat(entry.day))
        refuse_signed(reader, person.id, day)
        if (kind.code, day.isoformat()) != (entry.kind, entry.day):
            points = count * worth_on(reader, kind.code, day)
        else:
            points = entry.points // entry.count * count
        edited = entry._replace(kind=kind.code, count=count, points=points, at=done_at, day=day.isoformat())
        if (kind.code, count, done_at) != (entry.kind, entry.count, entry.at):
            flag = flag_for(reader, person.id, kind, count, done_at, day, self.entry)
            edited = edited._replace(flag=flag)
        is_note_alone = edited == entry
        if self.note is not None:
            edited = edited._replace(note=checked_note(self.note))
        change = changed("activity", entry, edited, self.id)
        if change is None:
            raise Refused("That changes nothing.")
        touched: list[Change] = []
        if entry.lead_id is not None and done_at != entry.at:
            for follow in reader.registry.hooks("activity moved"):
                touched += follow(reader, self, entry, done_at, person)
        is_moved = self.done_at is not None
        when = on_moment(done_at, self.at, person) if is_moved else on_day(day, self.at, person)
        what = f"{kind.counted(count)}{when}"
        done = (
            f"note {'saved' if edited.note else 'removed'}: {what}" if is_note_alone else f"changed to {what}"
        )
        return Decision(
            _in_log_of(person, self, done),
            [change, *touched],
            points=points - entry.points,
            whose=(person.id,),
        )


@command("activity.delete", TEAM, LOG | CLOCKS)
class DeleteActivity(NamedTuple):
    """Remove an entry from the log; the journal keeps its image.

    What it did to its lead is taken back too, where the lead is within the actor's reach. One that has gone to
    somebody else stays as it is: one's own log is always one's own, the lead is not.
    """

    id: int
    actor: int
    at: int
    entry: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a signed week, and an entry that is gone."""
        entry = existing_record(reader, Activity, "activity", self.entry)
        person = by_id(reader, entry.person_id)
        day = date.fromisoformat(entry.day)
        refuse_signed(reader, person.id, day)
        kind = kind_named(reader, entry.kind)
        changes = [removed("activity", entry)]
        if entry.source_key is not None:
            # A file that says it again does not bring it back.
            (key,) = reader.new_ids(self.at, 1)
            changes.append(added("match_key", MatchKey(key, "activity", entry.id, IDS, entry.source_key)))
        if entry.lead_id is not None:
            for follow in reader.registry.hooks("activity removed"):
                changes += follow(reader, self, entry, person)
        return Decision(
            _in_log_of(person, self, f"deleted {kind.counted(entry.count)}{on_day(day, self.at, person)}"),
            changes,
            points=-entry.points,
            whose=(person.id,),
        )


def entry_as_it_stands(reader: Reader, entry_id: int, columns: Sequence[str]) -> AsItStands:
    """The values of some columns of an entry, and who changed it last. Raises Refused where it is gone."""
    entry = existing_record(reader, Activity, "activity", entry_id)
    value = tuple(getattr(entry, column) for column in columns)
    note = f", {entry.note}," if entry.note else ""
    words = f"it is {kind_named(reader, entry.kind).counted(entry.count)} of {entry.day}{note} now"
    return AsItStands(value, words, entry.touched or entry.id)


def _in_log_of(person: Person, command: Command, done: str) -> str:
    """What was done, and in whose log where that is not the actor's own."""
    return done if person.id == command.actor else f"{done}, in the log of {person.name}"
