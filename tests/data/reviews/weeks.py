"""A week of Ana's as tests of reviews look at it."""

from __future__ import annotations

from datetime import date

from data.points.log import LogActivity
from data.reviews.commands import SignWeek, SubmitWeek
from data.reviews.glance import Reviewed, reviewed
from tests.data.leads.house import House, moment

MONDAY = date(2026, 11, 16)
WEEK = MONDAY.isoformat()
FRIDAY = moment(20, "15:00")


def log(house: House, kind: str, count: int, at: int, who: int | None = None) -> int:
    """Something in the log of Ana, or of somebody else."""
    return house.do(LogActivity, who, kind=kind, count=count, done_at=at).id


def lived(house: House) -> House:
    """A week of Ana's with 20 calls, 2 conversations and a demo on two days: 20 + 10 + 25 points."""
    log(house, "call", 12, moment(16, "10:00"))
    house.now = moment(18)
    log(house, "call", 8, moment(18, "09:00"))
    log(house, "conversation", 2, moment(18, "09:00"))
    log(house, "demo", 1, moment(18, "09:00"))
    house.now = FRIDAY
    return house


def submit(house: House, who: int | None = None, **said: str) -> None:
    """Ana, or somebody else, submits the week."""
    house.do(SubmitWeek, who, person_id=who or house.ana, monday=WEEK, **said)


def sign(house: House, who: int | None = None, **said: str) -> None:
    """The manager, or somebody else, signs Ana's week."""
    house.do(SignWeek, who or house.manager, person_id=house.ana, monday=WEEK, **said)


def week(house: House, who: int | None = None) -> Reviewed:
    """Ana's week as the manager, or somebody else, sees it."""
    return reviewed(
        house.store, house.person(who or house.manager), house.person(house.ana), MONDAY, house.now
    )
