"""What commands on records of any noun decide: add, change particulars, note, tag, give to somebody, merge, tell apart.

A noun's command is a NamedTuple with its payload; its ``decide`` hands that over with the noun's ``ChangeRules``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from data.kernel.commands import Change, Command, Deciding, Decision, Reader
from data.kernel.engine import Statement, Value
from data.kernel.errors import Refused, UsageError
from data.kernel.row_type import R
from data.kernel.rows import added, changed, existing_record
from data.people.person import Person, by_id
from data.records.changing import ChangeRules, chosen, columns, each, named, writable
from data.records.choices import Spelling
from data.records.custom_fields import with_custom
from data.records.fields import Records, checked_particulars, refuse_long
from data.records.left_behind import left_behind, left_notes
from data.records.match_keys import key_changes
from data.records.merge import put_away, said_to_differ
from data.records.notes import Note, checked_note
from data.records.phone_region import same_region
from data.records.search import readable
from data.records.tags import typed_tags, with_tags, without_tags


def decide_add(
    rules: ChangeRules[R],
    reader: Deciding,
    command: Command,
    new: R,
    said: Mapping[str, Value],
    custom: Mapping[str, str],
) -> Decision:
    """A new record with the particulars that were said; other columns pass as they are.

    Raises UsageError for particulars that make no sense, and what the noun refuses.
    """
    records = rules.records
    refuse_long(records, said)
    record = rules.settled(reader, None, _with(reader, records, new, said, custom))
    return Decision(
        f"{rules.called(record)} added",
        [added(records.table, record), *key_changes(reader, records, command, record)],
        whose=rules.whose([record]),
        statements=_guards(reader, records, record),
    )


def decide_edit(
    rules: ChangeRules[R],
    reader: Deciding,
    command: Command,
    record_id: int,
    said: Mapping[str, Value],
    custom: Mapping[str, str],
) -> Decision:
    """Other particulars of a record; only the columns named, and of the added fields only those in ``custom``.

    Raises UsageError for columns that are no particulars, and for values that make no sense; Refused where nothing
    changes, and what the noun refuses.
    """
    records = rules.records
    typed = {field.column for field in records.particulars}
    unknown = sorted(set(said) - typed)
    if unknown:
        raise UsageError(f"{', '.join(unknown)}: no particular of a {records.word}.")
    refuse_long(records, said)
    record = writable(rules, reader, command, record_id)
    edited = rules.settled(reader, record, _with(reader, records, record, said, custom))
    change = changed(records.table, record, edited, command.id)
    if change is None:
        raise Refused("That changes nothing.")
    what = ", ".join(records.field(name).label for name in (change.after or {}) if name in typed)
    return Decision(
        f"{rules.called(edited)} changed: {what}",
        [change, *key_changes(reader, records, command, edited)],
        whose=rules.whose([record]),
        statements=_guards(reader, records, edited),
    )


def decide_note(
    rules: ChangeRules[R], reader: Reader, command: Command, record_id: int, text: str
) -> Decision:
    """A note on a record, with the command's id. Refuses an empty one."""
    record = writable(rules, reader, command, record_id)
    table = rules.records.table
    note = Note(command.id, table, record_id, command.actor, command.at, checked_note(text))
    worked = changed(table, record, rules.worked(reader, record, command.at), command.id)
    changes = [added("note", note), *([] if worked is None else [worked])]
    return Decision(f"note on {rules.called(record)}", changes, whose=rules.whose([record]))


def decide_tags(
    rules: ChangeRules[R], reader: Reader, command: Command, ids: Sequence[int], typed: str, *, on: bool
) -> Decision:
    """Tags put on records, or taken off: one, or several with commas between them, kept in lowercase."""
    tags = typed_tags(typed)
    put = with_tags if on else without_tags

    def tagged(record: R) -> R:
        return record._replace(**_column("tags", put(columns(record)["tags"], tags)))

    said = ", ".join(tags)
    off = f"tag{'s' if len(tags) > 1 else ''} {said} off"
    return each(rules, reader, command, ids, tagged, f"tagged {said}" if on else off)


def decide_assign(
    rules: ChangeRules[R],
    reader: Reader,
    command: Command,
    ids: Sequence[int],
    person_id: int | None,
    moved: Callable[[R, Person], tuple[R, list[Change]]],
) -> Decision:
    """Records given to a person; None takes them from everybody. Refuses somebody who is no longer active.

    ``moved`` gives a record that somebody else gets with what goes along with its owner, and changes of other rows.
    """
    person: Person | None = by_id(reader, person_id) if person_id is not None else None
    if person is not None and not person.active:
        raise Refused(f"{person.name} is no longer active.")
    found = chosen(rules, reader, command, ids)
    changes: list[Change] = []
    for record in found:
        given, others = record, list[Change]()
        if person is not None and columns(record)["owner_id"] != person.id:
            given, others = moved(record, person)
        owned = given._replace(**_column("owner_id", person_id))
        change = changed(rules.records.table, record, owned, command.id)
        changes += others if change is None else [change, *others]
    if not changes:
        raise Refused("That changes nothing.")
    whom = person.name if person else "nobody"
    return Decision(f"{named(rules, found)} given to {whom}", changes, whose=rules.whose(found))


def decide_merge(
    rules: ChangeRules[R],
    reader: Deciding,
    command: Command,
    keep: int,
    others: Sequence[int],
    united: Callable[[Sequence[R]], R],
    *,
    away: Callable[[R], R] = lambda record: record,
    left: Callable[[R, R], Iterable[str]] = lambda _whole, _other: (),
    words: Callable[[Sequence[R], R], str] = lambda _found, _whole: "",
) -> Decision:
    """Records merged into one that stays. Refuses records that the actor may not change: all of them change.

    ``united`` gives what the first becomes, ``away`` how a record is put away. What the first does not take over of
    another is written into a note on it; ``left`` tells what of that only the noun knows, a line each. ``words`` are
    said besides, of all records and what the first becomes.
    """
    gone = [record_id for record_id in dict.fromkeys(others) if record_id != keep]
    if not gone:
        raise Refused(f"Choose two {rules.records.plural} to merge.")
    found = [writable(rules, reader, command, record_id) for record_id in (keep, *gone)]
    kept, table = found[0], rules.records.table
    # Even a record that the merge leaves as it is must not be un-merged once it was worked with.
    mark = Change(table, keep, {"touched": columns(kept)["touched"]}, {"touched": command.id})
    whole = united(found)
    changes = [changed(table, kept, whole, command.id) or mark]
    for record in found[1:]:
        changes += put_away(reader, rules.kind, rules.records, record, away(record), keep, command.id)
    texts = [left_behind(rules, whole, other, left(whole, other)) for other in found[1:]]
    notes = left_notes(reader, command, rules.records, keep, texts)
    what = f"{named(rules, found[1:])} merged into {rules.called(kept)}{words(found, whole)}"
    return Decision(what, [*changes, *notes], whose=rules.whose(found))


def decide_not_duplicate(
    rules: ChangeRules[R], reader: Reader, command: Command, one: int, other: int
) -> Decision:
    """Two records that look alike and are two: they are not shown as duplicates any more.

    Refuses where neither is within the actor's reach, and where that was said before.
    """
    records = rules.records
    if one == other:
        raise Refused(f"Choose two {records.plural}.")
    both = [existing_record(reader, rules.kind, records.table, record_id) for record_id in (one, other)]
    first, second = (rules.called(record) for record in both)
    actor = by_id(reader, command.actor)
    seen = readable(reader, records, actor, {one, other})
    reached = [record for record in both if columns(record)["id"] in seen]
    if not reached:
        raise Refused(f"Neither {first} nor {second} is within {actor.name}'s reach.")
    pair = said_to_differ(reader, records, command.id, one, other)
    return Decision(f"{first} and {second} are two {records.plural}", [pair], whose=rules.whose(reached))


def _with(
    reader: Reader, records: Records, record: R, said: Mapping[str, Value], custom: Mapping[str, str]
) -> R:
    """A record with particulars as they were said, words of lists spelled as there."""
    values = Spelling(reader, records).of_all(checked_particulars(records, said))
    edited = record._replace(**values)
    if custom:
        edited = edited._replace(**_column("custom", with_custom(columns(edited)["custom"], custom)))
    return edited


def _guards(reader: Reader, records: Records, record: R) -> list[Statement]:
    """Numbers of phones are compared in the form of the company's region: it must be the same when they are written."""
    row = columns(record)
    return [same_region(reader)] if any(row[column] for column in records.of_form("phones")) else []


def _column(name: str, value: Any) -> dict[str, Any]:
    return {name: value}
