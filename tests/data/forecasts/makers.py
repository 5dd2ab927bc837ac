"""Commands on forecasts as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random

from data.forecasts.forecast import CommitForecasts, EnterForecast
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House


def enter(house: House, owner: Owner, chance: Random) -> Made | None:
    """What a line is to bring somebody."""
    if owner is None:
        return None
    said = {
        "month": "2026-12",
        "amount": chance.randrange(1, 10**7),
        "product_line": f"L{chance.randrange(9)}",
    }
    return Made(EnterForecast, {**said, "person_id": owner})


def commit(house: House, owner: Owner, chance: Random) -> Made | None:
    """A commitment to what was entered."""
    rows = house.rows("select 1 from forecast where person_id is ? and committed_at is null", owner)
    return Made(CommitForecasts, {"month": "2026-12", "person_id": owner}) if rows else None


MAKERS: dict[str, Maker] = {"forecast.enter": enter, "forecast.commit": commit}

BEGINNINGS = ["forecast.enter"]
