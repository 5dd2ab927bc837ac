"""Comments by keys: said on what one stands on, heard of at once elsewhere, read and answered."""

from __future__ import annotations

import pytest

from data.comments.comment import thread
from data.comments.saying import AddComment
from data.comments.subject import Subject, day_of_person, week_of_person
from data.people.commands import AddPerson
from data.people.person import by_id
from screens.comments.notices_dialog import Notices
from screens.comments.thread_dialog import Thread
from tests.screen_text import screen_text
from tests.screens.cockpits import THURSDAY, Cockpit, press, running, said, until
from tests.screens.inboxes import add_lead, front
from widgets.paged_list import PagedList

HOSTILE = "[bold red]x[/] \x1b]0;title\x07 \u202egnp.exe [link=http://a.example]click[/link] @click=app.quit"


def manager_of(cockpit: Cockpit) -> Cockpit:
    """Mo, who manages Maria from now on."""
    row = {"name": "Mo Manager", "role": "manager", "start_date": "2026-09-07", "time_zone": "Europe/Lisbon"}
    made = cockpit.apply(AddPerson, columns={**row, "working_hours": "Mon-Fri 09:00-17:00"})
    mo = by_id(cockpit.store, made.id)
    cockpit.store.engine.write(
        [("update person set manager_id = ?, role = 'rep' where id = ?", (mo.id, cockpit.person.id))]
    )
    cockpit.person = by_id(cockpit.store, cockpit.person.id)
    return Cockpit(cockpit.store, mo, cockpit.now)


async def test_a_word_on_a_lead_is_typed_sent_and_stands_in_its_story(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Pat Doe")
    async with running(cockpit.app()) as pilot:
        await press(pilot, "f3", "colon")
        assert isinstance(pilot.app.screen, Thread) and "Nothing was said of it yet" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "Type a few words" in screen_text(pilot.app)
        await press(pilot, *"who?", "enter")
        assert "Maria Silva" in screen_text(pilot.app) and "who?" in screen_text(pilot.app)
        await press(pilot, *"and when", "enter", "escape")
        assert "comment: and when" in said(pilot)
        await press(pilot, "enter")
        assert "comment: who?" in screen_text(pilot.app)
        await press(pilot, "u")
    assert [one.comment.text for one in thread(cockpit.store, Subject("lead", lead))] == ["who?"]


async def test_a_word_elsewhere_is_on_the_strip_and_in_the_open_thread_and_is_answered(
    cockpit: Cockpit,
) -> None:
    manager = manager_of(cockpit)
    week = week_of_person(cockpit.person.id, THURSDAY.date())
    async with running(cockpit.app()) as pilot:
        manager.apply(AddComment, subject=week, text="see me on Friday")
        await until(pilot, lambda: "1 notice" in screen_text(pilot.app))
        await until(pilot, lambda: "Mo Manager on week 2026-W47" in said(pilot))
        await press(pilot, "g", "n")
        assert isinstance(pilot.app.screen, Notices) and "Notices: 1 to read" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Thread) and "see me on Friday" in screen_text(pilot.app)
        manager.apply(AddComment, subject=week, text="at three")
        await until(pilot, lambda: "at three" in screen_text(pilot.app))
        await press(pilot, *"i will", "enter", "escape")
        await until(pilot, lambda: "all read" in screen_text(pilot.app))
        await press(pilot, "escape")
        await until(pilot, lambda: "notice" not in screen_text(pilot.app))
    assert [one.comment.text for one in thread(cockpit.store, week)] == [
        "see me on Friday",
        "at three",
        "i will",
    ]
    async with running(manager.app()) as pilot:
        await press(pilot, "g", "n", "A")
        assert "i will" in screen_text(pilot.app) and "1 notice read" in screen_text(pilot.app)
        await press(pilot, "R")
        assert "That was read" in screen_text(pilot.app)
        assert "week 2026-W47 of" not in screen_text(pilot.app), "whose week it is who speaks tells"
        await press(pilot, "O")
        await until(pilot, lambda: "Maria Silva, week 2026-W47" in screen_text(pilot.app))
    async with running(cockpit.app()) as pilot:
        manager.apply(
            AddComment, subject=Subject("lead", lead := add_lead(cockpit, "Ana Idle")), text="call her"
        )
        await press(pilot, "g", "n", "O")
        await until(pilot, lambda: front(pilot).record == lead)
        manager.apply(AddComment, subject=day_of_person(cockpit.person.id, THURSDAY.date()), text="well done")
        await press(pilot, "g", "n", "home", "O")
        await until(pilot, lambda: front(pilot).TITLE_WORD == "Points")
    assert not cockpit.store.select(
        "select 1 from notice where read_at is null and person_id = ?", (cockpit.person.id,)
    )


async def test_what_was_read_keeps_its_place_so_that_the_next_notice_is_below_it(cockpit: Cockpit) -> None:
    manager, names = manager_of(cockpit), ("Ana One", "Ben Two", "Cai Three")
    leads = [add_lead(cockpit, name) for name in names]
    for lead in leads:
        manager.apply(AddComment, subject=Subject("lead", lead), text="well?")
    async with running(cockpit.app()) as pilot:

        def listed() -> list[str]:
            lines = [line for line in screen_text(pilot.app).splitlines() if "well?" in line]
            return [name for line in lines for name in names if name in line]

        await press(pilot, "g", "n")
        notices, first = pilot.app.screen.query_one("#notices", PagedList), listed()
        await press(pilot, "home", "R")
        await until(pilot, lambda: "Notices: 2 to read" in screen_text(pilot.app))
        assert listed() == first and notices.cursor_position == 0
        await press(pilot, "j", "R")
        await until(pilot, lambda: "Notices: 1 to read" in screen_text(pilot.app))
        read = notices.cursor_id
        manager.apply(AddComment, subject=Subject("lead", leads[0]), text="and now?")
        await until(pilot, lambda: "Notices: 2 to read" in screen_text(pilot.app))
        assert listed() == first and notices.cursor_id == read and notices.cursor_position == 2
        await press(pilot, "escape", "g", "n")
        assert listed()[0] == first[2], "opened anew, what waits comes first"


async def test_days_and_weeks_of_the_points_screen_are_spoken_of(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "colon")
        assert "Comments: Thu 19 Nov 2026 of Maria Silva" in screen_text(pilot.app)
        await press(pilot, "escape", "W", "colon")
        assert "Comments: week 2026-W47 of Maria Silva" in screen_text(pilot.app)


async def test_a_manager_speaks_in_the_cockpit_that_is_only_read(cockpit: Cockpit) -> None:
    manager = manager_of(cockpit)
    async with running(cockpit.app(actor=manager.person)) as pilot:
        await press(pilot, "colon", *"well done", "enter", "escape")
        assert "comment: well done" in said(pilot)
    rows = cockpit.store.select("select author_id from comment")
    assert rows == [(manager.person.id,)]


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (120, 40), (200, 60)])
async def test_hostile_words_are_text_for_the_manager_at_every_size(
    cockpit: Cockpit, size: tuple[int, int]
) -> None:
    manager = manager_of(cockpit)
    cockpit.apply(AddComment, subject=week_of_person(cockpit.person.id, THURSDAY.date()), text=HOSTILE * 12)
    async with running(manager.app(), size) as pilot:
        await press(pilot, "g", "n", "enter")
        text = screen_text(pilot.app)
        assert isinstance(pilot.app.screen, Thread) and "\x1b" not in text and "\u202e" not in text
        assert size[0] < 80 or "[bold red]x[/]" in text
        await press(pilot, "pageup", "pagedown", "escape", "escape")
        assert not isinstance(pilot.app.screen, (Thread, Notices))


async def test_where_nobody_has_spoken_yet_the_whole_hint_stands_at_80_columns(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        await press(pilot, "g", "n")
        text = " ".join(screen_text(pilot.app).split())
        assert "customer, day or week," in text and "notice of it here" in text
