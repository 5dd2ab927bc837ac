"""Pages of the funnel go on standing once they were left: they are as they were, with what has changed since."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from cockpit.app import CockpitApp
from data.quotes.offering import RequestQuotes
from screens.forecasts.forecast_page import ForecastPage
from screens.quotes.quotes_page import QuotesPage
from screens.shell.logging_page import LoggingPage
from tests.screen_text import screen_lines, screen_text
from tests.screens.cockpits import Cockpit, elsewhere, press, running, settle
from tests.screens.deals.funnels import add_deal, open_funnel
from tests.screens.inboxes import DAY, add_person
from tests.screens.quotes.test_quotes import offer

KEYS: dict[type[LoggingPage], tuple[str, ...]] = {QuotesPage: ("Q", "l"), ForecastPage: ("M",)}
"""What opens each page."""


async def opened(pilot: Pilot[None], kind: type[LoggingPage]) -> LoggingPage:
    """A page of the funnel, in front."""
    await press(pilot, *KEYS[kind])
    page = pilot.app.screen
    assert isinstance(page, kind)
    return page


def three_quotes(cockpit: Cockpit) -> list[int]:
    """The deals of three quotes, in the order of their list."""
    deals = [add_deal(cockpit, name, days_ago=9) for name in ("Website", "Shop", "Intranet")]
    for days, deal in enumerate(deals, 25):
        offer(cockpit, deal, amount="700", valid_until=f"2026-11-{days}")
    return deals


async def test_quotes_are_opened_again_where_they_were_left_with_what_was_done_meanwhile(
    cockpit: Cockpit,
) -> None:
    deals = three_quotes(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        page = await opened(pilot, QuotesPage)
        await press(pilot, "down", "escape")
        elsewhere(cockpit, RequestQuotes, deals=(deals[0],), amount="4400")
        assert await opened(pilot, QuotesPage) is page
        text = screen_text(pilot.app)
        assert "4 open" in text and "4,400" in text
        (cursor,) = [
            line for line in screen_lines(pilot.app) if line.lstrip().startswith("> ") and "700" in line
        ]
        assert "Shop" in cursor


async def test_a_filter_that_was_left_is_gone(cockpit: Cockpit) -> None:
    three_quotes(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await opened(pilot, QuotesPage)
        await press(pilot, "slash", *"shop", "escape", "escape", "escape")
        await opened(pilot, QuotesPage)
        assert all(name in screen_text(pilot.app) for name in ("Website", "Shop", "Intranet"))


@pytest.mark.parametrize("kind", KEYS)
async def test_the_points_logged_meanwhile_are_on_the_strip(
    cockpit: Cockpit, kind: type[LoggingPage]
) -> None:
    add_deal(cockpit, "Website")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await opened(pilot, kind)
        await press(pilot, "escape", "c")
        await opened(pilot, kind)
        assert "1 / 500" in screen_text(pilot.app)


@pytest.mark.parametrize("kind", KEYS)
async def test_other_peoples_are_another_page_and_the_one_before_goes(
    cockpit: Cockpit, kind: type[LoggingPage]
) -> None:
    add_person(cockpit, "Ben Silva")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        page = await opened(pilot, kind)
        await press(pilot, "escape", "V", "t")
        assert await opened(pilot, kind) is not page
        assert not page.is_running and "team" in screen_text(pilot.app)


async def test_on_another_day_the_month_is_that_of_the_day(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await opened(pilot, ForecastPage)
        await press(pilot, "left_square_bracket", "escape")
        cockpit.now += 14 * DAY
        await opened(pilot, ForecastPage)
        assert "[Dec 2026]" in screen_text(pilot.app)


@pytest.mark.parametrize("kind", KEYS)
async def test_a_page_left_in_another_terminal_and_look_is_opened_in_those_of_now(
    cockpit: Cockpit, kind: type[LoggingPage]
) -> None:
    three_quotes(cockpit)
    async with running(cockpit.app(theme="dark"), (200, 60)) as pilot:
        await open_funnel(pilot)
        page = await opened(pilot, kind)
        dark = page.styles.background
        await press(pilot, "escape", "g", "l")
        await pilot.resize_terminal(60, 20)
        assert await opened(pilot, kind) is page
        assert page.styles.background != dark and page.has_class("-slim", "-normal")
        lines = screen_lines(pilot.app)
        assert len(lines) == 20 and max(map(len, lines)) <= 60 and "esc" in lines[-1]


@pytest.mark.parametrize("leaves", [True, False])
async def test_pages_of_another_cockpit_go_with_it(cockpit: Cockpit, leaves: bool) -> None:
    ben = add_person(cockpit, "Ben Silva")
    async with running(cockpit.app()) as pilot:
        app = pilot.app
        assert isinstance(app, CockpitApp)
        await open_funnel(pilot)
        own = await opened(pilot, ForecastPage)
        await press(pilot, "escape")
        await app.action_visit(ben.id)
        await settle(pilot)
        await open_funnel(pilot)
        bens = await opened(pilot, ForecastPage)
        assert bens is not own and "Ben Silva's cockpit" in screen_text(app)
        if leaves:
            await press(pilot, "escape")
        await app.action_leave_visit()
        await settle(pilot)
        assert own.is_running and not bens.is_running


@pytest.mark.parametrize("leaves", [True, False])
async def test_the_app_ends_with_pages_that_stand(cockpit: Cockpit, leaves: bool) -> None:
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await opened(pilot, ForecastPage)
        await press(pilot, "escape")
        await opened(pilot, QuotesPage)
        if leaves:
            await press(pilot, "escape")
        await press(pilot, "q")
    assert pilot.app.return_code in (0, None) and not pilot.app.is_running
