"""Commands that close a run, judging what is measured and carrying over what was left, and open it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from data.kernel.commands import OWN, TEAM, Change, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed
from data.kernel.text import first_of, reason_given
from data.kra.answering import guards, items_in, standard_of
from data.kra.cadence import following
from data.kra.measuring import measured
from data.kra.numbers import reached, target_words
from data.kra.run import NOT_DONE, OPEN, Run, RunItem, RunKey, items_of, open_run, refuse_ahead, stored_run
from data.kra.standard import Item, Standard
from data.kra.working_days import working_days
from data.people.person import Person, by_id

WhatIsOpen = Literal["", "leave", "carry"]
NAMED = 6
"""Open items that a refusal names."""


@command("kra.close", OWN)
class CloseRun(NamedTuple):
    """Close a run: what is measured is judged and frozen, what was left open counts as not done.

    ``what_is_open`` says what becomes of items that are open: they are left, or carried over to the next period.
    """

    id: int
    actor: int
    at: int
    run: RunKey
    what_is_open: WhatIsOpen = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a run that is closed or is yet to begin, and one with open items of which nothing is said."""
        run = open_run(reader, self.run)
        refuse_ahead(reader, self.run, self.at)
        person = by_id(reader, self.run.person_id)
        versions, standard = standard_of(reader, self.run, None)
        items = items_in(versions.items(standard), self.run, run)
        rows = items_of(reader, self.run)
        left = left_open(items, rows)
        if left and not self.what_is_open:
            names = first_of([entry.title for entry in left], NAMED)
            words = "item is" if len(left) == 1 else "items are"
            raise Refused(f"{len(left)} {words} open: {names}.", code="kra.items_open")
        changes = [*self._judged(reader, person, items, rows)]
        for entry in left:
            changes += self._left(reader, entry)
        said = f"{standard.title}, {run.about if run and run.about else self.run.span.label} closed"
        if left and self.what_is_open == "carry":
            carried = self._carried(reader, person, left)
            changes += carried
            said += f", {len(carried)} carried over"
        elif left:
            said += f", {len(left)} not done"
        changes.append(self._closed(reader, run, standard))
        return Decision(said, changes, whose=(self.run.person_id,), statements=guards(self.run, None))

    def _closed(self, reader: Deciding, run: Run | None, standard: Standard) -> Change:
        if run is not None:
            after = run._replace(closed_at=self.at, closed_by=self.actor, standard_id=standard.id)
            change = changed("kra_run", run, after, self.id)
            if change is None:
                raise Refused("That changes nothing.")
            return change
        (row,) = reader.new_ids(self.at, 1)
        span = self.run.span
        new = Run(row, *self.run[:4], span.last.isoformat())
        return added(
            "kra_run", new._replace(closed_at=self.at, closed_by=self.actor, standard_id=standard.id)
        )

    def _judged(
        self, reader: Deciding, person: Person, items: Sequence[Item], rows: Sequence[RunItem]
    ) -> list[Change]:
        """What is measured, as it is now; what was entered, against its target of now."""
        by_code = {row.item: row for row in rows if not row.carried_from}
        found: list[Change] = []
        codes = [item.metric for item in items if item.judged == "measured"]
        values = measured(reader, person, codes, self.run.span, self.at, is_closing=True)
        for item in items:
            row = by_code.get(item.code)
            if item.judged == "tick":
                continue
            if item.judged == "measured":
                value = values[item.metric]
                judged = {
                    "said": value.value, "counts": value.counts, "target": value.target, "verdict": value.verdict,
                }  # fmt: skip
            elif row is None or row.number is None:
                continue
            else:
                kept = item.target is None or reached(row.number, item.bound, item.target)
                target = target_words(item.bound, item.target, item.unit)
                judged = {"target": target, "verdict": "met" if kept else "missed"}
            found += self._put(reader, row, item.code, judged)
        return found

    def _put(self, reader: Deciding, row: RunItem | None, code: str, judged: dict[str, str]) -> list[Change]:
        if row is None:
            (row_id,) = reader.new_ids(self.at, 1)
            new = RunItem(row_id, *self.run, code, at=self.at)
            return [added("kra_item", new._replace(**judged))]  # type: ignore[arg-type]
        change = changed("kra_item", row, row._replace(**judged), self.id)  # type: ignore[arg-type]
        return [change] if change else []

    def _left(self, reader: Deciding, entry: Entry) -> list[Change]:
        """An open item as not done."""
        if entry.row is not None:
            after = entry.row._replace(state=NOT_DONE, at=self.at)
            change = changed("kra_item", entry.row, after, self.id)
            return [change] if change else []
        (row_id,) = reader.new_ids(self.at, 1)
        return [added("kra_item", RunItem(row_id, *self.run, entry.code, state=NOT_DONE, at=self.at))]

    def _carried(self, reader: Deciding, person: Person, left: Sequence[Entry]) -> list[Change]:
        """The items that were left, in the run of the next period; those that are there already stay."""
        ahead = following(
            self.run.span, working_days(reader, person, self.run.span.first, self.run.span.last)
        )
        if ahead is None:
            raise UsageError("What an event began has no next period: nothing can be carried over.")
        aim = self.run._replace(first_day=ahead.first.isoformat())
        open_run(reader, aim)
        there = {(row.item, row.carried_from) for row in items_of(reader, aim)}
        wanted = [(entry.code, entry.carried_from or self.run.first_day) for entry in left]
        new = [one for one in wanted if one not in there]
        ids = reader.new_ids(self.at, len(new))
        return [
            added("kra_item", RunItem(row, *aim, code, origin, at=self.at))
            for row, (code, origin) in zip(ids, new, strict=True)
        ]


@command("kra.reopen", TEAM)
class ReopenRun(NamedTuple):
    """Open a closed run again, with the reason: a manager's to do. It is judged anew when it is closed again."""

    id: int
    actor: int
    at: int
    run: RunKey
    reason: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a rep, a run that is open, and no reason."""
        if not by_id(reader, self.actor).leads:
            raise Refused("A manager opens a closed run again.", code="kra.managers")
        reason = reason_given(self.reason, "Say why the run is opened again.", code="kra.no_reason")
        run = _closed_run(reader, self.run)
        after = run._replace(closed_at=None, closed_by=None, standard_id=None, reopened=reason)
        change = changed("kra_run", run, after, self.id)
        changes = [change] if change else []
        for row in items_of(reader, self.run):
            # What was measured is no longer frozen.
            thawed = changed(
                "kra_item", row, row._replace(said="", counts="", target="", verdict=""), self.id
            )
            changes += [thawed] if thawed else []
        label = run.about or self.run.span.label
        summary = f"{self.run.standard}, {label} open again: {reason}"
        return Decision(summary, changes, whose=(self.run.person_id,))


class Entry(NamedTuple):
    """One item of a run that is to be answered: of the standard, or left over from an earlier period."""

    code: str
    title: str
    carried_from: str
    row: RunItem | None


def left_open(items: Sequence[Item], rows: Sequence[RunItem]) -> list[Entry]:
    """The items of a run that nobody has answered; what is measured is answered by the store."""
    answered = {(row.item, row.carried_from): row for row in rows}
    found: list[Entry] = []
    for item in items:
        if item.judged == "measured":
            continue
        wanted = [(item.code, ""), *(one for one in answered if one[0] == item.code and one[1])]
        for which in wanted:
            row = answered.get(which)
            if row is None or (row.state == OPEN and row.number is None):
                found.append(Entry(item.code, item.title, which[1], row))
    return found


def _closed_run(reader: Reader, key: RunKey) -> Run:
    run = stored_run(reader, key)
    if run is None or run.closed_at is None:
        raise Refused("That run is open.")
    return run
