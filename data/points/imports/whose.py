"""Whose an activity is: an admin brings in everybody's, everybody else only their own."""

from __future__ import annotations

from collections.abc import Mapping

from data.imports.left_rows import Reason
from data.imports.owners import Owners, plain_owner
from data.imports.spec import Job
from data.kernel.commands import Reader
from data.kernel.errors import UsageError
from data.people.person import Person, everybody
from data.points.imports.items import NOT_YOURS, OWNER_LEFT_OUT, OWNER_UNKNOWN


def activity_owners(reader: Reader, actor: Person, told: Mapping[str, str]) -> Owners:
    """The people whom a file of activities may name: those who have left too, as their work stays theirs.

    Raises UsageError where who maps owners is no admin.
    """
    if told and actor.role != "admin":
        raise UsageError(
            "Only an admin may say whose records those of another system are.", code="owner.no_admin"
        )
    return Owners(reader, everybody(reader), told, may_leave_out=True)


def refuse_for_others(job: Job) -> None:
    """Raise UsageError where somebody else's rows are to be brought in by who is no admin."""
    if job.owner.id != job.actor.id and job.actor.role != "admin":
        raise UsageError("Only an admin may import for others.")


def whose(job: Job, owner: str) -> Person | Reason:
    """The person whose activity a row is, or why it is left out; one without an owner goes to the job's."""
    if not plain_owner(owner):
        return job.owner
    person = job.owners.person(owner)
    is_admin = job.actor.role == "admin"
    if person is not None:
        return person if is_admin or person.id == job.actor.id else NOT_YOURS
    if plain_owner(owner) in job.owners.left_out:
        return OWNER_LEFT_OUT
    return OWNER_UNKNOWN if is_admin else NOT_YOURS
