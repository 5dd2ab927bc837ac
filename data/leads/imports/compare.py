"""Holding the leads of a file against the store: what is new, what is there already, what has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from data.kernel.commands import Change, Reader, column_names, delete, insert, update
from data.kernel.engine import Value
from data.kernel.ids import from_reference
from data.leads.fields import FIELDS
from data.leads.imports.columns import FILE_KEY, OWN_KEY, ROW_KEY
from data.leads.imports.corrections import Corrections
from data.leads.imports.draft import EXTRAS, PLACE, VALUES, Draft, Left, Progress, Twin
from data.leads.imports.history import DatedNote, note_marks, notes_of
from data.leads.imports.joining import joined_value, names_agree, news
from data.leads.match_keys import company_key, folded, keys_of, phone_region
from data.people.person import Person, by_id
from data.people.reach import reach_of

SHARED_EMAIL = "has the e-mail {0} of {1}, which is another record"
NOT_YOURS = "would change {0}, which is {1}'s lead"
SAME_LEAD = "the same lead as row {0:,}"
_CHUNK = 2_000
_PAGE = 500
_STATE = ("status", "reason", "owner_id", "owner_name")
_OWN_EXTRAS = EXTRAS[: EXTRAS.index("snoozed_until")]
_COUNTED = frozenset(field.column for field in FIELDS)
"""Columns of which is told that they stay as corrected: any file may change them, whoever works the lead."""
_KEYED = ("name", "company", "emails", "phones")
_Row = dict[str, Any]


class Comparison(NamedTuple):
    """What an import would do. ``seq`` is the newest command that it knows of."""

    new: list[Draft]
    updates: list[Change]
    keys: list[Change]
    notes: list[Change]
    noted: int
    """How many leads that are there get nothing but notes."""
    corrected: int
    """How many values of the file stay out, as somebody has corrected them here since it was imported."""
    unchanged: int
    left: list[Left]
    twins: list[Twin]
    seq: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.new or self.changed)

    @property
    def changed(self) -> int:
        """How many leads that are there change."""
        return len(self.updates) + self.noted

    def stamped(self, command_id: int) -> list[Change]:
        """The changes of leads that are there, as that command's."""
        return [
            c._replace(after={**(c.after or {}), "touched": command_id}) for c in (*self.updates, *self.notes)
        ] + self.keys


def new_note(lead_id: Value, note: DatedNote, command_id: int = 0) -> Change:
    """A note of a file as a row of that command; it has no id yet."""
    record = {"record_table": "lead", "record_id": lead_id}
    columns = {**record, "person_id": note.person_id, "at": note.at, "text": note.words}
    return insert("note", 0, {**columns, "touched": command_id})


def newest_command(reader: Reader) -> int:
    """The number of the newest command."""
    return int(reader.select("select ifnull(max(seq), 0) from journal")[0][0])


def compare(
    reader: Reader, actor: Person, drafts: Sequence[Draft], *, is_own: bool, progress: Progress | None = None
) -> Comparison:
    """Hold the drafts against the store. ``is_own``: they are of our own export."""
    seq = newest_command(reader)
    if not reader.select("select 1 from lead limit 1"):
        return Comparison(list(drafts), [], [], [], 0, 0, 0, [], [], seq)
    found = _Comparer(reader, actor, is_own)
    for start in range(0, len(drafts), _CHUNK):
        found.take(drafts[start : start + _CHUNK])
        if progress is not None:
            progress("comparing", start)
    return Comparison(
        *(found.new, found.updates, found.key_changes(), found.notes, found.noted, found.corrected),
        *(found.unchanged, found.left, found.twins, seq),
    )


class _Comparer:
    """Matches drafts, chunk by chunk."""

    def __init__(self, reader: Reader, actor: Person, is_own: bool) -> None:
        self._reader = reader
        self._actor = actor
        self._is_own = is_own
        self._names = column_names(reader, "lead")
        self._columns = ", ".join(f"lead.{name}" for name in self._names)
        self._reach = reach_of(reader, actor)
        self._open = {row[0]: int(row[1]) for row in reader.select("select code, open from lead_status")}
        self._claimed: dict[int, int] = {}
        self._corrections = Corrections(reader)
        self._merged: dict[int, _Row] = {}
        self.corrected = 0
        self._rekeyed: list[_Row] = []
        self.new: list[Draft] = []
        self.updates: list[Change] = []
        self.notes: list[Change] = []
        self.noted = 0
        self.unchanged = 0
        self.left: list[Left] = []
        self.twins: list[Twin] = []

    def take(self, drafts: Sequence[Draft]) -> None:
        """Match some drafts by key, then by e-mail, then the rest by phone and name."""
        rows = self._by_key(drafts)
        rest = [draft for draft in drafts if draft.number not in rows]
        mailed = self._candidates("email", {email for draft in rest for email in draft.emails})
        bare = [draft for draft in rest if not draft.has_id and not draft.emails]
        phoned = self._candidates("phone", {phone for draft in bare for phone in draft.phones})
        named = self._candidates("name", {draft.name_key for draft in bare if draft.name_key})
        found: list[tuple[Draft, _Row | None]] = []
        for draft in drafts:
            row = rows.get(draft.number)
            if row is None and draft.emails:
                row = self._by_email(draft, mailed)
            elif row is None and not draft.has_id:
                row = _only_candidate(draft, phoned, named)
            found.append((draft, row))
        self._known_notes = self._notes_of([row["id"] for draft, row in found if row and draft.notes])
        for draft, row in found:
            self._place(draft, row)

    def _place(self, draft: Draft, row: _Row | None) -> None:
        earlier = None if row is None else self._claimed.get(row["id"])
        if row is None or (earlier is not None and draft.has_id):
            self.new.append(draft)
            return
        if earlier is not None:
            self.left.append(Left(draft.number, SAME_LEAD.format(earlier), rejected=False))
            return
        self._claimed[row["id"]] = draft.number
        columns = self._new_columns(draft, row)
        change = update("lead", row, 0, columns)
        if change is not None and (row["touched"] is not None or draft.number in self._merged):
            columns = self._new_columns(self._without_known(draft, row), row)
            change = update("lead", row, 0, columns)
        known = self._known_notes.get(row["id"], set())
        notes = [note for note in draft.notes if not note.marks & known]
        if change is None and not notes:
            self.unchanged += 1
        elif not self._reach.holds(row["owner_id"]):
            owner = by_id(self._reader, row["owner_id"]).name
            self.left.append(Left(draft.number, NOT_YOURS.format(_label(row), owner)))
        else:
            self.notes += [new_note(row["id"], note) for note in notes]
            if change is None:
                self.noted += 1
                return
            self.updates.append(change)
            if any(name in (change.after or {}) for name in _KEYED):
                self._rekeyed.append({name: columns.get(name, row[name]) for name in ("id", *_KEYED)})

    def _without_known(self, draft: Draft, row: _Row) -> Draft:
        """The draft without what the lead held when it was last imported, or when it was merged."""
        held = [self._corrections.as_imported(row)]
        if draft.number in self._merged:
            held.append(self._merged[draft.number])
        values, extras = list(draft.values), list(draft.extras)
        for told, columns in ((values, VALUES), (extras, _OWN_EXTRAS)):
            for place, (column, value) in enumerate(zip(columns, told, strict=False)):
                for known in held:
                    same = _same_second(column, known[column], value)
                    told[place] = "" if same else news(column, known[column], told[place])
                if told[place] != value and column in _COUNTED:
                    self.corrected += joined_value(column, row[column], value) != row[column]
        return draft._replace(values=tuple(values), extras=tuple(extras))

    def _new_columns(self, draft: Draft, row: _Row) -> dict[str, Value]:
        """What the lead's columns hold after the row has come to it.

        Status and owner belong to whoever works the lead: a file moves them only while nobody does, or where it is
        our own export.
        """
        moves = self._is_own or row["unworked"]
        columns: dict[str, Value] = {}
        for column, value in zip(VALUES, draft.values, strict=True):
            if column == "created_at" or value in ("", None) or (column in _STATE and not moves):
                continue
            columns[column] = joined_value(column, row[column], value)
        for column, value in zip(_OWN_EXTRAS, draft.extras, strict=False):
            if value not in ("", None) and not _same_second(column, row[column], value):
                columns[column] = value
        if columns.get("owner_id") is not None and not self._is_own:
            columns["owner_name"] = ""
        status = columns.get("status", row["status"])
        if status != row["status"]:
            columns["open"] = self._open.get(str(status), 1)
            if not columns["open"]:
                columns |= dict.fromkeys(("waiting_since", "response_due_at", "follow_up_at", "cold_at"))
                columns["unworked"] = 0
        # A merged lead keeps its key: rows of that key lead on to the one it went into.
        is_free = draft.has_id and draft.number not in self._merged
        if is_free and _is_better_key(draft.key, row["source_key"]):
            columns["source_key"] = draft.key
        return columns

    def _by_key(self, drafts: Sequence[Draft]) -> dict[int, _Row]:
        """The leads that bear the keys of drafts, by the draft's row; one that was merged stands for itself."""
        wanted = {key: draft.number for draft in drafts for key in (draft.second_key, draft.key) if key}
        found: dict[int, _Row] = {}
        for row in self._rows("lead.source_key", list(wanted)):
            found[wanted[row["source_key"]]] = row
        own = {_lead_id(key): number for key, number in wanted.items() if key.startswith(OWN_KEY)}
        for row in self._rows("lead.id", [identifier for identifier in own if identifier is not None]):
            found[own[row["id"]]] = row
        self._merged = {number: row for number, row in found.items() if row["merged_into"] is not None}
        merged = {row["merged_into"]: number for number, row in self._merged.items()}
        for row in self._rows("lead.id", list(merged)):
            found[merged[row["id"]]] = row
        return found

    def _rows(self, column: str, values: Sequence[Value]) -> Iterator[_Row]:
        for page in _pages(values):
            marks = ", ".join("?" * len(page))
            sql = f"select {self._columns} from lead where {column} in ({marks})"
            for row in self._reader.select(sql, page):
                yield dict(zip(self._names, row, strict=True))

    def _candidates(self, kind: str, values: Collection[str]) -> dict[str, list[_Row]]:
        """The leads that bear match keys of a kind, by key; merged ones stand with those they went into."""
        found: dict[str, list[_Row]] = {}
        for page in _pages(list(values)):
            marks = ", ".join("?" * len(page))
            sql = (
                f"select match_key.value, {self._columns} from match_key "
                "join lead borne on borne.id = match_key.record_id "
                "join lead on lead.id = ifnull(borne.merged_into, borne.id) "
                f"where match_key.kind = ? and match_key.value in ({marks})"
            )
            for value, *row in self._reader.select(sql, (kind, *page)):
                found.setdefault(value, []).append(dict(zip(self._names, row, strict=True)))
        return found

    def _notes_of(self, leads: Sequence[int]) -> dict[int, set[tuple[int, str]]]:
        """What the notes of leads, and of those merged into them, are known by."""
        found: dict[int, set[tuple[int, str]]] = {}
        for page in _pages(leads):
            for lead, at, author, text in notes_of(self._reader, page):
                found.setdefault(lead, set()).update(note_marks(at, author, text))
        return found

    def _by_email(self, draft: Draft, mailed: Mapping[str, list[_Row]]) -> _Row | None:
        name = str(draft.values[PLACE["name"]])
        found = {row["id"]: (email, row) for email in draft.emails for row in mailed.get(email, ())}
        agreeing = [
            row
            for _, row in found.values()
            if names_agree(row["name"], name) and not _is_other_record(draft, row["source_key"])
        ]
        if len(agreeing) == 1:
            return agreeing[0]
        for email, row in found.values():
            self.twins.append(Twin(draft.number, SHARED_EMAIL.format(email, _label(row))))
            break
        return None

    def key_changes(self) -> list[Change]:
        """The changes that bring the match keys of changed leads in line."""
        region = phone_region(self._reader)
        present: dict[int, dict[tuple[str, str], _Row]] = {row["id"]: {} for row in self._rekeyed}
        names = ("id", "record_table", "record_id", "kind", "value", "batch_id", "touched")
        for page in _pages(list(present)):
            marks = ", ".join("?" * len(page))
            sql = f"select {', '.join(names)} from match_key where record_id in ({marks})"
            for values in self._reader.select(sql, page):
                key = dict(zip(names, values, strict=True))
                present[key["record_id"]][key["kind"], key["value"]] = key
        changes: list[Change] = []
        for row in self._rekeyed:
            wanted, known = keys_of(row, region), present[row["id"]]
            changes += [delete("match_key", key) for pair, key in known.items() if pair not in wanted]
            changes += [
                insert(
                    "match_key",
                    0,
                    {"record_table": "lead", "record_id": row["id"], "kind": kind, "value": value},
                )
                for kind, value in wanted
                if (kind, value) not in known
            ]
        return changes


def _only_candidate(
    draft: Draft, phoned: Mapping[str, list[_Row]], named: Mapping[str, list[_Row]]
) -> _Row | None:
    """The one lead that a row without id and e-mail can be, by phone and name or by name and company."""
    found = {row["id"]: row for row in named.get(draft.name_key, ()) if row["company"]}
    for phone in draft.phones:
        found |= {row["id"]: row for row in phoned.get(phone, ()) if _same_name(draft, row)}
    fitting = [row for row in found.values() if not _contradicts(draft, row)]
    return fitting[0] if len(fitting) == 1 and len(found) == 1 else None


def _same_name(draft: Draft, row: _Row) -> bool:
    name = str(draft.values[PLACE["name"]])
    return bool(name and row["name"]) and folded(name) == folded(row["name"])


def _contradicts(draft: Draft, row: _Row) -> bool:
    """Whether both name a company, or both a phone, and have none in common."""
    company = str(draft.values[PLACE["company"]])
    if company and row["company"] and company_key(company) != company_key(row["company"]):
        return True
    phones = {value for kind, value in keys_of({"phones": row["phones"]}) if kind == "phone"}
    bare = {phone.lstrip("+") for phone in phones}
    return bool(draft.phones and phones) and not any(phone.lstrip("+") in bare for phone in draft.phones)


def _is_other_record(draft: Draft, key: str | None) -> bool:
    """Whether a lead is known to be another record of the same source."""
    if not key or not draft.has_id or key == draft.key:
        return False
    return key.partition(":")[0] == draft.key.partition(":")[0]


def _is_better_key(key: str, old: str | None) -> bool:
    if key.startswith(OWN_KEY) or key == old:
        return False
    return old is None or old.startswith(ROW_KEY) or (old.startswith(FILE_KEY) and key.startswith(FILE_KEY))


def _same_second(column: str, old: Value, new: Value) -> bool:
    if old == new:
        return True
    both = isinstance(old, int) and isinstance(new, int) and column.endswith("_at")
    return both and int(str(old)) // 1000 == int(str(new)) // 1000


def _label(row: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (row["name"], row["company"]) if part) or "a lead without a name"


def _lead_id(key: str) -> int | None:
    try:
        value, _ = from_reference(key.removeprefix(OWN_KEY))
    except ValueError:
        return None
    return value if value < 2**63 else None


def _pages(values: Sequence[Value]) -> Iterable[Sequence[Value]]:
    return (values[start : start + _PAGE] for start in range(0, len(values), _PAGE))
