"""Random histories: whatever is logged, told otherwise, taken back or planned, leads stand as the model says."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.kernel.errors import Refused, UsageError
from data.leads.calls import LogCall
from data.leads.queue import queue
from data.leads.triage import Disqualify, Qualify, ReceiveMessage, Reopen, SetNextStep, SetOutcome, Snooze
from data.leads.win import WinLeads
from data.points.correct import DeleteActivity, EditActivity
from data.points.log import LogActivity
from tests.data.leads.house import House
from tests.data.leads.model import COLD_DAYS, DAY, HOUR, Decided, Entry, Model, Seen

KINDS = (
    *("log", "log", "call", "call", "message", "message", "outcome", "edit", "delete", "step", "no step"),
    *("snooze", "wake", "qualify", "drop", "reopen", "reopen", "win", "undo", "undo", "redo"),
)
OUTCOMES = ("no answer", "left message", "reached", "")
AGO = (0, 0, 1, 5, 26, 75)
"""Hours before now at which something was done."""


class Step(NamedTuple):
    """What is done with which lead; ``chance`` chooses among entries, outcomes and moments ahead."""

    kind: str
    lead: int
    chance: int
    ago: int


class History:
    """A store and its model, and steps that are done in both."""

    def __init__(self, house: House, leads: list[int]) -> None:
        self.house, self.leads = house, leads
        self.model = Model(house.person(house.admin).hours)
        for lead in leads:
            self.model.leads[lead] = Decided(house.lead(lead).created_at)
        self.done = 0
        self.undone: list[dict[str, Any]] = []

    def take(self, step: Step) -> None:
        """One step: in the store, and where it was not refused there, in the model too."""
        self.house.now += 61_000
        if step.kind == "undo" and self.done:
            self.house.undo(self.house.admin)
            self.undone.append(self.model.take_back())
            self.done -= 1
        elif step.kind == "redo" and self.undone:
            self.house.redo(self.house.admin)
            self.model.bring_back(self.undone.pop())
            self.done += 1
        elif step.kind not in ("undo", "redo"):
            self._do(step)

    def _do(self, step: Step) -> None:
        lead, known = self.leads[step.lead], sorted(self.model.entries)
        entry = known[step.chance % len(known)] if known else 0
        told = OUTCOMES[step.chance % len(OUTCOMES)]
        at = self.house.now - step.ago * HOUR
        ahead = self.house.now + (step.chance + 1) * 5 * HOUR
        one, many = {"lead_id": lead}, {"leads": (lead,)}
        commands: dict[str, tuple[Any, dict[str, Any]]] = {
            "log": (LogActivity, {"kind": "email", "count": 1, "done_at": at, **one}),
            "call": (LogCall, {"outcome": told, "done_at": at, **one}),
            "message": (ReceiveMessage, {"received_at": at, **one}),
            "outcome": (SetOutcome, {"entry": entry, "outcome": told or "reached"}),
            "edit": (EditActivity, {"entry": entry, "done_at": at}),
            "delete": (DeleteActivity, {"entry": entry}),
            "step": (SetNextStep, {"follow_up_at": ahead, "text": "do", **many}),
            "no step": (SetNextStep, {"follow_up_at": None, **many}),
            "snooze": (Snooze, {"until": ahead, **many}),
            "wake": (Snooze, {"until": None, **many}),
            "qualify": (Qualify, {"answers": {}, "qualified": True, **many}),
            "drop": (Disqualify, {"reason": "no need", **many}),
            "reopen": (Reopen, many),
            "win": (WinLeads, many),
        }
        command, payload = commands[step.kind]
        try:
            result = self.house.do(command, self.house.admin, **payload)
        except (Refused, UsageError):
            return
        made = [
            row[0] for row in self.house.rows("select id from activity order by id") if row[0] not in known
        ]
        self.model.keep()
        self.done += 1
        self.undone.clear()
        if step.kind in ("log", "call", "message"):
            self._tell_new(step.kind, lead, result.id, made, at, told)
        elif step.kind in ("outcome", "edit", "delete"):
            self._tell_otherwise(step.kind, entry, made, at, told or "reached")
        else:
            self._decide(step.kind, lead, made, ahead)

    def _tell_new(self, kind: str, lead: int, row: int, made: list[int], at: int, told: str) -> None:
        if kind == "message":
            self.model.receive(lead, row, at, self.house.now)
            return
        self.model.log(lead, row, at, told or None if kind == "call" else None)
        # An outcome that logs a conversation besides makes two entries of one moment.
        self.model.entries |= {one: Entry(lead, at) for one in made if one != row}

    def _tell_otherwise(self, kind: str, entry: int, made: list[int], at: int, told: str) -> None:
        before = self.model.entries[entry]
        after = {"delete": None, "edit": before._replace(at=at), "outcome": before._replace(outcome=told)}
        self.model.tell_anew(entry, after[kind])
        self.model.entries |= {one: Entry(before.lead, before.at) for one in made}
        self.model.settle(before.lead)

    def _decide(self, kind: str, lead: int, made: list[int], ahead: int) -> None:
        model, now, was = self.model, self.house.now, self.model.leads[lead]
        if kind in ("step", "no step"):
            model.decide(lead, **({"step": ahead, "snooze": None} if kind == "step" else {"step": None}))
        elif kind in ("snooze", "wake"):
            model.decide(lead, snooze=ahead if kind == "snooze" else None)
        elif kind in ("drop", "win"):
            for entry in made:
                model.log(lead, entry, now, None)
            model.decide(lead, status="disqualified" if kind == "drop" else "won", step=None, snooze=None)
        elif not was.open:
            model.reopen(lead, now, "working" if kind == "reopen" else "qualified")
        elif model.seen(lead).last_touch is None:
            model.decide(lead, status="qualified", opened=now)
        else:
            model.decide(lead, status="qualified")

    def check(self) -> None:
        """Whether each lead stands as the model says, and the queue is in that order."""
        for lead in self.leads:
            assert seen(self.house, lead) == self.model.seen(lead)
        person = self.house.person(self.house.admin)
        mine = [
            lead for lead in queue(self.house.store, person, "mine", self.house.now) if lead in self.leads
        ]
        ranks = {lead: rank for lead in self.leads if (rank := self._rank(lead)) is not None}
        assert mine == sorted(ranks, key=lambda lead: ranks[lead])

    def _rank(self, lead: int) -> tuple[int, int, int] | None:
        """The place of a lead in the queue; None for one that is not in it."""
        found, now = self.model.seen(lead), self.house.now
        if found.due is not None:
            return (0, found.due, lead)
        if not found.open or (found.snooze is not None and found.snooze > now):
            return None
        if found.step is not None:
            return (1 if found.step // DAY <= now // DAY else 4, found.step, lead)
        cold = found.cold or 0
        return (2 if cold <= now else 3, cold, lead)


def seen(house: House, lead: int) -> Seen:
    """What the store says of a lead."""
    row = house.lead(lead)
    assert (row.status in COLD_DAYS) == bool(row.open)
    return Seen(
        *(row.status, bool(row.open), row.follow_up_at, row.snoozed_until, row.last_touch_at),
        *(row.waiting_since, row.response_due_at, row.cold_at),
    )


@pytest.fixture(scope="module")
def shared() -> Iterator[tuple[House, list[int]]]:
    """One store for all histories: each ends by taking everything back."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        yield house, [house.add(name, house.admin) for name in ("Ida", "Olu")]
        house.store.close()


STEPS = st.builds(Step, st.sampled_from(KINDS), st.integers(0, 1), st.integers(0, 11), st.sampled_from(AGO))


@settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])
@given(steps=st.lists(STEPS, max_size=14))
def test_leads_stand_as_the_model_says(shared: tuple[House, list[int]], steps: list[Step]) -> None:
    house, leads = shared
    history = History(house, leads)
    try:
        for step in steps:
            history.take(step)
            history.check()
    finally:
        for _ in range(history.done):
            house.undo(house.admin)
