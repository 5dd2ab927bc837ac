"""What a merged lead had that the kept one does not take over, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from data.calendar.days import full_moment
from data.calendar.moments import moment_words
from data.kernel.commands import Reader
from data.leads.lead import Lead
from data.records.left_behind import owner_left, plan_left


def has_plan(lead: Lead) -> bool:
    """Whether a lead has a next step, with a date or for some time."""
    return lead.follow_up_at is not None or bool(lead.next_step)


def plan_words(lead: Lead, now: int, where: tzinfo) -> str:
    """A lead's next step: ``next step Fri 20 Nov 10:00, quote``."""
    when = "no date" if lead.follow_up_at is None else moment_words(lead.follow_up_at, now, where)
    return f"next step {when}, {lead.next_step}".removesuffix(", ")


def lead_left(reader: Reader, where: tzinfo, united: Lead, other: Lead) -> Iterator[str]:
    """What only leads have: how they stand, whose they are, what is planned."""
    if other.status not in ("new", united.status) or other.reason not in ("", united.reason):
        yield "status: " + other.status + (f", {other.reason}" if other.reason else "")
    yield from owner_left(reader, united, other)
    yield from plan_left(united, other, where)
    if other.snoozed_until not in (None, united.snoozed_until):
        yield f"snoozed until: {full_moment(other.snoozed_until or 0, where)}"
