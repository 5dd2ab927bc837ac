"""Whose lead it is: the owner named in a file, and the person of the store who is meant."""

from __future__ import annotations

from collections.abc import Mapping

from data.kernel.commands import Reader
from data.kernel.text import clean
from data.people.person import Person, everybody, find


class LeadOwners:
    """Finds active people by what was told, by remembered aliases, then by handle, e-mail address and name."""

    def __init__(self, reader: Reader, told: Mapping[str, str]) -> None:
        """``told`` maps owners of the file to people here. Raises Refused where nobody is called so."""
        people = everybody(reader, active_only=True)
        by_id = {person.id: person for person in people}
        self._known: dict[str, int] = {}
        for person in reversed(people):
            self._known.update((_plain(name), person.id) for name in _names(person) if name)
        for alias, identifier in reader.select("select alias, person_id from owner_alias"):
            if identifier in by_id:
                self._known[_plain(alias)] = identifier
        for owner, text in told.items():
            self._known[_plain(owner)] = find(reader, text).id
        self._read: dict[str, tuple[int | None, str]] = {}
        self.unknown: dict[str, int] = {}

    def find(self, cell: str) -> tuple[int | None, str]:
        """The person's id and an empty text, or None and the name as it stands in the file."""
        found = self._read.get(cell)
        if found is None:
            name = clean(cell, 120)
            identifier = self._known.get(_plain(name))
            found = self._read[cell] = (identifier, "" if identifier is not None else name)
        if found[1]:
            self.unknown[found[1]] = self.unknown.get(found[1], 0) + 1
        return found

    def known(self, name: str) -> int | None:
        """The person's id, or None."""
        return self._known.get(_plain(name))


def _names(person: Person) -> list[str]:
    words = person.name.split()
    return [person.name, person.handle, person.email, f"{words[-1]}, {' '.join(words[:-1])}"]


def _plain(text: str) -> str:
    return clean(text, 200).casefold()
