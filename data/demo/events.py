"""What happens at the made-up company, one event at a time: entries of the log, and deeds of the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from data.calendar.days import instant, monday_of, week_label
from data.calendar.hours import MINUTE
from data.demo.company import Company, Member
from data.kernel.commands import facts_of
from data.kernel.engine import Value
from data.people.commands import AddPerson
from data.people.days_off_commands import TakeDaysOff, range_words

HOUR = 60 * MINUTE
UNSIGNED_WEEKS = 3
"""The newest weeks, this one counted, that no manager has signed off yet."""


class LogEvent(NamedTuple):
    """One entry, logged at the instant ``at``. ``serial`` orders events of one instant."""

    at: int
    serial: int
    person: int
    kind: str
    times: int
    points: int
    done_at: int
    day: str
    note: str | None
    flag: str | None
    summary: str


class Deed(NamedTuple):
    """One new row of another table, and the command that made it. ``row`` None: an id is yet to be made."""

    at: int
    serial: int
    actor: int
    name: str
    summary: str
    subject: int | None
    table: str
    row: int | None
    columns: Mapping[str, Value]


def office_deeds(company: Company, begin: date, today: date, now: int) -> list[Deed]:
    """Everybody's arrival, days off and signed weeks, in the order of time, up to ``now``."""
    deeds = [
        *(_arrival(company, member, begin) for member in company.members if member is not company.admin),
        *_absences(company, begin),
        *_signatures(company, begin, today),
    ]
    past = sorted((deed for deed in deeds if deed.at <= now), key=lambda deed: deed.at)
    return [deed._replace(serial=position - len(past)) for position, deed in enumerate(past)]


def person_columns(member: Member) -> dict[str, Value]:
    """The row of the table of persons."""
    return {
        "handle": member.handle,
        "name": member.name,
        "email": f"{member.handle}@example.com",
        "role": member.role,
        "sells": int(member.role == "rep"),
        "manager_id": member.manager_id,
        "start_date": member.start.isoformat(),
        "time_zone": member.time_zone,
        "working_hours": member.hours_text,
        "active": int(member.until is None),
    }


def founding_moment(company: Company, begin: date) -> int:
    """The instant at which the store was begun: the evening before its history."""
    return _moment(begin - timedelta(days=1), time(18), company.admin)


def _moment(day: date, clock: time, member: Member) -> int:
    return instant(datetime.combine(day, clock, member.hours.where))


def _arrival(company: Company, member: Member, begin: date) -> Deed:
    founded = founding_moment(company, begin)
    at = max(founded + MINUTE, _moment(member.start - timedelta(days=3), time(11), company.admin))
    summary = f"{member.name} added as {member.handle}"
    return Deed(
        at,
        0,
        company.admin.id,
        facts_of(AddPerson).name,
        summary,
        None,
        "person",
        member.id,
        person_columns(member),
    )


def _absences(company: Company, begin: date) -> Iterator[Deed]:
    founded = founding_moment(company, begin)
    people = {member.id: member for member in company.members}
    for absence in company.absences:
        actor = people.get(absence.person or 0, company.admin)
        at = max(founded + 2 * MINUTE, _moment(absence.day - timedelta(days=14), time(10), actor))
        if absence.person is not None:
            at = max(at, _moment(actor.start, time(10), actor))
        columns: dict[str, Value] = {
            "person_id": absence.person,
            "day": absence.day.isoformat(),
            "reason": absence.reason,
        }
        who = "everybody" if absence.person is None else actor.name
        summary = f"{who} off on {range_words(absence.day, absence.day)}: {absence.reason}"
        yield Deed(at, 0, actor.id, facts_of(TakeDaysOff).name, summary, None, "day_off", None, columns)


def _signatures(company: Company, begin: date, today: date) -> Iterator[Deed]:
    """Each manager signs the last week of the team on Monday morning, up to some weeks ago."""
    managers = {manager.id: manager for manager in company.managers}
    last = monday_of(today) - timedelta(weeks=UNSIGNED_WEEKS)
    for position, member in enumerate((company.first, *company.others)):
        manager = managers[member.manager_id or 0]
        monday = max(begin, monday_of(member.start))
        while monday <= last and member.is_employed(max(monday, member.start)):
            at = _moment(monday + timedelta(days=7), time(10), manager) + position * MINUTE // 4
            yield _signature(manager, member, monday, at)
            monday += timedelta(weeks=1)


def _signature(manager: Member, member: Member, monday: date, at: int) -> Deed:
    columns: dict[str, Value] = {
        "person_id": member.id,
        "monday": monday.isoformat(),
        "sunday": (monday + timedelta(days=6)).isoformat(),
        "signed_by": manager.id,
        "signed_at": at,
    }
    summary = f"week {week_label(monday)} of {member.name} signed off"
    return Deed(at, 0, manager.id, "week.sign_off", summary, member.id, "signed_week", None, columns)
