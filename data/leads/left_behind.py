"""What a merged lead had that the kept one does not take over, in words: nothing of either is shown nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from data.calendar.days import clock_time, day_of, full_day
from data.calendar.moments import moment_words
from data.kernel.commands import Reader
from data.leads.fields import LEADS
from data.leads.lead import Lead
from data.people.person import by_ids
from data.records.custom_fields import custom_fields
from data.records.fields import Field
from data.records.money import money_words

_ANSWERS = {1: "yes", 0: "no"}


def has_plan(lead: Lead) -> bool:
    """Whether a lead has a next step, with a date or for some time."""
    return lead.follow_up_at is not None or bool(lead.next_step)


def plan_words(lead: Lead, now: int, where: tzinfo) -> str:
    """A lead's next step: ``next step Fri 20 Nov 10:00, quote``."""
    when = "no date" if lead.follow_up_at is None else moment_words(lead.follow_up_at, now, where)
    return f"next step {when}, {lead.next_step}".removesuffix(", ")


def left_behind(reader: Reader, united: Lead, other: Lead, where: tzinfo) -> str:
    """What another lead had that the united one has not, a line each, under whose it was; nothing for nothing."""
    lines = [*_particulars(united, other), *_standing(reader, united, other, where)]
    if not lines:
        return ""
    return "\n".join((f"From {other.label or 'a lead'}, which was merged into this one:", *lines))


def _particulars(united: Lead, other: Lead) -> Iterator[str]:
    for field in LEADS.fields:
        before = getattr(other, field.column)
        if field.form == "custom":
            has = custom_fields(united.custom)
            yield from (
                f"{name}: {text}"
                for name, text in custom_fields(other.custom).items()
                if has.get(name) != text
            )
        elif field.column == "notes" and before not in united.notes:
            yield f"notes: {before}"
        elif field.merging == "first" and not field.along:
            is_other = before not in (None, "") and _words(field, other) != _words(field, united)
            yield from [f"{field.label}: {_words(field, other)}"] * is_other


def _words(field: Field, lead: Lead) -> str:
    value = getattr(lead, field.column)
    if field.form == "money":
        return money_words(value, lead.currency)
    if field.form == "answer":
        return _ANSWERS.get(value, "open")
    return "; ".join(str(value).splitlines())


def _standing(reader: Reader, united: Lead, other: Lead, where: tzinfo) -> Iterator[str]:
    if other.status not in ("new", united.status) or other.reason not in ("", united.reason):
        yield "status: " + other.status + (f", {other.reason}" if other.reason else "")
    if other.owner_id not in (None, united.owner_id):
        yield from (f"owner: {person.name}" for person in by_ids(reader, [other.owner_id or 0]))
    if other.owner_name not in ("", united.owner_name):
        yield f"owner in the source: {other.owner_name}"
    if has_plan(other) and (other.follow_up_at, other.next_step) != (united.follow_up_at, united.next_step):
        when = "no date" if other.follow_up_at is None else _moment(other.follow_up_at, where)
        yield f"next step: {when}, {other.next_step}".removesuffix(", ")
    if other.snoozed_until not in (None, united.snoozed_until):
        yield f"snoozed until: {_moment(other.snoozed_until or 0, where)}"


def _moment(at: int, where: tzinfo) -> str:
    return f"{full_day(day_of(at, where))} {clock_time(at, where)}"
