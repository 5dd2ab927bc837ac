"""Targets of KPIs, each from a day on: of everybody, of a sales role, of a team, of a person; and who owns them.

A KPI's target is one to work with where it is said what is to be reached, who owns it and by when. Source: seeds/001.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from data.calendar.hours import working_weekdays
from data.calendar.periods import Length, Period, period_of
from data.deals.outreach import WAYS, OutreachTarget
from data.deals.outreach import all_targets as outreach_targets
from data.deals.quotas import Quota, quotas
from data.kernel.commands import Reader
from data.kernel.rows import select_records
from data.kpi.kpi import Kpi
from data.people.goal import GoalRule, all_goal_rules, goal_between
from data.people.person import Person

TABLE = "kpi_target"
OUTREACH = "outreach."
"""What stands before the way in which prospects are contacted, where that is what a company has set."""
Level = Literal[
    "person", "role", "team", "everybody", "quota", "goal", "setting", "standard", "the people together"
]

_MONTHS: Mapping[Length, int] = {"month": 1, "quarter": 3, "year": 12}
_SETTING_SCALE: Mapping[str, int] = {"rating": 1}
"""What a setting is multiplied by to be in hundredths, where that is not a hundred."""


class KpiTarget(NamedTuple):
    """One target, in hundredths of the KPI's unit, for periods of a length, from the day ``effective_on``.

    At most one of ``person_id``, ``team_id`` (a manager's, for the team together) and ``role`` says whose it is;
    without any it is everybody's, one by one. ``owner_id`` answers for it, until ``due``. Without a ``value`` there is
    none any more.
    """

    id: int
    kpi: str
    length: Length
    value: int | None
    effective_on: str
    person_id: int | None = None
    team_id: int | None = None
    role: str = ""
    owner_id: int | None = None
    agreed_with: str = ""
    agreed_on: str = ""
    due: str = ""
    touched: int | None = None


class Target(NamedTuple):
    """The target in force: its value, whose it is, who owns it (by id), with whom and when it was agreed, its date.

    ``set_by`` is the command that set it, of one that was set for the KPI.
    """

    value: float
    level: Level
    owner_id: int | None = None
    agreed_with: str = ""
    agreed_on: str = ""
    due: str = ""
    set_by: int | None = None


def lacks(target: Target | None) -> tuple[str, ...]:
    """What a target is without of what makes one to work with: ``target``, ``owner``, ``date``."""
    if target is None:
        return ("target", "owner", "date")
    found = (("owner", target.owner_id is None and not target.agreed_with), ("date", not target.due))
    return tuple(name for name, is_missing in found if is_missing)


class Targets(NamedTuple):
    """All that is known of targets for a period, read once."""

    period: Period
    rows: Sequence[KpiTarget]
    settings: Mapping[str, str]
    goals: Sequence[GoalRule]
    quotas: Sequence[Sequence[Quota]]
    """Those of each month of the period."""
    outreach: Sequence[OutreachTarget]
    """How many prospects are to be contacted in a month, the newest last."""

    def of_person(self, kpi: Kpi, person: Person, *, accrues: bool) -> Target | None:
        """The target of one person: an own one, else that of the sales role, else everybody's, else what the company
        has set or the trade says.
        """
        own = [row for row in self.rows if row.person_id == person.id]
        of_role = [row for row in self.rows if row.role and row.role == person.sales_role]
        return (
            self._set(kpi, "person", own, accrues=accrues)
            or self._set(kpi, "role", of_role, accrues=accrues)
            or self._set(kpi, "everybody", _everybodys(self.rows), accrues=accrues)
            or self._of_company(kpi, (person,), accrues=accrues)
        )

    def of_people(
        self, kpi: Kpi, people: Sequence[Person], manager_id: int | None, *, accrues: bool
    ) -> Target | None:
        """The target of people together: their team's; of what adds up, those of each; else everybody's."""
        teams = [row for row in self.rows if manager_id is not None and row.team_id == manager_id]
        own = self._set(kpi, "team", teams, accrues=accrues)
        if own is not None:
            return own
        if not accrues or kpi.company:
            everybodys = self._set(kpi, "everybody", _everybodys(self.rows), accrues=accrues)
            return everybodys or self._of_company(kpi, people, accrues=accrues)
        if kpi.setting == "quota":
            return self._of_company(kpi, people, accrues=accrues)
        of_kpi = self._replace(rows=[row for row in self.rows if row.kpi == kpi.code])
        each = [of_kpi.of_person(kpi, person, accrues=accrues) for person in people]
        known = [target.value for target in each if target is not None]
        return Target(sum(known), "the people together") if known else None

    def _set(self, kpi: Kpi, level: Level, rows: Sequence[KpiTarget], *, accrues: bool) -> Target | None:
        """The target that somebody has set: the one that came into force last."""
        of_kpi = [row for row in rows if row.kpi == kpi.code]
        if not of_kpi:
            return None
        last = self.period.last.isoformat()
        found = [row for row in of_kpi if row.effective_on <= last]
        for row in sorted(found, key=lambda row: (row.effective_on, row.id), reverse=True):
            times = _times(row.length, self.period.length) if accrues else 1
            if times:
                return None if row.value is None else _target(row, level, times)
        return None

    def _of_company(self, kpi: Kpi, people: Sequence[Person], *, accrues: bool) -> Target | None:
        if kpi.setting == "quota":
            return self._quota(people)
        if kpi.setting == "goal":
            return self._goal(people)
        if kpi.setting.startswith(OUTREACH):
            return self._prospects(people, kpi.setting.removeprefix(OUTREACH))
        if kpi.setting in self.settings:
            scale = _SETTING_SCALE.get(kpi.setting, 100)
            return Target(int(self.settings[kpi.setting]) * scale, "setting")
        times = _times(kpi.cadence, self.period.length) if accrues else 1
        return None if kpi.target is None or not times else Target(kpi.target * times, "standard")

    def _quota(self, people: Sequence[Person]) -> Target | None:
        """The quota of a month, or of the months of a longer period: everybody's, where more than one is asked for."""
        found: list[Quota] = []
        for month in self.quotas:
            whole = _among(month, None) if len(people) > 1 else []
            found += whole or [one for person in people for one in _among(month, person.id)]
        if not found or self.period.length not in _MONTHS:
            return None
        last = found[-1]
        due = self.period.last.isoformat()
        return Target(
            sum(one.amount for one in found), "quota", last.person_id, last.agreed_with, last.agreed_on, due
        )

    def _prospects(self, people: Sequence[Person], wanted: str) -> Target | None:
        """How many prospects people are to contact in a way, in as many months as the period has."""
        month = self.period.last.isoformat()[:7]
        in_force = {one.person_id: one for one in self.outreach if one.from_month <= month}
        times = _times("month", self.period.length)
        aims = [
            aim.of(way)
            for person in people
            for way in WAYS
            if way == wanted and (aim := in_force.get(person.id, in_force.get(None))) is not None
        ]
        known = [aim for aim in aims if aim is not None]
        return Target(sum(known) * times * 100, "setting") if known and times else None

    def _goal(self, people: Sequence[Person]) -> Target | None:
        """The goals of the weeks of the period, in points."""
        first, last = self.period.first, self.period.last
        goals = [
            goal_between(
                self._goal_rules(person), person.start, working_weekdays(person.working_hours), first, last
            )
            for person in people
        ]
        known = [goal for goal in goals if goal is not None]
        return Target(round(sum(known)) * 100, "goal", due=last.isoformat()) if known else None

    def _goal_rules(self, person: Person) -> Sequence[GoalRule]:
        return [rule for rule in self.goals if rule.person_id in (None, person.id)]


def read_targets(reader: Reader, period: Period, person: Person | None = None) -> Targets:
    """What is known of targets for a period; quotas of one person only where it is about one."""
    months = [
        period_of("month", period.first).shifted(step).label for step in range(_MONTHS.get(period.length, 1))
    ]
    return Targets(
        period,
        all_targets(reader),
        dict(reader.select("select name, value from setting")),
        all_goal_rules(reader),
        [quotas(reader, month, None if person is None else person.id) for month in months],
        outreach_targets(reader),
    )


def all_targets(reader: Reader) -> list[KpiTarget]:
    """Every target that was set, the newest last."""
    return select_records(reader, KpiTarget, TABLE, "order by effective_on, id")


def _among(of_month: Sequence[Quota], person_id: int | None) -> list[Quota]:
    """Of a month's quotas those that a person's comes to: the one for all of it, else those by territory and line."""
    own = [quota for quota in of_month if quota.person_id == person_id]
    whole = [quota for quota in own if not quota.territory and not quota.product_line]
    return whole[:1] or own


def _everybodys(rows: Sequence[KpiTarget]) -> list[KpiTarget]:
    return [row for row in rows if row.person_id is None and row.team_id is None and not row.role]


def _times(length: Length, wanted: Length) -> int:
    """How many periods of a length another one holds, where that is a whole number of months; nought where not."""
    if length == wanted:
        return 1
    times, rest = divmod(_MONTHS.get(wanted, 0), _MONTHS.get(length, 1 << 30))
    return 0 if rest else times


def _target(row: KpiTarget, level: Level, times: int) -> Target:
    return Target(
        (row.value or 0) * times,
        level,
        row.owner_id,
        row.agreed_with,
        row.agreed_on,
        row.due,
        row.touched or row.id,
    )
