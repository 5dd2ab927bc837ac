"""What is entered on the scorecard by keys: small records and how they ended, readings, targets."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial

from data.calendar.days import day_of
from data.kpi.kpi import Kpi
from data.kpi.measures import measure_of
from data.kpi.readings import TakeReading
from data.kpi.record import ending_as_it_stands
from data.kpi.record_commands import EnterRecord, SettleRecord, WithdrawRecord
from data.kpi.record_kinds import RecordKind, record_kind
from data.kpi.scope import Scope
from data.kpi.scorecard import Row, target_as_it_stands
from data.kpi.setting_targets import SetTarget, Wanted
from data.people.person import Person
from data.records.as_it_stood import AsItStood
from screens.kpi import typed
from screens.kpi.keys import WITHDRAW, settling_followers
from screens.records.changes_seen import ChangesSeen
from screens.shell.period_page import PeriodPage
from screens.shell.prompt import Prompt


class EnteringPage(ChangesSeen, PeriodPage):
    """A page of KPIs on which something is entered for the one under the cursor."""

    @property
    @abstractmethod
    def row(self) -> Row | None:
        """The KPI under the cursor."""

    @property
    @abstractmethod
    def scope(self) -> Scope:
        """Whose scorecard it is."""

    def action_read(self) -> None:
        """Enter what the KPI under the cursor counts, or is read off, where people enter that."""
        row = self.row
        measure = None if row is None else measure_of(row.kpi)
        if row is None:
            return
        wanted, person = row.kpi, self.scope.person
        is_entered = measure is not None and (measure.enters or measure.reads)
        if not is_entered:
            self.say(f"{wanted.name.capitalize()} is counted by the store: {wanted.formula}.", tone="warn")
        elif person is None and not wanted.company:
            self.say("What is entered is one person's: V p chooses whose.", tone="warn")
        elif measure is not None and measure.enters:
            self._enter_record(record_kind(measure.enters), person)
        else:
            self._take_reading(wanted, person)

    def _enter_record(self, kind: RecordKind, person: Person | None) -> None:
        desk = self.desk

        async def take(text: str) -> None:
            said = typed.record(kind, text, desk.clock(), desk.person)
            await self.do(
                EnterRecord,
                kind=kind.code,
                title=said.title,
                person_id=None if person is None else person.id,
                day=said.day.isoformat() if said.day else "",
                outcome=said.outcome,
                figure=said.figure,
            )

        def meaning(text: str) -> str:
            return typed.record_meaning(kind, text, desk.clock(), desk.person)

        question = f"{kind.name.capitalize()}: which one, and what came of it?"
        self.ask_and_do(Prompt(question, meaning, hint=typed.record_example(kind), take=take))

    def _take_reading(self, wanted: Kpi, person: Person | None) -> None:
        async def take(text: str) -> None:
            said = typed.reading(wanted, text)
            await self.do(
                TakeReading,
                kpi=wanted.code,
                part=said.read.part,
                whole=said.read.whole,
                person_id=None if person is None else person.id,
                note=said.note,
            )

        question = f"{wanted.name.capitalize()}: what was read off?"
        meaning = partial(typed.reading_meaning, wanted)
        self.ask_and_do(Prompt(question, meaning, hint="75/1000 or 7.5 %; market report", take=take))

    def action_target(self) -> None:
        """Set the target of the KPI under the cursor: of the person whose scorecard it is, else of everybody."""
        if self.row is not None:
            self.asking(self._ask_target(self.row.kpi, self.scope))

    async def _ask_target(self, wanted: Kpi, scope: Scope) -> None:
        desk, person = self.desk, scope.person
        whose = "everybody" if person is None or wanted.company else person.name
        today = day_of(desk.clock(), desk.person.zone)
        read = partial(target_as_it_stands, wanted=wanted, scope=scope, today=today)
        now = await desk.read_after_writes(read)
        seen = AsItStood(f"the target for {wanted.name} of {whose}", now.value, read, desk.given)

        def meaning(text: str) -> str:
            return typed.target_meaning(wanted, text, desk.clock(), desk.person)

        async def take(text: str) -> None:
            said = typed.target(wanted, text, desk.clock(), desk.person)
            target = Wanted(
                said.value,
                person_id=None if person is None or wanted.company else person.id,
                owner_id=desk.person.id,
                due=said.due.isoformat() if said.due else "",
            )
            await self.do_seen(seen, SetTarget, kpi=wanted.code, target=target)

        is_now = f", {now.words}" if now.value is not None else ""
        question = f"{wanted.name.capitalize()} of {whose}{is_now}: what is to be reached, until when?"
        await self.ask(Prompt(question, meaning, hint="50; 31 dec, or none", take=take))

    async def settle(self, row: Row, record: int) -> None:
        """Ask how a small record ended, or whether it is to be taken out."""
        measure = measure_of(row.kpi)
        kind = record_kind(measure.enters if measure else "")
        read = partial(ending_as_it_stands, record_id=record)
        standing = await self.desk.read_after_writes(read)
        seen = AsItStood(f"what came of the {kind.name}", standing.value, read, self.desk.given)
        followers = settling_followers(kind)
        answer = await self.ask_letter(
            followers, f"What came of this {kind.name}? {standing.words.capitalize()}."
        )
        if answer == WITHDRAW:
            await self.do_seen(seen, WithdrawRecord, record_id=record)
        elif answer is not None:
            await self.do_seen(seen, SettleRecord, record_id=record, outcome=answer)
