"""Keys that come in all at once where what they are meant for has yet to be read: each waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

import pytest

from data.comments.saying import AddComment
from data.comments.subject import week_of_person
from data.forecasts.forecast import Forecast
from data.kernel.rows import select_records
from data.reviews.commands import SubmitWeek
from data.reviews.review import standing
from screens.shell.desk import Desk
from tests.screens.cockpits import THURSDAY, Cockpit, press, running
from tests.screens.comments.test_comments import manager_of
from tests.screens.deals.funnels import add_deal, names, open_funnel, the_deal
from tests.screens.forecasts.test_forecast_page import site, sold
from tests.screens.inboxes import DAY, top
from tests.screens.kra.test_kra_screen import runs_own, stored
from tests.screens.reviews.test_review_screen import MONDAY
from tests.screens.shell.test_typed_ahead import burst

TURNS = 150
"""Turns of the loop that a read takes: many more than a key."""

pytestmark = pytest.mark.usefixtures("patient_keys")


@pytest.fixture(autouse=True)
def slow_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store from which nothing comes back at once."""
    for name in ("read", "read_after_writes", "apply"):
        monkeypatch.setattr(Desk, name, _slowly(getattr(Desk, name)))


def _slowly(asks: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    @wraps(asks)
    async def slow(*args: Any, **kwargs: Any) -> Any:
        found = await asks(*args, **kwargs)
        for _ in range(TURNS):
            await asyncio.sleep(0)
        return found

    return slow


async def test_a_page_is_read_before_what_is_changed_on_it(cockpit: Cockpit) -> None:
    deal = add_deal(cockpit, "Website")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await burst(
            pilot, "<enter>", "E", "<ctrl+u>", "New site", "<enter>", "<escape>", "#", "vip", "<enter>"
        )
    found = the_deal(cockpit, deal)
    assert (found.name, found.tags) == ("New site", "vip") and cockpit.total() == 0


async def test_the_deals_of_a_stage_are_there_before_what_is_done_with_the_first(cockpit: Cockpit) -> None:
    fresh, late = add_deal(cockpit, "Fresh"), add_deal(cockpit, "Late", "presented", amount="900")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "tab")
        await burst(
            pilot,
            "<down>",
            "#",
            "new",
            "<enter>",
            "<down>",
            "<down>",
            "<down>",
            "<down>",
            "#",
            "far",
            "<enter>",
        )
        assert names(cockpit, pilot) == ["Late"]
    assert (the_deal(cockpit, fresh).tags, the_deal(cockpit, late).tags) == ("new", "far")


async def test_a_list_is_narrowed_and_whole_again_before_what_is_done_with_its_rows(cockpit: Cockpit) -> None:
    deals = [add_deal(cockpit, name, amount=amount) for name, amount in (("Big", "900"), ("Small", "100"))]
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "O", "n")
        await burst(
            pilot, "/", "small", "<enter>", "#", "narrowed", "<enter>", "<escape>", "#", "whole", "<enter>"
        )
    assert [the_deal(cockpit, deal).tags for deal in deals] == ["whole", "narrowed"]


async def test_another_week_is_read_before_its_items_are_ticked(cockpit: Cockpit) -> None:
    runs_own(cockpit, since=cockpit.now - 21 * DAY)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f5")
        await burst(pilot, "[[X")
    ticked = cockpit.store.select("select first_day, state from kra_item")
    assert ticked == [("2026-11-02", "not done")] and stored(cockpit) == {}


async def test_a_list_in_a_dialog_is_read_before_its_rows_are_changed(cockpit: Cockpit) -> None:
    runs_own(cockpit)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f5")
        await burst(
            pilot, "S", "<enter>", "E", "<ctrl+u>", "Ring", "<enter>", " ", " ", "<escape>", "<escape>", " "
        )
    titles = cockpit.store.select(
        "select title, active from standard_item where code = 'call-back' order by id"
    )
    assert titles[-1] == ("Ring", 1) and stored(cockpit) == {"call-back": "done"}


async def test_the_week_that_is_signed_is_the_one_to_which_one_has_moved(cockpit: Cockpit) -> None:
    manager, maria = manager_of(cockpit), cockpit.person.id
    for monday in ("2026-11-09", "2026-11-16"):
        cockpit.apply(SubmitWeek, person_id=maria, monday=monday)
    async with running(manager.app()) as pilot:
        await burst(pilot, "<f8>", "<end>", "<home>", "j", "A", "fine", "<enter>")
    assert standing(cockpit.store, maria, MONDAY).state == "signed"


async def test_a_month_of_the_forecast_is_read_before_it_is_entered(cockpit: Cockpit) -> None:
    site(cockpit)
    sold(cockpit, "Website", expected_close="2026-11-28", probability=90)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await burst(pilot, "M", "E", "2000", "<enter>", "]", "E", "500", "<enter>", "S")
    found = select_records(cockpit.store, Forecast, "forecast", "order by month")
    assert [(one.month, one.amount, one.committed_at is not None) for one in found] == [
        *(("2026-11", 200_000, False), ("2026-12", 50_000, True)),
    ]


async def test_anothers_cockpit_is_open_before_what_one_looks_at_in_it(cockpit: Cockpit) -> None:
    manager = manager_of(cockpit)
    async with running(manager.app()) as pilot:
        await burst(pilot, "<f7>", "<enter>", "<f8>", "[", ":", "see", "<enter>", "<escape>")
        assert top(pilot) == "ReviewScreen"
    said = cockpit.store.select("select day, text from comment")
    assert said == [("2026-11-09", "see")]


async def test_notices_are_read_before_one_is_gone_to(cockpit: Cockpit) -> None:
    manager = manager_of(cockpit)
    week = week_of_person(cockpit.person.id, THURSDAY.date())
    async with running(cockpit.app()) as pilot:
        manager.apply(AddComment, subject=week, text="see me")
        await burst(pilot, "gn", "O", "S", "done", "<enter>")
    assert standing(cockpit.store, cockpit.person.id, MONDAY).state == "submitted"
