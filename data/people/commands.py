"""Commands on people: add, edit (which also deactivates), with their managers, goals and aliases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from data.calendar.days import day_of, zone
from data.calendar.hours import parse_hours
from data.kernel.commands import (
    CLOCKS,
    COMPANY,
    POST,
    TEAM,
    Deciding,
    Decision,
    Reader,
    Whose,
    command,
)
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, existing_record
from data.kernel.text import bounded, clean
from data.people.aliases import alias_changes
from data.people.goal_commands import NewGoal, goal_change
from data.people.managers import refuse_manager, refuse_orphans
from data.people.person import ROLES, Person
from data.people.sales_roles import CODES
from data.people.signed_weeks import refuse_moving_signed
from data.people.working_time import follow_working_time

NAME_LIMIT = 80
NAMELESS_HANDLE = "rep"
"""The handle of a person whose name has no letter from a to z."""
FARTHEST_START = 366
"""How many days ahead a first day may lie."""
_PERSONAL = {"name", "email", "time_zone", "working_hours"}


@command("person.add", COMPANY)
class AddPerson(NamedTuple):
    """Add a person, with the id of the command. ``columns`` are those of the table, checked and cleaned here.

    ``goal`` is a weekly goal of the person's own, ``aliases`` are the person's names in imported files.
    """

    id: int
    actor: int
    at: int
    columns: Mapping[str, Any]
    goal: NewGoal | None = None
    aliases: tuple[str, ...] = ()

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a handle or alias that is taken, a manager who is none, particulars that make no sense."""
        blank = Person(self.id, handle="", name="", role="", start_date="", time_zone="", working_hours="")
        person = checked_person(blank._replace(**self.columns))
        if not self.columns.get("handle") and person.handle == NAMELESS_HANDLE:
            person = person._replace(handle=_free_handle(reader))
        refuse_far_start(person, self.at)
        refuse_taken_handle(reader, person.handle, self.id)
        refuse_manager(reader, self.id, person.manager_id)
        changes = [added("person", person), *alias_changes(reader, self, self.id, self.aliases)]
        if self.goal is not None:
            changes += goal_change(reader, self.id, self.id, self.goal)
        return Decision(f"{person.name} added as {person.handle}", changes, whose=(COMPANY,))


@command("person.edit", TEAM, CLOCKS)
class EditPerson(NamedTuple):
    """Change a person's particulars; only the columns named. ``active`` 0 deactivates.

    ``goal`` and ``aliases`` are added to those that the person has.
    """

    id: int
    actor: int
    at: int
    person_id: int
    columns: Mapping[str, Any]
    goal: NewGoal | None = None
    aliases: tuple[str, ...] = ()

    def decide(self, reader: Deciding) -> Decision:
        """Refuses to leave the store without an active admin, and a team without its manager; a start date or
        goal that would move a week that is signed off.
        """
        person = existing_record(reader, Person, "person", self.person_id)
        edited = checked_person(person._replace(**self.columns))
        if "start_date" in self.columns:
            refuse_far_start(edited, self.at)
        if "handle" in self.columns:
            refuse_taken_handle(reader, edited.handle, self.person_id)
        if "manager_id" in self.columns:
            refuse_manager(reader, self.person_id, edited.manager_id)
        if edited.role == "rep" or not edited.active:
            refuse_orphans(reader, self.person_id)
        if person.role == "admin" and (edited.role != "admin" or not edited.active):
            keep_one_admin(reader, self.person_id)
        change = changed("person", person, edited, self.id)
        changes = [change] if change else []
        changes += alias_changes(reader, self, self.person_id, self.aliases)
        if self.goal is not None:
            changes += goal_change(reader, self.id, self.person_id, self.goal)
        refuse_moving_signed(reader, changes)
        if {"working_hours", "time_zone"} & set((change.after if change else None) or {}):
            changes += follow_working_time(reader, self, edited)
        if not changes:
            raise Refused("That changes nothing.")
        return Decision(f"{edited.name} {self._what()}", changes, whose=self._whose())

    def _whose(self) -> tuple[Whose, ...]:
        """Own name, address and hours are the person's to change; the rest is of the post."""
        is_personal = set(self.columns) <= _PERSONAL and self.goal is None and not self.aliases
        return (self.person_id,) if is_personal else (self.person_id, POST)

    def _what(self) -> str:
        """What was done, for the summary."""
        if self.columns.get("active") == 0:
            return "deactivated"
        names = [name.removesuffix("_id").replace("_", " ") for name in self.columns]
        names += ["goal"] if self.goal else []
        names += ["alias"] if self.aliases else []
        return "changed: " + ", ".join(names)


def refuse_taken_handle(reader: Reader, handle: str, person_id: int) -> None:
    """Raise Refused where somebody else has the handle."""
    if reader.select("select 1 from person where handle = ? and id <> ?", (handle, person_id)):
        raise Refused(f"The handle {handle!r} is taken.", code="handle.taken")


def checked_person(person: Person) -> Person:
    """A person made fit for the store, also of one without a handle or e-mail address.

    Raises UsageError that says what is wrong with which particular.
    """
    name = bounded(person.name or "", NAME_LIMIT, "A name")
    if not name:
        raise UsageError("A person needs a name.")
    handle = checked_handle(person.handle or handle_from(name))
    email = bounded(person.email or "", 254, "An e-mail address").lower()
    if email and "@" not in email:
        raise UsageError(f"{email!r} is no e-mail address.")
    if person.role not in ROLES:
        raise UsageError(f"{person.role!r} is no role. Roles: {', '.join(ROLES)}.")
    sales_role = person.sales_role.strip().upper()
    if sales_role and sales_role not in CODES:
        raise UsageError(
            f"{clean(person.sales_role, 20)!r} is no sales role. Sales roles: {', '.join(CODES)}."
        )
    start, hours = checked_start(person.start_date), " ".join(person.working_hours.split())
    parse_hours(hours, zone(person.time_zone))
    territory = bounded(person.territory or "", NAME_LIMIT, "A territory")
    return person._replace(
        name=name,
        handle=handle,
        email=email,
        sales_role=sales_role,
        territory=territory,
        start_date=start,
        working_hours=hours,
    )


def checked_start(text: str) -> str:
    """A start date in ISO form. Raises UsageError where it is none, or far from our time."""
    try:
        start = date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{text!r} is no date. Write the start date like 2026-09-07.") from None
    if not 1970 <= start.year <= 2100:
        raise UsageError(f"{text!r} cannot be a start date. Write it like 2026-09-07.")
    return start.isoformat()


def refuse_far_start(person: Person, now: int) -> None:
    """Raise UsageError where a person would start more than a year after ``now``: a slip of the keyboard."""
    today = day_of(now, person.zone)
    if (person.start - today).days > FARTHEST_START:
        raise UsageError(f"{person.start} lies more than a year ahead. Write the first day like {today}.")


def checked_handle(text: str) -> str:
    """A handle: 1 to 32 letters a-z, digits, dots and dashes. Raises UsageError otherwise."""
    handle = text.strip().lower()
    if not handle or len(handle) > 32 or not all(c.isascii() and (c.isalnum() or c in ".-_") for c in handle):
        raise UsageError(
            f"{clean(text, 40)!r} cannot be a handle. Use letters, digits, dots and dashes, like maria."
        )
    return handle


def handle_from(name: str) -> str:
    """A handle made of a name's first word; NAMELESS_HANDLE where none of its letters will do."""
    from unicodedata import combining, normalize

    plain = "".join(c for c in normalize("NFKD", name.split()[0] if name.split() else "") if not combining(c))
    return "".join(c for c in plain.lower() if c.isascii() and c.isalnum())[:32] or NAMELESS_HANDLE


def _free_handle(reader: Reader) -> str:
    """``rep``, or ``rep2`` and so on where that is taken."""
    taken = {row[0] for row in reader.select("select handle from person")}
    numbered = (f"{NAMELESS_HANDLE}{number}" for number in range(2, len(taken) + 3))
    return next(handle for handle in (NAMELESS_HANDLE, *numbered) if handle not in taken)


def keep_one_admin(reader: Reader, leaving: int) -> None:
    """Raise Refused where a store would be left without an active admin."""
    if not reader.select("select 1 from person where role = 'admin' and active = 1 and id <> ?", (leaving,)):
        raise Refused("The store needs one active admin. Make somebody else an admin first.")
