"""Two people change one record: the second is told who changed what and when, and nothing is overwritten unseen.

Whoever changes records that were shown says what was seen of them, as a ``Sight``; the store asks it before it writes
what any command has decided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from data.calendar.days import clock_time, day_of, full_day
from data.kernel import journal
from data.kernel.commands import Change, Command, Decision, Reader
from data.kernel.errors import ChangedSince
from data.kernel.rows import existing_record
from data.people.person import by_id
from data.records.changes import Teller
from data.records.custom_fields import custom_fields
from data.records.fields import Field, Records

_FARTHEST = 1_000
"""Changes of one row that are followed back."""


class Hand(Protocol):
    """A command of the journal, as far as it says who and when."""

    @property
    def actor(self) -> int:
        """Whose it was."""
        ...

    @property
    def at(self) -> int:
        """When it was given."""
        ...


class Sight(NamedTuple):
    """Records of a noun as somebody saw them, by their ids. ``own`` are the commands given where they were seen."""

    records: Records
    rows: Mapping[int, NamedTuple]
    own: Collection[int] = ()

    def guard(self, reader: Reader, command: Command, decision: Decision) -> None:
        """Raise ChangedSince where a change overwrites what somebody else has put into a field since it was seen."""
        for change in decision.changes:
            seen = self.rows.get(change.id) if change.table == self.records.table else None
            if seen is not None and change.before is not None and change.after is not None:
                self._refuse_unseen(reader, command, change, seen._asdict())

    def _refuse_unseen(
        self, reader: Reader, command: Command, change: Change, seen: Mapping[str, Any]
    ) -> None:
        before, after = change.before or {}, change.after or {}
        for field in self.records.fields:
            column = field.column
            if column not in before or not _is_lost(field, before[column], after[column], seen[column]):
                continue
            hand = _last_hand(reader, self.records, change, field)
            if hand is None or hand.id not in self.own:
                raise ChangedSince(self._words(reader, command, change.id, field, hand))

    def _words(
        self, reader: Reader, command: Command, row: int, field: Field, hand: journal.Entry | None
    ) -> str:
        """Who changed a field, when, and what it is now; of several records, of which."""
        actor = by_id(reader, command.actor)
        people: dict[int, str] = dict(reader.select("select id, name from person"))
        now = existing_record(reader, type(self.rows[row]), self.records.table, row)._asdict()
        held = Teller(reader, self.records, people, actor.zone).words(field, now) or "nothing"
        called = ", ".join(filter(None, (now[column] for column in self.records.named)))
        what = field.label if len(self.rows) == 1 else f"{field.label} of {called}"
        return changed_words(reader, command, hand, f"the {what}", f"it is {held} now")


def changed_words(reader: Reader, command: Command, hand: Hand | None, what: str, now: str) -> str:
    """``Ana changed the title at 09:05: it is CEO now.``, to whoever gives a command.

    ``hand`` None: nobody knows who.
    """
    if hand is None:
        return f"{what[:1].upper()}{what[1:]} was changed meanwhile: {now}."
    actor = by_id(reader, command.actor)
    day, when = day_of(hand.at, actor.zone), clock_time(hand.at, actor.zone)
    if day != day_of(command.at, actor.zone):
        when = f"{when} on {full_day(day)}"
    if hand.actor == actor.id:
        return f"You, in another terminal, changed {what} at {when}: {now}."
    found = reader.select("select name from person where id = ?", (hand.actor,))
    who = found[0][0] if found else "Somebody no longer here"
    return f"{who} changed {what} at {when}: {now}."


def sight_of(records: Records, rows: Iterable[NamedTuple], own: Collection[int] = ()) -> Sight:
    """What somebody sees of records, as their rows stand in the store."""
    return Sight(records, {row._asdict()["id"]: row for row in rows}, own)


def _is_lost(field: Field, before: Any, after: Any, seen: Any) -> bool:
    """Whether what a field holds goes unseen. Of added fields only those count that change.

    With a currency that is not said nothing goes: it is the company's, as which it may have been shown.
    """
    if field.form == "currency" and not before:
        return False
    if field.form != "custom":
        return before not in (seen, after)
    held, wanted, known = custom_fields(before), custom_fields(after), custom_fields(seen)
    return any(held.get(name) not in (known.get(name), wanted.get(name)) for name in {*held, *wanted})


def _last_hand(reader: Reader, records: Records, change: Change, field: Field) -> journal.Entry | None:
    """The command that last changed a field; None where that is not known."""
    stamp, looked = (change.before or {})["touched"], 0
    while stamp and looked < _FARTHEST:
        entry = journal.find(reader, stamp)
        if entry is None:
            return None
        looked += 1
        earlier = next(journal.updates_of_row(reader, stamp, records.table, change.id), None)
        if earlier is None or earlier.before is None or field.column in (earlier.after or {}):
            return entry
        stamp = earlier.before["touched"]
    return None
