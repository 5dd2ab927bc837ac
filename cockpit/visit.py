"""Another's cockpit, looked at by who reviews its owner: a desk that reads, and screens of its own."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.errors import Refused
from data.kernel.store import Store
from data.people.person import Person, by_id
from data.people.reach import may_read
from screens.shell.desk import Desk

PARTED = "/"
"""What stands between whose cockpit it is and the mode of a screen, in the name of its place."""


class Visit(NamedTuple):
    """A cockpit that is looked at. ``came_from`` is the own screen to which one goes back."""

    desk: Desk
    came_from: str

    def place(self, mode: str) -> str:
        """The name under which one of its screens is kept."""
        return f"{self.desk.person.id}{PARTED}{mode}"

    def holds(self, place: str) -> bool:
        """Whether a screen is one of its."""
        return place.startswith(f"{self.desk.person.id}{PARTED}")


def readable_person(store: Store, actor: Person, person_id: int) -> Person:
    """Somebody whose cockpit may be read. Raises Refused otherwise."""
    person = by_id(store, person_id)
    if not may_read(store, actor, person):
        raise Refused(f"The cockpit of {person.name} is for {person.name}, their manager and admins.")
    return person
