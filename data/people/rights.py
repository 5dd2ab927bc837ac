"""Who may do what: the one place that every command passes.

A class of commands names its right, a decision names whose records change. The rights:

- own: one's own records alone, as the log of activities;
- team: one's own and those of one's team, as particulars, days off, corrections of the log, steps taken back;
- lead: those of one's team, never one's own, as goals, quotas and targets;
- reach: all that one reaches, records of nobody among them, as leads and what belongs to them;
- company: what holds for everybody, or for somebody's post: an admin's alone.

An admin has each of them for everybody's records. A decision that names nobody is refused to everybody.
"""

from __future__ import annotations

from collections.abc import Collection

from data.kernel.commands import COMPANY, LEAD, NOBODY, OWN, POST, REACH, Reader, Right, Whose
from data.kernel.errors import Refused
from data.people.person import Person, by_ids


def check(reader: Reader, actor_id: int, right: Right, whose: Collection[Whose]) -> None:
    """Raise Refused, saying why, unless the actor may change records of all these.

    Somebody's post (start date, role, manager, handle, whether they work here) is an admin's to change, whatever the
    right.
    """
    found = by_ids(reader, [actor_id])
    if not found:
        raise Refused("Nobody of that id is in the store any more.")
    actor = found[0]
    if not actor.active:
        raise Refused(f"{actor.name} is no longer active.", code="person.inactive")
    if not whose:
        raise Refused("It is not said whose records that changes, so nobody may do it.")
    if actor.role == "admin":
        return
    if POST in whose:
        raise Refused(
            "Only an admin may change somebody's start date, role, manager or handle. "
            "One's own to change: name, e-mail address, time zone, working hours."
        )
    if right == COMPANY or COMPANY in whose:
        raise Refused("Only an admin may change what holds for the company.")
    if right == LEAD and (actor_id in whose or not actor.leads):
        raise Refused("That is set by a manager or an admin, and by nobody for themselves.")
    strangers = {one for one in whose if one != actor_id}
    if strangers and (right == OWN or not _reaches(reader, actor, right, strangers)):
        raise Refused(f"{actor.name} may change only records of {actor.name}'s own.")


def _reaches(reader: Reader, actor: Person, right: Right, others: Collection[Whose]) -> bool:
    """Whether all the others are reached; records of nobody only with the right to whatever one reaches."""
    # Only here, as the quick commands are about one's own log.
    from data.people.reach import reach_of

    reach = reach_of(reader, actor)
    return all(right == REACH if one == NOBODY else reach.holds_person(int(one)) for one in others)
