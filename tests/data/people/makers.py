"""Commands on people as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from data.people.commands import AddPerson, EditPerson
from data.people.days_off_commands import TakeDaysOff, WorkOnDays
from data.people.goal_commands import NewGoal, SetGoal
from data.people.leaving import LeavePerson
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House


def person(house: House, owner: Owner, chance: Random) -> Made | None:
    """Somebody's own particulars."""
    if owner is None:
        return None
    hours = chance.choice(["Mon-Fri 08:00-16:00", "Mon-Thu 10:00-18:00"])
    return Made(EditPerson, {"person_id": owner, "columns": {"working_hours": hours}})


def new_person(house: House, owner: Owner, chance: Random) -> Made | None:
    """A person with a goal and an alias."""
    name = f"Rep{chance.randrange(10**9)}"
    row = {
        "name": name,
        "role": "rep",
        "start_date": "2026-09-07",
        "time_zone": "UTC",
        "working_hours": "Mon-Fri 09:00-17:00",
    }
    return Made(
        AddPerson, {"columns": row, "goal": NewGoal(400, "2026-11-16"), "aliases": (f"{name} at the fair",)}
    )


def leave(house: House, owner: Owner, chance: Random) -> Made | None:
    """A rep who leaves; another of the house goes on."""
    leaver = house.ben if owner in (None, house.admin) else owner
    return Made(LeavePerson, {"person_id": leaver, "heir_id": house.ana if leaver == house.cy else house.cy})


def days_off(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two days off."""
    if owner is None:
        return None
    first = date(2026, 12, 1) + timedelta(days=chance.randrange(200))
    last = first + timedelta(days=1)
    return Made(
        TakeDaysOff, {"first": first.isoformat(), "last": last.isoformat(), "person_id": owner, "reason": "x"}
    )


def days_of_work(house: House, owner: Owner, chance: Random) -> Made | None:
    """A day off given back."""
    rows = house.rows("select day from day_off where person_id is ? order by day", owner)
    if owner is None or not rows:
        return None
    day = chance.choice(rows)[0]
    return Made(WorkOnDays, {"first": day, "last": day, "person_id": owner})


def goal(house: House, owner: Owner, chance: Random) -> Made | None:
    """Somebody's goal, or everybody's."""
    goal = NewGoal(chance.randrange(1, 900), "2026-11-16")
    return Made(SetGoal, {"goal": goal, "person_id": owner})


MAKERS: dict[str, Maker] = {
    "person.add": new_person,
    "person.edit": person,
    "person.leave": leave,
    "days_off.take": days_off,
    "days_off.work": days_of_work,
    "goal.set": goal,
}

BEGINNINGS: list[str] = []
