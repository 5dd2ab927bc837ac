"""Forecasts are entered, committed to and held against what came, as one reckons it by hand."""

from __future__ import annotations

from datetime import date
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.deals.commands import AddDeal
from data.deals.currencies import SetRate
from data.deals.lines import SetLines, Wanted
from data.deals.moving import WinDeal
from data.deals.narrowing import Narrowing
from data.deals.products import AddProduct
from data.forecasts.accuracy import Cell, Sheet, accuracy, around, sheet_of
from data.forecasts.forecast import CommitForecasts, EnterForecast, Forecast
from data.forecasts.parts import split
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import select_records
from tests.data.leads.house import House, moment


def sell(house: House, *lines: str) -> None:
    """Products, one of each line, at 1,000."""
    for line in lines:
        columns = {"name": f"One of {line}", "line": line, "list_price": 100_000, "currency": "USD"}
        house.do(AddProduct, house.admin, columns=columns)


def deal(house: House, *wanted: Wanted, actor: int | None = None, **columns: Any) -> int:
    """A deal in which something is sold."""
    made = house.do(AddDeal, actor, columns={"name": "Website", **columns}).id
    if wanted:
        house.do(SetLines, actor, deal_id=made, lines=wanted)
    return made


def sheet(house: House, *months: str, who: int | None = None, owners: tuple[int, ...] | None = None) -> Sheet:
    """The forecasts of Ana, or as another sees them."""
    person = house.person(who or house.ana)
    return sheet_of(
        house.store, person, Narrowing(owners or (None if who else (house.ana,))), months, house.now
    )


def cell(found: Sheet, line: str, month: str) -> Cell:
    """One of its cells."""
    row = next(place for place, row in enumerate(found.rows) if row[0].product_line == line)
    return found.cell(row, month)


def stored(house: House) -> list[Forecast]:
    """All forecasts."""
    return select_records(house.store, Forecast, "forecast", "order by id")


def test_an_amount_is_entered_changed_committed_to_and_taken_back(house: House) -> None:
    sell(house, "Sites")
    assert house.do(EnterForecast, month="2026-11", amount=900_000, product_line="sites").summary == (
        "forecast of Sites in 2026-11: 9,000 USD"
    )
    house.now = moment(17)
    said = house.do(CommitForecasts, month="2026-11").summary
    assert said == "forecast of Sites in 2026-11 committed: 9,000 USD"
    (one,) = stored(house)
    assert (one.amount, one.product_line, one.entered_at, one.committed_at) == (
        900_000,
        "Sites",
        moment(16),
        moment(17),
    )
    with pytest.raises(Refused, match="committed to already"):
        house.do(CommitForecasts, month="2026-11", product_line="SITES")
    with pytest.raises(Refused, match="changes nothing"):
        house.do(EnterForecast, month="2026-11", amount=900_000, product_line="Sites")
    said = house.do(EnterForecast, month="2026-11", amount=800_000, product_line="Sites").summary
    assert said.endswith("8,000 USD, to be committed anew") and stored(house)[0].committed_at is None
    house.undo()
    assert stored(house) == [one]
    house.do(EnterForecast, month="2026-11", amount=None, product_line="Sites")
    assert stored(house) == []


def test_nonsense_and_the_past_are_refused(house: House) -> None:
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"month": "2026-10", "amount": 1}, "the month 2026-10 is over"),
        ({"month": "2026-13", "amount": 1}, "no month"),
        ({"month": "2026-11", "amount": -1}, "from nought on"),
        ({"month": "2026-11", "amount": 10**15}, "from nought on"),
        ({"month": "2026-11", "amount": 1, "product_line": "x" * 200}, "product line"),
    )
    for payload, words in wrong:
        with pytest.raises(UsageError, match=words):
            house.do(EnterForecast, **payload)
    with pytest.raises(Refused, match="There is no forecast"):
        house.do(EnterForecast, month="2026-11", amount=None)
    with pytest.raises(Refused, match="No forecast of Sites is entered") as refused:
        house.do(CommitForecasts, month="2026-11", product_line="Sites")
    assert refused.value.code == "forecast.none" and stored(house) == []
    with pytest.raises(Refused, match="own"):
        house.do(EnterForecast, house.ben, month="2026-11", amount=1, person_id=house.ana)


def test_a_month_that_is_over_by_hand(house: House) -> None:
    """Committed to 5,000 of Sites, of which 4,000 came: 1 - 1,000 / 4,000. Of Shops nothing came: n/a."""
    sell(house, "Sites", "Shops")
    house.do(EnterForecast, month="2026-11", amount=500_000, product_line="Sites")
    house.do(EnterForecast, month="2026-11", amount=100_000, product_line="Shops")
    house.do(CommitForecasts, month="2026-11")
    for pieces in (1, 3):
        house.do(WinDeal, deal_id=deal(house, Wanted("One of Sites", pieces)))
    house.do(WinDeal, deal_id=deal(house, amount=70_000))
    now = cell(sheet(house, "2026-11"), "Sites", "2026-11")
    assert (now.came.worth, now.came.deals, now.accuracy) == (400_000, 2, None), "the month is not over"
    house.now = moment(2, month=12)
    found = sheet(house, "2026-11")
    sites, shops, without, total = (cell(found, line, "2026-11") for line in ("Sites", "Shops", "", "all"))
    assert (sites.accuracy, shops.accuracy, without.came.worth) == (0.75, None, 70_000)
    # 6,000 against 4,000, what came of no line being committed to by nobody
    assert (total.committed, total.came.worth, total.came_to_them, total.accuracy) == (
        600_000,
        470_000,
        400_000,
        0.5,
    )


def test_what_is_ahead_is_told_by_category_and_weighted(house: House) -> None:
    """2,000 at 90 % and 1,000 at 50 %, one half Sites; and 3,000 that lies in no month, as its day is not known."""
    sell(house, "Sites", "Shops")
    deal(house, Wanted("One of Sites"), Wanted("One of Shops"), probability=90, expected_close="2026-12-10")
    house.now = moment(1)
    deal(house, Wanted("One of Sites"), probability=50, expected_close="2026-11-02")
    house.now = moment(17)
    deal(house, Wanted("One of Sites", 3), probability=90)
    deal(house, Wanted("One of Sites", 5), probability=90, expected_close="2026-12-10", category="omitted")
    found = sheet(house, "2026-11", "2026-12")
    past, ahead = (cell(found, "Sites", month).ahead for month in ("2026-11", "2026-12"))
    assert (past.best_case, past.weighted, past.deals) == (100_000, 50_000, 1), "slipped: to come this month"
    assert (ahead.commit, ahead.best_case, ahead.weighted, ahead.deals) == (100_000, 0, 90_000, 1)
    assert cell(found, "Shops", "2026-12").suggested == 90_000
    assert cell(found, "all", "2026-12").ahead.weighted == 180_000


def test_missing_forecasts_are_named_and_each_is_held_against_those_who_committed(house: House) -> None:
    sell(house, "Sites")
    house.do(EnterForecast, month="2026-11", amount=100_000, product_line="Sites")
    house.do(CommitForecasts, month="2026-11")
    house.do(EnterForecast, house.ben, month="2026-11", amount=900_000, product_line="Sites")
    for actor in (house.ana, house.ben):
        house.do(WinDeal, actor, deal_id=deal(house, Wanted("One of Sites"), actor=actor))
    found = sheet(house, "2026-11", "2026-12", who=house.manager)
    now, later = (cell(found, "Sites", month) for month in ("2026-11", "2026-12"))
    assert (now.entered, now.committed, now.missing, now.uncommitted) == (
        *(1_000_000, 100_000, ("mo",), ("ben",)),
    )
    assert (later.entered, later.missing) == (None, ("ana", "ben", "mo")) and found.missing == 4
    house.now = moment(2, month=12)
    over = cell(sheet(house, "2026-11", who=house.manager), "Sites", "2026-11")
    assert (over.came.worth, over.came_to_them, over.accuracy) == (200_000, 100_000, 1.0)


def test_currencies_count_at_the_rate_of_their_day_and_none_silently(house: House) -> None:
    house.do(SetRate, house.admin, currency="EUR", rate="1.10", effective_on="2026-11-01")
    house.do(SetRate, house.admin, currency="EUR", rate="1.50", effective_on="2026-11-20")
    for currency in ("EUR", "GBP"):
        house.do(WinDeal, deal_id=deal(house, amount=100_000, currency=currency))
    came = cell(sheet(house, "2026-11"), "", "2026-11").came
    assert (came.worth, came.deals, came.uncounted) == (110_000, 2, 1)


def test_a_company_without_product_lines_has_a_forecast_all_the_same(house: House) -> None:
    found = sheet(house, "2026-11")
    assert [row[0].product_line for row in found.rows] == ["", "all"] and found.missing == 1
    assert around(date(2026, 1, 31), 1, 1) == ("2025-12", "2026-01", "2026-02")


@given(forecast=st.integers(0, 10**9), actual=st.integers(0, 10**9))
def test_accuracy_is_whole_where_all_came_and_none_where_nothing_did(forecast: int, actual: int) -> None:
    found = accuracy(forecast, actual)
    assert (found is None) == (actual == 0)
    if found is not None:
        assert found <= 1 and (found == 1) == (forecast == actual)


@given(amount=st.integers(0, 10**13), worths=st.dictionaries(st.sampled_from("abcd"), st.integers(0, 10**6)))
def test_the_parts_of_a_deal_make_the_whole(amount: int, worths: dict[str, int]) -> None:
    ends = dict(zip(worths, accumulate(worths.values()), strict=True))
    spans = {line: (end - worths[line], end, sum(worths.values()) or 1) for line, end in ends.items()}
    parts = split(amount, spans)
    assert all(part >= 0 for part in parts.values())
    assert parts.keys() == {line for line, worth in worths.items() if worth}
    assert not parts or sum(parts.values()) == amount
