"""The funnel: where the money is, what is stuck, and deals moved by keys alone."""

from __future__ import annotations

import pytest

from data.deals.explain import numbers_of, opened
from data.deals.moving import MoveDeals
from data.deals.quotas import SetQuota
from data.kernel.store import Store
from data.opening import open_store
from data.points.log import LogActivity
from tests.screen_text import screen_lines, screen_text
from tests.screens.cockpits import Cockpit, press, running, said, until
from tests.screens.deals.funnels import add_deal, funnel, names, open_funnel, the_deal
from tests.screens.inboxes import add_lead, top, write
from widgets.paged_list import PagedList


def line_of(text: str, word: str) -> list[str]:
    """What stands on the first line of the screen that holds a word."""
    return next(line for line in text.splitlines() if word in line).split()


async def test_an_empty_funnel_says_how_one_begins(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        text = screen_text(pilot.app)
        assert "No deal is open here." in text and "A adds one" in text
        assert "n/a" in text and "no quota is set" in text
        assert text.splitlines()[-1].startswith(" A add"), "the key bar begins with it"


async def test_the_stages_and_what_is_wrong_with_deals_are_told_in_words(cockpit: Cockpit) -> None:
    add_deal(cockpit, "Website", "meeting", days_ago=20, amount="10000")
    add_deal(cockpit, "Shop", "negotiation", amount="20000", begun=1, expected_close="2026-11-17")
    add_deal(cockpit, "Kiosk", amount="500", currency="GBP")
    cockpit.apply(SetQuota, month="2026-11", amount=1_000_000, person_id=cockpit.person.id)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        text = screen_text(pilot.app)
        # 35 % of 10,000 and 80 % of 20,000; the pounds have no rate and are in no sum.
        assert line_of(text, "all open")[2:6] == ["open", "3", "30k+", "20k+"]
        assert "+ 500 GBP without a rate" in text and "coverage 3.0x" in text
        assert "rotten, no next" in text and "slipped" in text and "1 slipped" in text
        assert line_of(text, "proposal requested")[2] == "·"


async def test_deals_are_moved_won_and_lost_by_keys_and_undone(cockpit: Cockpit) -> None:
    website = add_deal(cockpit, "Website", "requested", amount="10000", days_ago=3)
    shop = add_deal(cockpit, "Shop")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        assert names(cockpit, pilot) == ["Website", "Shop"]
        await press(pilot, "greater_than_sign")
        assert the_deal(cockpit, website).stage == "presented" and "moved to proposal presented" in said(
            pilot
        )
        await press(pilot, "less_than_sign", "u")
        assert the_deal(cockpit, website).stage == "presented"
        # Two that are marked are moved in one step.
        await press(pilot, "space", "space", "less_than_sign")
        assert "first open stage" in said(pilot)
        await press(pilot, "escape", "home", "W")
        assert the_deal(cockpit, website).stage == "won" and "+25" in said(pilot) and cockpit.total() == 25
        assert names(cockpit, pilot) == ["Shop"]
        await press(pilot, "X", "p")
        assert (the_deal(cockpit, shop).stage, the_deal(cockpit, shop).reason) == ("lost", "price")
        await press(pilot, "V", "l")
        assert names(cockpit, pilot) == ["Shop"]
        await press(pilot, "P", "V", "o")
        assert names(cockpit, pilot) == ["Shop"]


async def test_undo_leads_back_to_the_deal_that_it_brings_back(cockpit: Cockpit) -> None:
    for name, days_ago in (("One", 9), ("Two", 6), ("Three", 3)):
        add_deal(cockpit, name, "requested", amount="10000", days_ago=days_ago)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        lost = funnel(pilot).deals.cursor_id
        await press(pilot, "X", "p", "down", "u")
        assert funnel(pilot).deals.cursor_id == lost


async def test_what_a_stage_takes_is_asked_for(cockpit: Cockpit) -> None:
    shop = add_deal(cockpit, "Shop", "presented", amount="900")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "greater_than_sign", "escape")
        assert "Shop, Acme Ltd has no expected close" in said(pilot)
        await press(pilot, "greater_than_sign")
        assert top(pilot) == "Prompt" and "takes the expected close: what is it?" in screen_text(pilot.app)
        await write(pilot, "18 dec")
    deal = the_deal(cockpit, shop)
    assert (deal.stage, deal.expected_close) == ("negotiation", "2026-12-18")


async def test_the_stage_under_the_cursor_shows_its_deals_and_numbers_show_theirs(cockpit: Cockpit) -> None:
    add_deal(cockpit, "Website", "meeting", days_ago=20)
    add_deal(cockpit, "Shop")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "tab", "j")
        await until(pilot, lambda: names(cockpit, pilot) == ["Shop"])
        assert "1 in new" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert pilot.app.focused is funnel(pilot).deals
        await press(pilot, "equals_sign")
        assert top(pilot) == "Numbers" and "healthy" in screen_text(pilot.app)
        await press(pilot, *"jjjjjj", "enter")
        assert names(cockpit, pilot) == ["Website"] and "1 rotten" in screen_text(pilot.app)
        await press(pilot, "V", "o", "slash")
        await write(pilot, "shop")
        assert names(cockpit, pilot) == ["Shop"]


async def test_a_letter_logs_for_the_lead_of_the_deal(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle", company="Acme", product_interest="Website", budget="1500")
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f3", "dollar_sign")
        assert said(pilot).startswith("deal opened: Website, Acme")
        await press(pilot, "dollar_sign")
        assert top(pilot) == "DealPage" and "with Ana Idle" in screen_text(pilot.app)
        await press(pilot, "escape", "f4")
        assert names(cockpit, pilot) == ["Website"]
        await press(pilot, "c", "n", "L")
        assert top(pilot) == "LeadPage"
        await press(pilot, "escape", "enter")
        text = screen_text(pilot.app)
        assert top(pilot) == "DealPage" and "1,500" in text and "lead: 1 call" in text
    assert cockpit.store.select("select lead_id, outcome from activity") == [(lead, "no answer")]


async def test_a_move_elsewhere_is_on_the_screen_and_the_cursor_stays(cockpit: Cockpit) -> None:
    add_deal(cockpit, "Shop", days_ago=2)
    website = add_deal(cockpit, "Website", "meeting", amount="10000")
    kiosk = add_deal(cockpit, "Kiosk", days_ago=1)
    path = cockpit.store.engine.path
    async with running(cockpit.app(), (120, 40)) as pilot:
        await open_funnel(pilot)
        await press(pilot, "end")
        assert funnel(pilot).deals.cursor_id == kiosk
        await until(pilot, lambda: line_of(screen_text(pilot.app), "meeting")[-1] == "10k")
        other: Store = open_store(path)
        other.apply(
            MoveDeals(other.ids.new(cockpit.now), cockpit.person.id, cockpit.now, (website,), "presented")
        )
        other.close()
        await until(pilot, lambda: "1" in line_of(screen_text(pilot.app), "proposal presented"))
        # The chart beside follows.
        await until(pilot, lambda: line_of(screen_text(pilot.app), "proposal presented")[-1] == "10k")
        assert funnel(pilot).deals.cursor_id == kiosk


async def test_a_deal_is_added_and_changed_in_place(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "A")
        assert top(pilot) == "DealForm"
        pilot.app.screen.query_one("#amount Input").value = "12,000 EUR"  # type: ignore[attr-defined]
        pilot.app.screen.query_one("#expected_close Input").value = "18 dec"  # type: ignore[attr-defined]
        await write(pilot, "\x1bWeb[/b]site")
        assert names(cockpit, pilot) == ["Web[/b]site"]
        await press(pilot, "enter", "j", "enter")
        await write(pilot, "Acme Ltd")
        await press(pilot, "escape")
    ((name, company, amount, currency, close),) = cockpit.store.select(
        "select name, company, amount, currency, expected_close from deal"
    )
    assert (name, company, amount, currency, close) == (
        *("Web[/b]site", "Acme Ltd", 1_200_000, "EUR", "2026-12-18"),
    )


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (60, 14), (40, 10)])
async def test_every_size_shows_the_deals(cockpit: Cockpit, size: tuple[int, int]) -> None:
    for place in range(12):
        add_deal(cockpit, f"Website number {place}", amount="10000")
    async with running(cockpit.app(), size) as pilot:
        await open_funnel(pilot)
        text = screen_text(pilot.app)
        assert "Website" in text and len(screen_lines(pilot.app)) == size[1]
        if size[0] >= 80:
            assert line_of(text, "all open")[3].startswith("12")
            lists = [pilot.app.screen.query_one(name, PagedList) for name in ("#stages", "#deals")]
            assert all(one.size.height >= 5 for one in lists)
        await press(pilot, "percent_sign", "percent_sign")
        assert len(screen_lines(pilot.app)) == size[1]


async def test_a_deal_is_dragged_onto_a_stage_and_what_that_takes_is_asked_for(cockpit: Cockpit) -> None:
    website = add_deal(cockpit, "Website", amount="10000")
    shop = add_deal(cockpit, "Shop", days_ago=3)
    async with running(cockpit.app(), (120, 40)) as pilot:
        await open_funnel(pilot)
        screen = funnel(pilot)

        async def drag(deal: int, onto: str) -> None:
            place = list(screen.overview.ids).index(deal)
            row = [one.stage.name for one in screen.overview.funnel.rows].index(onto) + 1
            await pilot.mouse_down("#deals", offset=(10, 1 + place))
            await pilot.hover("#stages", offset=(10, 1 + row))
            assert f"to {onto}" in said(pilot)
            await pilot.mouse_up("#stages", offset=(10, 1 + row))
            await pilot.pause()

        await drag(website, "meeting")
        await until(pilot, lambda: the_deal(cockpit, website).stage == "meeting")
        assert "moved to meeting" in said(pilot)
        await drag(shop, "proposal presented")
        await until(pilot, lambda: top(pilot) == "Prompt")
        assert "takes the value in USD: what is it?" in screen_text(pilot.app)
        await write(pilot, "900")
        await until(pilot, lambda: the_deal(cockpit, shop).stage == "presented")
        # Dropped beside the stages, or on all of them, it stays.
        await pilot.mouse_down("#deals", offset=(10, 1))
        await pilot.hover("#stages", offset=(10, 1))
        await pilot.mouse_up("#stages", offset=(10, 1))
        await pilot.pause()
        assert said(pilot) == "Left where it was."


async def test_a_move_is_on_the_screen_before_it_is_on_disk(cockpit: Cockpit) -> None:
    website = add_deal(cockpit, "Website", amount="10000")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        screen = funnel(pilot)
        screen.show_moving((website,), ">")
        await screen.moving_painted()
        text = screen_text(pilot.app)
        assert line_of(text, "qualified")[1] == "1" and "to qualified" in text
        assert line_of(text, "all open")[3:6] == ["1", "10k", "2k"]
        # What will be refused is not shown: the first stage has none before it.
        screen.reload()
        await screen.reloaded()
        screen.show_moving((website,), "<")
        await screen.moving_painted()
        assert line_of(screen_text(pilot.app), "new")[2] != "·"
        await press(pilot, "less_than_sign")
        assert "first open stage" in said(pilot)


async def test_the_same_deal_twice_is_found_and_made_one(cockpit: Cockpit) -> None:
    website = add_deal(cockpit, "Website", amount="10000", days_ago=3)
    double = add_deal(cockpit, "Website", channel="direct")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "ampersand")
        assert top(pilot) == "Duplicates" and "Deals that may be the same" in screen_text(pilot.app)
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert top(pilot) == "PairPage" and "10,000" in text and "direct" in text
        await press(pilot, "M", "escape")
        assert names(cockpit, pilot) == ["Website"] and "merged into" in said(pilot)
        kept = the_deal(cockpit, website)
        assert (kept.channel, the_deal(cockpit, double).merged_into) == ("direct", website)
        await press(pilot, "u")
        assert names(cockpit, pilot) == ["Website", "Website"]
        await press(pilot, "W", "ampersand")
        assert top(pilot) == "Duplicates"


async def test_every_number_opens_what_it_counts(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle", company="Acme")
    cockpit.apply(LogActivity, kind="call", count=1, done_at=cockpit.now, lead_id=lead)
    add_deal(cockpit, "Website", "meeting", amount="10000")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        sections = opened(cockpit.store, cockpit.person, funnel(pilot).overview, cockpit.now)
        for place, number in enumerate(numbers_of(sections)):
            await press(pilot, "equals_sign")
            pilot.app.screen.query_one("#numbers", PagedList).go_to(place)
            await press(pilot, "enter")
            if number.behind is None:
                assert "made of the others" in screen_text(pilot.app), number.name
                await press(pilot, "escape")
            elif number.behind.which is None:
                assert top(pilot) == "Prospects", number.name
                await press(pilot, "escape")
            else:
                look = funnel(pilot).overview.look
                assert (look.which, look.part) == number.behind[:2], number.name
                if number.value.isdecimal() and number.behind.which != "came in":
                    assert len(funnel(pilot).overview.ids) == int(number.value), number.name
