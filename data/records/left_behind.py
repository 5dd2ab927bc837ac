"""What a merged record had that the kept one does not take over, in words: nothing of either is shown nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from typing import Any

from data.calendar.days import full_moment
from data.kernel.commands import Change, Command, Deciding, Reader
from data.kernel.row_type import R
from data.kernel.rows import added
from data.people.person import by_ids
from data.records.changing import ChangeRules, columns
from data.records.custom_fields import custom_fields
from data.records.fields import Field, Records
from data.records.money import money_words
from data.records.notes import Note

_ANSWERS = {1: "yes", 0: "no"}


def left_behind(rules: ChangeRules[R], united: R, other: R, more: Iterable[str]) -> str:
    """What another record had that the united one has not, a line each, under what it was called.

    ``more`` are lines that its noun alone can tell. Nothing from nothing.
    """
    called = rules.called(other) or f"a {rules.records.word}"
    lines = [*_of_fields(rules.records, columns(united), columns(other), called), *more]
    return "\n".join((f"From {called}, which was merged into this one:", *lines)) if lines else ""


def left_notes(
    reader: Deciding, command: Command, records: Records, keep: int, texts: Sequence[str]
) -> list[Change]:
    """Notes on the kept record, one for each record of which something was left."""
    said = [text for text in texts if text]
    return [
        added("note", Note(note, records.table, keep, command.actor, command.at, text))
        for text, note in zip(said, reader.new_ids(command.at, len(said)), strict=True)
    ]


def owner_left(reader: Reader, united: Any, other: Any) -> Iterator[str]:
    """Whose the other record was, where that is told by nobody else; both have an owner, or one of the source."""
    if other.owner_id not in (None, united.owner_id):
        yield from (f"owner: {person.name}" for person in by_ids(reader, [other.owner_id or 0]))
    if other.owner_name not in ("", united.owner_name):
        yield f"owner in the source: {other.owner_name}"


def plan_left(united: Any, other: Any, where: tzinfo) -> Iterator[str]:
    """The next step of the other record, where the united one has another; both have a date for one and words."""
    plan = (other.follow_up_at, other.next_step)
    if plan not in ((None, ""), (united.follow_up_at, united.next_step)):
        when = "no date" if other.follow_up_at is None else full_moment(other.follow_up_at, where)
        yield f"next step: {when}, {other.next_step}".removesuffix(", ")


def _of_fields(records: Records, united: dict[str, Any], other: dict[str, Any], called: str) -> Iterator[str]:
    """A line for each field; none for a name by which the record is ``called`` already."""
    for field in records.fields:
        before = other[field.column]
        if field.column in records.named and str(before) in called:
            continue
        if field.form == "custom":
            has = custom_fields(united[field.column])
            yield from (
                f"{name}: {text}" for name, text in custom_fields(before).items() if has.get(name) != text
            )
        elif field.form == "lines" and field.merging == "united":
            if before not in united[field.column]:
                yield f"{field.label}: {before}"
        elif field.merging == "first" and not field.along:
            said = _words(records, field, other)
            if before not in (None, "") and said != _words(records, field, united):
                yield f"{field.label}: {said}"


def _words(records: Records, field: Field, row: dict[str, Any]) -> str:
    value = row[field.column]
    if field.form == "money":
        return money_words(value, str(row.get(records.currency_of(field)) or ""))
    if field.form == "answer":
        return _ANSWERS.get(value, "open")
    return "; ".join(str(value).splitlines())
