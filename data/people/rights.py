"""Who may do what: the one place that every command passes."""

from __future__ import annotations

from data.kernel.commands import Reader
from data.kernel.errors import Refused

OWN = "own"
"""One's own records; an admin's reach is everybody's (imports for others)."""
PERSON = "person"
"""A person's particulars and days off: the person, the person's manager, an admin."""
LEAD = "lead"
"""Leads and what belongs to them: the command itself looks at whose each is."""
POST = "post"
"""What a person is to the company: start date, role, manager, handle, goal: an admin."""
COMPANY = "company"
"""Kinds, worths, goals, holidays, people: an admin."""


def check(reader: Reader, actor_id: int, right: str, subject: int | None) -> None:
    """Raise Refused, saying why, unless the actor may act on the subject's records."""
    rows = reader.select("select name, role, active from person where id = ?", (actor_id,))
    if not rows:
        raise Refused("Nobody of that id is in the store any more.")
    name, role, active = rows[0]
    if not active:
        raise Refused(f"{name} is no longer active.", code="person.inactive")
    if role == "admin":
        return
    if right == COMPANY:
        raise Refused("Only an admin may change what holds for the company.")
    if right == POST:
        raise Refused(
            "Only an admin may change somebody's start date, role, manager, handle or goal. "
            "One's own to change: name, e-mail address, time zone, working hours."
        )
    if right == LEAD or subject in (None, actor_id):
        return
    if right == PERSON and _manages(reader, actor_id, subject):
        return
    raise Refused(f"{name} may change only records of {name}'s own.")


def _manages(reader: Reader, manager: int, subject: int | None) -> bool:
    return bool(reader.select("select 1 from person where id = ? and manager_id = ?", (subject, manager)))
