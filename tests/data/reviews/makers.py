"""Commands on weeks under review as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random
from typing import Any

from data.reviews.commands import AdjustWeek, ReturnWeek, SignWeek, SubmitWeek
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House

SIGNED, SUBMITTED, OTHERS = "2026-09-14", "2026-09-21", ("2026-09-07", "2026-09-28", "2026-10-05")
"""Weeks in which nothing was logged: a signed one takes no more entries."""


def state_of(house: House, owner: int, monday: str) -> str:
    """How a week stands."""
    if house.rows("select 1 from signed_week where person_id = ? and monday = ?", owner, monday):
        return "signed"
    rows = house.rows("select state from review where person_id = ? and monday = ?", owner, monday)
    return str(rows[0][0]) if rows else "open"


def on_week(kind: Any, states: tuple[str, ...], weeks: tuple[str, ...], **payload: Any) -> Maker:
    """A command on one of some weeks that stands so."""

    def make(house: House, owner: Owner, chance: Random) -> Made | None:
        if owner is None:
            return None
        found = [monday for monday in weeks if state_of(house, owner, monday) in states]
        if not found:
            return None
        return Made(kind, {"person_id": owner, "monday": chance.choice(found), **payload})

    return make


ALL = (SIGNED, SUBMITTED, *OTHERS)

MAKERS: dict[str, Maker] = {
    "week.submit": on_week(SubmitWeek, ("open", "returned"), (SUBMITTED, *OTHERS), words="a good week"),
    "week.return": on_week(ReturnWeek, ("submitted",), ALL, reason="Friday is missing"),
    "week.sign_off": on_week(SignWeek, ("open", "submitted"), (SIGNED, *OTHERS[:2])),
    "week.adjust": on_week(AdjustWeek, ("signed",), ALL, points=5, reason="one was forgotten"),
}

BEGINNINGS = ["week.submit", "week.sign_off"]
