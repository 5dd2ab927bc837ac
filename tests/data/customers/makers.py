"""Commands on customers as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random
from typing import Any

from data.customers.churn import MarkChurned, TakeBack
from data.customers.commands import AddCustomer, AssignCustomers, EditCustomer, NoteCustomer, TagCustomers
from data.customers.complaints import OpenComplaint, ResolveComplaint
from data.customers.gather import GatherCustomers
from data.customers.imports.customer_spec import CUSTOMER_IMPORT
from data.customers.merge import MergeCustomers, NotDuplicate
from data.customers.renewing import CloseRenewal, PlanRenewal
from data.customers.reviews import CollectReview
from data.customers.satisfaction import TakeAnswer
from data.customers.settings import SetCustomerDays
from data.customers.upsells import FindUpsell, OpenCustomerDeal
from data.imports.plan import read_plan
from tests.data.kernel.making import Made, Maker, Owner, planned
from tests.data.leads.house import House

ACTIVE = "active = 1"


def customer_of(house: House, owner: Owner, chance: Random, condition: str = ACTIVE) -> int | None:
    """One of an owner's customers."""
    sql = f"select id from customer where owner_id is ? and merged_into is null and {condition} order by id"
    rows = house.rows(sql, owner)
    return int(chance.choice(rows)[0]) if rows else None


def on_customer(kind: Any, condition: str = ACTIVE, **payload: Any) -> Maker:
    """A command about one customer."""

    def make(house: House, owner: Owner, chance: Random) -> Made | None:
        customer = customer_of(house, owner, chance, condition)
        return None if customer is None else Made(kind, {"customer_id": customer, **payload})

    return make


def new_customer(house: House, owner: Owner, chance: Random) -> Made | None:
    """A customer worth something."""
    name = f"Firm {chance.randrange(10**9)}"
    return Made(
        AddCustomer,
        {"columns": {"name": name, "value": "1200", "since": "2026-03-02", "owner_id": owner}},
    )


def edit_customer(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another name, value and segment; of one that a deal made, where there is such a one."""
    made = "active = 1 and exists(select 1 from value_change where customer_id = customer.id and deal_id > 0)"
    customer = customer_of(house, owner, chance, made) or customer_of(house, owner, chance)
    number = chance.randrange(10**9)
    columns = {
        "name": f"Renamed {number}",
        "value": str(chance.randrange(1_000, 9_000)),
        "segment": f"s{number}",
    }
    return None if customer is None else Made(EditCustomer, {"customer_id": customer, "columns": columns})


def tag_customer(house: House, owner: Owner, chance: Random) -> Made | None:
    """A tag."""
    customer = customer_of(house, owner, chance, "tags not like '%key%'")
    return None if customer is None else Made(TagCustomers, {"customers": (customer,), "tag": "key"})


def assign_customer(house: House, owner: Owner, chance: Random) -> Made | None:
    """A customer given to somebody else."""
    customer = customer_of(house, owner, chance)
    to = chance.choice([person for person in (house.ana, house.ben, house.cy) if person != owner])
    if customer is None:
        return None
    return Made(AssignCustomers, {"customers": (customer,), "person_id": to})


def merge_customers(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two of an owner's customers made one."""
    rows = house.rows(
        "select id from customer where owner_id is ? and merged_into is null order by id", owner
    )
    if len(rows) < 2:
        return None
    (keep,), (other,) = chance.sample(rows, 2)
    return Made(MergeCustomers, {"keep": keep, "others": (other,)})


def not_duplicate(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two of an owner's customers that are two."""
    made = merge_customers(house, owner, chance)
    if made is None:
        return None
    keep, (other,) = made.payload["keep"], made.payload["others"]
    return Made(NotDuplicate, {"customer_a": keep, "customer_b": other})


def plan_renewal(house: House, owner: Owner, chance: Random) -> Made | None:
    """When a renewal is due."""
    customer = customer_of(house, owner, chance)
    due = f"2027-0{chance.randrange(1, 9)}-{chance.randrange(10, 28)}"
    if customer is None:
        return None
    return Made(
        PlanRenewal, {"customer_id": customer, "due_on": due, "amount": chance.randrange(1, 10) * 10_000}
    )


def answer(house: House, owner: Owner, chance: Random) -> Made | None:
    """How content a customer is."""
    customer = customer_of(house, owner, chance)
    score = chance.randrange(11)
    return (
        None
        if customer is None
        else Made(TakeAnswer, {"customer_id": customer, "kind": "nps", "score": score})
    )


def days(house: House, owner: Owner, chance: Random) -> Made | None:
    """Other days until customers are silent."""
    return Made(SetCustomerDays, {"silent_days": chance.randrange(31, 300)})


def import_customers(house: House, owner: Owner, chance: Random) -> Made | None:
    """A file that brings customers and says where one of the owner's is."""
    path = f"{house.store.path}.{chance.randrange(10**9)}.csv"
    known = house.rows("select name from customer where owner_id is ? and territory = '' order by id", owner)
    number = chance.randrange(10**9)
    with open(path, "w", encoding="utf-8") as file:
        file.write("Customer,Customer since,Value,Renewal date,Account owner,Territory\n")
        handle = "" if owner is None else house.person(owner).handle
        file.writelines(f"In {number}{n},2024-01-0{n},1{n}00,2027-01-0{n},{handle},\n" for n in range(1, 4))
        for (name,) in known[:1]:
            file.write(f"{name},,,,,North {number}\n")
    plan = read_plan(CUSTOMER_IMPORT, house.store, house.person(house.admin), house.now, path)
    return planned(house, plan)


def gather(house: House, owner: Owner, chance: Random) -> Made | None:
    """Customers of deals that were won before."""
    won = "open = 0 and closed_at is not null and stage = 'won' and owner_id is ?"
    none = "not exists(select 1 from customer where customer.company_key = deal.company_key)"
    return (
        Made(GatherCustomers, {}) if house.rows(f"select 1 from deal where {won} and {none}", owner) else None
    )


MAKERS: dict[str, Maker] = {
    "customer.gather": gather,
    "customer.import": import_customers,
    "customer.add": new_customer,
    "customer.edit": edit_customer,
    "customer.note": on_customer(NoteCustomer, text="a note"),
    "customer.tag": tag_customer,
    "customer.assign": assign_customer,
    "customer.merge": merge_customers,
    "customer.not_duplicate": not_duplicate,
    "customer.plan_renewal": plan_renewal,
    "customer.renew": on_customer(CloseRenewal, "active = 1 and renewal_on <> ''", outcome="renewed"),
    "customer.complaint": on_customer(OpenComplaint, text="late"),
    "customer.resolve": on_customer(ResolveComplaint, "complained_at is not null", resolution="sent again"),
    "customer.answer": answer,
    "customer.review": on_customer(CollectReview, stars=480, platform="Upwork"),
    "customer.upsell": on_customer(FindUpsell, what="a second site", amount=90_000),
    "customer.open_deal": on_customer(OpenCustomerDeal, what="a second site"),
    "customer.churn": on_customer(MarkChurned, reason="price"),
    "customer.return": on_customer(TakeBack, "active = 0"),
    "customer.days": days,
}

BEGINNINGS = [
    *("customer.add", "customer.churn", "customer.add", "customer.plan_renewal", "customer.complaint"),
    *("customer.upsell", "customer.answer", "customer.add"),
    # Won before there were customers.
    "deal.import",
]
