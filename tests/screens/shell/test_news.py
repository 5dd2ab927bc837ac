"""News from elsewhere: whoever shows a row that was changed redraws it, and nobody else is bothered."""

from __future__ import annotations

from importlib import import_module

from cockpit.screen_list import SCREENS
from data.kernel import journal
from data.kernel.touched import Touched, touched_by
from data.leads.commands import AddNote, Assign
from data.nouns import NOUNS
from data.points.log import LogActivity
from screens.shell.main_screen import MainScreen
from tests.screens.cockpits import Cockpit, points, running, said, until
from tests.screens.inboxes import add_lead, add_person, asks

NOT_SHOWN = {
    "checklist_item": "a dialog reads it when it opens",
    "deal_tally": "follows the deals",
    "forecast": "a page of the funnel shows it",
    "guard": "holds nothing",
    "journal": "tells of the others",
    "import_map": "a dialog reads it when it opens",
    "kpi_definition": "says in SQL what the catalogue says",
    "kpi_value": "kept for queries alone",
    "lead_qualified": "follows the lead",
    "match_key": "follows the lead",
    "not_duplicate": "a dialog reads it when it opens",
    "outreach_target": "the funnel reads it with the numbers",
    "product": "commands alone read it",
    "record_event": "follows the journal",
    "reference_place": "never changes",
    "ssh_key": "the command line alone shows it",
    "stage_tally": "follows the deals",
    "store_version": "is told to writers alone",
    "owner_alias": "imports alone read it",
    "search_rests": "follows the lead",
    "tally": "follows the activities",
}
"""Tables that no screen shows by themselves, and why."""


def _screens() -> list[type[MainScreen]]:
    return [getattr(import_module(entry.module), entry.name) for entry in SCREENS]


def _touched(cockpit: Cockpit) -> set[Touched]:
    """The rows of the last command."""
    return touched_by(cockpit.store, journal.since(cockpit.store, 0)[-1])


def test_every_table_is_shown_somewhere_or_said_to_be_shown_nowhere(cockpit: Cockpit) -> None:
    found = cockpit.store.select(
        "select name from sqlite_schema where type = 'table' and sql like '%strict%'"
    )
    tables = {name for (name,) in found}
    shown = set().union(NOUNS.strip_tables(), *(screen.TABLES for screen in _screens()))
    assert shown | set(NOT_SHOWN) == tables
    assert not shown & set(NOT_SHOWN)


async def test_what_a_colleague_does_with_a_lead_of_theirs_redraws_nothing_of_mine(cockpit: Cockpit) -> None:
    otto = add_person(cockpit, "Otto Other")
    theirs = Cockpit(cockpit.store, otto, cockpit.now)
    lead = add_lead(theirs, "Bea Idle")
    asks(theirs, lead)
    theirs.apply(LogActivity, kind="call", count=1, done_at=cockpit.now, lead_id=lead)
    touched = _touched(cockpit)
    assert {(each.table, each.owner) for each in touched} == {("activity", otto.id), ("lead", otto.id)}
    async with running(cockpit.app()) as pilot:
        assert not any(points(pilot).shows(each) for each in touched)
    async with running(theirs.app()) as pilot:
        assert all(points(pilot).shows(each) for each in touched)


def test_a_lead_that_is_given_away_leaves_whoever_had_it(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle")
    otto = add_person(cockpit, "Otto Other")
    cockpit.apply(Assign, leads=(lead,), person_id=otto.id)
    assert _touched(cockpit) == {Touched("lead", lead, owner=None)}


async def test_no_screen_forgets_what_its_strip_shows(cockpit: Cockpit) -> None:
    async with running(cockpit.app()) as pilot:
        assert points(pilot).tables() >= NOUNS.strip_tables()


def test_a_note_is_told_to_everybody_who_shows_notes(cockpit: Cockpit) -> None:
    lead = add_lead(cockpit, "Ana Idle")
    note = cockpit.apply(AddNote, lead_id=lead, text="asked for a quote").id
    assert _touched(cockpit) == {Touched("note", note, owner=None)}


async def test_a_screen_that_is_just_being_made_up_waits_with_news_and_keeps_what_is_said(
    cockpit: Cockpit,
) -> None:
    async with running(cockpit.app()) as pilot:
        for mode in ("inbox", "funnel"):
            await pilot.app.action_go_to(mode)  # type: ignore[attr-defined]
            screen = pilot.app.screen
            assert isinstance(screen, MainScreen) and not screen.is_mounted
            screen.refresh_or_wait()
            screen.say("Said early.")
            assert screen.is_stale
            await until(pilot, lambda screen=screen: not screen.is_stale)  # type: ignore[misc]
            assert said(pilot) == "Said early."
