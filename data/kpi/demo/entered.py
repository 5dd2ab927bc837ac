"""The demo's targets and readings: what was agreed at the beginning, and a year of surveys, trainings and audits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

from data.calendar.hours import MINUTE
from data.calendar.periods import Period, period_of
from data.kernel.commands import facts_of
from data.kernel.engine import Value
from data.kernel.sqlite import sqlite3
from data.kernel.store import Store
from data.kpi.kept import KeepValues, count_values
from data.kpi.kpi import Kpi, kpi
from data.kpi.readings import Read, TakeReading, reading_words
from data.kpi.scope import Scope
from data.kpi.setting_targets import SetTarget
from data.kpi.units import figure_words
from data.people.demo.company import Member
from data.people.demo.office import Office
from data.people.person import by_id
from data.schema.m014_kpi import QUALIFIED_SO_FAR
from data.story.part import Deed, Part, Row
from data.story.story import Story

MONTHS_BEFORE = 12
"""Months before this one of which the company entered something, from its former sheets."""


class _Usual(NamedTuple):
    """What readings of a KPI are like: of how many, and from how many on."""

    whole: int
    least: int
    most: int


_USUAL = {
    "assessment-score": _Usual(50, 34, 50),
    "training-completion": _Usual(6, 4, 6),
    "product-information": _Usual(1, 3, 5),
    "competitor-reports": _Usual(1, 0, 3),
    "segmentation-accuracy": _Usual(40, 30, 40),
    "reports-on-time": _Usual(4, 3, 4),
    "project-success": _Usual(3, 1, 3),
    "training-participation": _Usual(5, 3, 5),
    "suggestions": _Usual(4, 0, 4),
    "time-saved": _Usual(1, 0, 90),
    "tool-adoption": _Usual(1, 0, 1),
    "audit-compliance": _Usual(30, 25, 30),
    "ethics-resolved": _Usual(1, 0, 1),
    "compliance-training": _Usual(2, 1, 2),
    "legal-violations": _Usual(1, 0, 0),
}
"""Of each person in a month; figures are whole numbers of the KPI's unit."""

_COMPANY = {"market-share": _Usual(1_000, 55, 75), "market-penetration": _Usual(80, 4, 20)}
_SOURCES = {"market-share": "market report", "market-penetration": "sales plan"}

_TARGETS = {
    "calls": 20,
    "emails": 12,
    "meetings-booked": 4,
    "win-rate": 25,
    "conversion-rate": 3,
    "training-completion": 90,
    "assessment-score": 80,
    "records-complete": 90,
    "audit-compliance": 95,
    "legal-violations": 0,
}
"""What the made-up company has agreed on, in whole units."""


class Entered(Part[Deed]):
    """Targets at the beginning, readings at the end of each month."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._company = story.part(Office).company
        self._random = story.random("readings")

    def events(self) -> Iterator[Deed]:
        """All that is entered, in the order of time."""
        deeds = [*self._agreed(), *self._of_company(), *self._of_people()]
        return iter(sorted((deed for deed in deeds if deed.at <= self.story.end), key=lambda deed: deed.at))

    def _agreed(self) -> Iterator[Deed]:
        """The targets of everybody; the newest manager answers for them until the year ends."""
        story, admin = self.story, self._company.admin
        owner = self._company.managers[0]
        at = max(
            story.founded + 20 * MINUTE,
            admin.moment(story.begin, time(11)),
            owner.moment(owner.start, time(9)),
        )
        for code, whole in _TARGETS.items():
            wanted, figure = kpi(code), whole * 100
            columns: dict[str, Value] = {
                "kpi": code, "length": wanted.cadence, "value": figure, "effective_on": story.begin.isoformat(),
                "owner_id": owner.id, "agreed_with": owner.name, "agreed_on": story.begin.isoformat(),
                "due": f"{story.today.year}-12-31",
            }  # fmt: skip
            said = f"target of everybody for {wanted.name} from {story.begin}: {figure_words(wanted.unit, figure)}"
            yield Deed(at, admin.id, facts_of(SetTarget), said, [Row("kpi_target", None, columns)])

    def _of_company(self) -> Iterator[Deed]:
        """Figures of the market, quarter by quarter, those of former ones entered when the store was begun."""
        admin, this = self._company.admin, period_of("month", self.story.today)
        for step in range(-MONTHS_BEFORE, 1, 3):
            day = min(this.shifted(step).last, self.story.today)
            for code, usual in _COMPANY.items():
                yield self._read(admin, None, kpi(code), usual, day, _SOURCES[code])

    def _of_people(self) -> Iterator[Deed]:
        """What each of the sellers enters in the last days of a month: some KPIs in one month, others in the next."""
        first = period_of("month", self.story.begin)
        for place, member in enumerate((self._company.first, *self._company.others)):
            month = first
            while month.first <= self.story.today:
                yield from self._of_month(member, month, place)
                month = month.shifted(1)

    def _of_month(self, member: Member, month: Period, place: int) -> Iterator[Deed]:
        day = min(month.last - timedelta(days=self._random.randrange(5)), self.story.today)
        if day < member.start or not member.is_employed(day):
            return
        for number, (code, usual) in enumerate(_USUAL.items()):
            if (number + place + month.first.month) % 3 == 0:
                yield self._read(member, member.id, kpi(code), usual, day, "")

    def _read(
        self, actor: Member, person_id: int | None, wanted: Kpi, usual: _Usual, day: date, source: str
    ) -> Deed:
        chance = self._random
        read = Read(chance.randint(usual.least, usual.most) * 100, usual.whole * 100)
        columns: dict[str, Value] = {
            "kpi": wanted.code, "person_id": person_id, "day": day.isoformat(), "part": read.part,
            "whole": read.whole, "source": source, "entered_by": actor.id,
        }  # fmt: skip
        entered = actor.moment(max(day, self.story.begin), time(15, chance.randrange(60)))
        at = max(self.story.founded + 21 * MINUTE, entered)
        whose = actor.name if person_id is not None else "the company"
        words = f"{wanted.name} of {whose} on {day}: {reading_words(wanted, read)}"
        row = Row("reading", None, columns)
        return Deed(at, actor.id, facts_of(TakeReading), words, [row], subject=person_id)

    def finish(self, connection: sqlite3.Connection) -> None:
        """When leads became qualified, which triggers keep from then on."""
        connection.execute(QUALIFIED_SO_FAR)

    def last_steps(self, store: Store, moments: Iterator[int]) -> None:
        """The admin keeps what the first rep's KPIs came to in the last month."""
        at, first, admin = next(moments), self._company.first, self._company.admin
        person = by_id(store, first.id)
        month = period_of("month", self.story.today).shifted(-1)
        values = count_values(store, Scope(person.name, (person,)), month, person.zone, at)
        if values:
            kept = KeepValues(
                self.story.ids.new(at), admin.id, at, month.length, month.first.isoformat(), values
            )
            store.apply(kept)
