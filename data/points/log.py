"""The log of activities: an entry as it stands in the store, and the commands: log, edit, delete."""

from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of, monday_of, short_day, week_label
from data.kernel.commands import (
    CLOCKS,
    CONTACT,
    EVENTS,
    LOG,
    OWN,
    Change,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, existing_record, removed
from data.kernel.text import bounded_lines
from data.people.person import Person, by_id
from data.points.bursts import flag_for
from data.points.kinds import kind_named, worth_on

MOST_AT_ONCE = 999
NOTE_LIMIT = 2_000


class Activity(NamedTuple):
    """One entry of the log: ``count`` activities of a kind, worth ``points``, done at the instant ``at`` on ``day``.

    ``flag`` says why somebody should look at it, ``lead_id`` whom it was done with, ``outcome`` how a call went.
    """

    id: int
    person_id: int
    kind: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which no row needs
    points: int
    at: int
    day: str
    note: str | None = None
    flag: str | None = None
    lead_id: int | None = None
    outcome: str | None = None
    batch_id: int | None = None
    source_key: str | None = None
    touched: int | None = None


def checked_count(count: int) -> int:
    """The count, if one entry may hold it. Raises UsageError otherwise."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise UsageError(f"A count is a whole number from 1 to {MOST_AT_ONCE}, not {count}.")
    return count


class Logged(NamedTuple):
    """A new entry, what else changes by it, and the words on it."""

    entry: Activity
    follows: list[Change]
    summary: str

    @property
    def changes(self) -> list[Change]:
        """All that changes."""
        return [added("activity", self.entry), *self.follows]


@command("activity.log", OWN, LOG | CONTACT | EVENTS | CLOCKS, creates="activity")
class LogActivity(NamedTuple):
    """Log ``count`` activities of one kind, done at the instant ``done_at``.

    The points are frozen by the scale of the activity's own day. The new row bears the command's id.
    """

    id: int
    actor: int
    at: int
    kind: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which no command needs
    done_at: int
    note: str = ""
    lead_id: int | None = None
    person_id: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what ``logged`` refuses."""
        logged = self.logged(reader)
        entry = logged.entry
        return Decision(logged.summary, logged.changes, points=entry.points, whose=(entry.person_id,))

    def logged(self, reader: Deciding, entry_id: int | None = None) -> Logged:
        """The entry, of this id or else the command's.

        Refuses a signed week, a person who does not sell, an unknown or retired kind, a count out of range, and a lead
        out of the actor's reach.
        """
        person = by_id(reader, self.person_id or self.actor)
        if not person.sells:
            raise Refused(
                f"{person.name} does not sell: nothing is logged.",
                code="person.no_seller",
                handle=person.handle,
            )
        kind = kind_named(reader, self.kind)
        if not kind.active:
            raise Refused(f"{kind.name} is retired and cannot be logged.")
        count = checked_count(self.count)
        day = day_of(self.done_at, person.zone)
        refuse_signed(reader, person.id, day)
        points = count * worth_on(reader, kind.code, day)
        flag = flag_for(reader, person.id, kind, count, self.done_at, day)
        entry = Activity(
            id=self.id if entry_id is None else entry_id,
            person_id=person.id,
            kind=kind.code,
            count=count,
            points=points,
            at=self.done_at,
            day=day.isoformat(),
            note=_checked_note(self.note),
            flag=flag,
            lead_id=self.lead_id,
        )
        summary = f"{kind.counted(count)}{on_day(day, self.at, person)}"
        follows: list[Change] = []
        if self.lead_id is not None:
            for follow in reader.registry.hooks("activity logged"):
                entry, changes, words = follow(reader, self, entry, person)
                follows += changes
                summary += words
        return Logged(entry, follows, summary)


@command("activity.edit", OWN, LOG | CONTACT | CLOCKS)
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
            edited = edited._replace(note=_checked_note(self.note))
        change = changed("activity", entry, edited, self.id)
        if change is None:
            raise Refused("That changes nothing.")
        touched: list[Change] = []
        if entry.lead_id is not None and done_at != entry.at:
            for follow in reader.registry.hooks("activity moved"):
                touched += follow(reader, self, entry, done_at, person)
        what = f"{kind.counted(count)}{on_day(day, self.at, person)}"
        return Decision(
            f"note {'saved' if edited.note else 'removed'}: {what}"
            if is_note_alone
            else f"changed to {what}",
            [change, *touched],
            points=points - entry.points,
            whose=(person.id,),
        )


@command("activity.delete", OWN, LOG | CLOCKS)
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
        if entry.lead_id is not None:
            for follow in reader.registry.hooks("activity removed"):
                changes += follow(reader, self, entry, person)
        return Decision(
            f"deleted {kind.counted(entry.count)}{on_day(day, self.at, person)}",
            changes,
            points=-entry.points,
            whose=(person.id,),
        )


def _checked_note(text: str) -> str | None:
    """A note as an entry holds it: None for none."""
    return bounded_lines(text, NOTE_LIMIT, "A note") or None


def refuse_signed(reader: Reader, person_id: int, day: date) -> None:
    """Raise Refused where the day's week is signed off."""
    monday = monday_of(day)
    rows = reader.select(
        "select person.name from signed_week join person on person.id = signed_by "
        "where person_id = ? and monday = ?",
        (person_id, monday.isoformat()),
    )
    if rows:
        raise Refused(
            f"Week {week_label(monday)} was signed off by {rows[0][0]} and is closed. "
            "A correction is an adjustment in the open week."
        )


def on_day(day: date, now: int, person: Person) -> str:
    """`` on Thu 19 Nov`` where the day is not the person's today, else nothing; another year is named."""
    today = day_of(now, person.zone)
    return "" if day == today else f" on {short_day(day, today)}"
