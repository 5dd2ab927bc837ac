"""Files of deals come in from any system; what cannot be is kept aside with its reason, and nothing half of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.deals.commands import AddDeal, EditDeal
from data.deals.funnel import funnel_of
from data.deals.lines import SetLines, Wanted
from data.deals.moving import MoveDeals, ReopenDeal
from data.deals.narrowing import Narrowing
from data.deals.period import cohort
from data.deals.pipeline import pipeline_of
from data.deals.products import AddProduct
from data.imports.rejects import write_report
from data.kernel.errors import UsageError
from tests.data.deals.imports.conftest import DealDesk


def day(text: str) -> int:
    """The instant at which a day begins, in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


SYSTEMS = {
    "salesforce": (
        "ID,ISDELETED,NAME,STAGENAME,AMOUNT,PROBABILITY,CLOSEDATE,ISCLOSED,ISWON,FORECASTCATEGORY,CREATEDDATE\n"
        "006x0000001YtCrAAK,false,Widgets,Closed Won,500000.0,100.0,2026-10-09,true,true,Closed,"
        "2026-09-15T20:47:07.000Z\n"
        "006x0000001YtCsAAK,false,Bolts,Negotiation/Review,750.5,80.0,2026-12-09,false,false,Commit,"
        "2026-09-15T20:47:07.000Z\n"
        "006x0000001YtCtAAK,false,Nuts,Closed Lost,100.0,0.0,2026-10-01,true,false,Omitted,"
        "2026-09-15T20:47:07.000Z\n"
    ),
    "hubspot": (
        "Record ID,Deal Name,Deal Stage,Amount,Close Date,Deal owner,Create Date,Deal probability,Forecast category\n"
        "11,Widgets,Closed Won (Sales Pipeline),500000,2026-10-09 10:00,Ana Rep,2026-09-15 09:00,1,Closed\n"
        "12,Bolts,Contract Sent (Sales Pipeline),750.50,2026-12-09 10:00,Ana Rep,2026-09-15 09:00,0.8,Commit\n"
        "13,Nuts,Closed Lost (Sales Pipeline),100,2026-10-01 10:00,Ana Rep,2026-09-15 09:00,0,Not forecasted\n"
    ),
    "pipedrive": (
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency,Deal - Stage,Deal - Status,Deal - Owner,"
        "Deal - Deal created,Deal - Won time,Deal - Lost time,Deal - Expected close date,Deal - Probability\n"
        "1,Widgets,500000,USD,Contact Made,Won,Ana Rep,2026-09-15 09:00:00,2026-10-09 10:00:00,,,\n"
        "2,Bolts,750.50,USD,Negotiations Started,Open,Ana Rep,2026-09-15 09:00:00,,,2026-12-09,80\n"
        "3,Nuts,100,USD,Proposal Made,Lost,Ana Rep,2026-09-15 09:00:00,,2026-10-01 10:00:00,,\n"
    ),
    "zoho": (
        "Record Id,Deal Owner,Deal Name,Amount,Stage,Closing Date,Probability (%),Created Time\n"
        'zcrm_1,Ana Rep,Widgets,"$500,000.00",Closed Won,10/09/2026,100,09/15/2026 09:00\n'
        "zcrm_2,Ana Rep,Bolts,$750.50,Negotiation/Review,12/09/2026,80,09/15/2026 09:00\n"
        "zcrm_3,Ana Rep,Nuts,$100.00,Closed Lost to Competition,10/01/2026,0,09/15/2026 09:00\n"
    ),
    "close": (
        "id,lead_name,status_type,status_label,value,value_currency,confidence,user_name,date_created,date_won,"
        "date_lost,expected close date\n"
        "oppo_abcdefgh1,Widgets,won,Won,500000,USD,100,Ana Rep,2026-09-15,2026-10-09,,\n"
        "oppo_abcdefgh2,Bolts,active,Negotiation,750.5,USD,80,Ana Rep,2026-09-15,,,2026-12-09\n"
        "oppo_abcdefgh3,Nuts,lost,Lost,100,USD,0,Ana Rep,2026-09-15,,2026-10-01,\n"
    ),
}
"""The same three deals as five systems export them."""


@pytest.mark.parametrize("system", SYSTEMS)
def test_exports_of_the_common_systems_need_no_option(desk: DealDesk, system: str) -> None:
    plan = desk.plan(SYSTEMS[system])
    assert plan.columns.system == system
    assert desk.carry_out(plan) == {"added": 3}
    won, going, lost = desk.deals()
    assert [deal.label for deal in (won, going, lost)] == ["Widgets", "Bolts", "Nuts"]
    assert [deal.amount for deal in (won, going, lost)] == [50_000_000, 75_050, 10_000]
    assert [(deal.stage, deal.open) for deal in (won, going, lost)] == [
        ("won", 0),
        ("negotiation", 1),
        ("lost", 0),
    ]
    assert (going.expected_close, going.probability) == ("2026-12-09", 80)
    assert {deal.owner_id for deal in (won, going, lost)} == {desk.ana}
    for deal, closed in ((won, "2026-10-09"), (lost, "2026-10-01")):
        assert deal.closed_at is not None and day(closed) <= deal.closed_at < day(closed) + 86_400_000
        assert deal.stage_since == deal.closed_at
    assert day("2026-09-15") <= won.created_at < day("2026-09-16")
    assert desk.carry_out(desk.plan(SYSTEMS[system])) == {"unchanged": 3}
    desk.undo()
    assert not desk.deals() and not desk.rows("select 1 from stage_change") + desk.rows("select 1 from note")


def test_a_status_beside_the_stage_tells_how_far_a_lost_deal_came(desk: DealDesk) -> None:
    desk.bring(SYSTEMS["pipedrive"])
    won, _, lost = desk.deals()
    assert (lost.stage, lost.furthest) == ("lost", 5), "it had its proposal"
    assert won.furthest == 8
    desk.do(ReopenDeal, deal_id=lost.id)
    assert desk.deals()[2].open == 1


FORMS = {
    "German": (
        "Deal-Name;Firma;Betrag;Währung;Phase;Abschlussdatum;Wahrscheinlichkeit;Zuständig\n"
        "Webseite;Acme GmbH;42.000,00;EUR;Gewonnen;01.10.2026;100 %;Ana Rep\n"
        "Shop;Globex AG;1.234,50;EUR;Angebot;24.12.2026;60 %;Ana Rep\n"
    ),
    "signs": (
        "Opportunity Name,Account,Amount,Stage,Close Date,Probability\n"
        "Webseite,Acme GmbH,€42000,Won,1 Oct 2026,1.0\n"
        'Shop,Globex AG,"EUR 1,234.50",Quote sent,24 Dec 2026,0.6\n'
    ),
    "French": (
        "Nom de l'affaire;Entreprise;Montant;Devise;Étape;Date de clôture;Probabilité\n"
        "Webseite;Acme GmbH;42 000,00;EUR;Gagné;01/10/2026;100\n"
        "Shop;Globex AG;1 234,50;EUR;Proposition;24/12/2026;60\n"
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_numbers_dates_and_names_come_in_any_form(desk: DealDesk, form: str) -> None:
    told = {"Proposition": "presented", "Angebot": "presented"}
    assert desk.bring(FORMS[form], meanings=told) == {"added": 2}
    won, going = desk.deals()
    assert (won.name, won.company, won.amount, won.currency) == ("Webseite", "Acme GmbH", 4_200_000, "EUR")
    assert (won.stage, won.expected_close, won.closed_at) == ("won", "2026-10-01", day("2026-10-01"))
    assert (going.amount, going.currency, going.stage) == (123_450, "EUR", "presented")
    assert (going.expected_close, going.probability) == ("2026-12-24", 60)


def test_what_cannot_be_is_kept_aside_with_its_reason_and_can_be_mended(
    desk: DealDesk, tmp_path: Path
) -> None:
    desk.do(AddProduct, desk.admin, columns={"name": "GTX Pro", "list_price": 482_100})
    head = "Deal ID,Deal Name,Amount,Currency,Stage,Close Date,Create Date,Probability,Product,Discount\n"
    plan = desk.plan(
        f"{head}"
        "1,Early,100,USD,Won,2026-09-01,2026-09-02,,,\n"
        "2,Below,(500.00),USD,Demo,,,,,\n"
        "3,Minus,-5,USD,Demo,,,,,\n"
        "4,Coin,100,XQZ,Demo,,,,,\n"
        "5,Sale,100,USD,Demo,,,,GTXPro,120\n"
        "6,Odds,100,USD,Demo,,,140,,\n"
        "7,Words,a lot,USD,Demo,,,,,\n"
        "8,Stage,100,USD,Blue sky,,,,,\n"
        "9,Late,100,USD,Demo,2026-09-01,2026-09-02,,,\n"
        "10,Fine,100,USD,Demo,2026-12-01,2026-09-02,40,GTXPro,10\n"
    )
    assert desk.rejected(plan) == [
        (2, "closed before it began: 2026-09-01, begun on 2026-09-02"),
        (3, "a value below nought: Amount (500.00)"),
        (4, "a value below nought: Amount -5"),
        (5, "an unknown currency: XQZ"),
        (6, "a discount that is not from 0 to 100 %: Discount 120"),
        (7, "a probability that is none: Probability 140"),
        (8, "a value that cannot be read: Amount a lot"),
        (9, "an unknown stage: Blue sky (no stage is called so)"),
        (10, "closed before it began: 2026-09-01, begun on 2026-09-02"),
    ]
    assert [doubt.number for doubt in plan.doubts] == [11], "of those that are taken"
    assert desk.carry_out(plan) == {"added": 1, "rejected": 9}
    (fine,) = desk.deals()
    assert (fine.name, fine.amount, fine.probability) == ("Fine", 10_000, 40)
    report = tmp_path / "report.csv"
    assert write_report(plan, str(report)) == 10, "the deal that was taken is to be looked at too"
    mended = report.read_text().replace("2026-09-01,2026-09-02", "2026-09-03,2026-09-02")
    mended = (
        mended.replace("(500.00)", "500")
        .replace("-5,", "5,")
        .replace("XQZ", "EUR")
        .replace(",120\n", ",12\n")
    )
    mended = mended.replace(",140,", ",14,").replace("a lot", "7").replace(",USD,Blue sky", ",USD,Meeting")
    mended = mended.replace("GTXPro", "GTX Pro")
    assert desk.bring(mended) == {"added": 9, "updated": 1}
    assert len(desk.deals()) == 10
    assert desk.rows("select product, list_price, price from deal_line order by price") == [
        ("GTX Pro", 482_100, 424_248),
        ("GTX Pro", 482_100, 433_890),
    ]


def test_a_product_that_differs_by_a_blank_is_proposed_and_never_joined(desk: DealDesk) -> None:
    desk.do(AddProduct, desk.admin, columns={"name": "GTX Pro", "line": "GTX", "list_price": 482_100})
    text = "Deal ID,Account,Product,Stage,Amount,Close Date\n" + "".join(
        f"{number},Acme,{product},Won,4500,2026-10-01\n"
        for number, product in enumerate(("GTXPro", "gtx pro", "Brush", "GTXPro"), 1)
    )
    plan = desk.plan(text)
    assert [(doubt.number, doubt.detail) for doubt in plan.doubts] == [
        (2, "GTXPro; perhaps GTX Pro"),
        (4, "Brush"),
        (5, "GTXPro; perhaps GTX Pro"),
    ]
    assert desk.carry_out(plan) == {"added": 4}
    sold = "select product, product_line, list_price, price from deal_line order by deal_id"
    assert desk.rows(sold) == [
        ("GTXPro", "", None, 450_000),
        ("GTX Pro", "GTX", 482_100, 450_000),
        ("Brush", "", None, 450_000),
        ("GTXPro", "", None, 450_000),
    ]
    told = desk.plan(text, meanings={"GTXPro": "GTX Pro"})
    assert [doubt.detail for doubt in told.doubts] == ["Brush"]
    assert desk.carry_out(told) == {"updated": 2, "unchanged": 2}
    assert desk.rows(sold)[0] == desk.rows(sold)[3] == ("GTX Pro", "GTX", 482_100, 450_000)
    desk.undo()
    assert desk.rows(sold)[0] == ("GTXPro", "", None, 450_000)
    with pytest.raises(UsageError, match="neither a stage nor a product"):
        desk.plan(text, meanings={"GTXPro": "GTX Pros"})


def test_unknown_stages_are_guessed_by_their_probability_and_the_guess_is_shown(desk: DealDesk) -> None:
    text = (
        "Deal Name,Stage,Amount,Close Date,Probability\n"
        "A,Sniffing,100,2026-12-01,18\nB,Sniffing,100,2026-12-01,22\nC,Negotation,100,2026-12-01,\n"
    )
    plan = desk.plan(text)
    told = {
        wording.label: (wording.rows, wording.meaning, wording.certainty) for wording in plan.reading.wordings
    }
    assert told["Sniffing"] == (2, "qualified", 60)
    assert told["Negotation"][1] == "negotiation" and 88 <= told["Negotation"][2] < 100
    assert desk.carry_out(desk.plan(text, meanings={"Sniffing": "meeting"})) == {"added": 3}
    assert [deal.stage for deal in desk.deals()] == ["meeting", "meeting", "negotiation"]
    assert desk.bring(text.replace("A,", "D,"), meanings={"Sniffing": "none"}) == {
        "unchanged": 1,
        "left_out": 2,
    }


def test_of_a_deal_without_its_way_only_what_its_dates_say_is_counted(desk: DealDesk) -> None:
    """Two were won after 10 and 20 days, one was lost; of one nobody knows when it began: it has no length."""
    desk.bring(
        "Deal Name,Stage,Amount,Create Date,Close Date\n"
        "A,Won,100,2026-10-01,2026-10-11\nB,Won,300,2026-10-01,2026-10-21\nC,Lost,500,2026-10-01,2026-10-05\n"
        "D,Won,200,,2026-10-09\nE,Demo,200,2026-10-02,2026-12-09\n"
    )
    ana, look = desk.person(desk.ana), Narrowing((desk.ana,))
    period = cohort(datetime(2026, 10, 1).date(), datetime(2026, 11, 30).date(), ana)
    funnel = funnel_of(desk.store, ana, look, period, desk.now)
    pipeline = pipeline_of(desk.store, ana, look, period, funnel, desk.now)
    assert (pipeline.won, pipeline.lost, pipeline.won_value) == (3, 1, 60_000)
    assert (pipeline.mean_days.part, pipeline.mean_days.whole, pipeline.median_days) == (30, 2, 15)
    assert funnel.unknown == 5
    assert all(row.conversion.whole == 0 for row in funnel.rows)
    (meeting,) = [row for row in funnel.rows if row.count]
    assert (meeting.stage.code, meeting.ageless, meeting.median_age) == ("meeting", 1, None)


def test_since_when_a_deal_is_in_its_stage_is_taken_from_the_file(desk: DealDesk) -> None:
    desk.bring("Deal Name,Stage,Amount,Close Date,Last Stage Change Date\nA,Demo,100,2026-12-09,2026-11-10\n")
    (deal,) = desk.deals()
    assert deal.stage_since == day("2026-11-10")


def test_a_file_moves_a_deal_until_somebody_here_has(desk: DealDesk) -> None:
    head = "Deal ID,Deal Name,Stage,Amount,Close Date\n"
    desk.bring(f"{head}1,A,Demo,100,2026-12-01\n2,B,Demo,100,2026-12-01\n")
    first, second = desk.deals()
    desk.do(MoveDeals, deals=(first.id,), stage=">")
    text = f"{head}1,A,Won,900,2026-11-10\n2,B,Won,900,2026-11-10\n"
    assert desk.bring(text) == {"updated": 2}
    first, second = desk.deals()
    assert (first.stage, first.open, first.amount) == ("requested", 1, 90_000)
    assert (second.stage, second.open, second.closed_at) == ("won", 0, day("2026-11-10"))
    assert second.stage_since == second.closed_at
    steps = "select from_stage, to_stage, at from stage_change where deal_id = ? order by id"
    assert desk.rows(steps, second.id) == [("meeting", "won", day("2026-11-10"))]
    before = desk.state()
    assert desk.bring(text) == {"unchanged": 2} and desk.state() == before
    desk.undo()
    assert (desk.deals()[1].stage, desk.rows(steps, second.id)) == ("meeting", [])


def test_what_was_set_here_stays(desk: DealDesk) -> None:
    head = "Deal ID,Deal Name,Stage,Amount,Close Date,Product\n"
    desk.do(AddProduct, desk.admin, columns={"name": "GTX Pro", "list_price": 100})
    desk.bring(f"{head}1,A,Demo,100,2026-12-01,GTX Pro\n")
    (deal,) = desk.deals()
    desk.do(EditDeal, deal_id=deal.id, columns={"expected_close": "2026-12-24"})
    desk.do(SetLines, deal_id=deal.id, lines=(Wanted("GTX Pro", 2, 6_000),))
    plan = desk.plan(f"{head}1,A,Demo,700,2026-12-05,GTX Pro\n")
    assert {value.what for value in plan.found.set_here} == {"expected close", "value"}
    assert desk.carry_out(plan) == {"unchanged": 1}
    assert desk.rows("select quantity, price from deal_line") == [(2, 6_000)]


def test_rows_without_ids_are_known_by_name_and_company_where_one_has_both(desk: DealDesk) -> None:
    made = desk.do(AddDeal, columns={"name": "Website", "company": "Acme Ltd", "amount": "100"}).id
    head = "Deal Name,Company,Stage,Amount,Close Date,Territory\n"
    assert desk.bring(f"{head}Website,ACME,Demo,100,2026-12-01,North\n") == {"updated": 1}
    (deal,) = desk.deals()
    assert (deal.id, deal.territory, deal.stage) == (made, "North", "new")
    twice = f"{head}Website,ACME,Demo,5,2026-12-02,North\nWebsite,ACME,Demo,6,2027-12-02,North\n"
    plan = desk.plan(twice)
    assert [twin.number for twin in plan.twins] == [2, 3]
    assert desk.carry_out(plan) == {"added": 2}


def test_several_rows_of_a_deal_are_its_products(desk: DealDesk) -> None:
    desk.bring(
        "Opportunity ID,Opportunity Name,Stage,Close Date,Product Name,Quantity,Sales Price,List Price\n"
        "7,Fleet,Proposal,2026-12-01,Lorry,2,900.00,1000.00\n7,Fleet,Proposal,2026-12-01,Trailer,3,50.00,50.00\n"
    )
    (deal,) = desk.deals()
    assert deal.amount == 195_000
    assert desk.rows("select product, quantity, list_price, price from deal_line order by id") == [
        ("Lorry", 2, 100_000, 90_000),
        ("Trailer", 3, 5_000, 5_000),
    ]
