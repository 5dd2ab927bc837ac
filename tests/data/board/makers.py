"""Commands on the board as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random

from data.board.meetings import SetMeetingKinds
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House


def kinds(house: House, owner: Owner, chance: Random) -> Made | None:
    """Other kinds that count as meetings."""
    codes = [code for (code,) in house.rows("select code from kind where active = 1 order by code")]
    return Made(SetMeetingKinds, {"kinds": tuple(chance.sample(codes, 2))})


MAKERS: dict[str, Maker] = {"board.meetings": kinds}

BEGINNINGS: list[str] = []
