"""The KRA screen: a week of what one is responsible for, lived through by keys at 80 columns."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from data.kernel.rows import select_records
from data.kra.answering import EnterNumber, TickItem
from data.kra.closing import CloseRun
from data.kra.run import Run, RunItem, RunKey
from data.kra.said import CommentItem
from data.kra.standard_commands import AssignStandard, EditItem, LoadStandard
from data.people.commands import AddPerson
from data.people.person import by_id
from screens.kra.kra_screen import KraScreen
from screens.kra.standards import newest_items
from tests.data.kra.own_standard import STANDARD
from tests.screen_text import screen_text
from tests.screens.as_stored import assert_as_stored
from tests.screens.cockpits import Cockpit, elsewhere, press, running, said, until

WEEK = "2026-11-16"


def runs_own(cockpit: Cockpit, *, since: int | None = None) -> RunKey:
    """Maria runs a small standard of her own, since a moment or from now on."""
    text = STANDARD.format(code="mine", number="Mine").replace("Made up Mine", "Mine")
    cockpit.apply(LoadStandard, text=text, owner_id=cockpit.person.id)
    cockpit.apply(AssignStandard, when=since, standard="mine", person_id=cockpit.person.id)
    return RunKey(cockpit.person.id, "mine", "week", WEEK)


def stored(cockpit: Cockpit) -> dict[str, str]:
    """How the items stand on disk."""
    rows = select_records(cockpit.store, RunItem, "kra_item", "where first_day = ?", (WEEK,))
    return {row.item: row.state or (str(row.number) if row.number is not None else "") for row in rows}


def foot(pilot: Pilot[None]) -> str:
    """The key bar."""
    return screen_text(pilot.app).rstrip().splitlines()[-1]


def hears_nothing(pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen has not heard yet of what happens elsewhere from now on."""
    monkeypatch.setattr(pilot.app.screen, "hear", lambda news: None)


async def open_kra(pilot: Pilot[None]) -> KraScreen:
    """Go to the screen."""
    await press(pilot, "f5")
    assert isinstance(pilot.app.screen, KraScreen)
    return pilot.app.screen


async def test_an_empty_screen_says_what_belongs_here_and_which_key_begins(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await open_kra(pilot)
        text = screen_text(pilot.app)
        assert "You run none yet." in text and "S shows the standards" in text
        assert "done" not in foot(pilot) and "close" not in foot(pilot), "there is nothing to do that with"
        assert "S standards" in foot(pilot), "a bar of 80 columns has no room for all keys"
        await press(pilot, "space")
        assert "There is no item here: S takes up a standard." in said(pilot)
        await press(pilot, "S", "down", "space")
        await until(pilot, lambda: "runs" in screen_text(pilot.app))
        assert "Maria Silva runs Account executive" in screen_text(pilot.app)
        await press(pilot, "escape")
        await until(pilot, lambda: "Make 500 points in the week" in screen_text(pilot.app))
        assert "space done" in foot(pilot) and "S standards" not in foot(pilot)


async def test_a_week_is_ticked_counted_shown_and_closed_by_keys(cockpit: Cockpit) -> None:
    runs_own(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_kra(pilot)
        assert "Mine, this week: 0 of 2 done" in screen_text(pilot.app) and "due Fri 20 Nov" in screen_text(
            pilot.app
        )
        await press(pilot, "space")
        assert stored(cockpit) == {"call-back": "done"} and "Call back: done" in said(pilot)
        assert "[x]  Call back" in screen_text(pilot.app) and "1 of 2 done" in screen_text(pilot.app)
        await press(pilot, "space", "X", "X")
        assert stored(cockpit) == {"call-back": ""}
        await press(pilot, "minus", *"none", "enter")
        assert stored(cockpit) == {"call-back": "n/a"} and "none" in screen_text(pilot.app)
        await press(pilot, "semicolon", *"https://a.example", "enter")
        assert "evidence https://a.example" in said(pilot) and "1 shown" in screen_text(pilot.app)
        await press(pilot, "down", "space", *"25", "enter")
        assert stored(cockpit)["calls"] == "2500" and "25 of at least 20" in screen_text(pilot.app)
        assert "(x)  Calls made" in screen_text(pilot.app)
        await press(pilot, "C")
        await until(pilot, lambda: "closed" in screen_text(pilot.app))
        (run,) = select_records(cockpit.store, Run, "kra_run", "")
        assert (run.first_day, run.closed_by) == (WEEK, cockpit.person.id)
        await press(pilot, "space")
        assert "That run is closed" in said(pilot)


async def test_closing_shows_what_is_open_and_asks_once(cockpit: Cockpit) -> None:
    runs_own(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_kra(pilot)
        await press(pilot, "C")
        assert "2 open: Call back, Calls made" in screen_text(pilot.app)
        await press(pilot, "n")
        assert select_records(cockpit.store, Run, "kra_run", "") == []
        await press(pilot, "C", "c")
        assert "2 carried over" in said(pilot)
        ahead = select_records(cockpit.store, RunItem, "kra_item", "where first_day = '2026-11-23'")
        assert {(row.item, row.carried_from) for row in ahead} == {("call-back", WEEK), ("calls", WEEK)}
        await press(pilot, "u")
        assert select_records(cockpit.store, Run, "kra_run", "") == []
        assert "0 of 2 done" in screen_text(pilot.app)


async def test_the_item_under_the_cursor_is_told_whole_at_eighty_columns(cockpit: Cockpit) -> None:
    cockpit.apply(AssignStandard, standard="account-executive", person_id=cockpit.person.id)
    async with running(cockpit.app()) as pilot:
        screen = await open_kra(pilot)
        place = next(row for row, (_, view) in screen._places.items() if view.item.code == "bottlenecks")
        screen.items.go_to(place)
        await pilot.pause()
        title = screen._places[place][1].item.title
        assert f"  {title}\n" in screen_text(pilot.app)


async def test_letters_log_and_what_is_measured_moves_with_it_and_opens(cockpit: Cockpit) -> None:
    cockpit.apply(AssignStandard, standard="account-executive", person_id=cockpit.person.id)
    async with running(cockpit.app()) as pilot:
        screen = await open_kra(pilot)
        await press(pilot, "c")
        assert cockpit.total() == 1
        await until(pilot, lambda: "1 of 500" in screen_text(pilot.app))
        place = next(row for row, (_, view) in screen._places.items() if view.item.code == "calls-day")
        screen.items.go_to(place)
        await press(pilot, "space")
        assert "measured from the store" in said(pilot) and stored(cockpit) == {}
        await press(pilot, "enter")
        await until(
            pilot, lambda: "1 call" in screen_text(pilot.app) and "calls made" in screen_text(pilot.app)
        )
        await press(pilot, "enter")
        assert "no page of its own" in screen_text(pilot.app)


async def test_areas_and_weeks_are_told_beside_the_items(cockpit: Cockpit) -> None:
    key = runs_own(cockpit)
    cockpit.apply(TickItem, run=key, item="call-back")
    cockpit.apply(CloseRun, run=key, what_is_open="leave")
    async with running(cockpit.app()) as pilot:
        await open_kra(pilot)
        await press(pilot, "percent_sign")
        assert (
            "Work" in screen_text(pilot.app)
            and "1 of 2" in screen_text(pilot.app)
            and "■■■■■□□□□□" in screen_text(pilot.app)
        )
        await press(pilot, "percent_sign")
        await until(pilot, lambda: "slipped most" in screen_text(pilot.app))
        lines = [line.split() for line in screen_text(pilot.app).splitlines()]
        assert [">", "Call", "back", "■■"] in lines and ["Calls", "made", "··"] in lines
        await press(pilot, "percent_sign", "left_square_bracket")
        assert "1 week ago" in screen_text(pilot.app) and "Nothing was due in that week." in screen_text(
            pilot.app
        )
        await press(pilot, "right_square_bracket")
        assert "Call back" in screen_text(pilot.app)
        await press(pilot, "equals_sign")
        assert pilot.app.current_mode == "scorecard"


async def test_items_of_a_standard_are_changed_in_the_app(cockpit: Cockpit) -> None:
    runs_own(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_kra(pilot)
        await press(pilot, "S", "enter", "space")
        await until(pilot, lambda: "left out" in screen_text(pilot.app))
        await press(pilot, "down", "T", *"\b\b", "3", "0", "enter")
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: "Mine, this week: 0 of 1 done" in screen_text(pilot.app))
        assert "Call back" not in screen_text(pilot.app)
        versions = cockpit.store.select("select max(version) from standard where code = 'mine'")
        assert versions[0][0] >= 2


@pytest.mark.parametrize(("letter", "title"), [("t", "Ring back"), ("m", "Phone back")])
async def test_a_title_that_was_changed_elsewhere_meanwhile_is_asked_about(
    cockpit: Cockpit, letter: str, title: str
) -> None:
    runs_own(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_kra(pilot)
        await press(pilot, "S", "enter")
        item = newest_items(cockpit.store, "mine")[0]
        await press(pilot, "E")
        elsewhere(cockpit, EditItem, standard="mine", item=item.code, columns={"title": "Ring back"})
        await pilot.press("ctrl+u", *"Phone back", "enter")
        await until(
            pilot,
            lambda: "was changed meanwhile: it is Ring back" in " ".join(screen_text(pilot.app).split()),
        )
        await press(pilot, letter)
        await until(pilot, lambda: title in screen_text(pilot.app))
    assert newest_items(cockpit.store, "mine")[0].title == title


@pytest.mark.parametrize(("letter", "held"), [("t", "not done"), ("m", "done")])
async def test_an_item_that_was_answered_in_another_terminal_is_asked_about(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch, letter: str, held: str
) -> None:
    key = runs_own(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_kra(pilot)
        await press(pilot, "space", "space")
        hears_nothing(pilot, monkeypatch)
        elsewhere(cockpit, TickItem, run=key, item="call-back", state="not done")
        await pilot.press("space")
        await until(pilot, lambda: "keep theirs" in screen_text(pilot.app))
        asked = " ".join(screen_text(pilot.app).split())
        assert "You, in another terminal, changed the item Call back at 14:05: it is not done now." in asked
        await press(pilot, letter)
        assert stored(cockpit) == {"call-back": held}
        assert ("[x]" if held == "done" else "[-]") + "  Call back" in screen_text(pilot.app)


async def test_an_item_that_is_ticked_in_two_terminals_is_ticked_once_and_asks_nothing(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = runs_own(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_kra(pilot)
        hears_nothing(pilot, monkeypatch)
        elsewhere(cockpit, TickItem, run=key, item="call-back")
        await press(pilot, "space")
        assert "Call back is done already." in said(pilot) and "[x]  Call back" in screen_text(pilot.app)
    assert stored(cockpit) == {"call-back": "done"}


@pytest.mark.parametrize(("letter", "held"), [("t", "2500"), ("m", "3000")])
async def test_a_number_that_was_entered_in_another_terminal_is_asked_about(
    cockpit: Cockpit, letter: str, held: str
) -> None:
    key = runs_own(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_kra(pilot)
        await press(pilot, "down", "space", *"30")
        elsewhere(cockpit, EnterNumber, run=key, item="calls", number=2500)
        await pilot.press("enter")
        await until(pilot, lambda: "it is 25 now." in screen_text(pilot.app))
        await press(pilot, letter)
        assert stored(cockpit) == {"calls": held}


async def test_a_standard_is_copied_to_be_ones_own_and_gets_an_item(cockpit: Cockpit) -> None:
    runs_own(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_kra(pilot)
        await press(pilot, "S", "down", "N")
        assert "Your own of A quarter a fifth above target" in screen_text(pilot.app)
        await press(pilot, "ctrl+u", *"Quarter", "enter")
        await until(pilot, lambda: "Quarter, version 1" in screen_text(pilot.app))
        assert cockpit.store.select("select code, owner_id from standard where title = 'Quarter'") == [
            ("quarter", cockpit.person.id)
        ]
        await press(pilot, "up", "enter", "N", *"Visits", "enter")
        await until(pilot, lambda: "Visits: added (version 2)" in screen_text(pilot.app))
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: "[ ]  Visits" in screen_text(pilot.app))


async def test_a_manager_reads_comments_asks_and_opens_again_but_does_not_tick(cockpit: Cockpit) -> None:
    key = runs_own(cockpit)
    columns = {
        "name": "Mo Manager",
        "role": "manager",
        "start_date": "2026-09-07",
        "time_zone": "Europe/Lisbon",
    }
    columns["working_hours"] = "Mon-Fri 09:00-17:00"
    mo = by_id(cockpit.store, cockpit.apply(AddPerson, columns=columns).id)
    cockpit.store.engine.write(
        [("update person set manager_id = ?, role = 'rep' where id = ?", (mo.id, cockpit.person.id))]
    )
    manager = Cockpit(cockpit.store, mo, cockpit.now)
    async with running(manager.app()) as pilot:
        await open_kra(pilot)
        await press(pilot, "V", "1")
        assert "Maria Silva" in screen_text(pilot.app) and "Call back" in screen_text(pilot.app)
        await press(pilot, "space")
        assert "That is Maria Silva's run" in said(pilot)
        await press(pilot, "P")
        assert "That run is open." in said(pilot)
        await press(pilot, "Q", *"which", "enter")
        assert "evidence asked for: which" in said(pilot) and "evidence?" in screen_text(pilot.app)
        manager.store.apply(
            CloseRun(manager.store.ids.new(cockpit.now), cockpit.person.id, cockpit.now, key, "leave")
        )
        await press(pilot, "V", "1", "P", *"typo", "enter")
        await until(pilot, lambda: "open again: typo" in said(pilot))
    (run,) = select_records(cockpit.store, Run, "kra_run", "")
    assert run.closed_at is None and run.reopened == "typo"


async def test_a_run_begins_at_an_event_and_shows_what_it_is_about(cockpit: Cockpit) -> None:
    runs_own(cockpit)
    async with running(cockpit.app()) as pilot:
        await open_kra(pilot)
        await press(pilot, "B", *"Acme", "enter")
        assert "begun: handover, Acme" in said(pilot)
        assert "Mine, handover: Acme: 0 of 1 done" in screen_text(pilot.app)
        await press(pilot, "B", *"deal: nothing", "enter")
        assert "nothing" in screen_text(pilot.app) and "deal" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert len(select_records(cockpit.store, Run, "kra_run", "")) == 1


async def test_a_tick_is_painted_before_it_is_on_disk(
    cockpit: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs_own(cockpit)
    async with running(cockpit.app()) as pilot:
        screen = await open_kra(pilot)
        (run,) = screen.glance.runs
        from data.kra.due import Answer

        screen.paint(run, run.items[0], Answer("done"))
        await pilot.pause()
        assert "[x]  Call back" in screen_text(pilot.app) and stored(cockpit) == {}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_screen_is_as_it_was_last_looked_at(cockpit: Cockpit, size: tuple[int, int]) -> None:
    cockpit.log("call", 30)
    for standard in ("account-executive", "sales-executive"):
        cockpit.apply(AssignStandard, standard=standard, person_id=cockpit.person.id)
    key = RunKey(cockpit.person.id, "sales-executive", "week", WEEK)
    cockpit.apply(TickItem, run=key, item="upsell", evidence="three clients asked")
    cockpit.apply(TickItem, run=key, item="ranking", state="n/a", reason="no gig is online")
    cockpit.apply(CommentItem, run=key, item="upsell", text="Which ones?")
    async with running(cockpit.app(), size) as pilot:
        screen = await open_kra(pilot)
        place = next(row for row, (_, view) in screen._places.items() if view.item.code == "upsell")
        screen.items.go_to(place)
        await until(pilot, lambda: "behind" in screen_text(pilot.app))
        await pilot.pause()
        seen = screen_text(pilot.app) + "\n"
    assert_as_stored(f"kra-{size[0]}x{size[1]}.txt", seen)


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (120, 40), (200, 60)])
async def test_the_screen_works_at_every_size(cockpit: Cockpit, size: tuple[int, int]) -> None:
    key = runs_own(cockpit)
    cockpit.apply(CommentItem, run=key, item="call-back", text="every day")
    async with running(cockpit.app(), size) as pilot:
        await open_kra(pilot)
        await press(pilot, "space")
        assert stored(cockpit) == {"call-back": "done"}
        assert size[0] < 100 or "every day" in screen_text(pilot.app)
