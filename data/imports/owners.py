"""Whose a row is: the owner named in a file, and the person of the store who is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from data.imports.options import NONE
from data.kernel.commands import Change, Command, Deciding, Reader
from data.kernel.rows import added, changed, select_records
from data.kernel.text import clean
from data.people.aliases import OwnerAlias
from data.people.person import Person, everybody, find

_NEARLY = 85
"""Likeness in percent from which a person may be meant by a name."""


class Owners:
    """Finds people by what was told, by remembered aliases, then by handle, e-mail address and name."""

    def __init__(
        self, reader: Reader, people: Iterable[Person], told: Mapping[str, str], *, may_leave_out: bool
    ) -> None:
        """``told`` maps owners of the file to people here, or to ``none`` where their rows may be left out.

        Raises Refused where nobody is called so.
        """
        by_id = {person.id: person for person in people}
        self._people: dict[str, Person] = {}
        for person in reversed(by_id.values()):
            self._people.update((plain_owner(name), person) for name in _names(person) if name)
        for alias, identifier in reader.select("select alias, person_id from owner_alias"):
            if identifier in by_id:
                self._people[plain_owner(alias)] = by_id[identifier]
        self.left_out: set[str] = set()
        """Owners whose rows somebody wants to be left out, as they are compared."""
        self.told: dict[str, int] = {}
        """The persons who were told, by the owners as they are compared."""
        for owner, text in told.items():
            name = plain_owner(owner)
            if may_leave_out and text.strip().lower() == NONE:
                self._people.pop(name, None)
                self.left_out.add(name)
            else:
                self._people[name] = person = find(reader, text)
                self.told[name] = person.id
        self._found: dict[str, tuple[int | None, str]] = {}
        self.unknown: Counter[str] = Counter()
        """How many rows name each owner whom nobody knows here."""

    @classmethod
    def of_active_people(cls, reader: Reader, _actor: Person, told: Mapping[str, str]) -> Owners:
        """Those of active people: nothing new goes to somebody who has left."""
        return cls(reader, everybody(reader, active_only=True), told, may_leave_out=False)

    def person(self, name: str) -> Person | None:
        """Who is called so, or None."""
        return self._people.get(plain_owner(name))

    def find(self, cell: str) -> tuple[int | None, str]:
        """The person's id and an empty text, or None and the name as it stands in the file, which is counted."""
        found = self._found.get(cell)
        if found is None:
            person = self.person(cell)
            found = (None, clean(cell, 120)) if person is None else (person.id, "")
            self._found[cell] = found
        if found[1]:
            self.unknown[found[1]] += 1
        return found

    def likely(self) -> dict[str, str]:
        """The handles of people who may be meant by owners that are unknown: called nearly so, and nobody else is."""
        from rapidfuzz import fuzz, process

        names = [name for name in self._people if " " in name or "@" in name]
        found: dict[str, str] = {}
        for owner in self.unknown if names else ():
            near = process.extract(plain_owner(owner), names, scorer=fuzz.ratio, score_cutoff=_NEARLY)
            handles = {self._people[name].handle for name, *_ in near}
            if len(handles) == 1:
                found[owner] = handles.pop()
        return found


def alias_changes(reader: Deciding, command: Command, aliases: Mapping[str, int]) -> list[Change]:
    """The rows by which later imports know these owners again, for the whole company."""
    if not aliases:
        return []
    present = {row.alias: row for row in select_records(reader, OwnerAlias, "owner_alias", "")}
    fresh = [alias for alias in aliases if alias not in present]
    changes = [
        added("owner_alias", OwnerAlias(identifier, alias, aliases[alias]))
        for identifier, alias in zip(reader.new_ids(command.at, len(fresh)), fresh, strict=True)
    ]
    moved = (
        changed("owner_alias", present[alias], present[alias]._replace(person_id=person), command.id)
        for alias, person in aliases.items()
        if alias in present
    )
    return [*changes, *(change for change in moved if change is not None)]


def plain_owner(text: str) -> str:
    """The name of an owner as it is compared."""
    return clean(text, 200).casefold()


def _names(person: Person) -> Sequence[str]:
    words = person.name.split()
    return [person.name, person.handle, person.email, f"{words[-1]}, {' '.join(words[:-1])}"]
