"""The runs of a team that are due: those of periods, those that an event began, those that were opened again."""

from __future__ import annotations

from data.calendar.days import day_of
from data.kra.answering import EnterNumber, TickItem
from data.kra.closing import CloseRun, ReopenRun
from data.kra.overview import runs_of
from data.kra.run import RunKey
from data.kra.standard_commands import AssignStandard, LoadStandard
from data.kra.verdicts import unmeasured
from data.team.member import Runs
from data.team.team import team_as_of
from tests.data.handovers.handing import Handing
from tests.data.kra.weeks import STANDARD
from tests.data.leads.house import moment


def due(house: Handing) -> Runs:
    """What the manager is told of Ana's runs, which is what she is told."""
    members = team_as_of(house.store, house.person(house.manager), house.now).members
    found = next(member.runs for member in members if member.person.id == house.ana)
    today = day_of(house.now, house.person(house.ana).zone)
    own = [run for run in runs_of(house.store, house.person(house.ana), house.now, unmeasured) if run.left]
    own = [run for run in own if run.due <= today and not run.is_closed]
    assert found.overdue == sum(run.is_overdue for run in own)
    assert found.due + found.overdue == len(own)
    return found


def take_up(house: Handing) -> None:
    """Ana runs her own standard, from Monday, 16 November 2026."""
    house.do(LoadStandard, text=STANDARD, owner_id=house.ana)
    house.do(AssignStandard, standard="mine", person_id=house.ana)


def test_a_handover_that_a_won_deal_began_is_due_on_its_day_and_overdue_afterwards(house: Handing) -> None:
    take_up(house)
    house.won()
    assert due(house) == Runs(due=1, overdue=0)
    house.now = moment(17)
    assert due(house) == Runs(due=0, overdue=1)
    (row,) = house.rows("select id from kra_run where cadence = 'event'")[0]
    house.do(TickItem, run=RunKey(house.ana, "mine", "event", "2026-11-16", row), item="papers")
    assert due(house) == Runs()


def test_a_run_that_was_opened_again_is_overdue_however_old_it_is(house: Handing) -> None:
    take_up(house)
    key = RunKey(house.ana, "mine", "week", "2026-11-16")
    house.do(EnterNumber, run=key, item="visits", number=0)  # it has a target, and so is judged
    house.do(CloseRun, run=key, what_is_open="leave")
    house.now = moment(30)
    last = due(house)
    assert last == Runs(due=0, overdue=1)
    house.do(ReopenRun, house.manager, run=key, reason="the report came")
    house.do(TickItem, run=key, item="review", state="")
    assert due(house) == Runs(due=0, overdue=2)
    house.do(TickItem, run=key, item="review")
    assert due(house) == last


def test_what_was_carried_over_keeps_the_week_open(house: Handing) -> None:
    take_up(house)
    house.do(CloseRun, run=RunKey(house.ana, "mine", "week", "2026-11-16"), what_is_open="carry")
    house.now = moment(27)
    this = RunKey(house.ana, "mine", "week", "2026-11-23")
    for item in ("review", "report"):
        house.do(TickItem, run=this, item=item)
    house.do(EnterNumber, run=this, item="visits", number=300)
    assert due(house) == Runs(due=1, overdue=0)
