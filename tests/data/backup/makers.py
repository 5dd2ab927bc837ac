"""Commands on backups as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random

from data.backup.rotation import SetBackupsKept
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House


def keep(house: House, owner: Owner, chance: Random) -> Made | None:
    """Other numbers of backups."""
    return Made(
        SetBackupsKept, {"keep": (chance.randrange(1, 9), chance.randrange(9), chance.randrange(20, 99))}
    )


MAKERS: dict[str, Maker] = {"backup.keep": keep}

BEGINNINGS: list[str] = []
