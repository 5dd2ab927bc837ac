"""Commands on the log and its kinds as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from data.imports.plan import read_plan
from data.points.correct import DeleteActivity, EditActivity
from data.points.imports.activity_spec import ACTIVITY_IMPORT
from data.points.kind_commands import AddKind, EditKind, RateKind
from data.points.log import LogActivity
from tests.data.kernel.making import DAY, Made, Maker, Owner, entry_of, lead_of, planned
from tests.data.leads.house import House


def log(house: House, owner: Owner, chance: Random) -> Made | None:
    """An entry of the owner's log, half of them with a lead."""
    if owner is None:
        return None
    at = house.now - chance.randrange(5) * DAY
    lead = lead_of(house, owner, chance) if chance.random() < 0.5 else None
    payload = {"kind": chance.choice(["call", "email"]), "count": chance.randrange(1, 9), "done_at": at}
    return Made(LogActivity, {**payload, "person_id": owner, "lead_id": lead})


def edit_entry(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another count of an entry, or another moment."""
    entry = entry_of(house, owner, chance)
    if owner is None or entry is None:
        return None
    moved = {"done_at": house.now - chance.randrange(5) * DAY - 1} if chance.random() < 0.5 else {}
    return Made(EditActivity, {"entry": entry, "count": chance.randrange(10, 99), **moved})


def delete_entry(house: House, owner: Owner, chance: Random) -> Made | None:
    """An entry taken out."""
    entry = entry_of(house, owner, chance)
    return None if owner is None or entry is None else Made(DeleteActivity, {"entry": entry})


def new_kind(house: House, owner: Owner, chance: Random) -> Made | None:
    """A kind on a letter that is free."""
    taken = {key for (key,) in house.rows("select key from kind")}
    free = [letter for letter in "abdefhilmnoprstvwxyz" if letter not in taken]
    if not free:
        return None
    letter = chance.choice(free)
    names = {"code": f"visit-{letter}", "title": f"visit {letter}", "plural": f"visits {letter}"}
    return Made(AddKind, {**names, "key": letter, "points": 5, "effective_on": "2026-11-16"})


def edit_kind(house: House, owner: Owner, chance: Random) -> Made | None:
    """A kind's limit of bursts."""
    return Made(EditKind, {"code": "call", "burst_count": chance.randrange(5, 500)})


def rate_kind(house: House, owner: Owner, chance: Random) -> Made | None:
    """What a kind is worth from a day on."""
    day = date(2026, 11, 17) + timedelta(days=chance.randrange(60))
    return Made(
        RateKind, {"code": "call", "points": chance.randrange(2, 99), "effective_on": day.isoformat()}
    )


def import_points(house: House, owner: Owner, chance: Random) -> Made | None:
    """A file of the owner's activities."""
    if owner is None:
        return None
    path = f"{house.store.path}.{chance.randrange(10**9)}.csv"
    number = chance.randrange(10**9)
    with open(path, "w", encoding="utf-8") as file:
        file.write("Id,Type,Date,Owner\n")
        handle = house.person(owner).handle
        file.writelines(f"{number}{n},call,2026-11-1{n},{handle}\n" for n in range(1, 4))
    plan = read_plan(ACTIVITY_IMPORT, house.store, house.person(house.admin), house.now, path)
    return planned(house, plan)


MAKERS: dict[str, Maker] = {
    "activity.log": log,
    "activity.edit": edit_entry,
    "activity.delete": delete_entry,
    "points.import": import_points,
    "kind.add": new_kind,
    "kind.edit": edit_kind,
    "kind.rate": rate_kind,
}

BEGINNINGS: list[str] = []
