"""Logging for leads in one step: a call with its outcome, and one activity for each of several leads."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from data.calendar.days import day_of
from data.kernel import journal
from data.kernel.commands import (
    CLOCKS,
    CONTACT,
    EVENTS,
    LOG,
    OWN,
    Change,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added
from data.kernel.text import clean
from data.people.person import by_id
from data.points.bursts import flag_for
from data.points.kinds import kind_named
from data.points.log import MOST_AT_ONCE, LogActivity
from data.records.choices import choices

MOST_LEADS = 500
"""Leads that one step logs for at most."""


@command("activity.call", OWN, LOG | CONTACT | EVENTS | CLOCKS)
class LogCall(NamedTuple):
    """Log one call to a lead with how it went, now or done at another instant.

    An outcome that is an activity of its own is logged besides.
    """

    id: int
    actor: int
    at: int
    lead_id: int
    outcome: str = ""
    done_at: int | None = None
    note: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what logging refuses, and an outcome that is not in the company's list."""
        done_at = self.at if self.done_at is None else self.done_at
        command = LogActivity(self.id, self.actor, self.at, "call", 1, done_at, self.note, self.lead_id)
        outcome, kind = outcome_named(reader, self.outcome) if self.outcome else ("", "")
        call, follows, summary = command.logged(reader, outcome=outcome or None)
        summary += f": {outcome}" if outcome else ""
        changes, points = [added("activity", call), *follows], call.points
        if kind:
            (row_id,) = reader.new_ids(self.at, 1)
            besides = LogActivity(self.id, self.actor, self.at, kind, 1, done_at)
            further, _, words = besides.logged(reader, row_id)
            changes.append(added("activity", further._replace(lead_id=call.lead_id)))
            points += further.points
            summary += f", {words}"
        return Decision(summary, changes, points=points, whose=(call.person_id,))


def outcome_named(reader: Reader, text: str) -> tuple[str, str]:
    """An outcome of the company's list as it is spelled there, and the kind that it logs besides.

    Raises Refused, naming those that there are, for another word.
    """
    entries = choices(reader, "outcome")
    for entry in entries:
        if entry.name.casefold() == text.strip().casefold():
            return entry.name, entry.kind
    names = ", ".join(entry.name for entry in entries) or "none"
    raise Refused(f"{clean(text, 40)!r} is no outcome. Outcomes: {names}.")


def with_phone(reader: Reader, leads: Sequence[int]) -> array[int]:
    """Those of the leads that have a phone number, in the same order."""
    sql = "select id from lead where phones <> '' and id in (select value from json_each(?))"
    found = {row[0] for row in reader.select(sql, (json.dumps(list(leads)),))}
    return array("q", (lead for lead in leads if lead in found))


class Tally(NamedTuple):
    """What calls brought: how often each outcome (empty: none was told), and the points of all."""

    outcomes: tuple[tuple[str, int], ...]
    points: int


def tally_of(reader: Reader, calls: Sequence[int]) -> Tally:
    """What calls logged by ``LogCall`` brought, the activities that their outcomes are included.

    Calls that were taken back do not count.
    """
    outcomes: Counter[str] = Counter()
    points = 0
    for call in calls:
        entry = journal.find(reader, call)
        made = (
            set()
            if entry is None
            else {row for table, row in journal.rows_of(reader, entry) if table == "activity"}
        )
        marks = ", ".join("?" * len(made))
        rows = reader.select(
            f"select id, ifnull(outcome, ''), points from activity where id in ({marks})", [*made]
        )
        outcomes.update(outcome for row, outcome, _ in rows if row == call)
        points += sum(row[2] for row in rows)
    return Tally(tuple(outcomes.most_common()), points)


@command("activity.log_for_leads", OWN, LOG | CONTACT | EVENTS | CLOCKS)
class LogForLeads(NamedTuple):
    """Log ``count`` activities of one kind for each of several leads, now."""

    id: int
    actor: int
    at: int
    kind: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which no command needs
    leads: tuple[int, ...]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what logging refuses, and more leads at once than a person can have dealt with."""
        leads = tuple(dict.fromkeys(self.leads))
        if len(leads) > MOST_LEADS:
            raise UsageError(f"{len(leads):,} leads are marked; one step logs for at most {MOST_LEADS}.")
        total = self.count * len(leads)
        if total > MOST_AT_ONCE:
            raise UsageError(f"That makes {total:,} at once, more than {MOST_AT_ONCE}.")
        person, kind = by_id(reader, self.actor), kind_named(reader, self.kind)
        day = day_of(self.at, person.zone)
        flag = flag_for(reader, person.id, kind, total, self.at, day)
        changes: list[Change] = []
        points = 0
        for lead, row_id in zip(leads, reader.new_ids(self.at, len(leads)), strict=True):
            one = LogActivity(self.id, self.actor, self.at, self.kind, self.count, self.at, lead_id=lead)
            entry, follows, _ = one.logged(reader, row_id)
            changes += [added("activity", entry._replace(flag=flag)), *follows]
            points += entry.points
        summary = f"{kind.counted(total)} for {len(leads):,} leads"
        return Decision(summary, changes, points=points, whose=(person.id,))
