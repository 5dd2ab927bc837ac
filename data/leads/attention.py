"""The response clock and the other dates that bring a lead to somebody's attention.

Every inbound message starts a clock of one hour of working time (source: seeds/000); a touch by the company
stops it. A lead that nobody touches for the days its status allows goes cold.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from data.calendar.days import DAY_NAMES, clock_time, day_of, short_date
from data.calendar.hours import WorkingHours
from data.calendar.moments import moment_words
from data.kernel.commands import Reader
from data.leads.lead import Lead
from data.people.days_off import days_off
from data.people.person import Person, by_ids

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


def warm_since(lead: Lead) -> int:
    """The instant from which a lead cools: its last touch, or when it was taken up if that is later."""
    return max((at for at in (lead.last_touch_at, lead.opened_at) if at is not None), default=lead.created_at)


def cooling(reader: Reader, lead: Lead) -> Lead:
    """A lead with when it goes cold; one that is done, and one that nobody has worked with yet, never do."""
    is_cooling = lead.open and not lead.unworked
    return lead._replace(cold_at=cold_at(reader, lead.status, warm_since(lead)) if is_cooling else None)


def taken_up(lead: Lead, at: int) -> Lead:
    """A lead that somebody works with from an instant on, where nobody has done so yet."""
    return lead._replace(unworked=0, opened_at=at) if lead.unworked else lead


class WorkTime(NamedTuple):
    """Whose minutes are counted: a person's working hours, and the days off that matter."""

    hours: WorkingHours
    days_off: Container[date] = ()


def urgency(worked: WorkTime, due: int, now: int, soon_minutes: int) -> tuple[Urgency, int]:
    """How a running clock stands, and its working minutes: left, or over where it is breached."""
    hours, free = worked
    if now > due:
        return "breached", hours.minutes_between(due, now, free)
    left = hours.minutes_between(now, due, free)
    return ("soon" if left <= soon_minutes else "in time"), left


class Attention(NamedTuple):
    """Why a lead is where it is in the queue: the reason, its words, and how urgent it is."""

    reason: Reason
    words: str
    urgency: Urgency | Literal[""] = ""


def attentions(reader: Reader, viewer: Person, leads: Sequence[Lead], now: int) -> dict[int, Attention]:
    """Why each of the leads wants attention now, for whoever looks: clocks in the owners' working time."""
    set_times, hours = times(reader), viewer.hours
    owners = _work_times(reader, viewer, [lead for lead in leads if lead.response_due_at is not None], now)
    return {
        lead.id: attention(lead, hours, now, set_times, owners.get(lead.owner_id or viewer.id))
        for lead in leads
    }


def _work_times(reader: Reader, viewer: Person, waiting: Sequence[Lead], now: int) -> Mapping[int, WorkTime]:
    """The working time of the owners of leads whose clocks run, by their ids; a lead of nobody is the viewer's here."""
    if not waiting:
        return {}
    dues = [lead.response_due_at or now for lead in waiting] + [now]
    found: dict[int, WorkTime] = {}
    for person in by_ids(reader, sorted({lead.owner_id or viewer.id for lead in waiting})):
        first, last = (day_of(at, person.zone) for at in (min(dues), max(dues)))
        margin = timedelta(days=1)
        found[person.id] = WorkTime(person.hours, days_off(reader, person.id, first - margin, last + margin))
    return found


def attention(
    lead: Lead, hours: WorkingHours, now: int, set_times: Times, owner: WorkTime | None = None
) -> Attention:
    """Why a lead wants attention now, in a few words.

    ``hours`` are those of whoever looks, in whose zone moments are told; the minutes of a clock are counted in the
    owner's working time.
    """
    if not lead.open:
        return Attention("done", lead.status + (f": {lead.reason}" if lead.reason else ""))
    if lead.response_due_at is not None:
        state, minutes = urgency(owner or WorkTime(hours), lead.response_due_at, now, set_times.soon_minutes)
        over = "over" if state == "breached" else "left"
        return Attention("answer", f"answer: {duration(minutes)} {over}", state)
    if lead.snoozed_until is not None and lead.snoozed_until > now:
        return Attention("snoozed", f"until {when_words(lead.snoozed_until, now, hours)}")
    if lead.unworked:
        return Attention("unworked", f"since {when_words(lead.created_at, now, hours)}, {lead.status}")
    if lead.follow_up_at is not None:
        return _follow_up(lead, lead.follow_up_at, hours, now)
    step = f", {lead.next_step}" if lead.next_step else ""
    if lead.cold_at is not None and lead.cold_at <= now:
        days = (now - warm_since(lead)) // DAY
        return Attention("cold", f"cold, {days} day{'s' if days != 1 else ''}{step}", "soon")
    return Attention("no next step", f"no date{step}" if step else "no next step")


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


def step_moment(at: int, now: int, hours: WorkingHours) -> str:
    """When a step is to be done, in full: ``today 15:40``, ``Thu 3 Dec 09:00``; of one that a file dates, its day."""
    return moment_words(at, now, hours.where).removesuffix(" 00:00")


def when_words(at: int, now: int, hours: WorkingHours) -> str:
    """``today 14:30``, ``Tue 09:00``, ``3 Dec``, ``3 Dec 2027``: a moment as near as it needs."""
    day, today = day_of(at, hours.where), day_of(now, hours.where)
    clock = f" {clock_time(at, hours.where)}".removesuffix(" 00:00")
    if day == today:
        return f"today{clock}"
    if abs((day - today).days) < 7:
        return f"{DAY_NAMES[day.weekday()]}{clock}"
    return short_date(day, today)
