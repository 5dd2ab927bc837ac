"""Commands on KPIs as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random

from data.kpi.kept import Counted, KeepValues
from data.kpi.meetings import SetMeetingKinds
from data.kpi.readings import RemoveReading, TakeReading
from data.kpi.record_commands import EnterRecord, SettleRecord, WithdrawRecord
from data.kpi.setting_targets import SetTarget, Wanted
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House


def reading(house: House, owner: Owner, chance: Random) -> Made | None:
    """Accounts won in new markets, of those to be had there."""
    won = chance.randrange(0, 11) * 100
    return Made(TakeReading, {"kpi": "market-penetration", "part": won, "whole": 1_000, "person_id": owner})


def no_reading(house: House, owner: Owner, chance: Random) -> Made | None:
    """A reading taken out."""
    rows = house.rows("select id from reading where person_id is ? order by id", owner)
    return Made(RemoveReading, {"reading_id": chance.choice(rows)[0]}) if rows else None


def record(house: House, owner: Owner, chance: Random) -> Made | None:
    """A training that is due."""
    said = {"kind": "training", "title": f"course {chance.randrange(10**9)}", "day": "2026-12-01"}
    return Made(EnterRecord, {**said, "person_id": owner})


def settled(house: House, owner: Owner, chance: Random) -> Made | None:
    """A training that was completed, or missed."""
    rows = house.rows("select id, outcome from kpi_record where person_id is ? order by id", owner)
    if not rows:
        return None
    row, outcome = chance.choice(rows)
    others = [one for one in ("completed", "missed", "") if one != outcome]
    return Made(SettleRecord, {"record_id": row, "outcome": chance.choice(others)})


def no_record(house: House, owner: Owner, chance: Random) -> Made | None:
    """A training taken out."""
    rows = house.rows("select id from kpi_record where person_id is ? order by id", owner)
    return Made(WithdrawRecord, {"record_id": chance.choice(rows)[0]}) if rows else None


def target(house: House, owner: Owner, chance: Random) -> Made | None:
    """So many calls a day."""
    wanted = Wanted(chance.randrange(1, 10_000) * 100, "2026-12-01", "day", person_id=owner, due="2026-12-31")
    return Made(SetTarget, {"kpi": "calls", "target": wanted})


def meetings(house: House, owner: Owner, chance: Random) -> Made | None:
    """Other kinds that count as meetings."""
    codes = [code for (code,) in house.rows("select code from kind where active = 1 order by code")]
    return Made(SetMeetingKinds, {"kinds": tuple(chance.sample(codes, 2))})


def kept(house: House, owner: Owner, chance: Random) -> Made | None:
    """How many calls there were in a month that is over."""
    value = Counted("calls", owner, chance.randrange(1_000) * 100, 0, None, 1, 0, None, "no target")
    return Made(KeepValues, {"length": "month", "first_day": "2026-10-01", "values": (value,)})


MAKERS: dict[str, Maker] = {
    "kpi.read": reading,
    "kpi.unread": no_reading,
    "kpi.enter": record,
    "kpi.settle": settled,
    "kpi.withdraw": no_record,
    "kpi.target": target,
    "board.meetings": meetings,
    "kpi.keep": kept,
}

BEGINNINGS = ["kpi.read", "kpi.enter"]
