"""The command that brings the leads of a file into the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from data.files.findings import import_words
from data.kernel.bulk import put_in
from data.kernel.commands import (
    CLOCKS,
    MATCH_KEYS,
    NOBODY,
    REACH,
    Change,
    Deciding,
    Decision,
    Reader,
    Whose,
    command,
)
from data.kernel.engine import Statement, Value
from data.kernel.errors import Refused
from data.kernel.journal import REDO, UNDO
from data.leads.attention import cold_at
from data.leads.imports.compare import Comparison, compare, new_note, newest_command
from data.leads.imports.draft import EXTRAS, PLACE, VALUES, Draft
from data.leads.match_keys import LEADS_IMPORT, company_key, phone_region, same_region
from data.people.person import by_id

_COLUMNS = ("id", *VALUES, "open", "unworked", "cold_at", "company_id", "source_key", "batch_id")
_KEY_COLUMNS = ("id", "record_table", "record_id", "kind", "value", "batch_id")
_EXTRAS = tuple(name for name in EXTRAS if name != "unworked")


@command(LEADS_IMPORT, REACH, MATCH_KEYS | CLOCKS)
class ImportLeads(NamedTuple):
    """Bring in the leads of a file: new ones are added, changed ones updated. One step for undo, at any size.

    ``found`` is what the file gave when it was held against the store; ``row_ids`` has room for every lead, its
    match keys and the keys of changed leads. ``owner`` gets the leads of nobody known. ``region`` is the country that
    the match keys of the drafts were made for.
    """

    id: int
    actor: int
    at: int
    file: str
    drafts: Sequence[Draft]
    found: Comparison
    row_ids: range
    owner: int
    region: str
    is_own: bool = False

    def decide(self, reader: Deciding) -> Decision:
        """Compares again where the store has moved since.

        Refuses where there is nothing to write, and where phones are compared in another form by now.
        """
        if phone_region(reader) != self.region and any(draft.phones for draft in self.drafts):
            raise Refused("The phone region was changed since the file was read. Import it again.")
        found, seq = self.found, newest_command(reader)
        if found.seq != seq:
            found = compare(reader, by_id(reader, self.actor), self.drafts, is_own=self.is_own)
        if found.is_empty:
            raise Refused("Nothing new: every lead of the file is there already.")
        ids = iter(self.row_ids)
        leads = list(self._leads(reader, found.new, ids))
        lead_ids = [row[0] for row in leads]
        keys = list(self._keys(found.new, lead_ids, ids))
        notes = [
            new_note(lead, note, self.id)
            for draft, lead in zip(found.new, lead_ids, strict=True)
            for note in draft.notes
        ]
        changes = [_numbered(change, ids) for change in (*found.stamped(self.id), *notes)]
        columns = (*_COLUMNS, *_EXTRAS) if self.is_own else _COLUMNS
        return Decision(
            import_words(self.file, "lead", "leads", {"imported": len(found.new), "updated": found.changed}),
            changes,
            whose=(self.actor, *self._owners(reader, found)),
            statements=[
                _no_import_since(found.seq, self.id),
                same_region(reader),
                *put_in(reader, "lead", columns, leads, self.id),
                *put_in(reader, "match_key", _KEY_COLUMNS, keys, self.id),
            ],
            batch=("lead", "match_key") if leads else (),
        )

    def _owners(self, reader: Deciding, found: Comparison) -> frozenset[Whose]:
        """Whose leads change that are there."""
        import json

        leads = json.dumps(
            [*(c.id for c in found.updates), *((c.after or {})["lead_id"] for c in found.notes)]
        )
        rows = reader.select(
            "select distinct owner_id from lead where id in (select value from json_each(?))", (leads,)
        )
        return frozenset(NOBODY if owner is None else owner for (owner,) in rows)

    def _leads(self, reader: Reader, new: Sequence[Draft], ids: Iterator[int]) -> Iterator[tuple[Value, ...]]:
        """The rows of new leads. No clock starts for them; they wait to be worked."""
        is_open = {row[0]: int(row[1]) for row in reader.select("select code, open from lead_status")}
        companies = _companies(reader)
        name, company, emails, status, owner, owner_name, created = (
            PLACE[c] for c in ("name", "company", "emails", "status", "owner_id", "owner_name", "created_at")
        )
        cold: dict[tuple[str, int], int | None] = {}
        for draft, identifier in zip(new, ids, strict=False):
            values = list(draft.values)
            if not values[name] and not values[company]:
                values[name] = str(values[emails]).partition("\n")[0].rpartition(": ")[2]
            values[status] = values[status] or "new"
            if values[owner] is not None:
                values[owner_name] = values[owner_name] if self.is_own else ""
            elif values[owner_name] or not self.is_own:
                values[owner] = self.owner
            values[created] = min(values[created] or self.at, self.at)
            code = str(values[status])
            unworked, touched = is_open.get(code, 1), None
            extras: tuple[Value, ...] = ()
            if self.is_own:
                told = dict(zip(EXTRAS, draft.extras, strict=True))
                unworked = int(bool(told.pop("unworked"))) if unworked else 0
                touched, extras = told["last_touch_at"], tuple(told[column] for column in _EXTRAS)
            wakes = None
            if not unworked and is_open.get(code, 1):
                key = (code, int(touched or values[created] or self.at))
                if key not in cold:
                    cold[key] = cold_at(reader, *key)
                wakes = cold[key]
            place = (
                companies.get(company_key(str(values[company]))) if companies and values[company] else None
            )
            source = draft.second_key or draft.key
            yield (
                *(identifier, *values, is_open.get(code, 1), unworked, wakes, place, source, self.id),
                *extras,
            )

    def _keys(
        self, new: Sequence[Draft], leads: Sequence[Value], ids: Iterator[int]
    ) -> Iterator[tuple[Value, ...]]:
        # One kind after the other, so that each run fills its own part of the index.
        for draft, lead in zip(new, leads, strict=True):
            for email in draft.emails:
                yield next(ids), "lead", lead, "email", email, self.id
        for draft, lead in zip(new, leads, strict=True):
            for phone in draft.phones:
                yield next(ids), "lead", lead, "phone", phone, self.id
        for draft, lead in zip(new, leads, strict=True):
            if draft.name_key:
                yield next(ids), "lead", lead, "name", draft.name_key, self.id


def ids_needed(found: Comparison, drafts: Sequence[Draft]) -> int:
    """How many ids an import takes at most, also where the comparison is made anew."""
    keys = sum(len(draft.emails) + len(draft.phones) + 1 for draft in drafts)
    notes = sum(len(draft.notes) for draft in drafts)
    return len(drafts) + 2 * keys + len(found.keys) + notes


def _companies(reader: Reader) -> dict[str, int]:
    """The companies by their key, those left out of which there are several."""
    rows = reader.select("select name_key, min(id) from company group by name_key having count(*) = 1")
    return dict(row for row in rows)


def _numbered(change: Change, ids: Iterator[int]) -> Change:
    """A new match key or note gets its id; everything else has one."""
    if change.before is None:
        return change._replace(id=next(ids))
    return change


def _no_import_since(seq: int, command_id: int) -> Statement:
    """Aborts the batch where another import, or an undo or redo of one, came between reading and writing."""
    sql = (
        "insert into guard values(not exists(select 1 from journal where seq > ? and id <> ? "
        f"and name in (?, '{UNDO}', '{REDO}')))"
    )
    return sql, (seq, command_id, LEADS_IMPORT)
