"""The quotes of a month against three times the quota of each product line, as one counts them by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.deals.commands import AddDeal
from data.deals.currencies import SetRate
from data.deals.funnel import Money
from data.deals.narrowing import Narrowing
from data.deals.quotas import SetQuota
from data.kernel.errors import UsageError
from data.quotes.listing import QuoteLook, Which, counts, quotes_of, rows_of
from data.quotes.offering import PresentQuotes, RequestQuotes
from data.quotes.quote import Quote, standing
from data.quotes.settling import SettleQuotes
from data.quotes.standard import LineQuotes, MonthQuotes, SetQuoteStandard, month_quotes
from tests.data.leads.house import House, moment


def present(house: House, worth: int, line: str, actor: int | None = None, currency: str = "") -> int:
    """A quote that is presented at once, its worth in whole units."""
    deal = house.do(AddDeal, actor, columns={"name": f"{line} {worth}"}).id
    said = {"amount": worth * 100, "currency": currency, "product_line": line}
    made = house.do(RequestQuotes, actor, deals=(deal,), **said).id
    house.do(PresentQuotes, actor, quotes=(made,))
    return made


def month(house: House, who: int, *owners: int) -> MonthQuotes:
    """November as somebody sees it, of some owners or of all."""
    return month_quotes(house.store, house.person(who), Narrowing(owners or None), "2026-11")


def line(found: MonthQuotes, name: str) -> LineQuotes:
    """One of its lines."""
    return next(one for one in found.lines if one.product_line == name)


def test_a_month_by_hand(house: House) -> None:
    """Sites: 4,000 + 2,500 of three times 3,000; of 3 x 1 sales two quotes. Shops has no quota: n/a."""
    house.do(
        SetQuota,
        house.admin,
        month="2026-11",
        amount=300_000,
        person_id=house.ana,
        product_line="Sites",
        number=1,
    )
    present(house, 4_000, "Sites")
    present(house, 2_500, "sites")
    taken_back = present(house, 9_000, "Sites")
    house.do(SettleQuotes, quotes=(taken_back,), outcome="withdrawn")
    present(house, 800, "Shops")
    present(house, 700, "Sites", house.ben)
    found = month(house, house.ana, house.ana)
    sites = line(found, "Sites")
    assert (sites.number, sites.worth) == (2, Money(650_000))
    assert (sites.quota, sites.quota_number, sites.by_worth.whole) == (300_000, 1, 900_000)
    assert (round(sites.by_worth.value or 0, 4), round(sites.by_number.value or 0, 4)) == (0.7222, 0.6667)
    assert sites.is_met is False
    shops = line(found, "Shops")
    assert (shops.by_worth.value, shops.by_number.percent, shops.is_met) == (None, "n/a", None)
    team = line(month(house, house.manager), "Sites")
    assert (team.number, team.worth) == (3, Money(720_000))


def test_what_is_judged_is_a_setting(house: House) -> None:
    house.do(
        SetQuota,
        house.admin,
        month="2026-11",
        amount=100,
        person_id=house.ana,
        product_line="Sites",
        number=1,
    )
    present(house, 900, "Sites")
    assert line(month(house, house.ana, house.ana), "Sites").is_met is True
    said = house.do(SetQuoteStandard, house.admin, judged="number").summary
    assert said == "quotes: 3x the quota, judged by number"
    assert line(month(house, house.ana, house.ana), "Sites").is_met is False
    house.do(SetQuoteStandard, house.admin, multiple=1)
    assert line(month(house, house.ana, house.ana), "Sites").is_met is True
    for wrong in ({"multiple": 0}, {"judged": "weight"}):
        with pytest.raises(UsageError):
            house.do(SetQuoteStandard, house.admin, **wrong)


def test_each_quote_counts_at_the_rate_of_its_day_and_none_without(house: House) -> None:
    house.do(SetRate, house.admin, currency="EUR", rate="1.10", effective_on="2026-11-01")
    house.do(SetRate, house.admin, currency="EUR", rate="1.20", effective_on="2026-11-18")
    present(house, 100, "Sites", currency="EUR")
    house.now = moment(18)
    present(house, 100, "Sites", currency="EUR")
    present(house, 50, "Sites", currency="GBP")
    sites = line(month(house, house.ana, house.ana), "Sites")
    assert sites.worth == Money(11_000 + 12_000, (("GBP", 5_000),)) and sites.number == 3


def test_everybodys_quota_goes_before_the_sum_of_the_teams(house: House) -> None:
    for person, amount in ((house.ana, 100), (house.ben, 200)):
        house.do(
            SetQuota, house.admin, month="2026-11", amount=amount, person_id=person, product_line="Sites"
        )
    assert line(month(house, house.manager), "Sites").quota == 300
    house.do(SetQuota, house.admin, month="2026-11", amount=700, product_line="Sites")
    assert line(month(house, house.manager), "Sites").quota == 700


def test_the_list_and_its_counts(house: House) -> None:
    for worth, until in ((100, "2026-11-20"), (200, "2026-12-24"), (300, "2026-11-17"), (400, "")):
        deal = house.do(AddDeal, columns={"name": f"Deal {worth}"}).id
        made = house.do(RequestQuotes, deals=(deal,), amount=worth, valid_until=until).id
        if worth != 400:
            house.do(PresentQuotes, quotes=(made,))
    present(house, 5, "Sites", house.ben)
    house.now = moment(18)
    ana, look = house.person(house.ana), QuoteLook(Narrowing((house.ana,)))

    def amounts(which: Which, **more: str) -> list[int | None]:
        chosen = look._replace(which=which, **more)  # type: ignore[arg-type]  # mypy takes each for any column
        rows = rows_of(house.store, ana, ids := quotes_of(house.store, ana, chosen, house.now), house.now)
        return [rows[one].quote.amount for one in ids]

    assert amounts("open") == [300, 100, 200, 400]
    assert amounts("ending") == [100] and amounts("ended") == [300] and amounts("requested") == [400]
    assert amounts("all", order="value") == [400, 300, 200, 100]
    assert amounts("all", month="2026-11", order="value") == [300, 200, 100] and amounts(
        "all", words="deal 2"
    ) == [200]
    number = counts(house.store, ana, look.narrowing, house.now)
    assert {which: count for which, count in number.items() if count} == {
        "open": 4,
        "requested": 1,
        "presented": 3,
        "ending": 1,
        "ended": 1,
        "all": 4,
    }


@given(days=st.integers(-400, 400), status=st.sampled_from(["presented", "accepted"]))
def test_how_a_quote_stands_by_its_last_day(days: int, status: str) -> None:
    today = date(2026, 11, 19)
    last = date.fromordinal(today.toordinal() + days)
    found = standing(Quote(1, status=status, valid_until=last.isoformat()), today)
    assert (found.is_past, found.is_soon) == (
        status == "presented" and days < 0,
        status == "presented" and 0 <= days <= 7,
    )
    assert bool(found.words) == (status == "presented")
