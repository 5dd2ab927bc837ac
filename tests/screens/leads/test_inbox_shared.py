"""The inbox beside others: managers, colleagues, other processes and other screens."""

from __future__ import annotations

from data.kernel.commands import Command
from data.kernel.undo import Undo
from data.leads.commands import AddLead, Assign, EditLead
from data.opening import open_store
from data.points.log import LogActivity
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, until
from tests.screens.inboxes import (
    add_lead,
    add_person,
    asks,
    inbox,
    names,
    open_inbox,
    ten_leads,
    the_lead,
    top,
    under_cursor,
    write,
)


async def test_the_team_view_is_for_managers(cockpit: Cockpit) -> None:
    rep = add_person(cockpit, "Otto Other", manager_id=cockpit.person.id)
    lead = add_lead(cockpit, "Ana Idle")
    other = Cockpit(cockpit.store, rep, cockpit.now)
    add_lead(other, "Bea Idle")
    async with running(other.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "V", "t")
        assert "for managers" in said(pilot) and names(cockpit, pilot) == ["Bea Idle"]
        await press(pilot, "slash", *"ana")
        assert names(cockpit, pilot) == []
    async with running(cockpit.app(), (120, 40)) as pilot:
        await open_inbox(pilot)
        await press(pilot, "V", "t")
        assert set(names(cockpit, pilot)) == {"Ana Idle", "Bea Idle"}
        assert "  otto " in screen_text(pilot.app)
    assert the_lead(cockpit, lead).owner_id == cockpit.person.id


async def test_a_manager_reads_anothers_inbox_and_changes_nothing(cockpit: Cockpit) -> None:
    rep = add_person(cockpit, "Otto Other", manager_id=cockpit.person.id)
    other = Cockpit(cockpit.store, rep, cockpit.now)
    lead = add_lead(other, "Bea Idle")
    async with running(other.app(actor=cockpit.person)) as pilot:
        await open_inbox(pilot)
        for key in ("X", "Z", "A", "I", "B", "c"):
            await press(pilot, key)
            assert top(pilot) == "InboxScreen" and "reading" in said(pilot), key
        await press(pilot, "escape", "enter", "enter")
        assert top(pilot) == "LeadPage" and "reading" in said(pilot)
    assert the_lead(cockpit, lead).touched is None


# Others


async def test_what_another_process_changes_shows_by_itself(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle")
    elsewhere = open_store(cockpit.store.path)

    def apply(command: type[Command], **payload: object) -> None:
        made = command(elsewhere.ids.new(cockpit.now), cockpit.person.id, cockpit.now, **payload)  # type: ignore[call-arg]
        elsewhere.apply(made)

    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        apply(EditLead, lead_id=lead, columns={"name": "Ana Renamed"})
        await until(pilot, lambda: screen_text(pilot.app).count("Ana Renamed") >= 2)
        await press(pilot, "Z")
        apply(AddLead, columns={"name": "Bea New"})
        apply(Assign, leads=(lead,), person_id=None)
        await until(pilot, lambda: names(cockpit, pilot) == ["Bea New"])
        await write(pilot, "2d")  # was asked for Ana, whatever lies under the cursor now
        assert "Ana Renamed" in said(pilot)
        assert names(cockpit, pilot) == ["Bea New"]
    elsewhere.close()


async def test_a_lead_that_vanished_is_said_and_nothing_ends(cockpit: Cockpit) -> None:
    ten_leads(cockpit)
    other = cockpit.store
    lead = add_lead(cockpit, "Zoe Gone", days_ago=0)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "end")
        assert under_cursor(cockpit, pilot) == "Zoe Gone"
        await press(pilot, "enter")
        other.apply(Undo(other.ids.new(cockpit.now), cockpit.person.id, cockpit.now))
        await until(pilot, lambda: "no longer there" in said(pilot))
        await press(pilot, "e")
        assert "no longer there" in said(pilot)
        await press(pilot, "escape")
        assert lead not in inbox(pilot).inbox.ids


async def test_a_rep_is_told_whose_lead_it_is(cockpit: Cockpit) -> None:
    first, second = add_person(cockpit, "Otto Other"), add_person(cockpit, "Pia Peer")
    mine = Cockpit(cockpit.store, first, cockpit.now)
    lead = add_lead(mine, "Ana Idle")
    async with running(mine.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "Z")
        cockpit.apply(Assign, leads=(lead,), person_id=second.id)
        await write(pilot, "2d")
        assert "Ana Idle is Pia Peer's lead." in screen_text(pilot.app)
        await press(pilot, "escape")


# Empty and hostile


async def test_what_is_logged_on_another_screen_shows_here(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle")
    asks(cockpit, lead)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await press(pilot, "f2")
        cockpit.apply(LogActivity, kind="call", count=1, done_at=cockpit.now, lead_id=lead)
        await press(pilot, "f3")
        await until(pilot, lambda: "no next step" in screen_text(pilot.app))


async def test_what_a_colleague_logs_for_my_lead_comes_into_sight(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Waits")
    asks(cockpit, lead)
    otto = add_person(cockpit, "Otto Other", role="admin")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await until(pilot, lambda: "waiting 1" in screen_text(pilot.app))
        elsewhere = Cockpit(open_store(cockpit.store.path), otto, cockpit.now)
        elsewhere.apply(LogActivity, kind="call", count=1, done_at=cockpit.now, lead_id=lead)
        await until(pilot, lambda: "waiting" not in screen_text(pilot.app))
        await press(pilot, "enter")
        await until(pilot, lambda: "1 call" in screen_text(pilot.app))
        elsewhere.apply(Undo)
        await until(pilot, lambda: "1 call" not in screen_text(pilot.app))
        await press(pilot, "escape")
        await until(pilot, lambda: "waiting 1" in screen_text(pilot.app))
        elsewhere.store.close()


async def test_a_manager_who_does_not_sell_begins_with_the_team(cockpit: Cockpit) -> None:
    boss = add_person(cockpit, "Mo Manager", role="manager", sells=0)
    rep = add_person(cockpit, "Otto Other", manager_id=boss.id)
    add_lead(Cockpit(cockpit.store, rep, cockpit.now), "Bea Idle")
    async with running(Cockpit(cockpit.store, boss, cockpit.now).app()) as pilot:
        await open_inbox(pilot)
        assert names(cockpit, pilot) == ["Bea Idle"] and "team 1" in screen_text(pilot.app)
