"""The log of activities: an entry as it stands in the store, and the command that logs."""

from datetime import date

from data.calendar.days import clock_time, day_of, monday_of, short_day, week_label
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
from data.kernel.quick_typing import NamedTuple
from data.kernel.rows import added
from data.kernel.text import bounded_lines
from data.people.person import Person, by_id
from data.points.bursts import flag_for
from data.points.kinds import kind_named, worth_on

MOST_AT_ONCE = 999
NOTE_LIMIT = 2_000
MINUTE = 60_000


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


def checked_note(text: str) -> str | None:
    """A note as an entry holds it: None for none."""
    return bounded_lines(text, NOTE_LIMIT, "A note") or None


Logged = tuple[Activity, list[Change], str]
"""A new entry, what else changes by it, and the words on it."""


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
        entry, follows, summary = self.logged(reader)
        changes = [added("activity", entry), *follows]
        return Decision(summary, changes, points=entry.points, whose=(entry.person_id,))

    def logged(self, reader: Deciding, entry_id: int | None = None, outcome: str | None = None) -> Logged:
        """The entry, of this id or else the command's, with how a call went.

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
            note=checked_note(self.note),
            flag=flag,
            lead_id=self.lead_id,
            outcome=outcome,
        )
        summary = f"{kind.counted(count)}{on_moment(self.done_at, self.at, person)}"
        follows: list[Change] = []
        if self.lead_id is not None:
            for follow in reader.registry.hooks("activity logged"):
                entry, changes, words = follow(reader, self, entry, person)
                follows += changes
                summary += words
        return entry, follows, summary


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
            "A correction is an adjustment of its manager's."
        )


def on_moment(at: int, now: int, person: Person) -> str:
    """`` at 09:30``, `` on Thu 19 Nov 09:30``: when something was done, where that is not just now."""
    if abs(now - at) < MINUTE:
        return ""
    day, clock = on_day(day_of(at, person.zone), now, person), clock_time(at, person.zone)
    return f"{day} {clock}" if day else f" at {clock}"


def on_day(day: date, now: int, person: Person) -> str:
    """`` on Thu 19 Nov`` where the day is not the person's today, else nothing; another year is named."""
    today = day_of(now, person.zone)
    return "" if day == today else f" on {short_day(day, today)}"
