"""Quotes by keys alone: from a deal to a request, a presentation and an answer; the list and the standard."""

from __future__ import annotations

import pytest

from data.deals.commands import AddDeal
from data.deals.products import AddProduct
from data.deals.quotas import SetQuota
from data.kernel.rows import select_records
from data.quotes.offering import PresentQuotes, RequestQuotes
from data.quotes.quote import Quote
from screens.quotes.quotes_page import QuotesPage
from tests.screen_text import screen_lines, screen_text
from tests.screens.cockpits import Cockpit, press, running, said, until
from tests.screens.deals.funnels import add_deal, open_funnel, the_deal
from tests.screens.inboxes import DAY, top, write


def quotes(cockpit: Cockpit) -> list[Quote]:
    """All quotes in the order in which they were made."""
    return select_records(cockpit.store, Quote, "quote", "order by id")


def offer(cockpit: Cockpit, deal: int, *, days_ago: float = 0, **said_of_it: object) -> int:
    """A quote that was presented some days ago."""
    when = cockpit.now - round(days_ago * DAY)
    made = cockpit.apply(RequestQuotes, when=when, deals=(deal,), **said_of_it).id
    cockpit.apply(PresentQuotes, when=when, quotes=(made,))
    return made


async def test_a_quote_is_requested_presented_and_accepted_by_keys(cockpit: Cockpit) -> None:
    deal = add_deal(cockpit, "Website")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "Q", "p")
        assert "No quote waits to be presented here" in said(pilot)
        await press(pilot, "Q", "r")
        assert "deal moved to proposal requested" in said(pilot)
        await press(pilot, "Q", "a")
        assert "No quote was presented and waits for an answer" in said(pilot)
        await press(pilot, "Q", "p")
        await write(pilot, "nonsense")
        assert top(pilot) == "Prompt" and "no amount" in screen_text(pilot.app)
        await write(pilot, "1,500 EUR")
        assert "Until which day" in screen_text(pilot.app)
        await write(pilot, "18 dec")
        assert "deal moved to proposal presented" in said(pilot)
        await press(pilot, "Q", "a")
        assert "accepted" in said(pilot)
    (quote,) = quotes(cockpit)
    assert (quote.status, quote.amount, quote.currency, quote.valid_until) == (
        *("accepted", 150_000, "EUR", "2026-12-18"),
    )
    assert (the_deal(cockpit, deal).stage, the_deal(cockpit, deal).amount) == ("presented", 150_000)


async def test_of_several_quotes_one_is_chosen(cockpit: Cockpit) -> None:
    deal = add_deal(cockpit, "Website", amount="10000")
    for line in ("Sites", "Shops"):
        offer(cockpit, deal, product_line=line)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "Q", "d")
        assert "Which quote is declined?" in screen_text(pilot.app)
        await press(pilot, "2")
        assert [quote.status for quote in quotes(cockpit)] == ["presented", "declined"]
        await press(pilot, "Q", "o")
        assert [quote.status for quote in quotes(cockpit)] == ["presented", "presented"]
        await press(pilot, "Q", "w", "0")
        assert [quote.status for quote in quotes(cockpit)] == ["withdrawn", "withdrawn"]
        await press(pilot, "enter")
        assert top(pilot) == "DealPage" and "quote   Shops   10,000 USD   withdrawn" in screen_text(pilot.app)


async def test_the_list_says_what_ends_and_the_month_against_the_quota(cockpit: Cockpit) -> None:
    cockpit.apply(AddProduct, columns={"name": "Start", "line": "Sites"})
    cockpit.apply(
        SetQuota, month="2026-11", amount=100_000, person_id=cockpit.person.id, product_line="Sites", number=1
    )
    website, shop = add_deal(cockpit, "Website", days_ago=9), add_deal(cockpit, "Shop", days_ago=9)
    offer(cockpit, website, days_ago=8, amount="1500", product_line="Sites", valid_until="2026-11-15")
    offer(cockpit, shop, amount="700", valid_until="2026-11-23")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "Q", "l")
        text = screen_text(pilot.app)
        assert top(pilot) == "QuotesPage" and "ended 4 days ago" in text and "ends in 4 days" in text
        assert "1 past the last day" in text and "1 ending soon" in text
        # One of 1,500 against three times 1,000 and three times one.
        assert "50 %" in text and "33 %" in text and "behind" in text and "no quota" in text
        await press(pilot, "tab", "enter")
        text = screen_text(pilot.app)
        assert (
            "Website" in text
            and "Shop," not in text
            and "worth 1,500 of 3,000 USD, 3x" in " ".join(text.split())
        )
        await press(pilot, "escape", "V", "s")
        assert "Shop" in screen_text(pilot.app) and "ended 4 days" not in screen_text(pilot.app)
        await press(pilot, "V", "o", "slash")
        await write(pilot, "website")
        assert "Shop," not in screen_text(pilot.app)
        await press(pilot, "Q", "e")
        assert "expired" in said(pilot) and quotes(cockpit)[0].status == "expired"
        await press(pilot, "escape", "left_square_bracket")
        assert "Oct 2026" in screen_text(pilot.app)


async def test_a_quote_is_changed_in_place_and_put_to_another_deal(cockpit: Cockpit) -> None:
    deal = add_deal(cockpit, "Website")
    cockpit.apply(AddDeal, columns={"name": "Intranet"})
    offer(cockpit, deal, amount="700")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "Q", "l", "enter")
        assert top(pilot) == "QuotePage"
        await press(pilot, "j", "j", "enter")
        await write(pilot, "900")
        await press(pilot, "escape", "at")
        await write(pilot, "nowhere")
        assert "No deal that you may see" in screen_text(pilot.app)
        await write(pilot, "intranet")
        assert "belongs to Intranet" in said(pilot)
        await press(pilot, "L")
        assert top(pilot) == "DealPage" and "Intranet" in screen_text(pilot.app)
    assert quotes(cockpit)[0].amount == 90_000


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (60, 14), (40, 10), (20, 5)])
async def test_every_size_shows_quotes(cockpit: Cockpit, size: tuple[int, int]) -> None:
    for number in range(12):
        offer(cockpit, add_deal(cockpit, f"Website {number}"), amount="700", product_line="Sites")
    async with running(cockpit.app(), size) as pilot:
        await open_funnel(pilot)
        await press(pilot, "Q", "l")
        assert len(screen_lines(pilot.app)) == size[1] and "Website" in screen_text(pilot.app)


async def test_without_quotes_the_page_says_how_one_begins(cockpit: Cockpit) -> None:
    add_deal(cockpit, "Website")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "Q", "l")
        assert "Q r requests one" in screen_text(pilot.app)
        await press(pilot, "E")
        assert "There is no quote in this view" in said(pilot)
        await press(pilot, "escape")
        assert top(pilot) == "FunnelScreen"


async def test_a_quote_is_found_by_its_words_from_any_screen(cockpit: Cockpit) -> None:
    offer(cockpit, add_deal(cockpit, "Website"), amount="700", number="Q-77", product_line="Sites")
    async with running(cockpit.app()) as pilot:
        await press(pilot, "ctrl+p")
        await write(pilot, "q-77")
        await until(pilot, lambda: top(pilot) == "QuotesPage")
        assert "Website" in screen_text(pilot.app) and "presented" in screen_text(pilot.app)


async def test_quotes_are_noted_on_tagged_and_made_one(cockpit: Cockpit) -> None:
    deal = add_deal(cockpit, "Website", amount="10000")
    kept = offer(cockpit, deal, product_line="Sites")
    offer(cockpit, deal, product_line="Sites", number="Q-7")
    async with running(cockpit.app(), (120, 40)) as pilot:
        await open_funnel(pilot)
        await press(pilot, "Q", "l", "semicolon")
        await write(pilot, "asked for 60 days")
        assert "note on quote Website" in said(pilot)
        await press(pilot, "number_sign")
        await write(pilot, "fair, urgent")
        await press(pilot, "ampersand")
        assert top(pilot) == "Duplicates" and "Quotes that may be the same" in screen_text(pilot.app)
        await press(pilot, "escape", "space", "space", "semicolon")
        assert "; takes one quote at a time" in said(pilot)
        await press(pilot, "ampersand")
        text = screen_text(pilot.app)
        assert top(pilot) == "PairPage" and "marked by you" in text and "Q-7" in text and "deal" in text
        await press(pilot, "M", "escape")
        assert "merged into" in said(pilot)
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert top(pilot) == "QuotePage" and "note: asked for 60 days" in text and "fair, urgent" in text
    first = next(quote for quote in quotes(cockpit) if quote.id == kept)
    assert [quote.merged_into for quote in quotes(cockpit)] == [None, kept]
    assert (first.tags, first.number) == ("fair, urgent", "Q-7")


async def test_of_many_quotes_the_first_are_shown_with_all_numbers_before_the_rest(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.quotes.quotes_page.ROWS_AT_FIRST", 2)
    for number in range(5):
        offer(cockpit, add_deal(cockpit, f"Website {number}", days_ago=9), amount="700")
    seen = []
    really_shown = QuotesPage.show_strip

    def show_strip(page: QuotesPage) -> None:
        really_shown(page)
        if page.overview is not None:
            seen.append((len(page.overview.ids), page.overview.total))

    monkeypatch.setattr(QuotesPage, "show_strip", show_strip)
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "Q", "l")
        assert list(dict.fromkeys(seen)) == [(2, 5), (5, 5)]
        assert "5 open" in screen_text(pilot.app) and "Website 4" in screen_text(pilot.app)
