"""The review screen: a Friday of a rep and of a manager, by keys."""

from __future__ import annotations

from datetime import date

import pytest
from textual.pilot import Pilot

from data.deals.commands import AddDeal
from data.deals.moving import MoveDeals
from data.reviews.commands import SignWeek, SubmitWeek
from data.reviews.review import standing
from screens.deals.deal_page import DealPage
from screens.points.drill_down import Records
from screens.reviews.review_screen import ReviewScreen
from screens.shell.facts_page import FactsPage
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, until
from tests.screens.comments.test_comments import HOSTILE, manager_of

MONDAY = date(2026, 11, 16)


async def open_review(pilot: Pilot[None]) -> ReviewScreen:
    """Go to the screen."""
    await press(pilot, "f8")
    assert isinstance(pilot.app.screen, ReviewScreen)
    return pilot.app.screen


def state(cockpit: Cockpit, monday: date = MONDAY) -> str:
    """How Maria's week stands on disk."""
    rows = cockpit.store.select("select id from person where name = 'Maria Silva'")
    return standing(cockpit.store, rows[0][0], monday).state


async def test_a_rep_sees_this_weeks_page_and_submits_it(cockpit: Cockpit) -> None:
    manager_of(cockpit)
    cockpit.log("call", 12)
    async with running(cockpit.app()) as pilot:
        await open_review(pilot)
        text = screen_text(pilot.app)
        assert (
            "Maria Silva, week 2026-W47   open, not submitted" in text and "12 of 500 points, 2.4 %" in text
        )
        assert "Points by day: 12" in text
        bar = text.splitlines()[-1]
        assert "S submit" in bar and "sign" not in bar and "return" not in bar, "that is for who reviews it"
        await press(pilot, "A")
        assert "Nobody reviews their own week" in said(pilot)
        await press(pilot, "S", *"a slow one", "enter")
        assert state(cockpit) == "submitted" and "week 2026-W47 of Maria Silva submitted" in said(pilot)
        await until(pilot, lambda: "submitted 19 Nov 14:05" in screen_text(pilot.app))
        await press(pilot, "S")
        assert "submitted already" in said(pilot)
        await press(pilot, "down", "u")
        assert state(cockpit) == "open"
        await press(pilot, "left_square_bracket")
        await until(pilot, lambda: "Maria Silva, week 2026-W46" in screen_text(pilot.app))
        await press(pilot, "right_square_bracket", "right_square_bracket")
        assert "the next one has not begun" in said(pilot)


async def test_a_manager_goes_through_what_waits_returns_answers_signs_and_adjusts(cockpit: Cockpit) -> None:
    manager = manager_of(cockpit)
    cockpit.log("demo")
    maria = cockpit.person.id
    async with running(manager.app()) as pilot:
        await open_review(pilot)
        assert "! open" in screen_text(pilot.app), "what waits stands first"
        cockpit.apply(SubmitWeek, person_id=maria, monday=MONDAY.isoformat(), words="Here it is")
        await until(pilot, lambda: "1 submitted" in screen_text(pilot.app))
        await press(pilot, "home", "enter")
        await until(pilot, lambda: "Maria Silva, week 2026-W47   submitted" in screen_text(pilot.app))
        await press(pilot, "X", "enter")
        assert "Type a few words" in screen_text(pilot.app)
        await press(pilot, *"Friday?", "enter")
        assert state(cockpit) == "returned"
        await press(pilot, "X")
        assert "not submitted" in said(pilot)
        cockpit.apply(SubmitWeek, person_id=maria, monday=MONDAY.isoformat())
        await press(pilot, "colon", *"thanks", "enter", "escape")
        await press(pilot, "A", "enter")
        assert state(cockpit) == "signed" and "signed off with 25 points" in said(pilot)
        await until(pilot, lambda: "signed by Mo Manager" in screen_text(pilot.app))
        await press(pilot, "plus", *"some", "enter")
        assert "-25 a demo was logged twice" in screen_text(pilot.app)
        await press(pilot, *(["backspace"] * 4), *"-5 twice", "enter")
        await until(pilot, lambda: "-5 adjusted, 20 in all" in screen_text(pilot.app))
        await press(pilot, "N")
        await until(pilot, lambda: "Maria Silva, week 2026-W3" in screen_text(pilot.app))


async def test_a_week_that_has_changed_since_it_was_submitted_says_so_before_it_is_signed(
    cockpit: Cockpit,
) -> None:
    manager = manager_of(cockpit)
    cockpit.log("demo")
    cockpit.apply(SubmitWeek, person_id=cockpit.person.id, monday=MONDAY.isoformat())
    async with running(manager.app(), (120, 40)) as pilot:
        await open_review(pilot)
        await press(pilot, "home")
        assert "! submitted" not in screen_text(pilot.app)
        cockpit.log("call")
        await until(pilot, lambda: "! submitted" in screen_text(pilot.app))
        await until(pilot, lambda: "; submitted with 25" in screen_text(pilot.app))


async def test_counts_by_day_stand_in_columns(cockpit: Cockpit) -> None:
    for days_ago, kind, count in ((3, "call", 120), (2, "call", 7), (1, "email", 42)):
        cockpit.log(kind, count, days_ago=days_ago)
    async with running(cockpit.app()) as pilot:
        await open_review(pilot)
        await press(pilot, *["j"] * 9)
        lines = screen_text(pilot.app).splitlines()
        calls = next(line for line in lines if line.lstrip(" >").startswith("call "))
        emails = next(line for line in lines if line.lstrip(" >").startswith("e-mail "))
        assert calls.rstrip().endswith("120   7   \u00b7   \u00b7   \u00b7   \u00b7   \u00b7")
        assert calls.index("7   \u00b7") == emails.index("\u00b7  42") and calls.rfind(
            "\u00b7"
        ) == emails.rfind("\u00b7")


async def test_words_of_a_week_opened_from_the_list_take_the_whole_width(cockpit: Cockpit) -> None:
    manager = manager_of(cockpit)
    words = "Fewer calls than I wanted: the fair"
    cockpit.apply(SubmitWeek, person_id=cockpit.person.id, monday=MONDAY.isoformat(), words=words)
    async with running(manager.app()) as pilot:
        await open_review(pilot)
        await press(pilot, "home", "enter")
        await until(pilot, lambda: words in screen_text(pilot.app))


async def test_a_week_that_was_edited_by_sql_says_so(cockpit: Cockpit) -> None:
    manager = manager_of(cockpit)
    cockpit.apply(SubmitWeek, person_id=cockpit.person.id, monday=MONDAY.isoformat())
    manager.apply(SignWeek, person_id=cockpit.person.id, monday=MONDAY.isoformat())
    cockpit.store.engine.write([("update signed_week set signed_at = 7", ())])
    async with running(cockpit.app()) as pilot:
        await open_review(pilot)
        await until(pilot, lambda: "EDITED SINCE IT WAS SIGNED" in screen_text(pilot.app))


async def test_every_line_opens_what_it_is_made_of(cockpit: Cockpit) -> None:
    cockpit.log("call", 12)
    deal = cockpit.apply(AddDeal, columns={"name": "Website"}).id
    cockpit.apply(MoveDeals, deals=(deal,), stage=">")
    async with running(cockpit.app(), (120, 60)) as pilot:
        screen = await open_review(pilot)
        await until(pilot, lambda: "Website" in screen_text(pilot.app))
        seen = set()
        for number, place in list(screen._places.items()):
            if place.line < 0 or place.section.part in seen:
                continue
            seen.add(place.section.part)
            screen.page.go_to(number)
            await press(pilot, "enter")
            kind = type(pilot.app.screen)
            expected = {"days": Records, "kinds": Records, "kpis": FactsPage, "moved": DealPage}
            assert kind is expected[place.section.part], place.section.part
            await press(pilot, "escape")
            if place.section.part == "moved":
                await press(pilot, "f8")
        assert seen == {"days", "kinds", "kpis", "moved"}


async def test_a_list_narrows_to_a_state_and_says_so_where_none_stands_so(cockpit: Cockpit) -> None:
    manager = manager_of(cockpit)
    async with running(manager.app()) as pilot:
        await open_review(pilot)
        await press(pilot, "F", "c")
        assert "No week stands so" in screen_text(pilot.app)
        await press(pilot, "F", "a", "V", "m")
        assert "your weeks" in screen_text(pilot.app)


async def test_who_does_not_sell_and_manages_nobody_reads_what_belongs_here(cockpit: Cockpit) -> None:
    cockpit.store.engine.write([("update person set sells = 0", ())])
    alone = Cockpit(cockpit.store, cockpit.person._replace(sells=0), cockpit.now)
    async with running(alone.app()) as pilot:
        await open_review(pilot)
        assert "no week to review" in screen_text(pilot.app)
        await press(pilot, "S", "N", "colon", "tab", "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (120, 40), (200, 60)])
async def test_the_screen_works_at_every_size(cockpit: Cockpit, size: tuple[int, int]) -> None:
    manager = manager_of(cockpit)
    cockpit.log("call", 12)
    cockpit.apply(SubmitWeek, person_id=cockpit.person.id, monday=MONDAY.isoformat(), words=HOSTILE)
    async with running(manager.app(), size) as pilot:
        await open_review(pilot)
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert "\x1b" not in text and "\u202e" not in text
        await press(pilot, "A", "enter")
        assert state(cockpit) == "signed"
        if size[0] >= 200:
            assert "[bold red]x[/]" in screen_text(pilot.app)
