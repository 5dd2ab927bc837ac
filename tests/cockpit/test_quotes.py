"""`cockpit quotes`, `cockpit forecast` and discounts, as a rep types them."""

import csv
from pathlib import Path

import pytest

from tests.cockpit.conftest import Type


@pytest.fixture
def sold(cockpit: Type) -> Type:
    """A deal in which two product lines are sold, one of them below the list."""
    for name, line, price in (("Start", "Sites", "1200"), ("Shop", "Shops", "4800")):
        assert cockpit("products", "add", name, "--line", line, "--price", price).code == 0
    cockpit("deals", "add", "--name", "Website", "--company", "Acme Ltd", "--close", "2026-12-10")
    assert cockpit("deals", "products", "website", "Start:2:1000", "Shop").code == 0
    return cockpit


def test_a_quote_is_requested_presented_and_settled(sold: Type, tmp_path: Path) -> None:
    assert "Ask for one: cockpit quotes request DEAL" in sold("quotes").out
    said = sold("quotes", "request", "website")
    assert said.line.startswith("2 quotes for Website, Acme Ltd requested, deal moved to proposal requested")
    assert "Present it: cockpit quotes present QUOTE" in sold("quotes", "request", "website").err
    assert "First: cockpit quotes present QUOTE" in sold("quotes", "accept", "sites").err
    said = sold("quotes", "present", "sites", "--valid-until", "5d", "--value", "1,900")
    assert "Sites presented, deal moved to proposal presented" in said.line
    listed = sold("quotes", "list").out
    assert "ends in 5 days" in listed and "2 in all: 1 requested, 1 presented, 1 ending soon" in listed
    shown = sold("quotes", "show", "sites").out
    assert (
        "Website, Acme Ltd, Sites   presented, ends in 5 days" in shown
        and "deal               Website" in shown
    )
    assert sold("quotes", "accept", "sites", "--at", "+3d").code == 2
    assert sold("quotes", "accept", "sites").code == 0
    assert "Take it up again: cockpit quotes reopen QUOTE" in sold("quotes", "decline", "sites").err
    facts = sold("quotes", "list", "--which", "accepted", "--json").json
    assert [(one["amount"], one["deal"], one["status"]) for one in facts] == [
        (1900.0, "Website, Acme Ltd", "accepted")
    ]
    path = tmp_path / "quotes.csv"
    assert sold("quotes", "export", "--out", str(path)).line.startswith("2 quotes written")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert {row["Product line"] for row in rows} == {"Sites", "Shops"}
    assert sold("quotes", "import", str(path), "--yes").code == 0


def test_quotes_are_noted_on_tagged_and_made_one(sold: Type) -> None:
    sold("quotes", "request", "website", "--product-line", "Sites", "--number", "Q-1")
    second = sold("quotes", "request", "website", "--product-line", "Care", "--number", "Q-2", "--json").json[
        "id"
    ]
    assert "note on quote Website" in sold("quotes", "note", "q-1", "asked", "for 60 days").line
    assert sold("quotes", "tag", "q-1", "fair,", "urgent").code == 0
    shown = sold("quotes", "show", "Q-1").out
    assert "asked for 60 days" in shown and "fair, urgent" in shown
    assert "merged into" in sold("quotes", "merge", "Q-1", second).line
    assert [one["number"] for one in sold("quotes", "list", "--which", "all", "--json").json] == ["Q-1"]


def test_a_month_of_quotes_is_held_against_the_quota(sold: Type) -> None:
    sold("quotes", "request", "website")
    sold("quotes", "present", "sites")
    assert "no quota" in sold("quotes", "month").out
    sold("quota", "set", "1000", "--for", "maria", "--product-line", "Sites", "--number", "1")
    (sites,) = [line for line in sold("quotes", "month").out.splitlines() if line.startswith("Sites")]
    assert sites.split() == ["Sites", "1", "2,000", "USD", "1,000", "USD", "67", "%", "33", "%", "behind"]
    assert "a whole number" in sold("quotes", "standard", "many").err
    assert "2x the quota, judged by worth" in sold("quotes", "standard", "2").line
    (line,) = [
        one for one in sold("quotes", "month", "--json").json["lines"] if one["product_line"] == "Sites"
    ]
    assert (line["of_worth_wanted"], line["met"], line["quota_number"]) == (1.0, True, 1)


def test_files_of_quotes_say_what_they_do_not_know(sold: Type, tmp_path: Path) -> None:
    path = tmp_path / "zoho.csv"
    path.write_text(
        "Subject,Quote Number,Quote Stage,Valid Till,Deal Name,Grand Total\n"
        "Offer,7,Delivered,2026-12-18,Website,900\nOther,8,Upside down,2026-12-18,Nowhere,900\n",
        encoding="utf-8",
    )
    said = sold("quotes", "import", str(path), "--dry-run")
    assert (
        "an unknown status (row 3: Upside down)" in said.out
        and "--means 'In negotiation=presented'" in said.out
    )
    assert sold("quotes", "import", str(path), "--yes", "--means", "Upside down=expired").code == 0
    listed = sold("quotes", "list", "--which", "unlinked").out
    assert "1 without a deal" in listed and "Nowhere" in listed
    assert "belongs to Website" in sold("quotes", "link", "8", "website").line
    assert "Bring them in with: cockpit quotes import FILE" in sold("leads", "import", str(path)).err


def test_a_forecast_is_entered_committed_to_and_listed(sold: Type) -> None:
    assert "4 missing" not in sold("forecast").out
    listed = sold("forecast", "list", "--month", "2026-12").out
    assert "2 missing. Enter one: cockpit forecast enter" in listed
    assert "Enter one: cockpit forecast enter" in sold("forecast", "commit", "--month", "2026-12").err
    for amount, why in (("", "no amount"), ("900 EUR", "counted in USD, not in EUR. Write it like 1500")):
        assert why in sold("forecast", "enter", amount).err
        assert why in sold("quota", "set", amount, "--for", "maria").err
    for verb in (("forecast", "enter", "900"), ("quota", "set", "900", "--for", "maria")):
        assert "Nothing has the product line 'Nope'. There are: " in sold(*verb, "--product-line", "Nope").err
    said = sold("forecast", "enter", "2,500", "--product-line", "sites", "--month", "2026-12")
    assert said.line.startswith("forecast of Sites in 2026-12: 2,500 USD")
    assert "committed: 2,500 USD" in sold("forecast", "commit", "--month", "2026-12").line
    facts = sold("forecast", "list", "--month", "2026-12", "--json").json
    assert facts["missing"] == 1 and facts["currency"] == "USD"
    (sites,) = [one for one in facts["forecasts"] if one["product_line"] == "Sites"]
    assert (sites["committed"], sites["committed_at"][:10], sites["missing"]) == (2500.0, "2026-11-19", [])
    # 2,000 of the new deal's 6,800 at 10 %
    assert (sites["pipeline"], sites["weighted"], sites["accuracy"]) == (2000.0, 200.0, None)
    assert "n/a" in sold("forecast", "accuracy", "--months", "2").out
    assert "from 1 to 60" in sold("forecast", "accuracy", "--months", "0").err
    assert "The past does not move" in sold("forecast", "enter", "5", "--month", "2026-10").err


def test_discounts_are_named_with_list_and_sold_price(sold: Type) -> None:
    sold("deals", "win", "website")
    (row,) = [line for line in sold("deals", "discounts").out.splitlines() if line.startswith("Website")]
    assert row.split()[3:12] == ["won", "7,200", "USD", "6,800", "USD", "400", "USD", "5.6", "%"]
    facts = sold("funnel", "--json").json
    assert round(facts["discount_rate"], 4) == 0.0556 and facts["won_discounted"] == 1
    (deal,) = facts["discounted"]
    assert (deal["deal"], deal["list_price"], deal["sold_price"]) == ("Website, Acme Ltd", 7200.0, 6800.0)
    assert (facts["average_deal"], facts["least_order"], facts["below_least_order"]) == (6800.0, 1200.0, [])
    said = sold("funnel").out
    assert "discount rate 5.6 %" in said and "0 deals were won for less than the 1,200 USD" in said


def test_prices_keep_the_currency_that_they_are_written_with(cockpit: Type) -> None:
    assert cockpit("products", "add", "Start", "--price", "90 EUR").code == 0
    (start,) = cockpit("products", "list", "--json").json
    assert (start["list_price"], start["currency"]) == (90, "EUR")
    said = cockpit("products", "edit", "Start", "--price", "80 EUR", "--currency", "USD").err
    assert "'80 EUR' is in EUR, but the currency is USD" in said
    assert "There is no currency ERU" in cockpit("products", "edit", "Start", "--currency", "ERU").err
    cockpit("deals", "add", "--name", "Website")
    assert "in the currency of its deal" in cockpit("deals", "products", "website", "Start:2:80 GBP").err
