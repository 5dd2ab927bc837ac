"""What the rows of a file do to a record that is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from typing import Any, Generic, NamedTuple

from data.imports.dated_notes import DatedNote
from data.imports.drafts import Draft
from data.imports.fields import RowRules
from data.imports.joining import Joiner
from data.imports.left_rows import REJECTED, Clash, Left, SetHere
from data.imports.match_rules import MatchRules
from data.imports.origins import Origin, Origins
from data.imports.single_values import Single, SingleValues
from data.imports.source_keys import further_key, is_better_key, is_foreign
from data.imports.spec import Batch
from data.kernel.commands import Change, Columns, Reader
from data.kernel.engine import Value
from data.kernel.row_type import R
from data.kernel.rows import added, changed_columns
from data.kernel.text import clean
from data.people.person import Person, by_id
from data.people.reach import reach_of
from data.records.fields import Field, Records
from data.records.money import money_words
from data.records.notes import Note
from data.records.own_currency import company_currency

_SHOWN = 60
"""Characters of a value where it is told."""


class Claim(NamedTuple):
    """A draft that leads to a record. ``merged`` is the one through which it does, ``is_known``: by a key."""

    draft: Draft
    merged: Columns | None
    is_known: bool


class Outcome(NamedTuple):
    """What rows do to one record that is there."""

    change: Change | None
    notes: Sequence[Change] = ()
    rejected: Sequence[Left] = ()
    keys: Sequence[Change] = ()
    rekeyed: Mapping[str, Any] = {}
    """The columns that its match keys are made of, where they change."""
    set_here: Sequence[SetHere] = ()
    clashes: Sequence[Clash] = ()
    parts: Sequence[Change] = ()


NOTHING = Outcome(None)


class Outcomes(Generic[R]):
    """Judges one record after the other. A ``row`` is a record by its columns."""

    def __init__(
        self, rules: MatchRules[R], rows: RowRules, reader: Reader, actor: Person, batch: Batch[Draft]
    ) -> None:
        records = rows.records
        values = SingleValues(records, batch.region)
        self._rules = rules
        self._records = records
        self._table = records.table
        self._keyed = records.keyed if rules.has_keys else ()
        self._fields = {field.column: field for field in records.fields}
        self._reader = reader
        self._columns = rows.columns
        self._at = [rules.kind._fields.index(column) for column in rows.columns]
        """Where a record holds what a draft says in the same place."""
        self._extras = rules.extras
        self._region = batch.region
        self._is_ours = batch.is_ours
        self._own_currency = company_currency(reader)
        self._reach = reach_of(reader, actor) if rules.has_owner else None
        self._judge = rules.judge(reader, batch.is_ours)
        self._values = values
        self._joiner = Joiner(records, values, is_ours=batch.is_ours)
        self._origins = Origins(reader, records.table, rules.command, values)

    def is_another(self, record: R, claim: Claim) -> bool:
        """Whether a row with the id of a record speaks of another: by what stands there, and by what imports left."""
        is_another, draft, region = self._rules.is_another, claim.draft, self._region
        if draft.values[0] and draft.values[0] == record[self._at[0]]:
            return False  # the first field is what a record is called
        row = record._asdict()
        if not is_another(draft, row, region):
            return False
        if claim.merged is not None and not is_another(draft, claim.merged, region):
            return False
        lefts = self._origins.of(row, claim.merged).as_left()
        return all(is_another(draft, left, region) for left in lefts)

    def conflict(self, draft: Draft, record: R) -> str:
        """Whose the id of a row is, and for whom it stands there, in words."""
        number = clean(draft.key.partition(":")[2], _SHOWN)
        names = ", ".join(
            str(draft.values[place])
            for place, column in enumerate(self._columns)
            if column in self._records.named and draft.values[place]
        )
        return f"the id {number} is that of {called(self._records, record)}; here it stands for {names}"

    def outcome(self, record: R, claims: Sequence[Claim], notes_there: Set[tuple[int, str]]) -> Outcome:
        """What the rows of some claims do; ``notes_there`` is what the notes of the record are known by."""
        if all(claim.is_known and self._says_nothing(record, claim.draft) for claim in claims):
            return NOTHING
        row = record._asdict()
        joined = _JoinedRows(self._values, self._columns, [claim.draft for claim in claims])
        untouched = self._judge.untouched(record)
        for claim in claims:
            self._come(record, row, claim, untouched, joined)
        keys = self._keys_to_come(row, claims, joined.columns)
        notes = {
            (note.at, note.words): new_note(self._table, row["id"], note)
            for claim in claims
            for note in claim.draft.notes
            if not note.marks & notes_there
        }
        drafts = [claim.draft for claim in claims]
        if joined.columns:
            self._judge.follow(record, joined.columns, drafts)
        parts = self._judge.parts(record, joined.columns, drafts)
        if not (joined.columns or joined.set_here or joined.clashes or keys or notes or parts):
            return NOTHING
        change = changed_columns(self._table, record, joined.columns, 0)
        told = joined.set_here, joined.clashes
        is_reached = self._reach is None or self._reach.holds(row["owner_id"])
        if change is None and not notes and not parts:
            return Outcome(None, (), (), keys if is_reached else (), {}, *told)
        if not is_reached:
            owner = by_id(self._reader, row["owner_id"]).name
            text = f"would change {called(self._records, record)}, which is {owner}'s {self._records.word}"
            return Outcome(None, rejected=[Left(claim.draft.number, REJECTED, text) for claim in claims])
        after = change.after or {} if change is not None else {}
        rekeyed = {}
        if any(name in after for name in self._keyed):
            rekeyed = {name: joined.columns.get(name, row[name]) for name in ("id", *self._keyed)}
        return Outcome(change, list(notes.values()), (), keys, rekeyed, *told, parts)

    def _says_nothing(self, record: R, draft: Draft) -> bool:
        """Whether a row says only what its record holds."""
        return not (draft.notes or draft.parts or any(draft.extras)) and all(
            value == record[place] or value in ("", None)
            for place, value in zip(self._at, draft.values, strict=True)
        )

    def _come(
        self, record: R, row: Columns, claim: Claim, untouched: Collection[str], joined: _JoinedRows
    ) -> None:
        """Join what one row says to its record."""
        draft, columns = claim.draft, joined.columns
        origin: Origin | None = None
        bearer = row if claim.merged is None else claim.merged
        beside = not self._is_ours and is_foreign(draft.key, bearer["source_key"])
        for column, place, value in zip(self._columns, self._at, draft.values, strict=True):
            now = columns[column] if column in columns else record[place]
            if now == value or value in ("", None) or column in untouched:
                continue
            field = self._fields[column]
            if field.along and columns.get(field.along, row[field.along]) != self._said(draft, field.along):
                continue  # as a currency without its amount
            if origin is None:
                origin = self._origins.of(row, claim.merged)
            after, out = self._joiner.join(
                column, now, value, origin, joined.said_by_others(draft, column), beside=beside
            )
            if after != row[column]:
                columns[column] = after
            else:
                columns.pop(column, None)
            if out and field.typed:
                joined.stays_out(draft, column, field.label, now, out, self._unit_of(field, row))
        for column, value in zip(self._extras, draft.extras, strict=False):
            if value in ("", None) or row[column] == value or column in untouched:
                continue
            if origin is None:
                origin = self._origins.of(row, claim.merged)
            after, _ = self._joiner.join(column, row[column], value, origin)
            if after != row[column]:
                columns[column] = after

    def _unit_of(self, field: Field, row: Columns) -> str:
        """The currency in which an amount of a record is; empty for what is no amount."""
        currency = self._records.currency_of(field)
        return (str(row[currency] or "") if currency else "") or (
            self._own_currency if field.form == "money" else ""
        )

    def _said(self, draft: Draft, column: str) -> Value:
        return draft.values[self._columns.index(column)]

    def _keys_to_come(self, row: Columns, claims: Sequence[Claim], columns: dict[str, Value]) -> list[Change]:
        """What makes a record known by the ids of rows that were matched otherwise.

        One that was merged keeps its key: rows of that key lead on to the one it went into.
        """
        changes: list[Change] = []
        for claim in claims:
            key, merged = claim.draft.key, claim.merged
            if claim.is_known or not claim.draft.has_id or self._is_ours:
                continue
            old = columns.get("source_key", row["source_key"])
            # A better key takes the place of the old one along with other changes: alone it makes no update.
            if merged is None and columns and is_better_key(key, None if old is None else str(old)):
                columns["source_key"] = key
                key = "" if old is None else str(old)
            if key:
                changes.append(further_key(self._table, (merged or row)["id"], key))
        return changes


class _JoinedRows:
    """What the rows of one record come to."""

    def __init__(self, values: SingleValues, columns: Sequence[str], drafts: Sequence[Draft]) -> None:
        self._values = values
        self._names = columns
        self._drafts = drafts
        self.columns: dict[str, Value] = {}
        """The columns of the record that become others."""
        self.set_here: list[SetHere] = []
        self.clashes: list[Clash] = []

    def said_by_others(self, draft: Draft, column: str) -> Collection[Single]:
        """The values of a column that the other rows say."""
        others = (other for other in self._drafts if other.number != draft.number)
        return {value for other in others for value in self._said(other, column)}

    def stays_out(self, draft: Draft, column: str, what: str, now: Value, out: str, unit: str) -> None:
        """Note what of a row does not come: another row says what stands there, or somebody has set it here.

        ``unit`` is the currency of what is an amount, empty for what is none.
        """
        stays, left = (
            clean(money_words(int(text), unit) if text and unit else text, _SHOWN)
            for text in (str(now or ""), out)
        )
        saying = (
            other.number
            for other in self._drafts
            if other.number != draft.number and ("", str(now)) in self._said(other, column)
        )
        if (other := next(saying, 0)) != 0:
            self.clashes.append(Clash(draft.number, other, what, stays, left))
        else:
            self.set_here.append(SetHere(draft.number, what, stays, left))

    def _said(self, draft: Draft, column: str) -> Collection[Single]:
        return self._values.of(column, draft.values[self._names.index(column)])


def new_note(table: str, record: int, note: DatedNote, command_id: int = 0) -> Change:
    """A note that a file brings to a record, as a row of that command; it has no id yet."""
    row = Note(0, table, record, note.person_id, note.at, note.words, command_id)
    return added("note", row)


def called(records: Records, record: NamedTuple) -> str:
    """What a record is called."""
    names = ", ".join(str(name) for column in records.named if (name := getattr(record, column)))
    return names or f"a {records.word} without a name"
