"""Accounts files: rows that are companies and no people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from data.files.findings import import_words
from data.files.table import Row
from data.kernel.bulk import put_in
from data.kernel.commands import (
    NOBODY,
    REACH,
    Change,
    Deciding,
    Decision,
    Reader,
    column_names,
    command,
    update,
)
from data.kernel.engine import Value
from data.kernel.errors import Refused
from data.kernel.text import clean, clean_lines
from data.leads.fields import LINE_LIMIT, LINES_LIMIT
from data.leads.imports.cells import YES_NO, joined_address, links_in, phones_in
from data.leads.imports.columns import ROW_KEY, Columns
from data.leads.imports.compare import newest_command
from data.leads.imports.draft import COMPANY_VALUES, CompanyDraft, Left, Twin, left_as_deleted
from data.leads.imports.joining import joined_value
from data.leads.match_keys import company_key

COMMAND = "company.import"
_SAME = "the same again as row {0:,}"
_CONTRADICTS = "has the id of row {0:,}, but says something else"
_SAME_NAME = "has the name of {0}, which is another record"
_LINES = ("name", "industry", "territory", "segment")
_COLUMNS = ("id", *COMPANY_VALUES, "name_key", "source_key", "batch_id")


class CompanyReader:
    """Makes drafts of the rows of an accounts file."""

    def __init__(self, columns: Columns, names: Sequence[str]) -> None:
        place = {name: index for index, name in enumerate(names)}
        self._at = {found.field: place[found.column] for found in columns.found}
        self._names = names
        self._prefix = columns.key_prefix
        self._address = [(f.rpartition(":")[2], i) for f, i in self._at.items() if f.startswith("address")]
        self._rest = [(name, place[name]) for name in columns.rest]
        self._many = [
            (f.partition(":")[0], names[i], i)
            for f, i in self._at.items()
            if f.startswith(("phones", "links"))
        ]

    def take(self, row: Row) -> CompanyDraft | Left:
        """The draft of a row, or why it has to be left out."""
        cells = row.cells
        if row.problem is not None:
            return Left(row.number, row.problem)
        deleted = self._at.get("deleted")
        if deleted is not None and YES_NO.get(cells[deleted].strip().lower()):
            return left_as_deleted(row.number, clean(self._names[deleted], 40))
        if max(map(len, cells)) > LINES_LIMIT:
            return Left(row.number, f"a cell holds more than {LINES_LIMIT:,} characters")
        values = dict.fromkeys(COMPANY_VALUES, "")
        for field in _LINES:
            if field in self._at:
                values[field] = clean(cells[self._at[field]], LINE_LIMIT)
        if not values["name"]:
            return Left(row.number, "no name of a company")
        custom = {name: text for name, i in self._rest if cells[i] and (text := clean_lines(cells[i]))}
        for sort, name, index in self._many:
            column, found = ("phone", phones_in) if sort == "phones" else ("website", links_in)
            lines = found(cells[index])
            text = clean_lines(cells[index]) if lines is None else ", ".join(lines)
            if text and (values[column] or lines is None):
                custom[name] = text
            elif text:
                values[column] = text
        parts = {part: text for part, i in self._address if (text := clean_lines(cells[i]))}
        values["address"] = joined_address(parts)
        if "notes" in self._at:
            values["notes"] = clean_lines(cells[self._at["notes"]], LINES_LIMIT)
        if custom:
            values["custom"] = json.dumps(custom, ensure_ascii=False)
        identifier = clean(cells[self._at["id"]], 200) if "id" in self._at else ""
        digest = blake2b("\x1f".join(cells).encode("utf-8", "replace"), digest_size=12).hexdigest()
        key = self._prefix + identifier if identifier else ROW_KEY + digest
        return CompanyDraft(
            row.number, key, bool(identifier), tuple(values.values()), company_key(values["name"])
        )


class CompanyComparison(NamedTuple):
    """What an import of companies would do."""

    new: list[CompanyDraft]
    updates: list[Change]
    unchanged: int
    left: list[Left]
    twins: list[Twin]
    seq: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.new or self.updates)

    @property
    def changed(self) -> int:
        """How many companies that are there change."""
        return len(self.updates)


def compare_companies(
    reader: Reader, drafts: Sequence[CompanyDraft], command_id: int = 0
) -> CompanyComparison:
    """Hold companies against the store: by their source's id, else by name where only one is called so."""
    found = CompanyComparison([], [], 0, [], [], newest_command(reader))
    names = column_names(reader, "company")
    rows = [dict(zip(names, row, strict=True)) for row in reader.select("select * from company")]
    by_key = {row["source_key"]: row for row in rows}
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_name.setdefault(row["name_key"], []).append(row)
    seen: dict[str, CompanyDraft] = {}
    named: dict[str, CompanyDraft] = {}
    unchanged = 0
    for draft in drafts:
        earlier = seen.get(draft.key) or (None if draft.has_id else named.get(draft.name_key))
        if earlier is not None:
            same = earlier.values == draft.values or not draft.has_id
            text = (_SAME if same else _CONTRADICTS).format(earlier.number)
            found.left.append(Left(draft.number, text, rejected=not same))
            continue
        seen[draft.key] = draft
        present = by_key.get(draft.key) or _called_so(draft, by_name.get(draft.name_key, []))
        if present is None:
            if draft.name_key in named or draft.name_key in by_name:
                found.twins.append(Twin(draft.number, _SAME_NAME.format(draft.values[0])))
            named.setdefault(draft.name_key, draft)
            found.new.append(draft)
            continue
        named.setdefault(draft.name_key, draft)
        change = update("company", present, command_id, _columns(draft, present))
        if change is None:
            unchanged += 1
        else:
            found.updates.append(change)
    return found._replace(unchanged=unchanged)


def _called_so(draft: CompanyDraft, rows: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    if len(rows) != 1:
        return None
    key = rows[0]["source_key"] or ""
    is_other = draft.has_id and key.partition(":")[0] == draft.key.partition(":")[0]
    return None if is_other else rows[0]


def _columns(draft: CompanyDraft, row: Mapping[str, Any]) -> dict[str, Value]:
    columns = {
        name: joined_value(name, row[name], value)
        for name, value in zip(COMPANY_VALUES, draft.values, strict=True)
        if value
    }
    if columns.get("name") != row["name"]:
        columns["name_key"] = company_key(str(columns["name"]))
    if draft.has_id and (row["source_key"] or ROW_KEY).startswith(ROW_KEY):
        columns["source_key"] = draft.key
    return columns


@command(COMMAND, REACH)
class ImportCompanies(NamedTuple):
    """Bring in the companies of an accounts file. One step for undo."""

    id: int
    actor: int
    at: int
    file: str
    drafts: Sequence[CompanyDraft]
    row_ids: range

    def decide(self, reader: Deciding) -> Decision:
        """Compares with the store as it is now. Refuses where there is nothing to write."""
        found = compare_companies(reader, self.drafts, self.id)
        if found.is_empty:
            raise Refused("Nothing new: every company of the file is there already.")
        counts = {"imported": len(found.new), "updated": found.changed}
        return Decision(
            import_words(self.file, "company", "companies", counts),
            found.updates,
            whose=(NOBODY,),
            statements=put_in(reader, "company", _COLUMNS, list(self._rows(found.new)), self.id),
            batch=("company",) if found.new else (),
        )

    def _rows(self, new: Sequence[CompanyDraft]) -> Iterator[tuple[Value, ...]]:
        for draft, identifier in zip(new, self.row_ids, strict=False):
            yield identifier, *draft.values, draft.name_key, draft.key, self.id
