"""Holding the records of a file against the store: what is new, what is there already, what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic

from data.imports.comparison import Comparison, pages, records_where
from data.imports.dated_notes import note_marks, notes_of
from data.imports.drafts import Draft
from data.imports.fields import RowRules
from data.imports.left_rows import CONFLICT, Left, Twin, left_as_united
from data.imports.match_rules import MatchRules
from data.imports.outcomes import NOTHING, Claim, Outcome, Outcomes
from data.imports.progress import Progress
from data.imports.source_keys import known_records, same_system
from data.imports.spec import Batch
from data.kernel import journal
from data.kernel.commands import Change, Columns, Reader
from data.kernel.row_type import R
from data.kernel.rows import added, removed, select_records
from data.people.person import Person
from data.records.match_keys import IDS, MatchKey, keys_of
from data.records.phone_region import phone_region

_CHUNK = 2_000


def compare_records(
    rules: MatchRules[R],
    rows: RowRules,
    reader: Reader,
    actor: Person,
    batch: Batch[Draft],
    progress: Progress,
) -> Comparison[Draft]:
    """Hold the drafts of a file against the store."""
    seq = journal.newest(reader)
    if not reader.select(f"select 1 from {rows.records.table} limit 1"):
        return Comparison(list(batch.drafts), [], 0, [], seq)
    comparer = _Comparer(rules, rows, reader, actor, batch)
    for start in range(0, len(batch.drafts), _CHUNK):
        comparer.take(batch.drafts[start : start + _CHUNK])
        progress("comparing", start)
    return comparer.result(seq)


class _Comparer(Generic[R]):
    """Matches drafts, chunk by chunk. A ``row`` is a record by its columns, as the noun's list of fields names them."""

    def __init__(
        self, rules: MatchRules[R], rows: RowRules, reader: Reader, actor: Person, batch: Batch[Draft]
    ) -> None:
        self._rules = rules
        self._word = rows.records.word
        self._table = rows.records.table
        self._records = rows.records
        self._reader = reader
        self._row_id = rules.kind._fields.index("id")
        self._matcher = rules.matcher(reader)
        self._judged = Outcomes(rules, rows, reader, actor, batch)
        self._claims: dict[int, list[Claim]] = {}
        self._outcomes: dict[int, Outcome] = {}
        self._shared: dict[int, R] = {}
        """The records to which several rows lead; they are judged when all rows are known."""
        self._notes_there: dict[int, set[tuple[int, str]]] = {}
        self.new: list[Draft] = []
        self.left: list[Left] = []
        self.twins: list[Twin] = []

    def take(self, drafts: Sequence[Draft]) -> None:
        """Match some drafts by key, then the rest as the noun does."""
        known = self._by_key(drafts)
        rest = [draft for draft in drafts if draft.number not in known]
        standing = self._standing({**known, **self._matcher.match(rest)})
        if self._rules.has_notes:
            noted = [
                standing[draft.number][0][self._row_id]
                for draft in drafts
                if draft.notes and draft.number in standing
            ]
            self._notes_there |= self._notes_of(noted)
        for draft in drafts:
            if draft.number in standing:
                record, merged = standing[draft.number]
                self._place(record, Claim(draft, merged, draft.number in known))
            else:
                self.new.append(draft)

    def result(self, seq: int) -> Comparison[Draft]:
        """What has been found."""
        for identifier, record in self._shared.items():
            claims = sorted(self._claims[identifier], key=lambda claim: claim.merged is not None)
            self._outcomes[identifier] = self._outcome(record, claims)
            first, *others = sorted(claim.draft.number for claim in claims)
            rejected = {left.number for left in self._outcomes[identifier].rejected}
            self.left += [
                left_as_united(number, first, self._word) for number in others if number not in rejected
            ]
        found = list(self._outcomes.values())
        changed = sum(outcome.change is not None for outcome in found)
        noted = sum(outcome.change is None and bool(outcome.notes or outcome.parts) for outcome in found)
        refused = sum(bool(outcome.rejected) for outcome in found)
        self.left += [left for outcome in found for left in outcome.rejected]
        return Comparison(
            self.new,
            [outcome.change for outcome in found if outcome.change is not None],
            len(self._claims) - changed - noted - refused,
            self.left,
            seq,
            twins=[*self._matcher.twins, *self.twins],
            keys=[
                *(key for outcome in found for key in outcome.keys),
                *self._key_changes([outcome.rekeyed for outcome in found if outcome.rekeyed]),
            ],
            notes=[note for outcome in found for note in outcome.notes],
            parts=[part for outcome in found for part in outcome.parts],
            noted=noted,
            set_here=sorted(value for outcome in found for value in outcome.set_here),
            clashes=[clash for outcome in found for clash in outcome.clashes],
        )

    def _place(self, record: R, claim: Claim) -> None:
        """Give a row to its record, unless it speaks of another one."""
        draft, identifier = claim.draft, record[self._row_id]
        earlier = self._claims.get(identifier, [])
        if claim.is_known:
            if draft.has_id and self._judged.is_another(record, claim):
                self.left.append(Left(draft.number, CONFLICT, self._judged.conflict(draft, record)))
                return
        elif draft.has_id:
            same = (one.draft for one in earlier if one.draft.has_id)
            if (other := next((one for one in same if same_system(one.key, draft.key)), None)) is not None:
                what = f"seems to be the {self._word} of row {other.number:,}, which has another id"
                self.twins.append(Twin(draft.number, what))
                self.new.append(draft)
                return
        self._claims.setdefault(identifier, []).append(claim)
        if earlier:
            self._shared[identifier] = record
            self._outcomes.pop(identifier, None)
        elif (outcome := self._outcome(record, [claim])) is not NOTHING:
            self._outcomes[identifier] = outcome

    def _outcome(self, record: R, claims: Sequence[Claim]) -> Outcome:
        row_id = record[self._row_id]
        return self._judged.outcome(record, claims, self._notes_there.get(row_id, set()))

    # Finding the records

    def _by_key(self, drafts: Sequence[Draft]) -> dict[int, R]:
        """The records that bear the keys of drafts, by the draft's row; one that was merged stands for itself."""
        keys = [key for draft in drafts for key in (draft.key, draft.second_key) if key]
        present = known_records(self._reader, self._rules.kind, self._table, keys)
        found: dict[int, R] = {}
        for draft in drafts:
            record = present.get(draft.key) or present.get(draft.second_key)
            if record is not None:
                found[draft.number] = record
        return found

    def _standing(self, found: Mapping[int, R]) -> dict[int, tuple[R, Columns | None]]:
        """The records that stand for those found, by the draft's row, with the merged one where it is another."""
        if not self._rules.merges:
            return {number: (record, None) for number, record in found.items()}
        kind = self._rules.kind
        merged_into = kind._fields.index("merged_into")
        wanted = {record[merged_into] for record in found.values() if record[merged_into] is not None}
        standing = {
            row[self._row_id]: row
            for row in records_where(self._reader, kind, self._table, "id", list(wanted))
        }
        return {
            number: (record, None)
            if record[merged_into] is None
            else (standing[record[merged_into]], record._asdict())
            for number, record in found.items()
        }

    def _notes_of(self, records: Sequence[int]) -> dict[int, set[tuple[int, str]]]:
        """What the notes of records, and of those merged into them, are known by."""
        found: dict[int, set[tuple[int, str]]] = {}
        for page in pages(records):
            for record, at, author, text in notes_of(self._reader, self._table, page):
                found.setdefault(record, set()).update(note_marks(at, author, text))
        return found

    def _key_changes(self, rekeyed: Sequence[Mapping[str, Any]]) -> Iterator[Change]:
        """The changes that bring the match keys of changed records in line."""
        if not rekeyed:
            return
        region = phone_region(self._reader)
        present: dict[int, list[MatchKey]] = {row["id"]: [] for row in rekeyed}
        for page in pages(list(present)):
            which = f"where kind <> '{IDS}' and record_id in ({', '.join('?' * len(page))})"
            for stored in select_records(self._reader, MatchKey, "match_key", which, page):
                present[stored.record_id].append(stored)
        for row in rekeyed:
            wanted, there = keys_of(self._records, row, region), present[row["id"]]
            yield from (removed("match_key", stored) for stored in there if stored.key not in wanted)
            borne = {stored.key for stored in there}
            yield from (
                added("match_key", MatchKey(0, self._table, row["id"], *key))
                for key in wanted
                if key not in borne
            )
