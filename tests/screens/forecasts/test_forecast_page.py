"""The forecast by keys alone: entered, committed to, and how accurate it was; the deals behind each cell."""

from __future__ import annotations

from typing import Any

import pytest

from data.deals.lines import SetLines, Wanted
from data.deals.moving import WinDeal
from data.deals.products import AddProduct
from data.forecasts.forecast import CommitForecasts, EnterForecast, Forecast
from data.kernel.errors import Unreachable
from data.kernel.rows import select_records
from tests.screen_text import screen_lines, screen_text
from tests.screens.cockpits import Cockpit, elsewhere, press, running, said, until
from tests.screens.deals.funnels import add_deal, open_funnel
from tests.screens.inboxes import DAY, add_person, top, write


def stored(cockpit: Cockpit) -> list[Forecast]:
    """All forecasts."""
    return select_records(cockpit.store, Forecast, "forecast", "order by id")


def sold(cockpit: Cockpit, name: str, *, days_ago: float = 1, **columns: Any) -> int:
    """A deal in which a site is sold for 1,000."""
    deal = add_deal(cockpit, name, days_ago=days_ago, **columns)
    cockpit.apply(SetLines, when=cockpit.now - round(days_ago * DAY), deal_id=deal, lines=(Wanted("Start"),))
    return deal


def site(cockpit: Cockpit) -> None:
    """One product of one line."""
    cockpit.apply(AddProduct, columns={"name": "Start", "line": "Sites", "list_price": 100_000})


def line_of(text: str, word: str) -> list[str]:
    """What stands on the line of the table that begins with a word."""
    return next(line for line in text.splitlines() if line.lstrip(" >").startswith(word)).split()


async def test_a_forecast_is_entered_and_committed_to_by_keys(cockpit: Cockpit) -> None:
    site(cockpit)
    sold(cockpit, "Website", expected_close="2026-11-28", probability=90)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "M")
        text = screen_text(pilot.app)
        assert top(pilot) == "ForecastPage" and "[Nov 2026]" in text and "3 missing" in text
        assert "suggested 900 USD" in text and "Website" in text
        await press(pilot, "S")
        assert "No forecast of Sites is entered" in said(pilot) and "E enters one" in said(pilot)
        await press(pilot, "E")
        await write(pilot, "2000 EUR")
        assert top(pilot) == "Prompt" and "Forecasts are counted in USD" in screen_text(pilot.app)
        await write(pilot, "2,000")
        assert "2,000 USD" in said(pilot) and "not committed" in screen_text(pilot.app)
        await press(pilot, "S")
        assert "committed: 2,000 USD" in said(pilot)
        assert line_of(screen_text(pilot.app), "Sites")[3:5] == ["·", "2k"] and "2k ✓" in screen_text(
            pilot.app
        )
        await press(pilot, "u")
        assert stored(cockpit)[0].committed_at is None
        await press(pilot, "right_square_bracket", "E")
        await write(pilot, "500")
        await press(pilot, "E")
        await write(pilot, "none")
    ((month, amount),) = [(one.month, one.amount) for one in stored(cockpit)]
    assert (month, amount) == ("2026-11", 200_000)


async def test_a_month_that_is_over_says_how_accurate_it_was(cockpit: Cockpit) -> None:
    site(cockpit)
    when = cockpit.now - 30 * DAY
    cockpit.apply(EnterForecast, when=when, month="2026-10", amount=125_000, product_line="Sites")
    cockpit.apply(CommitForecasts, when=when, month="2026-10")
    deal = sold(cockpit, "Website", days_ago=35)
    cockpit.apply(WinDeal, when=cockpit.now - 25 * DAY, deal_id=deal)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "M", "left")
        text = screen_text(pilot.app)
        assert "accuracy 75 %: 1 - |1,250 - 1,000| / 1,000" in text and "Website" in text
        await press(pilot, "E")
        assert "that month is over" in said(pilot)
        await press(pilot, "enter", "enter")
        assert top(pilot) == "DealPage"
        await press(pilot, "escape", "escape", "escape")
        assert top(pilot) == "FunnelScreen"


async def test_a_managers_team_is_told_by_name(cockpit: Cockpit) -> None:
    site(cockpit)
    ben = add_person(cockpit, "Ben Silva")
    cockpit.apply(EnterForecast, month="2026-11", amount=100_000, product_line="Sites", person_id=ben.id)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "V", "t", "M")
        text = screen_text(pilot.app)
        assert "missing: maria" in text and "not committed: ben" in text
        await press(pilot, "E")
        assert "V m or V p looks at one" in said(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (60, 14), (40, 10), (20, 5)])
async def test_every_size_shows_the_forecast(cockpit: Cockpit, size: tuple[int, int]) -> None:
    site(cockpit)
    sold(cockpit, "Website", expected_close="2026-11-28")
    async with running(cockpit.app(), size) as pilot:
        await open_funnel(pilot)
        await press(pilot, "M")
        assert len(screen_lines(pilot.app)) == size[1] and "Sites" in screen_text(pilot.app)
        await press(pilot, *["right_square_bracket"] * 7)
        assert "Jun 2027" in screen_text(pilot.app) or size[0] < 60


@pytest.mark.parametrize(("letter", "amount"), [("t", 90_000), ("m", 200_000)])
async def test_what_a_manager_entered_while_one_typed_is_not_overwritten_unseen(
    cockpit: Cockpit, letter: str, amount: int
) -> None:
    site(cockpit)
    boss = add_person(cockpit, "Mo Manager", role="admin")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "M", "E")
        said_by_boss = {"amount": 90_000, "product_line": "Sites", "person_id": cockpit.person.id}
        elsewhere(cockpit, EnterForecast, by=boss, month="2026-11", **said_by_boss)
        await pilot.press(*"2000", "enter")
        await until(pilot, lambda: "Mo Manager changed the forecast of Sites" in screen_text(pilot.app))
        assert "it is 900 USD now" in " ".join(screen_text(pilot.app).split())
        await press(pilot, letter)
        assert top(pilot) == "ForecastPage"
    assert [one.amount for one in stored(cockpit)] == [amount]


async def test_one_commits_to_no_amount_that_one_has_not_seen(cockpit: Cockpit) -> None:
    site(cockpit)
    boss = add_person(cockpit, "Mo Manager", role="admin")
    cockpit.apply(EnterForecast, month="2026-11", amount=100_000, product_line="Sites")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "M")
        of_maria = {"month": "2026-11", "product_line": "Sites", "person_id": cockpit.person.id}
        elsewhere(cockpit, EnterForecast, by=boss, amount=90_000, **of_maria)
        await pilot.press("S")
        await until(pilot, lambda: "changed the forecast of Sites" in screen_text(pilot.app))
        await press(pilot, "t")
        assert stored(cockpit)[0].committed_at is None
        await press(pilot, "S")
        assert "committed: 900 USD" in said(pilot)


async def test_ones_own_forecasts_are_entered_one_after_another_unasked(cockpit: Cockpit) -> None:
    site(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "M")
        for keys in (("E", *"500", "enter"), ("E", *"0", "enter"), ("u",), ("S",), ("u",)):
            await press(pilot, *keys)
            assert top(pilot) == "ForecastPage"


async def test_a_page_that_nobody_can_be_asked_for_stands_empty_and_fills_once_somebody_answers(
    cockpit: Cockpit,
) -> None:
    site(cockpit)
    sold(cockpit, "Website", expected_close="2026-11-28", probability=90)
    app = cockpit.app()
    async with running(app) as pilot:
        await open_funnel(pilot)
        app.desk.line.cut(
            Unreachable("no node answers", why="no node answers", may_be_written=False), cockpit.now
        )
        await press(pilot, "M")
        assert top(pilot) == "ForecastPage"
        await until(pilot, lambda: "suggested 900 USD" in screen_text(pilot.app))
