"""What commands on records of any noun share: the record that one may change, and one change for many.

A noun says how its records are changed once, as ``ChangeRules``; what such commands decide is in
``data.records.commands``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, Generic, NamedTuple

from data.kernel.commands import Change, Command, Decision, Reader, Whose
from data.kernel.errors import Refused
from data.kernel.row_type import R
from data.kernel.rows import changed, existing_record
from data.people.person import Person, by_id
from data.records.fields import Records


def _as_it_is(_reader: Reader, record: R, _at: int) -> R:
    return record


class ChangeRules(NamedTuple, Generic[R]):
    """How records of a noun are changed. ``kind`` is the type of their rows.

    ``called``: what a record is called. ``whose``: whose records these are, for the rights. ``refuse_stranger`` raises
    Refused where a record is out of somebody's reach. ``settled`` takes a record before (None: a new one) and after its
    particulars were changed: it refuses what cannot be, and gives the record with what follows. ``worked``: what it
    becomes by being noted on at an instant.
    """

    records: Records
    kind: type[R]
    called: Callable[[R], str]
    whose: Callable[[Sequence[R]], Collection[Whose]]
    refuse_stranger: Callable[[Reader, Person, R], None]
    settled: Callable[[Reader, R | None, R], R]
    worked: Callable[[Reader, R, int], R] = _as_it_is


def writable(rules: ChangeRules[R], reader: Reader, command: Command, record_id: int) -> R:
    """A record, if it is within the actor's reach.

    Raises Refused otherwise, and for one that was merged into another.
    """
    record = existing_record(reader, rules.kind, rules.records.table, record_id)
    if columns(record)["merged_into"] is not None:
        raise Refused(f"{rules.called(record)} was merged into another {rules.records.word}.")
    rules.refuse_stranger(reader, by_id(reader, command.actor), record)
    return record


def chosen(rules: ChangeRules[R], reader: Reader, command: Command, ids: Sequence[int]) -> list[R]:
    """Several records, each once. Raises Refused for none, and where one is out of the actor's reach."""
    if not ids:
        raise Refused(f"No {rules.records.word} is chosen.")
    return [writable(rules, reader, command, record_id) for record_id in dict.fromkeys(ids)]


def each(
    rules: ChangeRules[R],
    reader: Reader,
    command: Command,
    ids: Sequence[int],
    become: Callable[[R], R],
    words: str,
) -> Decision:
    """The same change of every record. Raises Refused where it changes nothing at all."""
    return change_each(rules, command, chosen(rules, reader, command, ids), become, words)


def change_each(
    rules: ChangeRules[R], command: Command, found: Sequence[R], become: Callable[[R], R], words: str
) -> Decision:
    """The same change of records that were chosen. Raises Refused where it changes nothing at all."""
    table = rules.records.table
    changes = [changed(table, record, become(record), command.id) for record in found]
    made: list[Change] = [change for change in changes if change is not None]
    if not made:
        raise Refused("That changes nothing.")
    return Decision(f"{named(rules, found)} {words}", made, whose=rules.whose(found))


def named(rules: ChangeRules[R], found: Sequence[R]) -> str:
    """What a command calls the records that it changes: the one by its name, several by their number."""
    return rules.called(found[0]) if len(found) == 1 else f"{len(found)} {rules.records.plural}"


def columns(record: NamedTuple) -> dict[str, Any]:
    """A record by the names of its columns."""
    return record._asdict()
