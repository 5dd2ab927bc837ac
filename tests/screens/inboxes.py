"""A cockpit with leads in its inbox, and what tests ask of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from data.kernel.commands import Result
from data.leads.commands import AddLead
from data.leads.lead import Lead, by_id
from data.leads.triage import ReceiveMessage, SetNextStep
from data.people.commands import AddPerson
from data.people.person import Person
from data.people.person import by_id as person_by_id
from screens.leads.inbox_screen import InboxScreen
from screens.shell.main_screen import MainScreen
from tests.screens.cockpits import Cockpit, press

DAY = round(timedelta(days=1).total_seconds() * 1000)
MINUTE = 60_000


def add_lead(cockpit: Cockpit, name: str, *, days_ago: float = 1, **columns: Any) -> int:
    """A lead of Maria's that came some days ago."""
    when = cockpit.now - round(days_ago * DAY)
    return cockpit.apply(AddLead, when=when, columns={"name": name, **columns}).id


def asks(cockpit: Cockpit, lead: int, *, minutes_ago: int = 10) -> Result:
    """A message comes in from a lead."""
    at = cockpit.now - minutes_ago * MINUTE
    return cockpit.apply(ReceiveMessage, when=at, lead_id=lead, received_at=at, text="What does it cost?")


def ten_leads(cockpit: Cockpit) -> list[int]:
    """Ten leads in the order of the queue: two clocks, two that are due, three cold, three without a next step."""
    leads = [
        add_lead(cockpit, "Ana Waits", company="Acme", emails="ana@acme.test", phones="+351 210 000 001"),
        add_lead(cockpit, "Ben Waits", company="Bolt"),
        add_lead(cockpit, "Cai Due", company="Cobalt", days_ago=2),
        add_lead(cockpit, "Dora Due", company="Delta", days_ago=2),
        add_lead(cockpit, "Eli Cold", company="Ember", days_ago=30),
        add_lead(cockpit, "Flo Cold", company="Flint", days_ago=20),
        add_lead(cockpit, "Gus Cold", company="Gale", days_ago=10),
        add_lead(cockpit, "Hal Idle", company="Hazel", days_ago=1.3),
        add_lead(cockpit, "Ida Idle", company="Iris", days_ago=1.2),
        add_lead(cockpit, "Jan Idle", company="Jade", days_ago=1.1),
    ]
    asks(cockpit, leads[0], minutes_ago=30)
    asks(cockpit, leads[1], minutes_ago=10)
    for lead, hours in ((leads[2], 3), (leads[3], 2)):
        at = cockpit.now - DAY
        due = cockpit.now - hours * 60 * MINUTE
        cockpit.apply(SetNextStep, when=at, leads=(lead,), follow_up_at=due, text="call back")
    return leads


def add_person(cockpit: Cockpit, name: str, **columns: Any) -> Person:
    """Another person of the company."""
    row = {"name": name, "role": "rep", "start_date": "2026-09-07", "time_zone": "Europe/Lisbon"}
    row |= {"working_hours": "Mon-Fri 09:00-17:30", **columns}
    return person_by_id(cockpit.store, cockpit.apply(AddPerson, columns=row).id)


def the_lead(cockpit: Cockpit, lead: int) -> Lead:
    """A lead as it stands on disk."""
    return by_id(cockpit.store, lead)


def inbox(pilot: Pilot[None]) -> InboxScreen:
    """The inbox, below any page or dialog."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, InboxScreen))


def names(cockpit: Cockpit, pilot: Pilot[None]) -> list[str]:
    """The names in the list, in its order."""
    return [the_lead(cockpit, lead).name for lead in inbox(pilot).inbox.ids]


def under_cursor(cockpit: Cockpit, pilot: Pilot[None]) -> str:
    """The name under the cursor."""
    lead = inbox(pilot).leads.cursor_id
    return "" if lead is None else the_lead(cockpit, lead).name


def top(pilot: Pilot[None]) -> str:
    """What kind of screen is on top."""
    return type(pilot.app.screen).__name__


def front(pilot: Pilot[None]) -> MainScreen:
    """The screen in sight below any dialog."""
    return [screen for screen in pilot.app.screen_stack if isinstance(screen, MainScreen)][-1]


async def open_inbox(pilot: Pilot[None]) -> None:
    """Go to the inbox."""
    await press(pilot, "f3")
    assert isinstance(pilot.app.screen, InboxScreen)


async def write(pilot: Pilot[None], text: str) -> None:
    """Put a text into the line that is asked for, as a paste does, and press enter."""
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")
