"""The e-mails, phones and links of a row: of all its columns, each value once, with its labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from data.files.spoiled import NOTHING
from data.imports.cell_readers import READ, UNREAD
from data.imports.contact_cells import PLAIN, READERS, VALUE_LIMIT, Value, known_label
from data.imports.fields import ImportField
from data.imports.joining import names_agree
from data.imports.set_aside import Spill
from data.kernel.engine import Value as Stored
from data.kernel.text import clean
from data.records.normal_forms import compared_number, folded, normal_email, normal_phones
from data.records.phone_codes import country_code, with_code

_CODE = re.compile(r"\D{0,40}?(?:\+|00)?(?P<digits>[1-9]\d{0,3})\D?", re.ASCII)
_WORDS_OF_A_NAME = re.compile(r"[^\W\d_][^\d@]{1,80}")


class _Column(NamedTuple):
    """A column of values, with the label of its name, and the columns that say more of its values."""

    label: str
    at: int
    label_at: int | None
    code_at: int | None
    country_at: int | None
    is_alone: bool
    """Whether no other column says more of its values."""


class _List(NamedTuple):
    """A field with several values. ``joined``: what stands between them where a record has one place for all."""

    sort: str
    place: int
    joined: str
    columns: Sequence[_Column]
    is_plain: Callable[[str], str] | None
    """Tells what a cell that is one value as it stands is known by; None where no cell is taken so."""


class ContactLists:
    """Reads the e-mails, phones and links of rows."""

    def __init__(
        self,
        fields: Sequence[ImportField],
        places: Mapping[str, int],
        at: Mapping[str, int],
        names: Sequence[str],
        *,
        is_ours: bool,
        region: str,
    ) -> None:
        """``places`` are those of a draft's values, ``at`` the columns of the file by field, ``names`` what these are
        called.
        """
        self._names = names
        self._is_ours = is_ours
        self._region = region
        self._lists = [
            _List(
                *(field.form, places[field.place], field.joined, _columns_of(field.field, at)),
                None if is_ours or field.joined else PLAIN[field.form],
            )
            for field in fields
            if field.form in READERS
        ]

    def fill(
        self, cells: Sequence[str], values: list[Stored], spill: Spill
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Fill in e-mails, phones and links; return the match keys of the first two.

        The first of the values is what the record is called; a name beside an address is taken where it has none.
        """
        emails: tuple[str, ...] = ()
        phones: tuple[str, ...] = ()
        for one in self._lists:
            lines: dict[str, str] = {}
            plain = ""
            for column in one.columns:
                cell = cells[column.at]
                if not cell or cell.isspace():
                    continue
                if one.is_plain is not None and column.is_alone and (key := one.is_plain(cell)):
                    plain = key if not lines else ""
                    lines[f"{column.label}: {cell}" if column.label else cell] = cell
                else:
                    plain = ""
                    lines |= self._read(one, column, cells, values, spill)
            if not lines:
                continue
            values[one.place] = "\n".join(lines)
            if one.sort == "emails":
                emails = (plain,) if plain else tuple({normal_email(value): None for value in lines.values()})
            elif one.sort == "phones":
                phones = self._phone_keys(plain, lines)
        return emails, phones

    def _phone_keys(self, plain: str, lines: Mapping[str, str]) -> tuple[str, ...]:
        """The match keys of numbers by their lines; ``plain`` is the only one as it is dialled, where there is one."""
        region = self._region
        if plain:
            key = compared_number(plain, region)
            return (key,) if key else ()
        return tuple({key: None for value in lines.values() for key in normal_phones(value, region)})

    def _read(
        self, one: _List, column: _Column, cells: Sequence[str], values: list[Stored], spill: Spill
    ) -> dict[str, str]:
        """The lines that a cell adds to its list, each with its value."""
        cell = cells[column.at]
        if self._is_ours:
            return self._exported(one.sort, column, cell, spill)
        if cell in NOTHING:
            spill.say_nothing(self._names[column.at], cell)
            return {}
        found = self._values(one.sort, column, cells, spill)
        if one.joined:
            self._fill_joined(one, found, column, values, spill)
            return {}
        labelled = ((self._label(value, one.sort, column, cells, values), value.value) for value in found)
        return {f"{label}: {value}" if label else value: value for label, value in labelled}

    def _values(self, sort: str, column: _Column, cells: Sequence[str], spill: Spill) -> Sequence[Value]:
        """The values of a cell; what it says besides makes it stay beside the record."""
        cell, name = cells[column.at], self._names[column.at]
        said = READERS[sort](cell)
        if not said.values and said.how == READ:
            spill.say_nothing(name, cell)
        if said.how != READ:
            spill.keep("unread" if said.how == UNREAD else "whole", name, cell)
        if said.mended:
            spill.tell("mended", name, f"{clean(cell, 30)} is {said.mended}")
        if column.code_at is None and column.country_at is None:
            return said.values
        return [
            value._replace(value=self._with_code(value.value, column, cells, spill)) for value in said.values
        ]

    def _label(
        self, value: Value, sort: str, column: _Column, cells: Sequence[str], values: list[Stored]
    ) -> str:
        """The labels of a value: of its column's name, of the column beside it, and of the cell itself."""
        told = known_label(cells[column.label_at], sort) if column.label_at is not None else ""
        words, name = value.words, str(values[0])
        if words and sort == "emails":
            if not name and _WORDS_OF_A_NAME.fullmatch(words):
                values[0], words = words, ""
            elif name and "@" not in name and _is_one_person(name, words):
                values[0], words = _fuller(name, words), ""
        column_label = column.label
        if column.label_at is not None:
            # Where a column says what a value is, the number in its own name says nothing.
            column_label = column_label.strip(" 0123456789")
        parts = " ".join(part for part in (column_label, told, value.label, words.lower()) if part).split()
        return clean(" ".join(dict.fromkeys(parts)).replace(":", " "), 60)

    def _with_code(self, number: str, column: _Column, cells: Sequence[str], spill: Spill) -> str:
        """A number with its calling code; what says another one stays beside the record."""
        code = ""
        for at in (column.code_at, column.country_at):
            cell = cells[at].strip() if at is not None else ""
            if at is None or not cell or cell in NOTHING:
                continue
            match = _CODE.fullmatch(cell)
            told = match["digits"] if match is not None else country_code(cell)
            if not told:
                spill.keep("unread", self._names[at], cell)
            elif code and told != code:
                spill[self._names[at]] = cell
            else:
                code = told
        if not code:
            return number
        joined = with_code(number, code)
        if joined is None:
            spill.update(
                {self._names[at]: cells[at] for at in (column.code_at, column.country_at) if at is not None}
            )
            return number
        return joined

    def _fill_joined(
        self, one: _List, found: Sequence[Value], column: _Column, values: list[Stored], spill: Spill
    ) -> None:
        """Fill the only place that a record has; what comes after the first column, and labels, stay beside it."""
        text = one.joined.join(value.value for value in found)
        if not text:
            return
        if values[one.place] or any(value.label or value.words for value in found):
            spill[self._names[column.at]] = "; ".join(map(_with_labels, found))
        values[one.place] = values[one.place] or text

    def _exported(self, sort: str, column: _Column, cell: str, spill: Spill) -> dict[str, str]:
        """What a cell of our own export says: a value a line, behind its label. By line, the value."""
        lines = [text for line in cell.splitlines() if (text := clean(line, VALUE_LIMIT + 1))]
        found = {
            f"{column.label}: {line}" if column.label else line: line.rpartition(": ")[2] for line in lines
        }
        if any(len(line) > VALUE_LIMIT for line in lines) or (
            sort == "emails" and not all(map(normal_email, found.values()))
        ):
            spill.keep("unread", self._names[column.at], cell)
            return {}
        return found


def _is_one_person(name: str, words: str) -> bool:
    """Whether words beside an address can be the name of whom it is: they agree, or one is a part of the other."""
    first, second = set(folded(name).split()), set(folded(words).split())
    return first <= second or second <= first or names_agree(name, words)


def _fuller(name: str, words: str) -> str:
    """Of two names that can be one person's the one that says more: words instead of initials."""
    return words if len(folded(words)) > len(folded(name)) else name


def _with_labels(value: Value) -> str:
    return f"{value.label or value.words}: {value.value}" if value.label or value.words else value.value


def _columns_of(sort: str, at: Mapping[str, int]) -> list[_Column]:
    """The columns of a sort of which there may be several, each with the parts that say more of it."""
    found = []
    for field, place in at.items():
        if field.partition(":")[0] == sort and "/" not in field:
            label = at.get(f"{field}/label")
            code = at.get(f"{field}/code", at.get(f"{sort}/code"))
            country = at.get(f"{field}/country", at.get(f"{sort}/country"))
            is_alone = label is code is country is None
            found.append(_Column(field.partition(":")[2], place, label, code, country, is_alone))
    return found
