"""Which column of a file holds which field, kept by name for files that come again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.kernel.commands import Decision, Reader, column_names, insert, update
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean
from data.people.person import Person
from data.people.rights import LEAD

PREFIX = " map "
NAME_LIMIT = 60


class SaveMap(NamedTuple):
    """Keep which column holds which field of a noun, under a name; one of that name is replaced."""

    id: int
    actor: int
    at: int
    noun: str
    map_name: str
    mapping: Mapping[str, str]
    name: str = "map save"
    right: str = LEAD

    def decide(self, reader: Reader) -> Decision:
        """Refuses an empty name, and a map that is kept already as it is."""
        name = clean(self.map_name, NAME_LIMIT)
        if not name:
            raise UsageError("A map needs a name, such as: --save-map hubspot-export")
        value = json.dumps(dict(self.mapping), ensure_ascii=False)
        names = column_names(reader, "setting")
        stored = f"{self.noun}{PREFIX}{name}"
        rows = reader.select(f"select {', '.join(names)} from setting where name = ?", (stored,))
        if not rows:
            change = insert("setting", self.id, {"name": stored, "value": value})
            return Decision(f"map {name} saved", [change])
        changed = update("setting", dict(zip(names, rows[0], strict=True)), self.id, {"value": value})
        if changed is None:
            raise Refused(f"The map {name} is kept already.")
        return Decision(f"map {name} changed", [changed])


def saved_maps(reader: Reader, actor: Person, nouns: Sequence[str]) -> dict[str, dict[str, str]]:
    """The maps of some nouns (field to column), by name."""
    found: dict[str, dict[str, str]] = {}
    for noun in nouns:
        prefix = f"{noun}{PREFIX}"
        rows = reader.select(
            "select name, value from setting where substr(name, 1, ?) = ? order by name",
            (len(prefix), prefix),
        )
        for name, value in rows:
            found.setdefault(name.removeprefix(prefix), json.loads(value))
    return found


def chosen(
    reader: Reader, actor: Person, nouns: Sequence[str], wanted: str, columns: Sequence[str]
) -> tuple[str, dict[str, str | None]]:
    """The map of that name, or the largest whose columns are all in the file; its name and fields.

    Raises Refused where there is no map of that name or a column of it is missing.
    """
    maps = saved_maps(reader, actor, nouns)
    if wanted:
        name = clean(wanted, NAME_LIMIT)
        if name not in maps:
            others = f" Maps: {', '.join(maps)}." if maps else " None is saved yet: --save-map NAME"
            raise Refused(f"There is no map called {name!r}.{others}")
        missing = [column for column in maps[name].values() if column not in columns]
        if missing:
            raise Refused(f"The file has no column {missing[0]!r}, which the map {name} needs.")
        return name, {**maps[name]}
    fitting = [name for name, mapping in maps.items() if all(c in columns for c in mapping.values())]
    best = max(fitting, key=lambda name: len(maps[name]), default="")
    return best, {**maps[best]} if best else {}
