"""Commands of triage: hear from, qualify, turn away, take up again, snooze, plan, say how a call went.

Those that take several leads do the same to each, in one step that undo takes back whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from data.calendar.moments import moment_words
from data.kernel.commands import (
    CLOCKS,
    CONTACT,
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
from data.kernel.text import bounded, bounded_lines
from data.leads import attention as clock
from data.leads.calls import outcome_named
from data.leads.change_leads import at_rest, each, owners_of, reopened, worked, writable
from data.leads.fields import ANSWERS, LEADS, TOGGLES
from data.leads.lead import Lead, by_ids
from data.leads.message import Message
from data.leads.reached import first_touch
from data.leads.response_clocks import response_due
from data.leads.touch import answered, retold
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
        """An open clock keeps its start; a lead that was turned away is opened again.

        A message that is written down late, when somebody has been in touch since it came, is answered by that.
        """
        lead = writable(reader, self, self.lead_id)
        owner = by_id(reader, lead.owner_id or self.actor)
        message = Message(
            self.id,
            lead_id=self.lead_id,
            at=self.received_at,
            due_at=response_due(reader, owner, self.received_at),
            channel=Spelling(reader, LEADS).of("channel", bounded(self.channel, 80, "A channel")),
            text=bounded_lines(self.text, MESSAGE_LIMIT, "A message"),
        )
        touch = first_touch(reader, lead.id, self.received_at)
        if touch is None:
            standing, words = self._waiting(reader, lead, message), clock.times(reader).response_minutes
            said = f"answer within {clock.duration(words)}"
        else:
            standing, message = worked(reader, lead, self.at), answered(reader, message, touch, owner)
            said = f"answered after {clock.duration(message.minutes or 0)}"
        change = changed("lead", lead, standing, self.id)
        return Decision(
            f"message from {lead.label}{self._when(reader)}, {said}",
            [added("message", message), *([] if change is None else [change])],
            whose=owners_of([lead]),
        )

    def _waiting(self, reader: Reader, lead: Lead, message: Message) -> Lead:
        """The lead as it waits for an answer."""
        opened = lead if lead.open else lead._replace(status="working", open=1, opened_at=self.at)
        waiting = clock.taken_up(opened, self.at)._replace(
            waiting_since=_earliest(lead.waiting_since, message.at),
            response_due_at=_earliest(lead.response_due_at, message.due_at),
            reason="",
            snoozed_until=None,
        )
        return clock.cooling(reader, waiting)

    def _when(self, reader: Reader) -> str:
        """When it came, where that is not just now."""
        if self.at - self.received_at < clock.MINUTE:
            return ""
        return f", {moment_words(self.received_at, self.at, by_id(reader, self.actor).zone)}"


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
            opened = worked(reader, reopened(reader, answered, self.at), self.at)
            if opened.last_touch_at is None:
                opened = opened._replace(opened_at=self.at)
            return clock.cooling(reader, opened._replace(status="qualified"))

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
        """Their status becomes working."""

        def opened(lead: Lead) -> Lead:
            return reopened(reader, lead, self.at)

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
        """Refuses an instant that has passed, and leads that are all done.

        A lead whose clock runs stays in sight, which is said.
        """
        if self.until is not None and self.until <= self.at:
            raise UsageError("That has passed already. Snooze until later: 2d, mon 9:30, next week.")
        hours = by_id(reader, self.actor).hours
        words = "awake"
        if self.until is not None:
            words = f"snoozed until {moment_words(self.until, self.at, hours.where)}"
            words += self._staying(reader)

        def snoozed(lead: Lead) -> Lead:
            return worked(reader, lead, self.at)._replace(snoozed_until=self.until)

        return each(reader, self, self.leads, snoozed, words, only_open=True)

    def _staying(self, reader: Reader) -> str:
        """How many of the leads a clock keeps in sight."""
        waiting = sum(1 for lead in by_ids(reader, self.leads) if lead.response_due_at is not None)
        if not waiting:
            return ""
        who = "" if len(self.leads) == 1 else f"{waiting} of them "
        return f"; {who}stay{'s' if waiting == 1 else ''} in sight while an answer waits"


@command("lead.next_step", REACH, CLOCKS)
class SetNextStep(NamedTuple):
    """What to do next with leads, and when (None: some time); neither: no next step."""

    id: int
    actor: int
    at: int
    leads: tuple[int, ...]
    follow_up_at: int | None
    text: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a date that has passed, and leads that are all done. A step with a date ends a snooze."""
        text = bounded(self.text, 200, "A next step")
        if self.follow_up_at is not None and self.follow_up_at < self.at:
            raise UsageError("That has passed already. A next step lies ahead: tomorrow, mon 9:30, 2d.")
        words = f"next step {text}, no date" if text else "no next step"
        if self.follow_up_at is not None:
            words = f"next step {moment_words(self.follow_up_at, self.at, by_id(reader, self.actor).zone)}"
            words += f", {text}" if text else ""

        def planned(lead: Lead) -> Lead:
            step = worked(reader, lead, self.at)._replace(follow_up_at=self.follow_up_at, next_step=text)
            return step if self.follow_up_at is None else step._replace(snoozed_until=None)

        return each(reader, self, self.leads, planned, words, only_open=True)


@command("activity.outcome", OWN, LOG | CONTACT | EVENTS | CLOCKS)
class SetOutcome(NamedTuple):
    """How a call went; an outcome that is an activity of its own is logged besides.

    One that says that nobody was reached takes back what the call did to its lead but for the touch: the lead waits
    for its answer and its step is to be done as before.
    """

    id: int
    actor: int
    at: int
    entry: int
    outcome: str

    def decide(self, reader: Deciding) -> Decision:
        """The further activity bears this command's id and the call's lead, day and time.

        Refuses a call with a lead that is out of the actor's reach by now.
        """
        name, kind = outcome_named(reader, self.outcome)
        call = existing_record(reader, Activity, "activity", self.entry)
        told = call._replace(outcome=name)
        change = changed("activity", call, told, self.id)
        if change is None:
            raise Refused("That changes nothing.")
        changes, points, more = [change], 0, ""
        if call.lead_id is not None:
            changes += retold(reader, self, call, told, by_id(reader, call.person_id))
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
