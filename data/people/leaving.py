"""Somebody leaves: what is open of theirs is handed on to somebody else in the same step, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import CLOCKS, COMPANY, POST, TOLD, Change, Command, Deciding, Decision, command
from data.kernel.errors import Refused
from data.kernel.rows import changed, select_records
from data.people.commands import keep_one_admin
from data.people.managers import refuse_manager, refuse_orphans
from data.people.person import Person, by_id

LEAVES = "somebody leaves"
"""What nouns above wait for."""


class HandedOn(NamedTuple):
    """What a noun hands on of somebody who leaves: in words with its number, and the changes by which it does."""

    words: str
    changes: Sequence[Change]


@command("person.leave", COMPANY, CLOCKS | TOLD)
class LeavePerson(NamedTuple):
    """Deactivate a person; what is open of theirs is ``heir_id``'s from now on, their team too.

    Their log, what they have won and what is done stay in their name.
    """

    id: int
    actor: int
    at: int
    person_id: int
    heir_id: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses somebody who has left already, and an heir who cannot be one; to be left without an admin."""
        leaver, heir = by_id(reader, self.person_id), by_id(reader, self.heir_id)
        if not leaver.active:
            raise Refused(f"{leaver.name} is no longer active.", code="person.inactive")
        if heir.id == leaver.id:
            raise Refused(f"{leaver.name} leaves: name somebody else to go on.")
        if not heir.active:
            raise Refused(f"{heir.name} is no longer active and takes nothing on.")
        if leaver.role == "admin":
            keep_one_admin(reader, leaver.id)
        gone = changed("person", leaver, leaver._replace(active=0), self.id)
        changes = [gone] if gone else []
        handed = [_team(reader, self, leaver, heir)]
        handed += [follow(reader, self, leaver, heir) for follow in reader.registry.hooks(LEAVES)]
        for one in handed:
            changes += one.changes
        words = ", ".join(one.words for one in handed if one.changes) or "nothing was open"
        return Decision(
            f"{leaver.name} deactivated, to {heir.name}: {words}", changes, whose=(leaver.id, POST)
        )


def _team(reader: Deciding, command: Command, leaver: Person, heir: Person) -> HandedOn:
    """The people whom the leaver reviews are the heir's, where the heir may review; the heir goes up to who reviewed
    the leaver.
    """
    team = select_records(
        reader, Person, "person", "where manager_id = ? and active = 1 order by name, id", (leaver.id,)
    )
    if not team:
        return HandedOn("", ())
    if not heir.leads:
        refuse_orphans(reader, leaver.id)
    changes = []
    for member in team:
        manager = heir.id if member.id != heir.id else leaver.manager_id
        if member.id != heir.id:
            refuse_manager(reader, member.id, manager)
        change = changed("person", member, member._replace(manager_id=manager), command.id)
        changes += [change] if change else []
    return HandedOn(f"a team of {len(team)}", changes)
