"""Commands of triage: hear from, qualify, turn away, take up again, snooze, plan, say how a call went.

Those that take several leads do the same to each, in one step that undo takes back whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from data.kernel.commands import (
    CLOCKS,
    EVENTS,
    LOG,
    OWN,
    REACH,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, existing_record
from data.kernel.text import bounded, bounded_lines, clean
from data.leads import attention as clock
from data.leads.change_leads import at_rest, each, owners_of, writable
from data.leads.fields import ANSWERS, LEADS, TOGGLES
from data.leads.lead import Lead, by_ids, standing
from data.leads.message import Message, first_due, unanswered, waiting_since
from data.leads.response_clocks import response_due
from data.people.person import by_id
from data.points.log import Activity, LogActivity
from data.records.choices import Spelling

MESSAGE_LIMIT = 4_000


@command("lead.message", REACH, CLOCKS | EVENTS)
class ReceiveMessage(NamedTuple):
    """A message came in from a lead: its response clock starts, in the owner's working time."""

    id: int
    actor: int
    at: int
    lead_id: int
    received_at: int
    text: str = ""
    channel: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """An open clock keeps its start; a lead that was turned away is opened again."""
        lead = writable(reader, self, self.lead_id)
        owner = by_id(reader, lead.owner_id or self.actor)
        minutes = clock.times(reader).response_minutes
        due = response_due(reader, owner, self.received_at)
        message = Message(
            self.id,
            lead_id=self.lead_id,
            at=self.received_at,
            due_at=due,
            channel=Spelling(reader, LEADS).of("channel", bounded(self.channel, 80, "A channel")),
            text=bounded_lines(self.text, MESSAGE_LIMIT, "A message"),
        )
        waiting = lead._replace(
            waiting_since=_earliest(lead.waiting_since, self.received_at),
            response_due_at=_earliest(lead.response_due_at, due),
            reason="",
            unworked=0,
            snoozed_until=None,
        )
        if not lead.open:
            cold = clock.cold_at(reader, "working", self.at)
            waiting = waiting._replace(status="working", open=1, cold_at=cold)
        change = changed("lead", lead, waiting, self.id)
        return Decision(
            f"message from {lead.label}, answer within {clock.duration(minutes)}",
            [added("message", message), *([] if change is None else [change])],
            whose=owners_of([lead]),
        )


@command("lead.qualify", REACH, CLOCKS)
class Qualify(NamedTuple):
    """Answer the questions of qualifying. ``answers`` holds toggles by column (None: open again).

    ``qualified`` True makes the status qualified, None leaves it.
    """

    id: int
    actor: int
    at: int
    leads: tuple[int, ...]
    answers: Mapping[str, int | None]
    qualified: bool | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a question that is none of the trade's."""
        unknown = set(self.answers) - set(TOGGLES)
        if unknown:
            known = ", ".join(TOGGLES)
            raise UsageError(f"{', '.join(sorted(unknown))}: no such question. Questions: {known}.")

        answers: Mapping[str, Any] = self.answers

        def judged(lead: Lead) -> Lead:
            answered = lead._replace(**answers)
            if not self.qualified:
                return answered
            cold = clock.cold_at(reader, "qualified", lead.last_touch_at or self.at)
            return answered._replace(status="qualified", open=1, reason="", unworked=0, cold_at=cold)

        said = "qualified" if self.qualified else _answers_in_words(self.answers)
        return each(reader, self, self.leads, judged, said)


@command("lead.disqualify", REACH, CLOCKS)
class Disqualify(NamedTuple):
    """Turn leads away, for a reason."""

    id: int
    actor: int
    at: int
    leads: tuple[int, ...]
    reason: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses to do so without a reason."""
        reason = Spelling(reader, LEADS).of("reason", bounded(self.reason, 80, "A reason"))
        if not reason:
            raise UsageError("Say why: time-waster, no budget, wrong fit, or in your own words.")

        def turned_away(lead: Lead) -> Lead:
            return at_rest(lead)._replace(status="disqualified", reason=reason, next_step="")

        return each(reader, self, self.leads, turned_away, f"disqualified: {reason}")


@command("lead.reopen", REACH, CLOCKS)
class Reopen(NamedTuple):
    """Take leads up again that were turned away."""

    id: int
    actor: int
    at: int
    leads: tuple[int, ...]

    def decide(self, reader: Deciding) -> Decision:
        """Their status becomes working; a message that was never answered waits again."""

        def opened(lead: Lead) -> Lead:
            if lead.open:
                return lead
            waiting = unanswered(reader, lead.id)
            return lead._replace(
                status="working",
                reason="",
                open=1,
                cold_at=clock.cold_at(reader, "working", self.at),
                waiting_since=waiting_since(waiting),
                response_due_at=first_due(waiting),
            )

        return each(reader, self, self.leads, opened, "opened again")


@command("lead.snooze", REACH, CLOCKS)
class Snooze(NamedTuple):
    """Put leads out of sight until an instant (None: back in sight). A message wakes them."""

    id: int
    actor: int
    at: int
    leads: tuple[int, ...]
    until: int | None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an instant that has passed. A lead whose clock runs stays in sight, which is said."""
        if self.until is not None and self.until <= self.at:
            raise UsageError("That has passed already. Snooze until later: 2d, mon 9:30, next week.")
        hours = by_id(reader, self.actor).hours
        words = "awake"
        if self.until is not None:
            words = f"snoozed until {clock.when_words(self.until, self.at, hours)}"
            words += self._staying(reader)

        def snoozed(lead: Lead) -> Lead:
            return lead._replace(snoozed_until=self.until, unworked=0)

        return each(reader, self, self.leads, snoozed, words)

    def _staying(self, reader: Reader) -> str:
        """How many of the leads a clock keeps in sight."""
        waiting = sum(1 for lead in by_ids(reader, self.leads) if lead.response_due_at is not None)
        if not waiting:
            return ""
        who = "" if len(self.leads) == 1 else f"{waiting} of them "
        return f"; {who}stay{'s' if waiting == 1 else ''} in sight while an answer waits"


@command("lead.next_step", REACH, CLOCKS)
class SetNextStep(NamedTuple):
    """What to do next with leads, and when (None for both: no next step)."""

    id: int
    actor: int
    at: int
    leads: tuple[int, ...]
    follow_up_at: int | None
    text: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a date that has passed, and words without a date."""
        text = bounded(self.text, 200, "A next step")
        if self.follow_up_at is None and text:
            raise UsageError("A next step needs a day: tomorrow, mon 9:30, 2d.")
        if self.follow_up_at is not None and self.follow_up_at < self.at:
            raise UsageError("That has passed already. A next step lies ahead: tomorrow, mon 9:30, 2d.")
        hours = by_id(reader, self.actor).hours
        words = "no next step"
        if self.follow_up_at is not None:
            words = f"next step {clock.when_words(self.follow_up_at, self.at, hours)}"
            words += f", {text}" if text else ""

        def planned(lead: Lead) -> Lead:
            return lead._replace(
                follow_up_at=self.follow_up_at, next_step=text, snoozed_until=None, unworked=0
            )

        return each(reader, self, self.leads, planned, words)


@command("activity.outcome", OWN, LOG | EVENTS)
class SetOutcome(NamedTuple):
    """How a call went; an outcome that is an activity of its own is logged besides."""

    id: int
    actor: int
    at: int
    entry: int
    outcome: str

    def decide(self, reader: Deciding) -> Decision:
        """The further activity bears this command's id and the call's lead, day and time.

        Refuses a call with a lead that is out of the actor's reach by now.
        """
        outcomes = "select name, kind from choice where list = 'outcome' and name = ?"
        rows = reader.select(outcomes, (self.outcome,))
        if not rows:
            raise Refused(f"{clean(self.outcome, 40)!r} is no outcome.")
        name, kind = rows[0]
        call = existing_record(reader, Activity, "activity", self.entry)
        if call.lead_id is not None:
            writable(reader, self, standing(reader, call.lead_id))
        change = changed("activity", call, call._replace(outcome=name), self.id)
        if change is None:
            raise Refused("That changes nothing.")
        changes, points, more = [change], 0, ""
        if kind:
            further = LogActivity(self.id, self.actor, self.at, kind, 1, call.at, person_id=call.person_id)
            entry, _, words = further.logged(reader)
            changes.append(added("activity", entry._replace(lead_id=call.lead_id)))
            points, more = entry.points, f", {words}"
        return Decision(f"{name}{more}", changes, points=points, whose=(call.person_id,))


def _earliest(known: int | None, new: int | None) -> int | None:
    return new if known is None else known if new is None else min(known, new)


def _answers_in_words(answers: Mapping[str, int | None]) -> str:
    return ", ".join(f"{TOGGLES[column]} {ANSWERS[value]}" for column, value in answers.items())


def answer_of(leads: Sequence[Lead], column: str) -> int | None:
    """The answer that several leads share to a question; None where they differ."""
    answers = {getattr(lead, column) for lead in leads}
    return answers.pop() if len(answers) == 1 else None
