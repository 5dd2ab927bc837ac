"""A step of the journal in words: which records changed, which of their fields, from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, NamedTuple

from data.calendar.days import full_moment
from data.kernel import journal
from data.kernel.commands import Change, Reader, column_names
from data.kernel.text import clean
from data.nouns import NOUNS, named
from data.records.custom_fields import custom_words
from data.records.fields import Field, Records
from data.records.money import money_words

LONGEST = 120
"""Characters of a value that are told."""
MOST_CHANGES = 200
"""Rows of one step that are told; of more, as of an import, the number is."""
_NOTHING = "nothing"
_SILENT = frozenset({"id", "touched", "batch_id", "source_key", "company_key", "words", "sold_lines"})
"""Columns that the program keeps for itself."""
_INSTANTS = ("at", "until", "since")
_ANSWERS = {1: "yes", 0: "no", None: "open"}
_TOGGLES = frozenset({"active", "open", "sells", "unworked", "first", "history"})


class Told(NamedTuple):
    """One field of a record that changed. Of a record that came or went ``field`` is empty, and the words say which."""

    table: str
    id: int
    record: str
    field: str
    before: str
    after: str


class Step(NamedTuple):
    """A command in words. ``more`` rows changed besides; ``undone`` says whether it was taken back."""

    entry: journal.Entry
    who: str
    whose: str
    changes: tuple[Told, ...]
    more: int
    undone: bool


class Auditor:
    """Tells steps; what people, records and fields are called is read once."""

    def __init__(self, reader: Reader, zone: tzinfo) -> None:
        self._reader = reader
        self._zone = zone
        self._people: dict[int, str] = dict(reader.select("select id, name from person"))
        records: list[Records] = [named(name) for noun in NOUNS.all for name in noun.records]
        self._records = {one.table: one for one in records}
        self._called: dict[tuple[str, int], str] = {}

    def step(self, entry: journal.Entry) -> Step:
        """A step with what it changed."""
        parts = journal.parts_of(self._reader, entry)
        shown = parts.changes[:MOST_CHANGES]
        told = [one for change in shown for one in self._told(change)]
        brought = sum(self._rows_of_batch(table, entry.id) for table in parts.batch)
        more = len(parts.changes) - len(shown) + brought + sum(len(images.rows) for images in parts.removed)
        whose = "" if entry.subject == entry.actor else self._people.get(entry.subject or 0, "")
        who = self._people.get(entry.actor, "somebody no longer here")
        return Step(entry, who, whose, tuple(told), more, entry.undone_by is not None)

    def _rows_of_batch(self, table: str, batch: int) -> int:
        return int(self._reader.select(f"select count(*) from {table} where batch_id = ?", (batch,))[0][0])

    def _told(self, change: Change) -> list[Told]:
        label = self._label(change)
        if change.before is None or change.after is None:
            came = change.before is None
            words = ("", "added") if came else ("deleted", "")
            return [Told(change.table, change.id, label, "", *words)]
        found = []
        for column, after in change.after.items():
            if column in _SILENT or column.endswith("_key"):
                continue
            before = change.before.get(column)
            field = self._field(change.table, column)
            name = field.label if field is not None else _column_words(column)
            words = (
                self._words(change.table, column, field, before, change.before),
                self._words(change.table, column, field, after, change.after),
            )
            found.append(Told(change.table, change.id, label, name, *words))
        return found

    def _field(self, table: str, column: str) -> Field | None:
        records = self._records.get(table)
        return (
            None if records is None else next((one for one in records.fields if one.column == column), None)
        )

    def _label(self, change: Change) -> str:
        """What a record is called: as it stands, else by what is known of it."""
        key = (change.table, change.id)
        if key not in self._called:
            self._called[key] = self._name_of(change.table, change.id) or _name_in(
                change.before or change.after or {}
            )
        return self._called[key]

    def _name_of(self, table: str, identifier: int) -> str:
        called = self._reader.registry.table(table).called
        if not called:
            names = column_names(self._reader, table)
            found = self._reader.select(f"select {', '.join(names)} from {table} where id = ?", (identifier,))
            return _name_in(dict(zip(names, found[0], strict=True))) if found else ""
        rows = self._reader.select(f"select {called} from {table} where id = ?", (identifier,))
        return clean(str(rows[0][0] or ""), LONGEST) if rows else ""

    def _words(
        self, table: str, column: str, field: Field | None, value: Any, columns: Mapping[str, Any]
    ) -> str:
        form = field.form if field is not None else ""
        if form == "answer":
            return _ANSWERS.get(value, "open")
        if value in (None, ""):
            return _NOTHING
        if form == "money" or column in ("amount", "value"):
            currency = columns.get("currency") or ""
            return money_words(value, str(currency)) if isinstance(value, int) else str(value)
        if column in _TOGGLES:
            return "yes" if value else "no"
        if form == "moment" or (isinstance(value, int) and column.split("_")[-1] in _INSTANTS):
            return full_moment(value, self._zone)
        if form == "custom":
            return clean(custom_words(value), LONGEST)
        return clean(self._named_row(table, column, value) or str(value), LONGEST)

    def _named_row(self, table: str, column: str, value: Any) -> str:
        """What the row is called that a column names; empty where it names none."""
        references = self._reader.registry.table(table).references
        reference = next((one for one in references if one.column == column and one.table), None)
        if reference is None:
            return ""
        if reference.table == "person":
            return self._people.get(value, "somebody no longer here")
        called = self._reader.registry.table(reference.table).called
        if not called:
            return ""
        sql = f"select {called} from {reference.table} where {reference.key} = ?"
        rows = self._reader.select(sql, (value,))
        return str(rows[0][0]) if rows else ""


def _name_in(image: Mapping[str, Any]) -> str:
    """What a row is called by what stands in it; an entry of the log by what was done."""
    name = next((image[one] for one in ("name", "label", "title", "text", "item") if image.get(one)), "")
    if not name and image.get("kind"):
        name = f"{image.get('count', '')} {image['kind']}".strip()
    return clean(str(name), LONGEST)


def _column_words(column: str) -> str:
    return column.removesuffix("_id").removesuffix("_at").replace("_", " ")
