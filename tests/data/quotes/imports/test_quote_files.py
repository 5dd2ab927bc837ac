"""Files of quotes come in from any system, are put to their deals, and what goes out comes in again."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.deals.commands import AddDeal
from data.deals.deal import Deal
from data.deals.export import export_deals
from data.deals.imports.deal_spec import DEAL_IMPORT
from data.files.refused import FileRefused
from data.imports.plan import read_plan
from data.kernel.errors import Refused
from data.kernel.rows import existing_record
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.quotes.commands import EditQuote, LinkQuotes
from data.quotes.export import export_quotes
from data.quotes.offering import PresentQuotes, RequestQuotes
from data.quotes.settling import SettleQuotes
from tests.data.leads.house import moment
from tests.data.quotes.imports.conftest import QuoteDesk

SYSTEMS = {
    "salesforce": (
        "Quote ID,Quote Number,Quote Name,Opportunity Name,Account Name,Status,Grand Total,Expiration Date,"
        "Created Date,Is Deleted\n"
        "0Q0x0000001YtCrAAK,00000010,Web offer,Website,Acme,Presented,1500.50,2026-12-18,2026-11-02,false\n"
        "0Q0x0000001YtCsAAK,00000011,Shop offer,Shop,Acme,Accepted,700.00,2026-12-01,2026-11-02,false\n"
    ),
    "hubspot": (
        "Record ID,Quote Title,Quote Number,Quote Amount,Currency,Expiration Date,Quote Status,Associated Deal,"
        "Create Date\n"
        "91,Web offer,Q-10,1500.50,USD,2026-12-18 10:00,Published,Website,2026-11-02 09:00\n"
        "92,Shop offer,Q-11,700,USD,2026-12-01 10:00,Signed,Shop,2026-11-02 09:00\n"
    ),
    "zoho": (
        "Record Id,Subject,Quote Number,Quote Stage,Valid Till,Deal Name,Account Name,Grand Total,Created Time\n"
        'zcrm_1,Web offer,10,Delivered,12/18/2026,Website,Acme,"$1,500.50",11/02/2026 09:00\n'
        "zcrm_2,Shop offer,11,Confirmed,12/01/2026,Shop,Acme,$700.00,11/02/2026 09:00\n"
    ),
    "pipedrive": (
        "Proposal - ID,Proposal - Title,Proposal - Value,Proposal - Currency,Proposal - Status,"
        "Proposal - Valid until,Deal - Title,Deal - Organization\n"
        "5,Web offer,1500.50,USD,Sent,2026-12-18,Website,Acme\n"
        "6,Shop offer,700,USD,Won,2026-12-01,Shop,Acme\n"
    ),
    "a German sheet": (
        "Angebotsnummer;Titel;Deal;Firma;Betrag;Währung;Gültig bis;Status\n"
        "A-10;Web offer;Website;Acme GmbH;1.500,50;USD;18.12.2026;Presented\n"
        "A-11;Shop offer;Shop;Acme GmbH;700,00;USD;01.12.2026;Accepted\n"
    ),
}
"""The same two quotes as systems export them."""


def deal(desk: QuoteDesk, name: str, actor: int | None = None, **columns: object) -> int:
    """A deal of Ana's, or another's."""
    return desk.do(AddDeal, actor, columns={"name": name, "company": "Acme", **columns}).id


@pytest.mark.parametrize("system", [name for name in SYSTEMS if name != "a German sheet"])
def test_exports_of_the_common_systems_need_no_option(desk: QuoteDesk, system: str) -> None:
    website, shop = deal(desk, "Website"), deal(desk, "Shop")
    assert desk.bring(SYSTEMS[system]) == {"added": 2}
    first, second = desk.quotes()
    assert (first.name, first.amount, first.valid_until) == ("Web offer", 150_050, "2026-12-18")
    assert (first.status, second.status, second.amount) == ("presented", "accepted", 70_000)
    assert (first.deal_id, second.deal_id) == (website, shop)
    stage = existing_record(desk.store, Deal, "deal", website).stage
    assert stage == "new", "a file tells what was, it moves no deal"
    assert desk.bring(SYSTEMS[system]) == {"unchanged": 2}
    desk.undo()
    assert desk.quotes() == []


def test_names_and_numbers_come_in_other_languages(desk: QuoteDesk) -> None:
    deal(desk, "Website")
    told = {"valid_until": "Gültig bis", "number": "Angebotsnummer"}
    assert desk.bring(SYSTEMS["a German sheet"], mapping=told) == {"added": 2}
    assert [(quote.amount, quote.valid_until, quote.number) for quote in desk.quotes()] == [
        (150_050, "2026-12-18", "A-10"),
        (70_000, "2026-12-01", "A-11"),
    ]


def test_a_deal_is_known_by_its_id_its_company_or_not_at_all(desk: QuoteDesk) -> None:
    """Of two of one name the open one, else the one of the company; those of others are out of reach."""
    one, other = deal(desk, "Website"), deal(desk, "Website", company="Globex")
    deal(desk, "Hidden", desk.ben)
    head = "Quote Number,Opportunity ID,Opportunity Name,Account Name,Grand Total,Quote Status\n"
    plan = desk.plan(
        f"{head}1,,Website,Globex,10,Sent\n2,,Website,Acme Ltd,10,Sent\n3,,Website,,10,Sent\n4,,Hidden,,10,Sent\n"
        "5,,Gone,Umbra,10,Sent\n6,,,,10,Sent\n"
    )
    assert [(doubt.number, doubt.detail) for doubt in plan.doubts] == [
        (4, "Website"),
        (5, "Hidden"),
        (6, "Gone, Umbra"),
    ]
    desk.carry_out(plan)
    found = desk.quotes()
    assert [quote.deal_id for quote in found] == [other, one, None, None, None, None]
    assert [quote.deal_name for quote in found[2:]] == ["Website", "Hidden", "Gone, Umbra", ""]
    desk.do(LinkQuotes, quotes=(found[2].id,), deal_id=one)
    assert (desk.quotes()[2].deal_id, desk.quotes()[2].deal_name) == (one, "")


def test_what_cannot_be_is_left_out_with_its_reason(desk: QuoteDesk) -> None:
    head = "Quote Number,Quote Name,Grand Total,Currency,Quote Status,Requested,Sent on\n"
    plan = desk.plan(
        f"{head}1,Below,-5,USD,Sent,,\n2,Coin,5,XQZ,Sent,,\n3,Odd,5,USD,Upside down,,\n"
        "4,Backwards,5,USD,Sent,2026-11-09,2026-11-02\n,,5,USD,Sent,,\n6,Good,5,USD,Sent,2026-11-02,2026-11-09\n"
    )
    assert desk.carry_out(plan) == {"added": 1, "rejected": 5}
    assert [left.words.partition(":")[0] for left in plan.rejected] == [
        "a value below nought",
        "an unknown currency",
        "an unknown status",
        "presented before it was requested, or settled before it was presented",
        "neither a name nor a number nor a deal",
    ]
    mended = f"{head}3,Odd,5,USD,Upside down,,\n"
    assert desk.bring(mended, meanings={"Upside down": "withdrawn"}) == {"added": 1}
    assert desk.quotes()[1].status == "withdrawn"


def test_a_newer_file_changes_what_it_knows_and_leaves_what_was_set_here(desk: QuoteDesk) -> None:
    deal(desk, "Website")
    head = "Quote Number,Quote Name,Deal Name,Grand Total,Quote Status,Sent on\n"
    desk.bring(f"{head}1,Web,Website,100,Sent,2026-11-02\n")
    assert desk.bring(f"{head}1,Web,Website,120,Accepted,2026-11-02\n") == {"updated": 1}
    (quote,) = desk.quotes()
    assert (quote.amount, quote.status) == (12_000, "accepted")
    with pytest.raises(Refused):
        desk.bring(f"{head}1,Web,Website,500,Accepted,2026-11-02\n", desk.ben)


def test_what_goes_out_comes_in_again(desk: QuoteDesk, tmp_path: Path) -> None:
    website = deal(desk, "Website", amount=100_000, currency="EUR")
    made = desk.do(
        RequestQuotes, deals=(website,), number="Q-1", product_line="Sites", valid_until="2026-12-01"
    ).id
    desk.do(EditQuote, quote_id=made, columns={"notes": "=1+1\nsecond"}, custom={"Deal": "odd"})
    desk.now = moment(17)
    desk.do(PresentQuotes, quotes=(made,))
    desk.now = moment(18)
    desk.do(SettleQuotes, quotes=(made,), outcome="accepted")
    desk.bring("Quote Number,Deal Name,Grand Total,Quote Status\nX,Nowhere,10,Expired\n")
    before = desk.quotes()
    path = str(tmp_path / "quotes.csv")
    assert export_quotes(desk.store, [quote.id for quote in before], path, "csv") == 2
    text = Path(path).read_text(encoding="utf-8-sig")
    plan = desk.plan(text)
    assert desk.carry_out(plan) == {"unchanged": 2}
    deals = tmp_path / "deals.csv"
    export_deals(desk.store, [website], str(deals), "csv")
    (tmp_path / "other").mkdir()
    other = QuoteDesk(tmp_path / "other")
    moved = read_plan(DEAL_IMPORT, other.store, other.person(other.ana), other.now, str(deals))
    other.store.apply(moved.command(other.store.ids, other.ana, other.now))
    assert other.bring(text) == {"added": 2}
    kept = (
        "name",
        "number",
        "amount",
        "currency",
        "product_line",
        "valid_until",
        "notes",
        "custom",
        "status",
    )
    moments = ("requested_at", "presented_at", "settled_at")
    for one, again in zip(before, other.quotes(), strict=True):
        assert [getattr(one, column) for column in kept] == [getattr(again, column) for column in kept]
        for column in moments:
            was, now = getattr(one, column), getattr(again, column)
            assert (was and was // 1000) == (now and now // 1000)
    ((there,),) = other.rows("select id from deal")
    assert other.quotes()[0].deal_id == there, "the deals were brought in before"
    other.store.close()


def test_a_file_of_quotes_that_is_offered_to_leads_is_named_for_what_it_is(desk: QuoteDesk) -> None:
    path = desk.folder / "quotes.csv"
    path.write_text(SYSTEMS["zoho"], encoding="utf-8")
    with pytest.raises(FileRefused, match="looks like quotes") as refused:
        read_plan(LEAD_IMPORT, desk.store, desk.person(desk.ana), desk.now, str(path))
    assert refused.value.values["holds"] == "quote"
