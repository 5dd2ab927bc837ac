"""Commands on small records: enter one, say how it ended, take one out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.kernel.commands import NOBODY, REACH, Command, Deciding, Decision, Reader, Whose, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, existing_record, removed
from data.kernel.text import bounded, clean
from data.kpi.record import TABLE, KpiRecord
from data.kpi.record_kinds import Figure, RecordKind, checked_figure, record_kind
from data.people.person import by_id
from data.records.fields import LINE_LIMIT


@command("kpi.enter", REACH)
class EnterRecord(NamedTuple):
    """Enter a small record of a person (None: the company's) and a day (empty: today).

    ``outcome`` says how it ended, where it has; ``figure`` is what was counted or read, in hundredths.
    """

    id: int
    actor: int
    at: int
    kind: str
    title: str = ""
    person_id: int | None = None
    day: str = ""
    outcome: str = ""
    figure: Figure | None = None
    note: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an outcome that the kind has not, a figure out of range or missing, and a day ahead."""
        kind = record_kind(self.kind)
        today = _today(reader, self)
        day = date.fromisoformat(self.day) if self.day else today
        if day > today and not kind.may_come:
            raise UsageError(
                f"{day} is still to come: a {kind.name} is of the day on which it was {kind.day}."
            )
        outcome = _outcome(kind, self.outcome)
        figure = None if self.figure is None else checked_figure(kind, Figure(*self.figure))
        if figure is None and kind.needs_figure:
            raise UsageError(f"A {kind.name} has a figure.", code="kpi_record.no_figure")
        if figure is not None and outcome:
            raise UsageError(
                f"Say how one {kind.name} ended, or so many of so many: not both.", code="kpi_record.both"
            )
        record = KpiRecord(
            self.id,
            kind.code,
            bounded(self.title, LINE_LIMIT, "A title"),
            self.person_id,
            day.isoformat(),
            outcome,
            today.isoformat() if outcome else "",
            None if figure is None else figure.part,
            None if figure is None else figure.whole,
            note=bounded(self.note, LINE_LIMIT, "A note"),
            entered_by=self.actor,
        )
        whose = by_id(reader, self.person_id).name if self.person_id else "the company"
        return Decision(
            f"{record.words}, of {whose}, {day}", [added(TABLE, record)], whose=_whose(self.person_id)
        )


@command("kpi.settle", REACH)
class SettleRecord(NamedTuple):
    """Say how a small record ended on a day (empty: today), or that it is open again (``outcome`` empty)."""

    id: int
    actor: int
    at: int
    record_id: int
    outcome: str
    day: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an outcome that the kind has not, or that is so already, a day ahead, and what has a figure."""
        record = existing_record(reader, KpiRecord, TABLE, self.record_id)
        kind, today = record_kind(record.kind), _today(reader, self)
        outcome = _outcome(kind, self.outcome)
        day = date.fromisoformat(self.day) if self.day else today
        if day > today:
            raise UsageError(f"{day} is still to come: say how it ended once it has.")
        if record.part is not None or not kind.outcomes:
            raise Refused(f"A {kind.name} with a figure does not end in some way: enter another one.")
        settled = day.isoformat() if outcome else ""
        after = record._replace(outcome=outcome, settled_on=settled)
        change = changed(TABLE, record, after, self.id)
        if change is None:
            raise Refused(f"It is {outcome or 'open'} already.")
        said = f"{outcome} on {settled}" if outcome else "open again"
        named = ": ".join(filter(None, (kind.name, record.title)))
        return Decision(f"{named}, {said}", [change], whose=_whose(record.person_id))


@command("kpi.withdraw", REACH)
class WithdrawRecord(NamedTuple):
    """Take a small record out again."""

    id: int
    actor: int
    at: int
    record_id: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a record that is gone."""
        record = existing_record(reader, KpiRecord, TABLE, self.record_id)
        words = f"{record.words}, of {record.day}, taken out"
        return Decision(words, [removed(TABLE, record)], whose=_whose(record.person_id))


def _outcome(kind: RecordKind, text: str) -> str:
    """An outcome of a kind, or nothing. Raises UsageError that names those there are."""
    word = " ".join(text.split()).casefold()
    if word and word not in kind.outcomes:
        known = " or ".join(kind.outcomes)
        ends = f"It is {known}." if known else "It has none."
        raise UsageError(f"{clean(text, 40)!r} is no outcome of a {kind.name}. {ends}")
    return word


def _today(reader: Reader, command: Command) -> date:
    return day_of(command.at, by_id(reader, command.actor).zone)


def _whose(person_id: int | None) -> tuple[Whose, ...]:
    return (NOBODY if person_id is None else person_id,)
