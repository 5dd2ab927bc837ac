"""Commands on access as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random

from data.access.commands import AddKey, RemoveKey, SetIdle
from tests.data.access.public_keys import public_key
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House


def add(house: House, owner: Owner, chance: Random) -> Made | None:
    """A key of the owner's; who nobody is gets none, so it is the admin's then."""
    return Made(AddKey, {"person_id": owner or house.admin, "text": public_key(chance)})


def remove(house: House, owner: Owner, chance: Random) -> Made | None:
    """One of the keys."""
    rows = house.rows("select id from ssh_key order by id")
    return Made(RemoveKey, {"key_id": chance.choice(rows)[0]}) if rows else None


def idle(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another time after which sessions end."""
    return Made(SetIdle, {"minutes": chance.randrange(1, 1_440)})


MAKERS: dict[str, Maker] = {"access.add_key": add, "access.remove_key": remove, "access.idle": idle}

BEGINNINGS = ["access.add_key"]
