"""Which column of a file holds which field, kept by name for files that come again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.kernel.commands import (
    COMPANY,
    OWN,
    Deciding,
    Decision,
    Reader,
    Whose,
    command,
    existing_row,
    insert,
    update,
)
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean
from data.people.person import Person, by_id

NAME_LIMIT = 60


class SavedMap(NamedTuple):
    """A map: its noun, its name, whether it is the company's, and columns by field."""

    noun: str
    name: str
    of_company: bool
    columns: Mapping[str, str]


@command("import_map.save", OWN)
class SaveMap(NamedTuple):
    """Keep which column holds which field of a noun, under a name; one of that name is replaced.

    An admin's maps are the company's, everybody else's their own.
    """

    id: int
    actor: int
    at: int
    noun: str
    map_name: str
    mapping: Mapping[str, str]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an empty name, and a map that is kept already as it is."""
        name = clean(self.map_name, NAME_LIMIT)
        if not name:
            raise UsageError("A map needs a name.", code="map.no_name")
        owner = None if by_id(reader, self.actor).role == "admin" else self.actor
        whose: Whose = COMPANY if owner is None else owner
        value = json.dumps(dict(self.mapping), ensure_ascii=False)
        rows = reader.select(
            "select id from import_map where noun = ? and name = ? and owner_id is ?",
            (self.noun, name, owner),
        )
        if not rows:
            row = {"noun": self.noun, "name": name, "owner_id": owner, "columns": value}
            return Decision(f"map {name} saved", [insert("import_map", self.id, row)], whose=(whose,))
        stored = existing_row(reader, "import_map", rows[0][0])
        changed = update("import_map", stored, self.id, {"columns": value})
        if changed is None:
            raise Refused(f"The map {name} is kept already.")
        return Decision(f"map {name} changed", [changed], whose=(whose,))


def saved_maps(reader: Reader, actor: Person, nouns: Sequence[str]) -> list[SavedMap]:
    """The maps of some nouns that a person has: their own, then the company's; of one name the first."""
    marks = ", ".join("?" * len(nouns))
    rows = reader.select(
        f"select noun, name, owner_id is null, columns from import_map where noun in ({marks}) "
        "and ifnull(owner_id, ?) = ? order by owner_id is null, name, noun",
        (*nouns, actor.id, actor.id),
    )
    found: dict[str, SavedMap] = {}
    for noun, name, of_company, columns in rows:
        found.setdefault(name, SavedMap(noun, name, bool(of_company), json.loads(columns)))
    return list(found.values())


def chosen_map(
    reader: Reader, actor: Person, nouns: Sequence[str], wanted: str, columns: Sequence[str]
) -> SavedMap | None:
    """The map of that name, or the largest whose columns are all in the file, one's own before the company's.

    Raises Refused where there is no map of that name or a column of it is missing.
    """
    maps = saved_maps(reader, actor, nouns)
    if not wanted:
        fitting = [one for one in maps if all(column in columns for column in one.columns.values())]
        return max(fitting, key=lambda one: len(one.columns), default=None)
    name = clean(wanted, NAME_LIMIT)
    found = next((one for one in maps if one.name == name), None)
    if found is None:
        if not maps:
            raise Refused(f"There is no map called {name!r}. None is saved yet.", code="map.none_saved")
        names = ", ".join(one.name for one in maps)
        raise Refused(f"There is no map called {name!r}. Maps: {names}.")
    missing = [column for column in found.columns.values() if column not in columns]
    if missing:
        raise Refused(f"The file has no column {missing[0]!r}, which the map {name} needs.")
    return found
