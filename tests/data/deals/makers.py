"""Commands on deals as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random
from typing import Any

from data.deals.commands import AddDeal, AssignDeals, EditDeal, NoteDeal, SetDealStep, TagDeals
from data.deals.currencies import SetCompanyCurrency, SetRate
from data.deals.from_lead import OpenDeal
from data.deals.imports.deal_spec import DEAL_IMPORT
from data.deals.imports.history_spec import HISTORY_IMPORT
from data.deals.imports.product_spec import PRODUCT_IMPORT
from data.deals.imports.team_spec import TEAM_IMPORT
from data.deals.lines import SetLines, Wanted
from data.deals.merge import MergeDeals, NotDuplicateDeals
from data.deals.moving import LoseDeals, MoveDeals, ReopenDeal, WinDeal
from data.deals.outreach import SetOutreachTarget
from data.deals.products import AddProduct, EditProduct
from data.deals.quotas import SetQuota
from data.imports.plan import read_plan
from data.imports.spec import ImportSpec
from tests.data.kernel.making import DAY, Made, Maker, Owner, planned
from tests.data.leads.house import House
from tests.data.leads.makers import on_lead


def deal_of(house: House, owner: Owner, chance: Random, condition: str = "open = 1") -> int | None:
    """One of an owner's deals."""
    sql = f"select id from deal where owner_id is ? and merged_into is null and {condition} order by id"
    rows = house.rows(sql, owner)
    return int(chance.choice(rows)[0]) if rows else None


def on_deal(kind: Any, condition: str = "open = 1", **payload: Any) -> Maker:
    """A command about one deal."""

    def make(house: House, owner: Owner, chance: Random) -> Made | None:
        deal = deal_of(house, owner, chance, condition)
        return None if deal is None else Made(kind, {"deal_id": deal, **payload})

    return make


def on_deals(kind: Any, condition: str = "open = 1", **payload: Any) -> Maker:
    """A command about several deals."""

    def make(house: House, owner: Owner, chance: Random) -> Made | None:
        deal = deal_of(house, owner, chance, condition)
        return None if deal is None else Made(kind, {"deals": (deal,), **payload})

    return make


def new_deal(house: House, owner: Owner, chance: Random) -> Made | None:
    """A deal with a value."""
    number = chance.randrange(10**9)
    columns = {"name": f"Deal {number}", "company": f"Firm {number}", "amount": "1500", "owner_id": owner}
    return Made(AddDeal, {"columns": columns})


def edit_deal(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another value and day."""
    deal = deal_of(house, owner, chance)
    day = f"2026-12-{chance.randrange(10, 30)}"
    columns = {"amount": str(chance.randrange(1_000, 9_000)), "expected_close": day, "company": "Acme"}
    return None if deal is None else Made(EditDeal, {"deal_id": deal, "columns": columns})


def assign_deal(house: House, owner: Owner, chance: Random) -> Made | None:
    """A deal given to somebody else."""
    deal = deal_of(house, owner, chance)
    to = chance.choice([person for person in (house.ana, house.ben, house.cy) if person != owner])
    return None if deal is None else Made(AssignDeals, {"deals": (deal,), "person_id": to})


def step_of_deal(house: House, owner: Owner, chance: Random) -> Made | None:
    """What is next with a deal."""
    deal = deal_of(house, owner, chance)
    at = house.now + chance.randrange(1, 20) * DAY
    return (
        None
        if deal is None
        else Made(SetDealStep, {"deals": (deal,), "follow_up_at": at, "next_step": "call"})
    )


def new_product(house: House, owner: Owner, chance: Random) -> Made | None:
    """A product with a price."""
    columns = {"name": f"Product {chance.randrange(10**9)}", "line": "GTX", "list_price": 55_000}
    return Made(AddProduct, {"columns": columns})


def product_of(house: House, chance: Random) -> str | None:
    """The name of a product."""
    rows = house.rows("select name from product order by id")
    return str(chance.choice(rows)[0]) if rows else None


def edit_product(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another price."""
    product = product_of(house, chance)
    columns = {"list_price": chance.randrange(1, 10**6)}
    return None if product is None else Made(EditProduct, {"product": product, "columns": columns})


def lines(house: House, owner: Owner, chance: Random) -> Made | None:
    """Something sold below its list price, or for a price where there is no product yet to choose."""
    deal, product = deal_of(house, owner, chance), product_of(house, chance)
    if deal is None:
        return None
    if product is None:
        has_lines = house.rows("select 1 from deal_line where deal_id = ?", deal)
        return Made(SetLines, {"deal_id": deal, "lines": ()}) if has_lines else None
    sold = Wanted(product, chance.randrange(1, 99), chance.randrange(1, 50_000))
    return Made(SetLines, {"deal_id": deal, "lines": (sold,)})


def rate(house: House, owner: Owner, chance: Random) -> Made | None:
    """What a currency is worth from a day on."""
    return Made(
        SetRate,
        {"currency": "EUR", "rate": f"1.{chance.randrange(1, 99):02}", "effective_on": "2026-11-01"},
    )


def currency(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another currency to count in, while there are no rates."""
    if house.rows("select 1 from currency_rate"):
        return None
    (now,) = house.rows("select value from setting where name = 'currency'")[0]
    return Made(
        SetCompanyCurrency, {"currency": chance.choice([one for one in ("USD", "GBP", "CHF") if one != now])}
    )


def quota(house: House, owner: Owner, chance: Random) -> Made | None:
    """What somebody has to bring in."""
    return Made(SetQuota, {"month": "2026-12", "amount": chance.randrange(1, 10**7), "person_id": owner})


def import_deals(house: House, owner: Owner, chance: Random) -> Made:
    """A file that brings deals with what is sold in them, and changes one that is there."""
    number, known = chance.randrange(10**9), deal_of(house, owner, chance)
    path = f"{house.store.path}.deals{number}.csv"
    with open(path, "w", encoding="utf-8") as file:
        handle = "" if owner is None else house.person(owner).handle
        file.write("Deal Name,Account,Amount,Stage,Close Date,Product,Tags,Deal Owner\n")
        file.write(f"Big {number},Acme {number},1200,Won,2026-11-02,Brush,,{handle}\n")
        file.write(f"Small {number},Globex,{chance.randrange(9_999)},Demo,,,,{handle}\n")
        if known is not None:
            ((name, company, stage),) = house.rows(
                "select name, company, stage from deal where id = ?", known
            )
            file.write(f"{name},{company},,{stage},,,fair {number},\n")
    return _made(house, DEAL_IMPORT, path)


def import_history(house: House, owner: Owner, chance: Random) -> Made | None:
    """A file that tells of a stage in which a deal has been."""
    deal = deal_of(house, owner, chance)
    if deal is None:
        return None
    path = f"{house.store.path}.history{chance.randrange(10**9)}.csv"
    ((name, company),) = house.rows("select name, company from deal where id = ?", deal)
    with open(path, "w", encoding="utf-8") as file:
        file.write("Deal Name,Company,From Stage,To Stage,Changed At\n")
        file.write(
            f"{name},{company},New,Demo,2026-10-{chance.randrange(10, 28)} 10:{chance.randrange(10, 59)}\n"
        )
    plan = read_plan(HISTORY_IMPORT, house.store, house.person(house.admin), house.now, path)
    return None if plan.found.is_empty else planned(house, plan)


def import_products(house: House, owner: Owner, chance: Random) -> Made | None:
    """A price list."""
    path = f"{house.store.path}.products{chance.randrange(10**9)}.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write("Product Name,Product Line,List Price\n")
        file.write(f"Brush {chance.randrange(99)},Brushes,{chance.randrange(1, 10**5)}\n")
    return _made(house, PRODUCT_IMPORT, path)


def _made(house: House, spec: ImportSpec[Any], path: str) -> Made:
    return planned(house, read_plan(spec, house.store, house.person(house.admin), house.now, path))


def merge(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two open deals of one owner made one."""
    sql = "select id from deal where owner_id is ? and merged_into is null and open = 1 order by id"
    deals = [row[0] for row in house.rows(sql, owner)]
    return Made(MergeDeals, {"keep": deals[0], "others": (deals[1],)}) if len(deals) > 1 else None


def not_duplicate(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two deals of one owner that are two."""
    made = merge(house, owner, chance)
    if made is None:
        return None
    return Made(NotDuplicateDeals, {"deal_a": made.payload["keep"], "deal_b": made.payload["others"][0]})


def outreach(house: House, owner: Owner, chance: Random) -> Made | None:
    """How many prospects somebody is to contact."""
    month = f"2027-0{chance.randrange(1, 10)}"
    return Made(
        SetOutreachTarget, {"from_month": month, "person_id": owner, "calls": chance.randrange(1, 10**5)}
    )


def import_team(house: House, owner: Owner, chance: Random) -> Made:
    """A sales team with a new manager."""
    path = f"{house.store.path}.team{chance.randrange(10**9)}.csv"
    number = chance.randrange(10**9)
    with open(path, "w", encoding="utf-8") as file:
        file.write("Sales Agent,Manager,Regional Office\n")
        file.write(f"Rep {number},Lead {number},North\nOther {number},Lead {number},South\n")
    return planned(house, read_plan(TEAM_IMPORT, house.store, house.person(house.admin), house.now, path))


MAKERS: dict[str, Maker] = {
    "deal.add": new_deal,
    "deal.edit": edit_deal,
    "deal.note": on_deal(NoteDeal, text="a note"),
    "deal.tag": on_deals(TagDeals, "tags not like '%fair%'", tag="fair"),
    "deal.assign": assign_deal,
    "deal.next_step": step_of_deal,
    "deal.open": on_lead(
        OpenDeal,
        "open = 1 and not exists(select 1 from deal where lead_id = lead.id and deal.open = 1)",
    ),
    "deal.move": on_deals(
        MoveDeals, "open = 1 and stage not in ('presented', 'negotiation', 'order-first')", stage=">"
    ),
    "deal.win": on_deal(WinDeal),
    "deal.lose": on_deals(LoseDeals, reason="price"),
    "deal.reopen": on_deal(ReopenDeal, "open = 0"),
    "deal.lines": lines,
    "deal.merge": merge,
    "deal.not_duplicate": not_duplicate,
    "product.add": new_product,
    "product.edit": edit_product,
    "currency.rate": rate,
    "currency.own": currency,
    "quota.set": quota,
    "outreach.target": outreach,
    "deal.import": import_deals,
    "product.import": import_products,
    "stage_change.import": import_history,
    "team.import": import_team,
}

BEGINNINGS = [*("product.add", "deal.add", "deal.add", "deal.lose", "deal.add", "deal.lines", "deal.add")]
