"""The demo's targets, readings and small records: what was agreed, a year of the market, of trainings and audits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import NamedTuple

from data.calendar.hours import MINUTE
from data.calendar.periods import period_of
from data.kernel.commands import facts_of
from data.kernel.engine import Value
from data.kernel.sqlite import sqlite3
from data.kernel.store import Store
from data.kpi.demo.small_records import SmallRecords
from data.kpi.kept import KeepValues, count_values
from data.kpi.kpi import Kpi, kpi
from data.kpi.readings import TakeReading
from data.kpi.record_kinds import Figure, share_words
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
"""Months before this one of which something was entered, from former sheets."""
MOST_BEFORE = 30
"""So many sellers at most have entered something of the time before the store was begun."""


class _Usual(NamedTuple):
    """What readings of a KPI are like: of how many, and from how many to how many."""

    whole: int
    least: int
    most: int


_SHARE, _PENETRATION = _Usual(1_000, 55, 75), _Usual(20, 1, 6)
"""Of the market as a whole, and of the accounts that a seller is to win in new markets."""

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
    "reports-on-time": 95,
    "retention": 95,
    "csat": 80,
    "nps": 30,
    "complaint-time": 480,
    "reviews": 1,
    "qualified-leads": 4,
    "leads-outbound": 6,
    "leads-inbound": 4,
    "leads-handed": 3,
    "prospect-meetings-held": 6,
    "proposals-requested": 3,
    "proposals-presented": 2,
    "sales-closed": 2,
    "customer-tenure": 24,
}
"""What the made-up company has agreed on, in whole units."""


class Entered(Part[Deed]):
    """Targets at the beginning, readings of the market each quarter, small records each month."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._company = story.part(Office).company
        self._random = story.random("readings")

    def events(self) -> Iterator[Deed]:
        """All that is entered, in the order of time."""
        deeds = [*self._agreed(), *self._of_the_market(), *self._of_people()]
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

    def _of_the_market(self) -> Iterator[Deed]:
        """The company's share of the market and what sellers win in new ones, quarter by quarter; of former quarters
        when the store was begun.
        """
        this = period_of("month", self.story.today)
        sellers = (self._company.first, *self._company.others)[:MOST_BEFORE]
        for step in range(-MONTHS_BEFORE, 1, 3):
            day = min(this.shifted(step).last, self.story.today)
            yield self._read(self._company.admin, None, kpi("market-share"), _SHARE, day)
            for member in sellers:
                if day >= member.start and member.is_employed(day):
                    yield self._read(member, member.id, kpi("market-penetration"), _PENETRATION, day)

    def _of_people(self) -> Iterator[Deed]:
        """What each of the sellers enters, month by month; the first of them what came before as well."""
        records = SmallRecords(self.story, self._random)
        this = period_of("month", self.story.today)
        for place, member in enumerate((self._company.first, *self._company.others)):
            month = this.shifted(-MONTHS_BEFORE)
            if place >= MOST_BEFORE:
                month = max(month, period_of("month", self.story.begin), key=lambda one: one.first)
            while month.first <= this.last:
                yield from records.of_month(member, month)
                month = month.shifted(1)

    def _read(self, actor: Member, person_id: int | None, wanted: Kpi, usual: _Usual, day: date) -> Deed:
        chance = self._random
        read = Figure(chance.randint(usual.least, usual.most) * 100, usual.whole * 100)
        source = "market report" if person_id is None else "sales plan"
        columns: dict[str, Value] = {
            "kpi": wanted.code, "person_id": person_id, "day": day.isoformat(), "part": read.part,
            "whole": read.whole, "source": source, "entered_by": actor.id,
        }  # fmt: skip
        entered = actor.moment(max(day, self.story.begin), time(15, chance.randrange(60)))
        at = max(self.story.founded + 21 * MINUTE, entered)
        whose = actor.name if person_id is not None else "the company"
        words = f"{wanted.name} of {whose} on {day}: {share_words(read)}"
        return Deed(at, actor.id, facts_of(TakeReading), words, [Row("reading", None, columns)], person_id)

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
