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
)
from data.kernel.engine import Value
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, select_records
from data.kernel.text import clean
from data.people.person import Person, by_id

NAME_LIMIT = 60


class ImportMap(NamedTuple):
    """A map as it stands in the store: columns by field as JSON; without an owner it is the company's."""

    id: int
    noun: str
    name: str
    owner_id: int | None
    columns: str
    touched: int | None = None


class SavedMap(NamedTuple):
    """A map as a file is read by it: its name, whether it is the company's, and columns by field."""

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
        which = "where noun = ? and name = ? and owner_id is ?"
        stored = select_records(reader, ImportMap, "import_map", which, (self.noun, name, owner))
        if not stored:
            row = ImportMap(self.id, self.noun, name, owner, value)
            return Decision(f"map {name} saved", [added("import_map", row)], whose=(whose,))
        change = changed("import_map", stored[0], stored[0]._replace(columns=value), self.id)
        if change is None:
            raise Refused(f"The map {name} is kept already.")
        return Decision(f"map {name} changed", [change], whose=(whose,))


def saved_maps(reader: Reader, actor: Person, nouns: Sequence[str]) -> list[SavedMap]:
    """The maps of some nouns that a person has: their own, then the company's; of one name the first."""
    marks = ", ".join("?" * len(nouns))
    which = f"where noun in ({marks}) and ifnull(owner_id, ?) = ? order by owner_id is null, name, noun"
    params: list[Value] = [*nouns, actor.id, actor.id]
    found: dict[str, SavedMap] = {}
    for row in select_records(reader, ImportMap, "import_map", which, params):
        found.setdefault(row.name, SavedMap(row.name, row.owner_id is None, json.loads(row.columns)))
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
