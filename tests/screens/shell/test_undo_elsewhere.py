"""u and U ask before they touch a step that was made in another terminal; prompts stay open until they are done."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from data.leads.commands import EditLead
from data.opening import open_store
from data.points.log import LogActivity
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said
from tests.screens.cockpits import elsewhere as changed_elsewhere
from tests.screens.inboxes import add_lead, add_person, open_inbox, the_lead, top, write


def elsewhere(cockpit: Cockpit) -> Cockpit:
    """The same store and person in another terminal."""
    store = open_store(cockpit.store.path)
    store.terminal = 7
    return Cockpit(store, cockpit.person, cockpit.now)


async def test_u_never_takes_back_a_step_of_another_terminal_unseen(cockpit: Cockpit) -> None:
    other = elsewhere(cockpit)
    async with running(cockpit.app()) as pilot:
        await press(pilot, "c")
        other.log("demo")
        await press(pilot, "u", "c")
        text = screen_text(pilot.app)
        assert "Maria Silva's last step was made in another terminal, today at 14:05: 1 demo." in text
        assert "! 'c' is none of these" in text and cockpit.total() == 26
        await press(pilot, "n")
        assert (said(pilot), cockpit.total()) == ("Left as it is.", 26)
        await press(pilot, "u", "y")
        assert (said(pilot), cockpit.total()) == ("undone: 1 demo, -25", 1)
        await press(pilot, "u")
        assert (said(pilot), cockpit.total()) == ("undone: 1 call, -1", 0)
        await press(pilot, "U")
        assert (said(pilot), cockpit.total()) == ("redone: 1 call, +1", 1)
        await press(pilot, "u", "u")
        assert said(pilot) == "Nothing to undo."
    other.apply(LogActivity, kind="call", count=1, done_at=cockpit.now)
    other.store.close()


@pytest.mark.parametrize(
    ("key", "wrong", "why", "right"),
    [
        ("at", "xyz", "Nobody here is called 'xyz'", "otto"),
        ("Z", "yesterday", "", "2d"),
        ("N", "fri 25:00 call", "", "tomorrow call"),
        ("number_sign", "x" * 900, "at most", "vip"),
        ("semicolon", " ", "Type a few words", "a note"),
    ],
)
async def test_a_prompt_with_a_wrong_value_stays_open_and_what_follows_logs_nothing(
    cockpit: Cockpit, key: str, wrong: str, why: str, right: str
) -> None:
    add_person(cockpit, "Otto Other")
    lead = add_lead(cockpit, "Ana Idle")
    before = the_lead(cockpit, lead)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, key)
        await write(pilot, wrong)
        assert top(pilot) == "Prompt" and why in screen_text(pilot.app)
        line = pilot.app.screen.query_one(Input)
        assert line.value == wrong, "what was typed is kept"
        await press(pilot, "c", "c")
        assert cockpit.total() == 0 and the_lead(cockpit, lead) == before
        await write(pilot, right)
        assert top(pilot) == "InboxScreen"


async def test_of_a_step_that_somebody_went_on_with_u_takes_back_the_rest_where_that_is_wanted(
    cockpit: Cockpit,
) -> None:
    lead = add_lead(cockpit, "Ana Idle")
    other = add_person(cockpit, "Otto Other", role="admin")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "c")
        changed_elsewhere(cockpit, EditLead, by=other, lead_id=lead, columns={"title": "CFO"})
        await press(pilot, "u")
        text = screen_text(pilot.app)
        assert "Otto Other changed a part of it since" in text and "take back the rest" in text
        await press(pilot, "n")
        assert (said(pilot), cockpit.total()) == ("Left as it is.", 1)
        await press(pilot, "u", "y")
        assert cockpit.total() == 0 and the_lead(cockpit, lead).title == "CFO"
