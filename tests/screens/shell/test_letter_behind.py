"""What is typed behind a key that was refused, or is none, logs nothing; what comes after a pause does."""

from __future__ import annotations

import pytest

from cockpit.screen_list import SCREENS, ScreenEntry
from screens.shell.letter_behind import HABIT, WITHIN_A_WORD
from screens.shell.prose import PAUSE
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said
from tests.screens.deals.funnels import add_deal, open_funnel
from tests.screens.inboxes import add_person, front, open_inbox, ten_leads, top
from tests.screens.shell.test_text_guard import Typist


async def test_the_letter_behind_a_refused_key_is_held_and_one_after_a_pause_logs(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        typist = Typist(pilot)
        await typist.types("Q")
        why = said(pilot)
        assert why and top(pilot) == "InboxScreen"
        await typist.types("m", pause=1.5)
        assert said(pilot) == f"m was not taken: {why}" and cockpit.total() == 0
        await typist.types("c", pause=PAUSE + 0.1)
        assert "1 call logged" in said(pilot) and cockpit.total() == 1
        await typist.types("c")
        assert cockpit.total() == 2


async def test_whoever_has_read_why_logs_as_ever(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        typist = Typist(pilot)
        await typist.types("Q")
        cockpit.now += HABIT
        await typist.types("c")
        assert "not taken" in said(pilot) and cockpit.total() == 0
        await typist.types("Q", pause=PAUSE + 0.1)
        cockpit.now += HABIT + 1
        await typist.types("c")
        assert cockpit.total() == 1


@pytest.mark.parametrize("between", ["down", "escape", "tab"])
async def test_a_key_that_does_something_ends_it(cockpit: Cockpit, between: str) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "Q", between, "c")
        assert cockpit.total() == 1


async def test_a_letter_that_does_something_is_not_meant_within_a_word(cockpit: Cockpit) -> None:
    """``Just Name`` took back the last call, gave points and made the rest of the name a next step."""
    ten_leads(cockpit)
    cockpit.log("call")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        typist = Typist(pilot)
        before = cockpit.store.revision()
        await typist.types("Just Name\r", pause=0.1)
        assert cockpit.store.revision() == before and cockpit.total() == 1
        await typist.types("J", pause=PAUSE + 0.1)
        await typist.types("u", pause=WITHIN_A_WORD + 0.1)
        assert cockpit.total() == 0


async def test_words_behind_a_refused_key_are_held_with_their_line_end(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    cockpit.log("call")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        typist = Typist(pilot)
        await typist.types("!must Too dear, just us\r", pause=0.3)
        assert top(pilot) == "InboxScreen" and cockpit.total() == 1, "no undo, no lead opened"


async def test_a_number_behind_a_refused_key_multiplies_nothing(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await Typist(pilot).types("Z25c", pause=0.3)
        assert said(pilot).startswith("25c was not taken: ") and cockpit.total() == 0


async def test_letters_typed_before_the_refusal_is_shown_log_nothing_either(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        typist = Typist(pilot)
        await typist.types("QmC")
        assert said(pilot).startswith("mC was not taken: ") and cockpit.total() == 0
        await typist.types("c", pause=PAUSE + 0.1)
        assert cockpit.total() == 1, "what comes after that is a key again"


async def test_a_reason_that_the_screen_finds_only_while_it_reads_holds_the_letter_too(
    cockpit: Cockpit,
) -> None:
    rep = Cockpit(cockpit.store, add_person(cockpit, "Otto Other"), cockpit.now)
    async with running(rep.app()) as pilot:
        await press(pilot, "g", "k", "V")
        assert "for managers" in said(pilot)
        await press(pilot, "t")
        assert said(pilot).startswith("t was not taken: ") and cockpit.total() == 0


async def test_words_behind_an_answer_that_is_refused_are_held(cockpit: Cockpit) -> None:
    add_deal(cockpit, "Website")
    async with running(cockpit.app()) as pilot:
        await open_funnel(pilot)
        await press(pilot, "Q", "d")
        assert "No quote is open" in said(pilot)
        await press(pilot, "t")
        assert said(pilot).startswith("t was not taken: No quote is open") and cockpit.total() == 0


@pytest.mark.parametrize(("place", "key"), [("f4", "P"), ("g s", "R")], ids=["an open deal", "counted"])
async def test_a_key_refused_for_one_record_holds_the_letter(cockpit: Cockpit, place: str, key: str) -> None:
    add_deal(cockpit, "Website")
    async with running(cockpit.app()) as pilot:
        await press(pilot, *place.split(), key)
        why = said(pilot)
        await press(pilot, "t")
        assert why and said(pilot) == f"t was not taken: {why}" and cockpit.total() == 0


async def test_a_question_that_was_answered_in_words_holds_nothing(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "semicolon", "h", "i", "enter", "c")
        assert cockpit.total() == 1


async def test_news_are_no_refusal_of_the_key_before_them(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "left_square_bracket")
        front(pilot).say_news("Ana Idle: a message came in", tone="warn")
        await press(pilot, "right_square_bracket", "c")
        front(pilot).say_news("Ben Idle: a message came in", tone="warn")
        await press(pilot, "c")
    assert cockpit.total() == 2


async def test_undo_that_has_nothing_to_take_back_holds_nothing(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "c", "u", "u", "U", "U", "c")
        assert cockpit.total() == 2


async def test_the_leader_begins_anew_behind_a_letter_that_is_none_of_its(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "g", "w", "g")
        assert top(pilot) == "WhichKey" and "none of these" not in screen_text(pilot.app)
        await press(pilot, "s")
        assert top(pilot) == "ScorecardScreen" and cockpit.total() == 0
        await press(pilot, "g", "g")
        assert top(pilot) == "ScorecardScreen", "g g is the first row, as ever"


@pytest.mark.parametrize("key", ["Z", "exclamation_mark"])
async def test_a_key_that_is_none_says_so(cockpit: Cockpit, key: str) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, key)
        assert "is no key here: ? shows those that are" in said(pilot)
        await press(pilot, "p")
        assert "p was not taken: " in said(pilot) and cockpit.total() == 0


async def test_a_letter_that_logs_nothing_says_so_and_holds_nothing(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "x")
        assert said(pilot).startswith("x logs nothing here")
        await press(pilot, "c")
        assert cockpit.total() == 1


@pytest.mark.parametrize("entry", SCREENS, ids=lambda entry: entry.mode)
async def test_no_key_that_a_screen_refuses_lets_a_letter_log(cockpit: Cockpit, entry: ScreenEntry) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "g", entry.letter)
        page = front(pilot)
        for key in page.own_keys():
            if why := page.refusal(key):
                await press(pilot, key.keys[0], "c")
                assert said(pilot) == f"c was not taken: {why}" and cockpit.total() == 0, key.id
                page.letter_behind.over()  # as after a pause
