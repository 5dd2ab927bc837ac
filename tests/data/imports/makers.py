"""Commands of every import as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random

from data.imports.saved_maps import SaveMap
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House


def save_map(house: House, owner: Owner, chance: Random) -> Made | None:
    """A mapping of columns, kept by name."""
    mapping = {"name": f"N{chance.random()}"}
    return Made(SaveMap, {"noun": "lead", "map_name": f"map {chance.randrange(3)}", "mapping": mapping})


MAKERS: dict[str, Maker] = {
    "import_map.save": save_map,
}

BEGINNINGS: list[str] = []
