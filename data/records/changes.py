"""What the journal tells of a record: which commands changed it, and what from what to what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

from data.calendar.days import full_moment
from data.kernel.commands import EVENTS, TOLD, Reader
from data.kernel.journal import REDO, UNDO, updates_of_row
from data.records.custom_fields import custom_words
from data.records.fields import Field, Records
from data.records.money import money_words

LONGEST = 200
_ANSWERS = {1: "yes", 0: "no", None: "open"}


class Detail(NamedTuple):
    """One field that changed, in words."""

    label: str
    before: str
    after: str


class Head(NamedTuple):
    """A command of the journal that changed a record, without what it changed."""

    at: int
    id: int
    name: str
    actor: int
    summary: str
    touches: int
    record_id: int

    @property
    def is_event(self) -> bool:
        """Whether it is told by the activity, message or note that it made."""
        return bool(self.touches & EVENTS)

    @property
    def is_told(self) -> bool:
        """Whether it is told by its own words, whatever it changed."""
        return bool(self.touches & TOLD)


def journal_heads(reader: Reader, ids: Sequence[int]) -> list[Head]:
    """The commands that changed these records, the newest first, each once.

    Undo and redo are left out, and what undo took back from the record; where it left the record as it was
    (somebody had changed it since), the command is still told. ``ids`` begin with that of the record that stands for
    the others.
    """
    found: dict[int, Head] = {}
    for record_id in ids:
        rows = reader.select(
            "select journal.at, journal.id, journal.name, journal.actor, journal.summary, journal.touches "
            "from record_event join journal on journal.seq = record_event.seq "
            f"where record_event.record_id = ? and journal.name not in ('{UNDO}', '{REDO}') and not exists("
            "  select 1 from journal undo join record_event taken on taken.seq = undo.seq "
            "  where undo.id = journal.undone_by and taken.record_id = record_event.record_id)",
            (record_id,),
        )
        for row in rows:
            at, identifier, name, actor, summary, touches = row
            found.setdefault(identifier, Head(at, identifier, name, actor, summary, touches, record_id))
    return sorted(found.values(), reverse=True)


class Teller:
    """Puts what commands changed into words.

    ``people`` are names by id.
    """

    def __init__(
        self,
        reader: Reader,
        records: Records,
        people: Mapping[int, str],
        where: tzinfo,
    ) -> None:
        self._reader = reader
        self._records = records
        self._people = people
        self._codes: dict[str, dict[str, str]] = {
            field.column: dict(reader.select(f"select code, name from {field.coded}"))
            for field in records.fields
            if field.coded
        }
        self._where = where

    def details(self, head: Head, silent: Collection[str] = ()) -> tuple[Detail, ...]:
        """The fields of the head's record that the command changed, those left out whose columns are ``silent``."""
        found: list[Detail] = []
        for change in updates_of_row(self._reader, head.id, self._records.table, head.record_id):
            before, after = change.before or {}, change.after or {}
            found += [
                Detail(field.label, self.words(field, before), self.words(field, after))
                for field in self._records.told
                if field.column in after and field.column not in silent
            ]
        return tuple(found)

    def words(self, field: Field, columns: Mapping[str, Any]) -> str:
        """The value of a field among a record's columns; empty for nothing."""
        value: Any = columns[field.column]
        if field.form == "answer":
            return _ANSWERS.get(value, "open")
        if value in (None, ""):
            return ""
        if field.form == "person":
            return self._people.get(value, "somebody")
        if field.form == "status":
            return self._codes[field.column].get(value, str(value))
        if field.form == "money":
            currency = columns.get(self._records.currency_of(field)) or ""
            return money_words(value, str(currency))
        if field.form == "moment":
            return full_moment(value, self._where)
        return _cut(custom_words(value) if field.form == "custom" else "; ".join(str(value).splitlines()))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
