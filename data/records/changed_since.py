"""Two people change one record: the second is told who changed what and when, and nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.calendar.days import clock_time, day_of, full_day
from data.kernel import journal
from data.kernel.commands import Command, Reader
from data.kernel.engine import Value
from data.kernel.errors import ChangedSince
from data.people.person import by_id
from data.records.changes import Teller
from data.records.fields import Field, Records

Seen = Mapping[str, Value] | None
"""The values that somebody saw in the columns that are about to change; None: those that are there now are meant."""

_FARTHEST = 1_000
"""Changes of one row that are followed back."""


def refuse_changed_since(
    reader: Reader,
    command: Command,
    records: Records,
    before: Mapping[str, Any],
    wanted: Mapping[str, Any],
    seen: Seen,
) -> None:
    """Raise ChangedSince where a column holds neither what was seen nor what is wanted.

    ``before`` are the record's columns as they stand, ``wanted`` as they are to become.
    """
    for column, value in (seen or {}).items():
        if before[column] in (value, wanted[column]):
            continue
        field = records.field(column)
        actor = by_id(reader, command.actor)
        people: dict[int, str] = dict(reader.select("select id, name from person"))
        teller = Teller(reader, records, people, {}, actor.zone)
        now = teller.words(field, before) or "nothing"
        hand = _last_hand(reader, records, before, field)
        if hand is None:
            raise ChangedSince(f"The {field.label} was changed meanwhile: it is {now} now.")
        day = day_of(hand.at, actor.zone)
        when = clock_time(hand.at, actor.zone)
        if day != day_of(command.at, actor.zone):
            when = f"{when} on {full_day(day)}"
        who = "You" if hand.actor == actor.id else people.get(hand.actor, "Somebody no longer here")
        elsewhere = ", in another terminal," if hand.actor == actor.id else ""
        raise ChangedSince(f"{who}{elsewhere} changed the {field.label} at {when}: it is {now} now.")


def _last_hand(
    reader: Reader, records: Records, before: Mapping[str, Any], field: Field
) -> journal.Entry | None:
    """The command that last changed a field; None where that is not known."""
    stamp, looked = before["touched"], 0
    while stamp and looked < _FARTHEST:
        entry = journal.find(reader, stamp)
        if entry is None:
            return None
        looked += 1
        change = next(journal.updates_of_row(reader, stamp, records.table, before["id"]), None)
        if change is None or change.before is None or field.column in (change.after or {}):
            return entry
        stamp = change.before["touched"]
    return None
