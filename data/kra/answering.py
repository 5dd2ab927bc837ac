"""Commands on the items of a run: tick, enter a number, add evidence; and beginning a run at an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.calendar.days import day_of
from data.kernel.commands import (
    OWN,
    Change,
    Command,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.engine import Statement
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed
from data.kernel.text import REASON_LIMIT, bounded, bounded_lines, clean, reason_given
from data.kra.cadence import EACH
from data.kra.numbers import number_words, reached, target_words
from data.kra.run import (
    DONE,
    NOT_APPLICABLE,
    OPEN,
    STATES,
    Evidence,
    Run,
    RunItem,
    RunKey,
    items_of,
    open_run,
    refuse_ahead,
    stored_item,
    stored_run,
)
from data.kra.standard import Item, Standard, Versions, versions_of
from data.people.person import by_id
from data.records.as_it_stood import AsItStands

TEXT_LIMIT = 2_000
ABOUT = ("lead", "deal", "company")
"""The tables of the records that evidence and events can be about."""


class About(NamedTuple):
    """The record that something is about."""

    table: str
    record: int


@command("kra.tick", OWN)
class TickItem(NamedTuple):
    """Say of an item that it is done, not done, not applicable (with the reason), or open again (empty).

    What shows it may be said with it: words or a link (``evidence``), and the record that it is ``about``.
    """

    id: int
    actor: int
    at: int
    run: RunKey
    item: str
    state: str = DONE
    reason: str = ""
    carried_from: str = ""
    evidence: str = ""
    about: About | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a closed run, a measured item, what is judged by a number, and what comes after something open."""
        if self.state not in STATES:
            raise UsageError(
                f"{self.state!r} is no state of an item: done, not done, n/a, or empty for open."
            )
        item = item_to_answer(reader, self.run, self.item, self.at)
        reason = bounded(self.reason, REASON_LIMIT, "A reason")
        if self.state == NOT_APPLICABLE:
            reason = reason_given(reason, "What does not apply says why.", code="kra.no_reason")
        if item.judged == "number" and self.state == DONE:
            raise Refused(
                f"{item.title} is judged by a number ({target_words(item.bound, item.target, item.unit)}): enter it.",
                code="kra.by_number",
            )
        if self.state == DONE and not self.carried_from:
            _refuse_too_early(reader, self.run, item)
        stored, before = _row_for(reader, self, self.run, self.item, self.carried_from)
        after = before._replace(state=self.state, reason=reason, at=self.at)
        is_shown = bool(self.evidence.strip()) or self.about is not None
        if not is_shown and (before.state, before.reason) == (self.state, reason):
            raise Refused(f"{item.title} is {self.state or 'open'} already.")
        words = {OPEN: "open again"}.get(self.state, self.state) + (f": {reason}" if reason else "")
        answered = _answered(self, self.run, stored, after, f"{item.title}: {words}")
        if not is_shown:
            return answered
        evidence, named = _evidence(reader, self, self.run, after.id, self.evidence, self.about)
        return answered._replace(
            summary=f"{answered.summary}, evidence {named}",
            changes=[*answered.changes, added("kra_evidence", evidence)],
        )


@command("kra.number", OWN)
class EnterNumber(NamedTuple):
    """Enter the number of an item, in hundredths of its unit; None takes it away."""

    id: int
    actor: int
    at: int
    run: RunKey
    item: str
    number: int | None
    carried_from: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a closed run, an item that is not judged by a number, and a number below nought."""
        item = item_to_answer(reader, self.run, self.item, self.at)
        if item.judged != "number" or item.target is None:
            raise Refused(f"{item.title} is ticked: it takes no number.", code="kra.by_tick")
        if self.number is not None and self.number < min(item.target, 0):
            raise UsageError(f"{item.title} takes a number from 0 on, as 12 or 4.5.")
        stored, before = _row_for(reader, self, self.run, self.item, self.carried_from)
        after = before._replace(number=self.number, state=OPEN, reason="", at=self.at)
        if before.number == self.number and before.state == OPEN:
            raise Refused("That changes nothing.")
        words = "no number"
        if self.number is not None:
            kept = reached(self.number, item.bound, item.target)
            target = number_words(item.target, item.unit)
            words = f"{number_words(self.number, item.unit)}, {'met' if kept else 'missed'} ({item.bound} {target})"
        return _answered(self, self.run, stored, after, f"{item.title}: {words}")


@command("kra.evidence", OWN)
class AddEvidence(NamedTuple):
    """Add what shows that an item was done: words, a link, the lead, deal or company that it is about."""

    id: int
    actor: int
    at: int
    run: RunKey
    item: str
    text: str = ""
    about: About | None = None
    carried_from: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a closed run, and evidence of nothing."""
        open_run(reader, self.run)
        item = item_of_run(reader, self.run, self.item)
        stored, row = _row_for(reader, self, self.run, self.item, self.carried_from)
        evidence, named = _evidence(reader, self, self.run, row.id, self.text, self.about)
        changes = [] if stored else [added("kra_item", row)]
        return Decision(
            f"{item.title}: evidence {named}",
            [*changes, added("kra_evidence", evidence)],
            whose=(self.run.person_id,),
            statements=guards(self.run, None if stored else row),
        )


@command("kra.begin", OWN)
class BeginRun(NamedTuple):
    """Begin a run of a standard's items for an event, as a handover, about a record or in a few words."""

    id: int
    actor: int
    at: int
    person_id: int
    standard: str
    event: str
    text: str = ""
    about: About | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a standard without items for such an event."""
        today = day_of(self.at, by_id(reader, self.person_id).zone)
        versions = versions_of(reader, [self.standard])
        standard = versions.in_force(self.standard, today)
        if standard is None:
            raise Refused(f"There is no standard {self.standard!r}.", code="kra.no_standard")
        events = {item.event for item in versions.items(standard) if item.event and item.active}
        if self.event not in events:
            raise Refused(
                f"{standard.title} has no items for {self.event!r}. Its events: {', '.join(sorted(events)) or 'none'}."
            )
        words = bounded(self.text, REASON_LIMIT, "What it is about")
        named = "" if self.about is None else _name_of(reader, self.about)
        label = ", ".join(filter(None, (words, named)))
        day = today.isoformat()
        run = Run(
            *(self.id, self.person_id, self.standard, "event", day, day, self.event, label),
            self.about.table if self.about else "",
            self.about.record if self.about else None,
        )
        said = ", ".join(filter(None, (self.event, label)))
        return Decision(f"begun: {said}", [added("kra_run", run)], whose=(self.person_id,))


def item_to_answer(reader: Reader, key: RunKey, code: str, at: int) -> Item:
    """An item of a run that is open to be ticked.

    Raises Refused for a run that is closed or is yet to begin, and a measured item.
    """
    open_run(reader, key)
    refuse_ahead(reader, key, at)
    item = item_of_run(reader, key, code)
    if item.judged == "measured":
        raise Refused(f"{item.title} is measured from the store: nobody ticks it.", code="kra.measured")
    return item


def standard_of(reader: Reader, key: RunKey, run: Run | None) -> tuple[Versions, Standard]:
    """The version of a run's standard: the one it was closed with, else the one in force on its last day."""
    versions = versions_of(reader, [key.standard])
    if run is not None and run.closed_at is not None and run.standard_id is not None:
        return versions, versions.version(run.standard_id)
    standard = versions.in_force(key.standard, key.span.last)
    if standard is None:
        raise Refused(f"There is no standard {key.standard!r}.", code="kra.no_standard")
    return versions, standard


def items_in(items: Sequence[Item], key: RunKey, run: Run | None) -> list[Item]:
    """Those of a standard's items that belong to a run."""
    event = run.event if run is not None else ""
    return [item for item in items if item.active and item.cadence == key.cadence and item.event == event]


def _items(reader: Reader, key: RunKey) -> tuple[Standard, list[Item]]:
    run = stored_run(reader, key)
    versions, standard = standard_of(reader, key, run)
    return standard, items_in(versions.items(standard), key, run)


def item_of_run(reader: Reader, key: RunKey, code: str) -> Item:
    """An item of a run. Raises Refused where it has none of that code."""
    standard, items = _items(reader, key)
    found = next((item for item in items if item.code == code), None)
    if found is None:
        codes = ", ".join(item.code for item in items)
        raise Refused(
            f"{standard.title} has no item {clean(code, 40)!r} that is {EACH[key.cadence]}: {codes}.",
            code="kra.no_item",
        )
    return found


def answer_of(row: RunItem | None) -> tuple[str, str, int | None]:
    """What was answered to an item: its state, the reason and the number."""
    return (OPEN, "", None) if row is None else (row.state, row.reason, row.number)


def answer_as_it_stands(reader: Reader, key: RunKey, item: Item, carried_from: str) -> AsItStands:
    """What is answered to an item of a run, and who answered."""
    row = stored_item(reader, key, item.code, carried_from)
    state, reason, number = answer = answer_of(row)
    said = state or number_words(number, item.unit) or "open"
    words = f"it is {said}{f' ({reason})' if reason else ''} now"
    return AsItStands(answer, words, None if row is None else row.touched)


def _refuse_too_early(reader: Reader, key: RunKey, item: Item) -> None:
    """Raise Refused where an item that comes before is still open."""
    settled = {row.item for row in items_of(reader, key) if row.state in (DONE, NOT_APPLICABLE)}
    _, items = _items(reader, key)
    for before in items:
        if before.code in item.after.split() and before.judged == "tick" and before.code not in settled:
            raise Refused(
                f"{item.title} comes after: {before.title}. That is still open.", code="kra.too_early"
            )


def _row_for(
    reader: Deciding, command: Command, key: RunKey, item: str, carried: str
) -> tuple[RunItem | None, RunItem]:
    """The row of an item as it is stored, if it is, and as it is to be changed: a new one where nothing was done yet.

    Raises Refused for an item that was not carried over.
    """
    stored = stored_item(reader, key, item, carried)
    if stored is not None:
        return stored, stored
    if carried:
        raise Refused("Nothing of that day was carried over to this run.")
    (row,) = reader.new_ids(command.at, 1)
    return None, RunItem(row, *key, item, at=command.at, touched=command.id)


def _evidence(
    reader: Deciding, command: Command, key: RunKey, row: int, text: str, about: About | None
) -> tuple[Evidence, str]:
    """A new piece of evidence on the row of an item, and its words for a summary. Raises UsageError for nothing."""
    words = bounded_lines(text, TEXT_LIMIT, "Evidence")
    if not words and about is None:
        raise UsageError("Evidence is a few words, a link, or the lead, deal or company that it is about.")
    named = "" if about is None else _name_of(reader, about)
    (identifier,) = reader.new_ids(command.at, 1)
    evidence = Evidence(
        identifier,
        row,
        key.person_id,
        words,
        about.table if about else "",
        about.record if about else None,
        command.at,
    )
    return evidence, ", ".join(filter(None, (words.splitlines()[0] if words else "", named)))


def _answered(
    command: Command, key: RunKey, stored: RunItem | None, after: RunItem, summary: str
) -> Decision:
    change: Change | None = (
        added("kra_item", after) if stored is None else changed("kra_item", stored, after, command.id)
    )
    return Decision(
        summary,
        [change] if change else [],
        whose=(key.person_id,),
        statements=guards(key, after if stored is None else None),
    )


def guards(key: RunKey, new: RunItem | None) -> list[Statement]:
    """That the run is still open, and that nobody has answered an item that nobody had answered."""
    run = "person_id = ? and standard = ? and cadence = ? and first_day = ?"
    which = f"{run} and (cadence <> 'event' or id is ?) and closed_at is not null"
    found: list[Statement] = [
        (f"insert into guard values(not exists(select 1 from kra_run where {which}))", tuple(key))
    ]
    if new is not None:
        one = f"select 1 from kra_item where {key.condition} and item = ? and carried_from = ?"
        found.append(
            (f"insert into guard values(not exists({one}))", (*key, new.item, new.carried_from)),
        )
    return found


def _name_of(reader: Reader, about: About) -> str:
    """What a record is called. Raises UsageError for another table than those, Refused where it is gone."""
    if about.table not in ABOUT:
        raise UsageError(f"Evidence is about a lead, a deal or a company, not a {about.table}.")
    called = reader.registry.table(about.table).called
    found = reader.select(f"select {called} from {about.table} where id = ?", (about.record,))
    if not found:
        raise Refused(f"That {about.table} is no longer there.")
    return str(found[0][0])
