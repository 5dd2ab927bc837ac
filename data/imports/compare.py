"""Holding the records of a file against the store: what is new, what is there already, what has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, Never, Protocol, TypeVar

from data.imports.comparison import Comparison, newest_command, pages, records_by_key, records_where
from data.imports.corrections import Corrections
from data.imports.dated_notes import DatedNote, note_marks, notes_of
from data.imports.drafts import Draft
from data.imports.fields import RowRules
from data.imports.joining import joined_value, news
from data.imports.left_rows import DUPLICATE, REJECTED, Left, Twin
from data.imports.progress import Progress
from data.imports.source_systems import FILE_KEY, OUR_KEY, ROW_KEY
from data.imports.spec import Batch
from data.kernel.commands import Change, Columns, Reader
from data.kernel.engine import Value
from data.kernel.rows import R, added, changed_columns, removed, select_records
from data.people.person import Person, by_id
from data.people.reach import reach_of
from data.records.fields import Records
from data.records.match_keys import MatchKey, keys_of
from data.records.notes import Note
from data.records.phone_region import phone_region

_CHUNK = 2_000
Found = TypeVar("Found", bound=NamedTuple, covariant=True)
Judged = TypeVar("Judged", bound=NamedTuple, contravariant=True)


class Matcher(Protocol[Found]):
    """Finds the records of drafts whose key nobody bears."""

    twins: list[Twin]
    """Drafts that share something with a record that they are not."""

    def match(self, drafts: Sequence[Draft]) -> Mapping[int, Found]:
        """The records that drafts are, by the draft's number."""
        ...


class Judge(Protocol[Judged]):
    """What is peculiar to the records of a noun when a file comes to them."""

    def untouched(self, record: Judged, /) -> frozenset[str]:
        """The columns of a record that no file moves as things stand."""
        ...

    def follow(self, record: Judged, columns: dict[str, Value], /) -> None:
        """Add the columns that follow from others that change."""
        ...


class ByKeyAlone:
    """Knows no record again but by its key."""

    def __init__(self, _reader: Reader) -> None:
        self.twins: list[Twin] = []

    def match(self, _drafts: Sequence[Draft]) -> Mapping[int, Never]:
        """None."""
        return {}


class PlainJudge:
    """Lets a file change every column, and nothing follow from that."""

    def __init__(self, _reader: Reader, _is_ours: bool) -> None: ...

    def untouched(self, _record: NamedTuple) -> frozenset[str]:
        """None."""
        return frozenset()

    def follow(self, _record: NamedTuple, _columns: dict[str, Value]) -> None:
        """Nothing."""


class MatchRules(NamedTuple, Generic[R]):
    """How the drafts of a noun are held against its table."""

    command: str
    """The name of the noun's imports in the journal."""
    kind: type[R]
    """The type of the table's rows. They have a ``source_key``."""
    matcher: Callable[[Reader], Matcher[R]] = ByKeyAlone
    judge: Callable[[Reader, bool], Judge[R]] = PlainJudge
    """Takes whether the file is our own export."""
    has_keys: bool = False
    """Whether records have match keys."""
    extras: tuple[str, ...] = ()
    """The first of what our own export alone fills: those that come to records which are there."""
    has_owner: bool = False
    merges: bool = False
    """Whether records are merged into others (``merged_into``)."""
    has_notes: bool = False


def compare_records(
    rules: MatchRules[R],
    rows: RowRules,
    reader: Reader,
    actor: Person,
    batch: Batch[Draft],
    progress: Progress,
) -> Comparison[Draft]:
    """Hold the drafts of a file against the store."""
    seq = newest_command(reader)
    if not reader.select(f"select 1 from {rows.records.table} limit 1"):
        return Comparison(list(batch.drafts), [], 0, [], seq)
    comparer = _Comparer(rules, rows, reader, actor, batch.is_ours)
    for start in range(0, len(batch.drafts), _CHUNK):
        comparer.take(batch.drafts[start : start + _CHUNK])
        progress("comparing", start)
    return comparer.result(seq)


def new_note(table: str, record: int, note: DatedNote, command_id: int = 0) -> Change:
    """A note that a file brings to a record, as a row of that command; it has no id yet."""
    row = Note(0, table, record, note.person_id, note.at, note.words, command_id)
    return added("note", row)


class _Comparer(Generic[R]):
    """Matches drafts, chunk by chunk. A ``row`` is a record by its columns, as the noun's list of fields names them."""

    def __init__(
        self, rules: MatchRules[R], rows: RowRules, reader: Reader, actor: Person, is_ours: bool
    ) -> None:
        records = rows.records
        self._rules = rules
        self._records = records
        self._table = records.table
        self._keyed = records.keyed if rules.has_keys else ()
        # Of what commands set nothing is told: it stays with whoever works the record.
        self._told = frozenset(field.column for field in records.particulars)
        self._reader = reader
        self._columns = rows.columns
        self._extras = rules.extras
        self._reach = reach_of(reader, actor) if rules.has_owner else None
        self._matcher = rules.matcher(reader)
        self._judge = rules.judge(reader, is_ours)
        self._corrections = Corrections(reader, records.table, rules.command)
        self._claimed: dict[int, int] = {}
        self._merged: dict[int, Columns] = {}
        self._notes_there: dict[int, set[tuple[int, str]]] = {}
        self._rekeyed: list[dict[str, Any]] = []
        self.new: list[Draft] = []
        self.updates: list[Change] = []
        self.notes: list[Change] = []
        self.left: list[Left] = []
        self.noted = self.corrected = self.unchanged = 0

    def take(self, drafts: Sequence[Draft]) -> None:
        """Match some drafts by key, then the rest as the noun does."""
        records = self._by_key(drafts)
        rest = [draft for draft in drafts if draft.number not in records]
        records |= self._matcher.match(rest)
        if self._rules.has_notes:
            row_id = self._rules.kind._fields.index("id")
            noted = [
                record[row_id] for draft in drafts if draft.notes and (record := records.get(draft.number))
            ]
            self._notes_there = self._notes_of(noted)
        for draft in drafts:
            self._place(draft, records.get(draft.number))

    def result(self, seq: int) -> Comparison[Draft]:
        """What has been found."""
        return Comparison(
            *(self.new, self.updates, self.unchanged, self.left, seq),
            twins=self._matcher.twins,
            keys=self._key_changes(),
            notes=self.notes,
            noted=self.noted,
            corrected=self.corrected,
        )

    def _place(self, draft: Draft, record: R | None) -> None:
        if record is None:
            self.new.append(draft)
            return
        row = record._asdict()
        earlier = self._claimed.get(row["id"])
        if earlier is not None and draft.has_id:
            self.new.append(draft)
            return
        if earlier is not None:
            same = f"the same {self._records.word} as row {earlier:,}"
            self.left.append(Left(draft.number, DUPLICATE, same))
            return
        self._claimed[row["id"]] = draft.number
        columns = self._new_columns(draft, record, row)
        change = changed_columns(self._table, record, columns, 0)
        if change is not None and (row["touched"] is not None or draft.number in self._merged):
            columns = self._new_columns(self._without_held(draft, row), record, row)
            change = changed_columns(self._table, record, columns, 0)
        there = self._notes_there.get(row["id"], set())
        notes = [note for note in draft.notes if not note.marks & there]
        if change is None and not notes:
            self.unchanged += 1
        elif self._reach is not None and not self._reach.holds(row["owner_id"]):
            owner = by_id(self._reader, row["owner_id"]).name
            text = f"would change {called(self._records, record)}, which is {owner}'s {self._records.word}"
            self.left.append(Left(draft.number, REJECTED, text))
        else:
            self.notes += [new_note(self._table, row["id"], note) for note in notes]
            if change is None:
                self.noted += 1
                return
            self.updates.append(change)
            if any(name in (change.after or {}) for name in self._keyed):
                self._rekeyed.append({name: columns.get(name, row[name]) for name in ("id", *self._keyed)})

    def _without_held(self, draft: Draft, row: Columns) -> Draft:
        """The draft without what the record held when it was last imported, or when it was merged."""
        held: list[Columns] = [self._corrections.as_imported(row)]
        if draft.number in self._merged:
            held.append(self._merged[draft.number])
        values, extras = list(draft.values), list(draft.extras)
        for told, columns in ((values, self._columns), (extras, self._extras)):
            for place, (column, value) in enumerate(zip(columns, told, strict=False)):
                for before in held:
                    same = _same_second(column, before[column], value)
                    told[place] = "" if same else news(column, before[column], told[place])
                if told[place] != value and column in self._told:
                    self.corrected += joined_value(column, row[column], value) != row[column]
        return draft._replace(values=tuple(values), extras=tuple(extras))

    def _new_columns(self, draft: Draft, record: R, row: Columns) -> dict[str, Value]:
        """What the record's columns hold after the row has come to it."""
        untouched = self._judge.untouched(record)
        columns: dict[str, Value] = {}
        for column, value in zip(self._columns, draft.values, strict=True):
            if value in ("", None) or column in untouched:
                continue
            columns[column] = joined_value(column, row[column], value)
        for column, value in zip(self._extras, draft.extras, strict=False):
            if value not in ("", None) and not _same_second(column, row[column], value):
                columns[column] = value
        self._judge.follow(record, columns)
        # A merged record keeps its key: rows of that key lead on to the one it went into.
        is_free = draft.has_id and draft.number not in self._merged
        if is_free and _is_better_key(draft.key, row["source_key"]):
            columns["source_key"] = draft.key
        return columns

    def _by_key(self, drafts: Sequence[Draft]) -> dict[int, R]:
        """The records that bear the keys of drafts, by the draft's row; one that was merged stands for itself."""
        keys = [key for draft in drafts for key in (draft.key, draft.second_key) if key]
        kind = self._rules.kind
        present = records_by_key(self._reader, kind, self._table, keys)
        found: dict[int, R] = {}
        for draft in drafts:
            record = present.get(draft.key) or present.get(draft.second_key)
            if record is not None:
                found[draft.number] = record
        if not self._rules.merges:
            return found
        row_id, merged_into = kind._fields.index("id"), kind._fields.index("merged_into")
        merged = {number: record for number, record in found.items() if record[merged_into] is not None}
        self._merged = {number: record._asdict() for number, record in merged.items()}
        standing = [record[merged_into] for record in merged.values()]
        by_row = {row[row_id]: row for row in records_where(self._reader, kind, self._table, "id", standing)}
        return {**found, **{number: by_row[record[merged_into]] for number, record in merged.items()}}

    def _notes_of(self, records: Sequence[int]) -> dict[int, set[tuple[int, str]]]:
        """What the notes of records, and of those merged into them, are known by."""
        found: dict[int, set[tuple[int, str]]] = {}
        for page in pages(records):
            for record, at, author, text in notes_of(self._reader, self._table, page):
                found.setdefault(record, set()).update(note_marks(at, author, text))
        return found

    def _key_changes(self) -> list[Change]:
        """The changes that bring the match keys of changed records in line."""
        if not self._rekeyed:
            return []
        region = phone_region(self._reader)
        present: dict[int, list[MatchKey]] = {row["id"]: [] for row in self._rekeyed}
        for page in pages(list(present)):
            which = f"where record_id in ({', '.join('?' * len(page))})"
            for stored in select_records(self._reader, MatchKey, "match_key", which, page):
                present[stored.record_id].append(stored)
        changes: list[Change] = []
        for row in self._rekeyed:
            wanted, there = keys_of(self._records, row, region), present[row["id"]]
            changes += [removed("match_key", stored) for stored in there if stored.key not in wanted]
            borne = {stored.key for stored in there}
            changes += [
                added("match_key", MatchKey(0, self._table, row["id"], *key))
                for key in wanted
                if key not in borne
            ]
        return changes


def called(records: Records, record: NamedTuple) -> str:
    """What a record is called."""
    names = ", ".join(str(name) for column in records.named if (name := getattr(record, column)))
    return names or f"a {records.word} without a name"


def is_other_record(draft: Draft, key: str | None) -> bool:
    """Whether a record that bears a key is known to be another one of the draft's source."""
    if not key or not draft.has_id or key == draft.key:
        return False
    return key.partition(":")[0] == draft.key.partition(":")[0]


def _is_better_key(key: str, old: str | None) -> bool:
    if key.startswith(OUR_KEY) or key == old:
        return False
    return old is None or old.startswith(ROW_KEY) or (old.startswith(FILE_KEY) and key.startswith(FILE_KEY))


def _same_second(column: str, old: Value, new: Value) -> bool:
    if old == new:
        return True
    both = isinstance(old, int) and isinstance(new, int) and column.endswith("_at")
    return both and int(str(old)) // 1000 == int(str(new)) // 1000
