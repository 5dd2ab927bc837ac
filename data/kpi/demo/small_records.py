"""The demo's small records: the trainings, tests, reports and audits of each seller, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random

from data.calendar.hours import MINUTE
from data.calendar.periods import Period
from data.kernel.commands import facts_of
from data.kpi.record import TABLE, KpiRecord
from data.kpi.record_commands import EnterRecord
from data.kpi.record_kinds import record_kind
from data.people.demo.company import Member
from data.story.part import Deed, Row
from data.story.story import Story
from data.story.words import Texts, Words, read_words

LATE = 0.1
"""Of what ends well, so many do after their day."""
DAYS_TO_SETTLE = 20
"""Within so many days what is put forward is decided on."""


class _Usual(Words):
    """What records of a kind are like. ``often`` is how likely one comes up in a month."""

    kind: str
    often: float
    titles: Texts
    good: float = 0
    bad: float = 0
    whole: int | None = None
    least: int = 0
    most: int = 0


class _Kinds(Words):
    record: tuple[_Usual, ...]


class SmallRecords:
    """Makes up records, month by month."""

    def __init__(self, story: Story, random: Random) -> None:
        self._story = story
        self._random = random
        self._kinds = read_words(_Kinds, "data.kpi.demo", "words.toml").record

    def of_month(self, member: Member, month: Period) -> Iterator[Deed]:
        """What somebody enters in a month: mostly things that were, and some that are due."""
        for usual in self._kinds:
            if self._random.random() >= usual.often:
                continue
            day = month.first + timedelta(days=self._random.randrange((month.last - month.first).days + 1))
            is_known = day <= self._story.today or record_kind(usual.kind).may_come
            if is_known and day >= member.start and member.is_employed(day):
                yield self._entered(member, usual, day)

    def _entered(self, member: Member, usual: _Usual, day: date) -> Deed:
        """One record, entered when it ended, when it was known, or when the store was begun."""
        outcome, settled = self._end(usual, day)
        record = KpiRecord(
            0,
            usual.kind,
            self._random.choice(usual.titles),
            member.id,
            day.isoformat(),
            outcome,
            settled.isoformat() if settled else "",
            *self._figure(usual),
            entered_by=member.id,
        )
        columns = record._asdict()
        del columns["id"]
        known = min(settled or day, self._story.today)
        at = member.moment(max(known, self._story.begin), time(9, self._random.randrange(60)))
        at = max(at, self._story.founded + 22 * MINUTE)
        words = f"{record.words}, of {member.name}, {day}"
        return Deed(at, member.id, facts_of(EnterRecord), words, [Row(TABLE, None, columns)], member.id)

    def _end(self, usual: _Usual, day: date) -> tuple[str, date | None]:
        """How one ends, and on which day; what is still to come is open."""
        kind, chance = record_kind(usual.kind), self._random.random()
        if day > self._story.today or chance >= usual.good + usual.bad:
            return "", None
        outcome = kind.good if chance < usual.good else kind.bad
        if kind.may_come and self._random.random() >= LATE:
            return outcome, day
        settled = day + timedelta(days=self._random.randrange(1, DAYS_TO_SETTLE))
        return (outcome, settled) if settled <= self._story.today else ("", None)

    def _figure(self, usual: _Usual) -> tuple[int | None, int | None]:
        if usual.whole is None:
            return None, None
        return self._random.randint(usual.least, usual.most) * 100, usual.whole * 100
