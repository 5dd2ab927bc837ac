"""The response clock and the other dates that bring a lead to somebody's attention.

Every inbound message starts a clock of one hour of working time (source: seeds/000); a touch by the company
stops it. A lead that nobody touches for the days its status allows goes cold.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Literal, NamedTuple

from data.calendar.days import DAY_NAMES, day_of, local, short_date
from data.calendar.hours import WorkingHours
from data.kernel.commands import Reader
from data.leads.lead import Lead

DAY = 86_400_000
MINUTE = 60_000
CLOCK_HORIZON_DAYS = 60

Reason = Literal["answer", "due", "cold", "no next step", "planned", "snoozed", "unworked", "done"]
Urgency = Literal["breached", "soon", "in time"]


class Times(NamedTuple):
    """What a company has set: minutes to answer, minutes that count as soon."""

    response_minutes: int
    soon_minutes: int


def times(reader: Reader) -> Times:
    """The company's times."""
    names = "('response_minutes', 'soon_minutes')"
    found: dict[str, str] = dict(reader.select(f"select name, value from setting where name in {names}"))
    return Times(int(found.get("response_minutes", 60)), int(found.get("soon_minutes", 15)))


def cold_at(reader: Reader, status: str, touched_at: int) -> int | None:
    """When an open lead goes cold if nobody touches it; None for a status that does not."""
    rows = reader.select("select cold_days from lead_status where code = ? and open = 1", (status,))
    return touched_at + rows[0][0] * DAY if rows and rows[0][0] else None


def urgency(
    hours: WorkingHours, due: int, now: int, soon_minutes: int, days_off: Container[date]
) -> tuple[Urgency, int]:
    """How a running clock stands, and its working minutes: left, or over where it is breached."""
    if now > due:
        return "breached", hours.minutes_between(due, now, days_off)
    left = hours.minutes_between(now, due, days_off)
    return ("soon" if left <= soon_minutes else "in time"), left


class Attention(NamedTuple):
    """Why a lead is where it is in the queue: the reason, its words, and how urgent it is."""

    reason: Reason
    words: str
    urgency: Urgency | Literal[""] = ""


def attention(
    lead: Lead, hours: WorkingHours, now: int, set_times: Times, days_off: Container[date] = ()
) -> Attention:
    """Why a lead wants attention now, in a few words."""
    if not lead.open:
        return Attention("done", lead.status + (f": {lead.reason}" if lead.reason else ""))
    if lead.response_due_at is not None:
        state, minutes = urgency(hours, lead.response_due_at, now, set_times.soon_minutes, days_off)
        over = "over" if state == "breached" else "left"
        return Attention("answer", f"answer: {duration(minutes)} {over}", state)
    if lead.snoozed_until is not None and lead.snoozed_until > now:
        return Attention("snoozed", f"until {when_words(lead.snoozed_until, now, hours)}")
    if lead.unworked:
        return Attention("unworked", f"since {when_words(lead.created_at, now, hours)}, {lead.status}")
    if lead.follow_up_at is not None:
        return _follow_up(lead, lead.follow_up_at, hours, now)
    if lead.cold_at is not None and lead.cold_at <= now:
        days = (now - (lead.last_touch_at or lead.created_at)) // DAY
        return Attention("cold", f"cold, {days} day{'s' if days != 1 else ''}", "soon")
    return Attention("no next step", "no next step")


def next_step(lead: Lead, hours: WorkingHours, now: int) -> Attention:
    """When the next step of a lead is due, and what it is; of one without, that there is none."""
    if lead.follow_up_at is None:
        return Attention("no next step", "no next step")
    return _follow_up(lead, lead.follow_up_at, hours, now)


def _follow_up(lead: Lead, at: int, hours: WorkingHours, now: int) -> Attention:
    what = f", {lead.next_step}" if lead.next_step else ""
    today, day = day_of(now, hours.where), day_of(at, hours.where)
    if day < today:
        return Attention("due", f"due since {when_words(at, now, hours)}{what}", "breached")
    if day == today:
        return Attention("due", f"due {when_words(at, now, hours)}{what}", "soon")
    return Attention("planned", f"{when_words(at, now, hours)}{what}")


def duration(minutes: int) -> str:
    """``12 min``, ``3 h 5 min``, ``31 h``: working time in words."""
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest and hours < 10 else f"{hours} h"


def when_words(at: int, now: int, hours: WorkingHours) -> str:
    """``today 14:30``, ``Tue 9:00``, ``3 Dec``, ``3 Dec 2027``: a moment as near as it needs."""
    moment, day, today = local(at, hours.where), day_of(at, hours.where), day_of(now, hours.where)
    clock = f" {moment.hour}:{moment.minute:02d}" if (moment.hour, moment.minute) != (0, 0) else ""
    if day == today:
        return f"today{clock}"
    if abs((day - today).days) < 7:
        return f"{DAY_NAMES[day.weekday()]}{clock}"
    return short_date(day, today)
