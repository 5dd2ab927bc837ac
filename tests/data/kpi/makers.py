"""Commands on KPIs as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random

from data.kpi.meetings import SetMeetingKinds
from data.kpi.readings import RemoveReading, TakeReading
from data.kpi.setting_targets import SetTarget, Wanted
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House


def reading(house: House, owner: Owner, chance: Random) -> Made | None:
    """Trainings completed, of those that were due."""
    done = chance.randrange(0, 11) * 100
    return Made(TakeReading, {"kpi": "training-completion", "part": done, "whole": 1_000, "person_id": owner})


def no_reading(house: House, owner: Owner, chance: Random) -> Made | None:
    """A reading taken out."""
    rows = house.rows("select id from reading where person_id is ? order by id", owner)
    return Made(RemoveReading, {"reading_id": chance.choice(rows)[0]}) if rows else None


def target(house: House, owner: Owner, chance: Random) -> Made | None:
    """So many calls a day."""
    wanted = Wanted(chance.randrange(1, 10_000) * 100, "2026-12-01", "day", person_id=owner, due="2026-12-31")
    return Made(SetTarget, {"kpi": "calls", "target": wanted})


def meetings(house: House, owner: Owner, chance: Random) -> Made | None:
    """Other kinds that count as meetings."""
    codes = [code for (code,) in house.rows("select code from kind where active = 1 order by code")]
    return Made(SetMeetingKinds, {"kinds": tuple(chance.sample(codes, 2))})


MAKERS: dict[str, Maker] = {
    "kpi.read": reading,
    "kpi.unread": no_reading,
    "kpi.target": target,
    "board.meetings": meetings,
}

BEGINNINGS = ["kpi.read"]
