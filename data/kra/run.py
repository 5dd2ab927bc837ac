"""Runs as they stand in the store: which one, what was done with each of its items, evidence."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of, full_day
from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.rows import read_record, select_records
from data.kra.cadence import Cadence, Span, span_of
from data.people.person import by_id

DONE, NOT_DONE, NOT_APPLICABLE, OPEN = "done", "not done", "n/a", ""
STATES = (DONE, NOT_DONE, NOT_APPLICABLE, OPEN)


class RunKey(NamedTuple):
    """Which run: whose, of which standard, of which stretch of days; one that an event began by its row besides."""

    person_id: int
    standard: str
    cadence: Cadence
    first_day: str
    run_id: int | None = None

    @property
    def span(self) -> Span:
        """Its days."""
        return span_of(self.cadence, date.fromisoformat(self.first_day))

    @property
    def condition(self) -> str:
        """The SQL condition on rows of the run."""
        return "person_id = ? and standard = ? and cadence = ? and first_day = ? and run_id is ?"


class Run(NamedTuple):
    """A run that was closed, or that an ``event`` began; ``about`` says in words of what.

    ``standard_id`` is the version it was closed with, ``reopened`` the reason for which it was opened again.
    """

    id: int
    person_id: int
    standard: str
    cadence: Cadence
    first_day: str
    last_day: str
    event: str = ""
    about: str = ""
    about_table: str = ""
    about_id: int | None = None
    standard_id: int | None = None
    closed_at: int | None = None
    closed_by: int | None = None
    reopened: str = ""
    touched: int | None = None

    @property
    def key(self) -> RunKey:
        """Which run it is."""
        event = self.id if self.cadence == "event" else None
        return RunKey(self.person_id, self.standard, self.cadence, self.first_day, event)


class RunItem(NamedTuple):
    """What was done with an item of a run: a state, or a number; once the run is closed, how it was judged.

    ``said`` is a measured value in words, ``counts`` are both counts behind it, ``verdict`` is met, missed or n/a.
    ``carried_from`` is the first day of the period from which the item was left.
    """

    id: int
    person_id: int
    standard: str
    cadence: Cadence
    first_day: str
    run_id: int | None
    item: str
    carried_from: str = ""
    state: str = OPEN
    reason: str = ""
    number: int | None = None
    said: str = ""
    counts: str = ""
    target: str = ""
    verdict: str = ""
    at: int = 0
    touched: int | None = None

    @property
    def key(self) -> RunKey:
        """The run that it belongs to."""
        return RunKey(self.person_id, self.standard, self.cadence, self.first_day, self.run_id)


class Evidence(NamedTuple):
    """Something that shows that an item was done: words, a link, or the record that it is about."""

    id: int
    item_id: int
    person_id: int
    text: str
    about_table: str
    about_id: int | None
    at: int
    touched: int | None = None


def stored_run(reader: Reader, key: RunKey) -> Run | None:
    """The row of a run; None where nothing has closed or begun it."""
    if key.run_id is not None:
        return read_record(reader, Run, "kra_run", key.run_id)
    found = select_records(
        reader,
        Run,
        "kra_run",
        "where person_id = ? and cadence = ? and first_day = ? and standard = ?",
        (key.person_id, key.cadence, key.first_day, key.standard),
    )
    return found[0] if found else None


def open_run(reader: Reader, key: RunKey) -> Run | None:
    """The row of a run that is not closed. Raises Refused for one that is, and for an event that is gone."""
    run = stored_run(reader, key)
    if run is None and key.run_id is not None:
        raise Refused("That run is no longer there.")
    if run is not None and run.closed_at is not None:
        raise Refused(
            f"That run is closed, with what was done in it: {key.standard}, {key.span.label}.",
            code="kra.closed",
        )
    return run


def refuse_ahead(reader: Reader, key: RunKey, at: int) -> None:
    """Raise Refused for a run that is yet to begin."""
    if key.span.first > day_of(at, by_id(reader, key.person_id).zone):
        raise Refused(f"That run begins on {full_day(key.span.first)}: nothing is done in it before.")


def items_of(reader: Reader, key: RunKey) -> list[RunItem]:
    """What was done in a run."""
    return select_records(reader, RunItem, "kra_item", f"where {key.condition} order by id", tuple(key))


def stored_item(reader: Reader, key: RunKey, item: str, carried_from: str = "") -> RunItem | None:
    """What was done with one item; None where nothing was."""
    found = (row for row in items_of(reader, key) if (row.item, row.carried_from) == (item, carried_from))
    return next(found, None)


def evidence_of(reader: Reader, item_ids: list[int]) -> list[Evidence]:
    """The evidence on some items, the oldest first."""
    ids = ", ".join(map(str, item_ids))
    return select_records(reader, Evidence, "kra_evidence", f"where item_id in ({ids}) order by at, id")
