"""Commands on teams as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random

from data.team.ranking import SetRanking, is_ranked
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House

BEGINNINGS: list[str] = []


def ranking(house: House, owner: Owner, chance: Random) -> Made | None:
    """The ranking switched on or off."""
    return Made(SetRanking, {"on": not is_ranked(house.store, house.person(house.admin))})


MAKERS: dict[str, Maker] = {"team.ranking": ranking}
