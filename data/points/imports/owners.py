"""Whose record it is: the owner named in a file, and the person of the store who is meant."""

from __future__ import annotations

from collections.abc import Mapping

from data.kernel.commands import Reader
from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.people.person import Person, everybody, find
from data.points.imports.catalogue import NONE
from data.points.imports.draft import NOT_YOURS, OWNER_LEFT_OUT, OWNER_UNKNOWN, Reason


class OwnerFinder:
    """Finds people by what was told, by remembered aliases, then by handle, e-mail address and name.

    An admin brings in everybody's records; everybody else only their own.
    """

    def __init__(self, reader: Reader, actor: Person, target: Person, told: Mapping[str, str]) -> None:
        """``target`` owns the rows without an owner. Raises UsageError where who maps owners is no admin."""
        if told and actor.role != "admin":
            raise UsageError(
                "Only an admin may say whose records those of another system are. Leave --owner out."
            )
        self.actor = actor
        self.target = target
        people = everybody(reader)
        by_id = {person.id: person for person in people}
        self._known: dict[str, Person | None] = {}
        for person in reversed(people):
            words = person.name.split()
            names = [person.name, person.handle, person.email, f"{words[-1]}, {' '.join(words[:-1])}"]
            self._known.update({_plain(name): person for name in names if name})
        for alias, identifier in reader.select("select alias, person_id from owner_alias"):
            self._known[alias] = by_id.get(identifier)
        self.aliases: dict[str, int] = {}
        for owner, text in told.items():
            meant = None if text.strip().lower() == NONE else find(reader, text)
            self._known[_plain(owner)] = meant
            if meant is not None:
                self.aliases[_plain(owner)] = meant.id
        self._told = {_plain(owner) for owner in told}

    def find(self, text: str) -> Person | Reason:
        """The person whose record it is, or why it is left out."""
        owner = _plain(text)
        if not owner:
            return self.target
        person = self._known.get(owner)
        if person is not None:
            return person if self.actor.role == "admin" or person.id == self.actor.id else NOT_YOURS
        if owner in self._told:
            return OWNER_LEFT_OUT
        return OWNER_UNKNOWN if self.actor.role == "admin" else NOT_YOURS


def _plain(text: str) -> str:
    return clean(text, 200).casefold()
