"""A row of a file as the draft of a lead."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from data.files.dates import DateFormat
from data.files.numbers import NumberFormat
from data.files.table import Row
from data.kernel.engine import Value
from data.kernel.text import clean, clean_lines
from data.leads.fields import INFLUENCES
from data.leads.imports.beside import Beside, Spill
from data.leads.imports.cells import (
    SPLITTERS,
    VALUE_LIMIT,
    YES_NO,
    MomentReader,
    StatusReader,
    amount_in,
    joined_address,
    tags_in,
)
from data.leads.imports.columns import LABELLED, OWN_KEY, ROW_KEY, Columns
from data.leads.imports.draft import EXTRAS, PLACE, VALUES, Draft, Left, left_as_deleted
from data.leads.imports.history import Authors, DatedNote, read_notes
from data.leads.imports.own import CUSTOM_PREFIX
from data.leads.imports.owners import LeadOwners
from data.people.person import Person
from data.records.fields import LINE_LIMIT, LINES_LIMIT
from data.records.normal_forms import normal_email, normal_name, normal_phone

_LINES = (
    "name",
    "title",
    "company",
    "territory",
    "segment",
    "product_interest",
    "source",
    "channel",
    "reason",
)
_TOGGLES = frozenset(("has_budget", "has_need", "has_authority", "has_timing", "will_meet", "unworked"))
_REASON, _STATUS, _CURRENCY = PLACE["reason"], PLACE["status"], PLACE["currency"]
_OWNER_NAME = PLACE["owner_name"]
_UNSAID: tuple[Value, ...] = tuple(
    None if name in ("budget", "owner_id", "created_at") else "" for name in VALUES
)
"""The values of a row that says nothing."""
_REMEMBERED = 5_000
_encode = json.JSONEncoder(ensure_ascii=False).encode


class _Cleaned(dict[str, str]):
    """Cleaned cells by the cell; the first thousands of wordings are remembered, as many stand there often."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cell: str) -> str:
        text = self._make(cell)
        if len(self) < _REMEMBERED and len(cell) < 100:
            self[cell] = text
        return text


class Formats(NamedTuple):
    """How the ambiguous cells of a file are read."""

    dates: DateFormat = DateFormat()
    numbers: NumberFormat = NumberFormat()


class RecordReader:
    """Makes drafts of the rows of one file."""

    def __init__(
        self,
        columns: Columns,
        names: Sequence[str],
        formats: Formats,
        owners: LeadOwners,
        statuses: StatusReader,
        person: Person,
        region: str,
        authors: Authors,
    ) -> None:
        place = {name: index for index, name in enumerate(names)}
        at = {found.field: place[found.column] for found in columns.found}
        self._names = names
        self._prefix = columns.key_prefix
        self._is_own = columns.is_own
        self._id = at.get("id")
        self._second = at.get("source_record")
        self._lines = [(PLACE[field], at[field]) for field in _LINES if field in at]
        self._parts = [at[field] for field in ("first_name", "middle_name", "last_name") if field in at]
        self._labelled = {
            sort: [
                (field.partition(":")[2], at[field])
                for field in (found.field for found in columns.found)
                if field.partition(":")[0] == sort
            ]
            for sort in LABELLED
        }
        self._address = [
            (field.rpartition(":")[2], index) for field, index in at.items() if field.startswith("address")
        ]
        self._addresses: dict[tuple[str, ...], str] = {}
        self._one = at
        self._owner_at = at.get("owner")
        self._kept = _Cleaned(lambda cell: clean_lines(cell, LINES_LIMIT))
        self._short = _Cleaned(lambda cell: clean(cell, LINE_LIMIT))
        readers: dict[str, Callable[[str, list[Value]], bool]] = {
            "notes": self._notes,
            "tags": self._tags,
            "influence": self._influence,
            "currency": self._currency,
            "budget": self._budget,
            "status": self._status,
            "owner_name": self._owner_name,
            "created": self._created,
        }
        self._readers = [(at[field], read) for field, read in readers.items() if field in at]
        self._extras = [at.get(field) for field in EXTRAS] if columns.is_own else []
        self._rest = [(_own_name(name, columns), place[name]) for name in columns.rest]
        self._formats = formats
        self._moments = MomentReader(formats.dates, person.zone)
        self._owners = owners
        self._statuses = statuses
        self._region = region
        self._history = at.get("history")
        self._authors = authors
        self._deleted = at.get("deleted")
        self.beside = Beside()

    def take(self, row: Row) -> Draft | Left:
        """The draft of a row, or why it has to be left out."""
        cells = row.cells
        if row.problem is not None:
            return Left(row.number, row.problem)
        if self._deleted is not None and YES_NO.get(cells[self._deleted].strip().lower()):
            return left_as_deleted(row.number, clean(self._names[self._deleted], 40))
        if max(map(len, cells)) > LINES_LIMIT and (too_long := self._too_long(cells)):
            return Left(row.number, too_long)
        values = list(_UNSAID)
        spill = Spill()
        for target, index in self._lines:
            if cells[index]:
                values[target] = self._line(index, cells[index], spill)
        if self._parts:
            self._join_name(cells, values, spill)
        emails, phones = self._lists(cells, values, spill)
        if not (values[0] or values[2] or emails):
            return Left(row.number, "neither a name nor a company nor an e-mail address")
        self._others(cells, values, spill)
        notes = self._dated(cells, spill)
        extras = tuple(self._extra(n, i, cells, spill) for n, i in zip(EXTRAS, self._extras, strict=False))
        custom = self._custom(cells, spill)
        if custom:
            values[PLACE["custom"]] = _encode(custom)
        key, has_id = self._key(cells)
        name_key = (
            normal_name(str(values[0]), str(values[2])) if values[0] and "@" not in str(values[0]) else ""
        )
        second = clean(cells[self._second], 200) if self._second is not None else ""
        return Draft(row.number, key, has_id, tuple(values), emails, phones, name_key, extras, second, notes)

    def _custom(self, cells: list[str], spill: Spill) -> dict[str, str]:
        """The added fields of a row, and what stays beside it."""
        custom = {name: text for name, i in self._rest if cells[i] and (text := self._kept[cells[i]])}
        own = self._one.get("custom")
        if own is not None and cells[own]:
            try:
                custom |= {str(name): str(text) for name, text in json.loads(cells[own]).items()}
            except (ValueError, AttributeError):
                self._unreadable(own, cells, spill)
        if spill:
            custom |= {name: clean_lines(text) for name, text in spill.items()}
            self.beside.take(spill)
        return custom

    def _too_long(self, cells: list[str]) -> str:
        """Which cell holds more than fits, in words; dated notes are several, and fit."""
        sizes = [
            0 if index == self._history and read_notes(cell) is not None else len(cell)
            for index, cell in enumerate(cells)
        ]
        longest = max(sizes)
        if longest <= LINES_LIMIT:
            return ""
        name = clean(self._names[sizes.index(longest)], 40)
        return f"{name} holds {longest:,} characters; {LINES_LIMIT:,} fit"

    def _dated(self, cells: list[str], spill: Spill) -> tuple[DatedNote, ...]:
        cell = cells[self._history] if self._history is not None else ""
        if not cell or cell.isspace():
            return ()
        notes = read_notes(cell)
        if notes is None:
            self._unreadable(self._history or 0, cells, spill)
            return ()
        return tuple(map(self._authors.signed, notes))

    def _line(self, index: int, cell: str, spill: Spill) -> str:
        """A cell as one line; what is too long for one stays whole beside it."""
        text = self._short[cell]
        if len(text) >= LINE_LIMIT and len(clean(cell, LINE_LIMIT + 1)) > LINE_LIMIT:
            self._cut(index, cell, spill)
        return text

    def _unreadable(self, index: int, cells: list[str], spill: Spill) -> None:
        """Keep a cell beside the lead that is not what its column holds."""
        spill[self._names[index]] = cells[index]
        spill.unread.append(self._names[index])

    def _cut(self, index: int, cell: str, spill: Spill) -> None:
        """Keep a cell whole that is too long for its place."""
        spill[self._names[index]] = cell
        spill.cut.append(self._names[index])

    def _join_name(self, cells: list[str], values: list[Value], spill: Spill) -> None:
        parts = [self._short[cells[index]] for index in self._parts]
        joined = clean(" ".join(part for part in parts if part), LINE_LIMIT)
        if self._is_long_name(cells):
            values[0] = values[0] or joined
            for index in self._parts:
                if cells[index].strip():
                    self._cut(index, cells[index], spill)
        elif not values[0]:
            values[0] = joined
        elif joined != values[0]:
            spill.update((self._names[i], part) for i, part in zip(self._parts, parts, strict=True) if part)

    def _is_long_name(self, cells: list[str]) -> bool:
        if sum(len(cells[index]) for index in self._parts) <= LINE_LIMIT - len(self._parts):
            return False
        return len(clean(" ".join(cells[index] for index in self._parts), LINE_LIMIT + 1)) > LINE_LIMIT

    def _lists(
        self, cells: list[str], values: list[Value], spill: Spill
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Fill in e-mails, phones and links; return the match keys of the first two."""
        keys: dict[str, dict[str, None]] = {}
        for sort, columns in self._labelled.items():
            lines: dict[str, None] = {}
            for label, index in columns:
                cell = cells[index]
                if not cell or cell.isspace():
                    continue
                found = SPLITTERS[sort](cell)
                if found is None:
                    self._unreadable(index, cells, spill)
                    continue
                for value in found:
                    lines[f"{label}: {value}" if label else value] = None
            values[PLACE[sort]] = "\n".join(lines)
            keys[sort] = lines
        emails = tuple({normal_email(line.rpartition(": ")[2]): None for line in keys["emails"]})
        phones = {normal_phone(line.rpartition(": ")[2], self._region): None for line in keys["phones"]}
        phones.pop("", None)
        return emails, tuple(phones)

    def _others(self, cells: list[str], values: list[Value], spill: Spill) -> None:
        if self._address:
            values[PLACE["address"]] = self._joined_address([cells[i] for _, i in self._address])
        for index, read in self._readers:
            cell = cells[index]
            if cell and not cell.isspace() and not read(cell, values):
                if index == self._one.get("status") and values[_STATUS]:
                    spill[self._names[index]] = cell
                else:
                    self._unreadable(index, cells, spill)
        if self._owner_at is not None and cells[self._owner_at].strip():
            self._owner(cells, values, spill)
        if values[_REASON] and self._statuses.open.get(str(values[_STATUS]), 1):
            index = self._one["reason"]
            spill[self._names[index]] = cells[index]
            values[_REASON] = ""

    def _joined_address(self, cells: list[str]) -> str:
        """The address that these cells make; the first thousands are remembered, as many stand there often."""
        wording = tuple(cells)
        address = self._addresses.get(wording)
        if address is None:
            named = zip(self._address, cells, strict=True)
            parts = {part: text for (part, _), cell in named if cell and (text := self._kept[cell])}
            address = joined_address(parts) if parts else ""
            if len(self._addresses) < _REMEMBERED and len(address) < 300:
                self._addresses[wording] = address
        return address

    def _notes(self, cell: str, values: list[Value]) -> bool:
        values[PLACE["notes"]] = clean_lines(cell, LINES_LIMIT)
        return True

    def _tags(self, cell: str, values: list[Value]) -> bool:
        values[PLACE["tags"]] = tags = tags_in(cell, ",") if self._is_own else tags_in(cell)
        return "…" not in tags or "…" in cell

    def _influence(self, cell: str, values: list[Value]) -> bool:
        word = clean(cell).lower()
        values[PLACE["influence"]] = word if word in INFLUENCES else ""
        return word in INFLUENCES

    def _currency(self, cell: str, values: list[Value]) -> bool:
        values[_CURRENCY] = clean(cell, VALUE_LIMIT)
        return len(clean(cell, VALUE_LIMIT + 1)) <= VALUE_LIMIT

    def _budget(self, cell: str, values: list[Value]) -> bool:
        amount = amount_in(cell, self._formats.numbers)
        if amount is None:
            return False
        values[PLACE["budget"]] = amount[0]
        values[_CURRENCY] = values[_CURRENCY] or amount[1]
        return True

    def _status(self, cell: str, values: list[Value]) -> bool:
        values[_STATUS], says_all = self._statuses.read(cell)
        return says_all

    def _owner_name(self, cell: str, values: list[Value]) -> bool:
        values[PLACE["owner_name"]] = clean(cell, 120)
        return True

    def _created(self, cell: str, values: list[Value]) -> bool:
        values[PLACE["created_at"]] = moment = self._moments.read(cell)
        return moment is not None

    def _owner(self, cells: list[str], values: list[Value], spill: Spill) -> None:
        by_email = self._one.get("owner_email")
        if by_email is not None and cells[by_email].strip():
            person, _ = self._owners.find(cells[by_email])
            if person is not None:
                values[PLACE["owner_id"]] = person
                return
        index = self._one["owner"]
        person, name = self._owners.find(cells[index])
        values[PLACE["owner_id"]] = person
        if not (self._is_own and values[_OWNER_NAME]):
            values[_OWNER_NAME] = name
        elif name:
            spill[self._names[index]] = name

    def _extra(self, name: str, index: int | None, cells: list[str], spill: Spill) -> Value:
        if index is None or not (cell := cells[index].strip()):
            return "" if name == "next_step" else None
        if name == "next_step":
            return clean(cell, 200)
        value = YES_NO.get(cell.lower()) if name in _TOGGLES else self._moments.read(cell)
        if value is None:
            self._unreadable(index, cells, spill)
        return value

    def _key(self, cells: list[str]) -> tuple[str, bool]:
        identifier = clean(cells[self._id], 200) if self._id is not None else ""
        if identifier:
            return self._prefix + (identifier.lower() if self._prefix == OWN_KEY else identifier), True
        digest = blake2b("\x1f".join(cells).encode("utf-8", "replace"), digest_size=12).hexdigest()
        return ROW_KEY + digest, False


def _own_name(column: str, columns: Columns) -> str:
    """What an added field is called: its column, in our own export without the mark that kept it apart."""
    return column.removeprefix(CUSTOM_PREFIX) if columns.is_own else column
