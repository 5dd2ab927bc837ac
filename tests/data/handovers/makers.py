"""Commands on handovers as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random
from typing import Any

from data.handovers.answering import AcceptHandover, ReturnHandover, WithdrawHandover
from data.handovers.checklist import AddItem, RemoveItem, checklist
from data.handovers.offering import OfferHandover
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House

FREE = (
    "not exists(select 1 from handover where handover.{of}_id = {of}.id and kind = '{kind}' "
    "and state in ('offered', 'accepted'))"
)


def ready(house: House, owner: Owner, kind: str) -> list[int]:
    """The leads or deals of an owner that can be handed over so."""
    of = "lead" if kind == "lead" else "deal"
    state = "status = 'qualified' and has_need is not 0 and emails <> ''" if of == "lead" else "stage = 'won'"
    sql = f"select id from {of} where owner_id is ? and merged_into is null and {state} and "
    return [row[0] for row in house.rows(f"{sql}{FREE.format(of=of, kind=kind)} order by id", owner)]


def offer(house: House, owner: Owner, chance: Random) -> Made | None:
    """What is ready, to Ben or Cy; a deal's project side, which an owner answers, to somebody outside."""
    answers = house.rows("select 1 from handover where giver_id is ? and receiver_id is null", owner)
    kinds = chance.sample(("project", "customer", "lead"), 3)
    for kind in kinds if answers else ["project", *kinds]:
        found = ready(house, owner, kind)
        if not found:
            continue
        payload: dict[str, Any] = {"kind": kind, "record_id": chance.choice(found), "note": "in a hurry"}
        payload["ticked"] = tuple(item.name for item in checklist(house.store, kind))
        if kind == "project":
            return Made(OfferHandover, {**payload, "outside": "Pat of Delivery"})
        return Made(OfferHandover, {**payload, "receiver_id": house.cy if owner == house.ben else house.ben})
    return None


def on_offer(kind: Any, whose: str, **payload: Any) -> Maker:
    """An answer to one of the offers that wait."""

    def make(house: House, owner: Owner, chance: Random) -> Made | None:
        rows = house.rows(
            f"select id from handover where state = 'offered' and {whose} = ? order by id", owner
        )
        return Made(kind, {"handover_id": chance.choice(rows)[0], **payload}) if rows else None

    return make


def new_item(house: House, owner: Owner, chance: Random) -> Made | None:
    """Something more to tick."""
    return Made(AddItem, {"kind": "lead", "item": f"item {chance.randrange(10**9)}"})


def without_item(house: House, owner: Owner, chance: Random) -> Made | None:
    """One thing less to tick."""
    items = checklist(house.store, "customer")
    return Made(RemoveItem, {"kind": "customer", "item": items[-1].name}) if len(items) > 1 else None


MAKERS: dict[str, Maker] = {
    "handover.offer": offer,
    "handover.accept": on_offer(AcceptHandover, "ifnull(receiver_id, giver_id)"),
    "handover.return": on_offer(ReturnHandover, "ifnull(receiver_id, giver_id)", reason="no scope"),
    "handover.withdraw": on_offer(WithdrawHandover, "giver_id"),
    "handover.add_item": new_item,
    "handover.remove_item": without_item,
}

BEGINNINGS = [
    *("deal.add", "deal.win") * 3,
    *("handover.offer", "handover.offer"),
    # A deal that was won took its quotes along.
    *("deal.add", "quote.request"),
]
