"""A row of a file as the draft of a record."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from json.encoder import encode_basestring as quoted

from data.files.spoiled import NOTHING, identifier_of, is_error
from data.files.table import Row
from data.imports.cell_readers import READ, STAYS, cell_reader
from data.imports.cells import YES_NO, MomentReader, joined_address, joined_name_parts
from data.imports.contact_lists import ContactLists
from data.imports.dated_notes import Authors, DatedNote, read_notes
from data.imports.drafts import Draft
from data.imports.fields import ImportField, RowRules
from data.imports.formats import Formats
from data.imports.left_rows import REJECTED, Left, RowRefused, left_as_deleted
from data.imports.planned_steps import PlannedSteps
from data.imports.set_aside import SetAside, Spill
from data.imports.several_values import plain_text
from data.imports.source_systems import OUR_KEY, ROW_KEY, row_digest
from data.imports.spec import Job
from data.kernel.engine import Value
from data.kernel.text import clean, clean_lines
from data.records.fields import LINE_LIMIT, LINES_LIMIT

_REMEMBERED = 5_000
_NO_VALUES = frozenset(("[]", "{}", "NULL", "(null)", "<null>", "\\N"))
"""Cells without a value whatever their column is about; a dash or "none" may say something there."""


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


class RowReader:
    """Makes drafts of the rows of one file."""

    def __init__(self, rules: RowRules, job: Job, formats: Formats, region: str) -> None:
        columns, names = job.columns, job.table.columns
        places = {name: index for index, name in enumerate(names)}
        at = {found.field: places[found.column] for found in columns.found}
        self._names = names
        self._at = at
        self._prefix = columns.key_prefix
        self._is_ours = columns.is_ours
        self._places = rules.places
        self._unsaid = [field.unsaid for field in rules.fields]
        # An export of our own comes back as it went out.
        self._nothing = frozenset(("",)) if columns.is_ours else NOTHING | {""}
        self._empty = frozenset(("",)) if columns.is_ours else _NO_VALUES | {""}
        self._lacks = rules.lacks
        self._name_key = rules.name_key
        self._settle = rules.settle(job.reader) if rules.settle is not None else None
        self._job = job
        self._id, self._second = at.get("id"), at.get("source_record")
        self._long = {at[field] for field in rules.long if columns.is_ours and field in at}
        self._deleted, self._history = at.get("deleted"), at.get("history")
        self._authors = Authors(job.actor, job.owners)
        self._whole = _Cleaned(lambda cell: clean_lines(cell, LINES_LIMIT))
        self._short = _Cleaned(_exact_line if columns.is_ours else _line_of)
        self._parts = [at[field] for field in rules.name_parts if field in at]
        self._address = [
            (field.rpartition(":")[2], index) for field, index in at.items() if field.startswith("address")
        ]
        self._addresses: dict[tuple[str, ...], tuple[str, Sequence[int]]] = {}
        self._rest = [
            (rules.rest_name(name) if columns.is_ours else name, places[name]) for name in columns.rest
        ]
        fields = {field.form: field for field in rules.fields}
        self._address_place = self._places[fields["address"].place] if "address" in fields else -1
        self._rest_place = self._places[fields["rest"].place] if "rest" in fields else -1
        self._owner_at = at.get("owner") if "owner" in fields else None
        self._lines = [
            (self._places[field.place], at[field.field])
            for field in rules.fields
            if field.form == "line" and field.field in at
        ]
        self._lists = ContactLists(
            rules.fields, self._places, at, names, is_ours=columns.is_ours, region=region
        )
        self._readers = [
            (at[field.field], reader, field.refuses)
            for field in rules.fields
            if field.field in at and (reader := cell_reader(field, self._places, job, formats)) is not None
        ]
        self._extras = rules.extras if columns.is_ours else ()
        self._steps: PlannedSteps | None = None
        if not columns.is_ours and rules.plans is not None and {rules.plans.step, rules.plans.at} & at.keys():
            self._steps = PlannedSteps(rules.plans, rules.extras, at, job, formats)
        self._extra_moments = MomentReader(formats.dates_of(""), job.owner.zone)
        self.peculiar = rules.peculiar(job, at, formats) if rules.peculiar is not None else None
        self.aside = SetAside(rules.records.word)

    @property
    def authors(self) -> Authors:
        """Whose the dated notes of the file are."""
        return self._authors

    def take(self, row: Row) -> Draft | Left:
        """The draft of a row, or why it has to be left out."""
        try:
            return self._taken(row)
        except RowRefused as refused:
            return Left(row.number, refused.reason, refused.detail)

    def _taken(self, row: Row) -> Draft | Left:
        cells = row.cells
        if row.problem is not None:
            return Left(row.number, REJECTED, row.problem)
        if self._deleted is not None and YES_NO.get(cells[self._deleted].strip().lower()):
            return left_as_deleted(row.number, clean(self._names[self._deleted], 40))
        if len("".join(cells)) > LINES_LIMIT and (too_long := self._too_long(cells)):
            return Left(row.number, REJECTED, too_long)
        values = self._unsaid.copy()
        spill = Spill()
        for target, index in self._lines:
            if cells[index]:
                values[target] = self._line(index, cells[index], spill)
        if self._parts:
            self._join_name(cells, values, spill)
        emails, phones = self._lists.fill(cells, values, spill)
        lacks = self._lacks(values)
        if lacks:
            return Left(row.number, REJECTED, lacks)
        self._others(cells, values, spill)
        parts = self.peculiar.read(row.number, cells, values, spill) if self.peculiar is not None else ()
        if self._settle is not None:
            for field in self._settle(values):
                index = self._at[field]
                spill[self._names[index]] = cells[index]
        notes = self._dated(cells, spill) if self._history is not None else ()
        extras = self._extras_of(cells, values, spill)
        key, has_id = self._key(cells, spill)
        custom = self._custom(cells, spill)
        if custom:
            values[self._rest_place] = _as_json(custom)
        if spill.told:
            self.aside.take(spill, row.number)
        second = clean(cells[self._second], 200) if self._second is not None else ""
        return Draft(
            *(row.number, key, has_id, tuple(values), emails, phones, self._name_key(values)),
            *(extras, second, notes, parts),
        )

    def _custom(self, cells: list[str], spill: Spill) -> dict[str, str]:
        """The added fields of a row, and what stays beside it."""
        custom = {
            name: text
            for name, i in self._rest
            if cells[i] not in self._empty and (text := self._whole[cells[i]])
        }
        ours = self._at.get("custom")
        if ours is not None and cells[ours]:
            try:
                custom |= {str(name): str(text) for name, text in json.loads(cells[ours]).items()}
            except (ValueError, AttributeError):
                self._unreadable(ours, cells, spill)
        if spill:
            custom |= {name: clean_lines(text) for name, text in spill.items()}
        return custom

    def _too_long(self, cells: list[str]) -> str:
        """Which cell holds more than fits, in words; dated notes are several, and fit."""
        sizes = [
            0
            if index in self._long or (index == self._history and read_notes(cell) is not None)
            else len(cell)
            for index, cell in enumerate(cells)
        ]
        longest = max(sizes)
        if longest <= LINES_LIMIT:
            return ""
        name = clean(self._names[sizes.index(longest)], 40)
        return f"{name} holds {longest:,} characters; {LINES_LIMIT:,} fit"

    def _dated(self, cells: list[str], spill: Spill) -> tuple[DatedNote, ...]:
        cell = cells[self._history or 0]
        if not cell or cell.isspace():
            return ()
        notes = read_notes(cell)
        if notes is None:
            self._unreadable(self._history or 0, cells, spill)
            return ()
        return tuple(map(self._authors.signed, notes))

    def _line(self, index: int, cell: str, spill: Spill) -> str:
        """A cell as one line; what is too long for one stays whole beside it, and so does an error."""
        text = self._short[cell]
        if not text:
            self._say_empty(index, cell, spill)
        if len(text) >= LINE_LIMIT and len(clean(cell, LINE_LIMIT + 1)) > LINE_LIMIT:
            self._cut(index, cell, spill)
        return text

    def _say_empty(self, index: int, cell: str, spill: Spill) -> None:
        """Say of a filled cell why nothing was read of it."""
        if is_error(cell.strip()):
            spill.keep("unread", self._names[index], cell)
        elif not cell.isspace():
            spill.say_nothing(self._names[index], cell)

    def _unreadable(self, index: int, cells: list[str], spill: Spill) -> None:
        """Set a cell aside that is not what its column holds."""
        spill.keep("unread", self._names[index], cells[index])

    def _cut(self, index: int, cell: str, spill: Spill) -> None:
        """Set a cell aside whole that is too long for its place."""
        spill.keep("cut", self._names[index], cell)

    def _join_name(self, cells: list[str], values: list[Value], spill: Spill) -> None:
        parts = [self._short[cells[index]] for index in self._parts]
        if not all(parts):
            for index, part in zip(self._parts, parts, strict=True):
                if not part and cells[index]:
                    self._say_empty(index, cells[index], spill)
        joined = clean(joined_name_parts(parts), LINE_LIMIT)
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

    def _others(self, cells: list[str], values: list[Value], spill: Spill) -> None:
        if self._address:
            address, unsaid = self._joined_address([cells[i] for _, i in self._address])
            values[self._address_place] = address
            for index in unsaid:
                self._say_empty(index, cells[index], spill)
        for index, read, refuses in self._readers:
            cell = cells[index]
            if cell in self._nothing or cell.isspace():
                if cell and not cell.isspace():
                    spill.say_nothing(self._names[index], cell)
            elif (how := read(cell, values)) != READ:
                if how == STAYS:
                    spill[self._names[index]] = cell
                elif refuses is not None:
                    raise RowRefused(refuses(cell), f"{self._names[index]} {clean(cell, 40)}")
                else:
                    self._unreadable(index, cells, spill)
        if self._owner_at is not None and cells[self._owner_at].strip() not in self._nothing:
            self._owner(self._owner_at, cells, values, spill)

    def _joined_address(self, cells: list[str]) -> tuple[str, Sequence[int]]:
        """The address that these cells make, and the places of those that say nothing or hold an error.

        The first thousands are remembered, as many stand there often.
        """
        wording = tuple(cells)
        found = self._addresses.get(wording)
        if found is None:
            parts: dict[str, str] = {}
            unsaid: list[int] = []
            for (part, index), cell in zip(self._address, cells, strict=True):
                text = self._whole[cell] if cell else ""
                if text and not self._is_ours and (text in NOTHING or is_error(text)):
                    unsaid.append(index)
                elif text:
                    parts[part] = text
            found = joined_address(parts) if parts else "", unsaid
            if len(self._addresses) < _REMEMBERED and len(found[0]) < 300:
                self._addresses[wording] = found
        return found

    def _owner(self, index: int, cells: list[str], values: list[Value], spill: Spill) -> None:
        by_email = self._at.get("owner_email")
        if by_email is not None and cells[by_email].strip():
            person, _ = self._job.owners.find(cells[by_email])
            if person is not None:
                values[self._places["owner_id"]] = person
                return
        person, name = self._job.owners.find(cells[index])
        values[self._places["owner_id"]] = person
        place = self._places["owner_name"]
        if not (self._is_ours and values[place]):
            values[place] = name
        elif name:
            spill[self._names[index]] = name

    def _extras_of(self, cells: list[str], values: list[Value], spill: Spill) -> tuple[Value, ...]:
        """What our own export has besides, or the next step that another file tells."""
        if self._steps is not None:
            return self._steps.read(cells, values, spill)
        return tuple([self._extra(field, cells, spill) for field in self._extras]) if self._extras else ()

    def _extra(self, field: ImportField, cells: list[str], spill: Spill) -> Value:
        """What only our own export has; without a value where the cell says nothing."""
        index = self._at.get(field.field)
        if index is None or not (cell := cells[index].strip()):
            return field.unsaid
        if field.form == "short":
            return clean(cell, field.limit)
        value = YES_NO.get(cell.lower()) if field.form == "toggle" else self._extra_moments.read(cell)
        if value is None:
            self._unreadable(index, cells, spill)
        return value

    def _key(self, cells: list[str], spill: Spill) -> tuple[str, bool]:
        """What a row is known by. An id that a spreadsheet spoiled could be that of many."""
        identifier = clean(cells[self._id], 200) if self._id is not None else ""
        if identifier and not self._is_ours:
            told = identifier_of(identifier)
            if told is None:
                self._unreadable(self._id or 0, cells, spill)
            identifier = told or ""
        if identifier:
            return self._prefix + (identifier.lower() if self._prefix == OUR_KEY else identifier), True
        return ROW_KEY + row_digest(cells), False


def _as_json(texts: Mapping[str, str]) -> str:
    """Texts by name as one JSON object. The library makes its writer of objects anew each time; this is part of it."""
    return "{" + ", ".join([f"{quoted(name)}: {quoted(text)}" for name, text in texts.items()]) + "}"


def _exact_line(cell: str) -> str:
    return clean(cell, LINE_LIMIT)


def _line_of(cell: str) -> str:
    """A cell as one line: nothing for what says nothing and for a spreadsheet's error, a list in its order."""
    text = clean(cell, LINE_LIMIT)
    if text in NOTHING or (text[:1] in "#E" and is_error(text)):
        return ""
    if text[:1] in "[{^" or ":::" in text or "|##|" in text:
        return clean(plain_text(cell), LINE_LIMIT)
    return text
