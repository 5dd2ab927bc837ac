"""Commands on quotes as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random
from typing import Any

from data.imports.plan import read_plan
from data.kernel.ids import reference
from data.quotes.commands import EditQuote, LinkQuotes, NoteQuote, TagQuotes
from data.quotes.imports.quote_spec import QUOTE_IMPORT
from data.quotes.merge import MergeQuotes, NotDuplicateQuotes
from data.quotes.offering import PresentQuotes, RequestQuotes
from data.quotes.settling import ReopenQuotes, SettleQuotes
from data.quotes.standard import SetQuoteStandard
from tests.data.deals.makers import deal_of
from tests.data.kernel.making import Made, Maker, Owner, planned
from tests.data.leads.house import House


def quote_of(house: House, owner: Owner, chance: Random, condition: str) -> int | None:
    """One of the quotes of an owner's deals."""
    sql = (
        "select quote.id from quote join deal on deal.id = quote.deal_id "
        f"where deal.owner_id is ? and quote.merged_into is null and {condition} order by quote.id"
    )
    rows = house.rows(sql, owner)
    return int(chance.choice(rows)[0]) if rows else None


def on_quotes(kind: Any, condition: str, **payload: Any) -> Maker:
    """A command about several quotes."""

    def make(house: House, owner: Owner, chance: Random) -> Made | None:
        quote = quote_of(house, owner, chance, condition)
        return None if quote is None else Made(kind, {"quotes": (quote,), **payload})

    return make


def request(house: House, owner: Owner, chance: Random) -> Made | None:
    """A quote that is asked for, of the owner's first open deal: so there are several of one, to be merged."""
    ((deal,),) = house.rows(
        "select min(id) from deal where owner_id is ? and open = 1 and merged_into is null", owner
    )
    said = {"amount": str(chance.randrange(100, 9_000)), "product_line": f"Line {chance.randrange(10**6)}"}
    return None if deal is None else Made(RequestQuotes, {"deals": (deal,), **said})


def edit(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another value and day."""
    quote = quote_of(house, owner, chance, "1")
    columns = {
        "amount": str(chance.randrange(1_000, 9_000)),
        "valid_until": f"2026-12-{chance.randrange(10, 30)}",
    }
    return None if quote is None else Made(EditQuote, {"quote_id": quote, "columns": columns})


def link(house: House, owner: Owner, chance: Random) -> Made | None:
    """A quote that belongs to another deal of the same owner."""
    quote, deal = quote_of(house, owner, chance, "1"), deal_of(house, owner, chance, "1")
    if (
        quote is None
        or deal is None
        or house.rows("select 1 from quote where id = ? and deal_id = ?", quote, deal)
    ):
        others = house.rows(
            "select id from deal where owner_id is ? and id not in (select deal_id from quote where id = ?)",
            *(owner, quote),
        )
        if quote is None or not others:
            return None
        deal = int(others[0][0])
    return Made(LinkQuotes, {"quotes": (quote,), "deal_id": deal})


def note(house: House, owner: Owner, chance: Random) -> Made | None:
    """A note on a quote."""
    quote = quote_of(house, owner, chance, "1")
    return None if quote is None else Made(NoteQuote, {"quote_id": quote, "text": "asked for 60 days"})


def merge(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two quotes of one deal made one, both open or both of one outcome."""
    rows = house.rows(
        "select min(quote.id), max(quote.id) from quote join deal on deal.id = quote.deal_id where deal.owner_id is ? "
        "and quote.merged_into is null "
        "group by quote.deal_id, iif(quote.status = 'presented', 'requested', quote.status) "
        "having count(*) > 1 order by 1",
        owner,
    )
    return Made(MergeQuotes, {"keep": rows[0][0], "others": (rows[0][1],)}) if rows else None


def not_duplicate(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two quotes of one deal that are two."""
    made = merge(house, owner, chance)
    if made is None:
        return None
    return Made(NotDuplicateQuotes, {"quote_a": made.payload["keep"], "quote_b": made.payload["others"][0]})


def standard(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another multiple of the quota."""
    return Made(SetQuoteStandard, {"multiple": chance.randrange(4, 90), "judged": "number"})


def import_quotes(house: House, owner: Owner, chance: Random) -> Made:
    """A file that brings a quote of a deal, and one of a deal that is not here."""
    number, deal = chance.randrange(10**9), deal_of(house, owner, chance, "1")
    path = f"{house.store.path}.quotes{number}.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write("Quote Number,Quote Name,Opportunity ID,Opportunity Name,Grand Total,Status\n")
        file.write(f"A{number},Of a deal,{'' if deal is None else reference(deal)},,1200,Presented\n")
        file.write(f"B{number},Of none,,Nowhere {number},700,Draft\n")
    plan = read_plan(QUOTE_IMPORT, house.store, house.person(house.admin), house.now, path)
    return planned(house, plan)


MAKERS: dict[str, Maker] = {
    "quote.import": import_quotes,
    "quote.request": request,
    "quote.present": on_quotes(
        PresentQuotes, "quote.status = 'requested' and deal.open = 1", valid_until="2026-12-31"
    ),
    "quote.settle": on_quotes(SettleQuotes, "quote.status in ('requested', 'presented')", outcome="declined"),
    "quote.reopen": on_quotes(ReopenQuotes, "quote.status not in ('requested', 'presented')"),
    "quote.edit": edit,
    "quote.link": link,
    "quote.note": note,
    "quote.tag": on_quotes(TagQuotes, "quote.tags not like '%fair%'", tag="fair"),
    "quote.merge": merge,
    "quote.not_duplicate": not_duplicate,
    "quote.standard": standard,
}

BEGINNINGS = [
    *("quote.request", "quote.settle", "quote.request", "quote.request", "quote.present", "quote.request"),
    *("quote.request", "quote.request"),
]
