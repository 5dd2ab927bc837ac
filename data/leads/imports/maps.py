"""Mappings of columns that a company keeps by name, for files that come again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.kernel.commands import (
    COMPANY,
    Deciding,
    Decision,
    Reader,
    column_names,
    command,
    insert,
    update,
)
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean

PREFIX = "lead map "
NAME_LIMIT = 60


@command("import_map.save", COMPANY)
class SaveLeadMap(NamedTuple):
    """Keep which column holds which field, under a name; one of that name is replaced."""

    id: int
    actor: int
    at: int
    map_name: str
    mapping: Mapping[str, str]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an empty name, and a map that is kept already as it is."""
        name = clean(self.map_name, NAME_LIMIT)
        if not name:
            raise UsageError("A map needs a name, such as: --save-map hubspot-export")
        value = json.dumps(dict(self.mapping), ensure_ascii=False)
        names = column_names(reader, "setting")
        rows = reader.select(f"select {', '.join(names)} from setting where name = ?", (PREFIX + name,))
        if not rows:
            change = insert("setting", self.id, {"name": PREFIX + name, "value": value})
            return Decision(f"map {name} saved", [change], whose=(COMPANY,))
        changed = update("setting", dict(zip(names, rows[0], strict=True)), self.id, {"value": value})
        if changed is None:
            raise Refused(f"The map {name} is kept already.")
        return Decision(f"map {name} changed", [changed], whose=(COMPANY,))


def saved_maps(reader: Reader) -> dict[str, dict[str, str]]:
    """The kept mappings (field to column), by name."""
    rows = reader.select(
        "select name, value from setting where substr(name, 1, ?) = ? order by name", (len(PREFIX), PREFIX)
    )
    return {name.removeprefix(PREFIX): json.loads(value) for name, value in rows}


def chosen(reader: Reader, wanted: str, columns: Sequence[str]) -> tuple[str, dict[str, str | None]]:
    """The map of that name, or the largest whose columns are all in the file; its name and fields.

    Raises Refused where there is no map of that name or a column of it is missing.
    """
    maps = saved_maps(reader)
    if wanted:
        name = clean(wanted, NAME_LIMIT)
        if name not in maps:
            known = f" Maps: {', '.join(maps)}." if maps else " None is saved yet: --save-map NAME"
            raise Refused(f"There is no map called {name!r}.{known}")
        missing = [column for column in maps[name].values() if column not in columns]
        if missing:
            raise Refused(f"The file has no column {missing[0]!r}, which the map {name} needs.")
        return name, {**maps[name]}
    fitting = [name for name, mapping in maps.items() if all(c in columns for c in mapping.values())]
    best = max(fitting, key=lambda name: len(maps[name]), default="")
    return best, {**maps[best]} if best else {}
