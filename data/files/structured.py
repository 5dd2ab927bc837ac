"""Read the records of a JSON file: a list of objects, whose keys are the columns.

An object within a record gives a column for each of its keys, ``name / first``; a list stays one cell, as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from data.files.encoding import Encoding
from data.files.findings import counted
from data.files.refused import FileRefused, shown_name
from data.files.row import Row, limited_row
from data.files.row_blocks import pack
from data.files.table_layout import COLUMN_LIMIT
from data.kernel.text import clean

_BEGINS = re.compile(r"\s*(?:\[\s*[\[{\]\"]|\{\s*[\"}])")
_LOOKED_AT = 4_096
_CHUNK = 1 << 20
_RECORD_LIMIT = 16_000_000
"""Characters of one record: beyond them a quotation mark or a brace is missing, or it is no record."""
_SHAPE = 'Only a list of records can be read: [{"Name": "Ana", "Phone": "+351 1"}, ...]'
_DEEPEST = 4
"""Objects within each other that give columns; what lies deeper stays in one cell, as JSON."""
_NO_NUMBER = float("nan")


class Records(NamedTuple):
    """The records of a JSON file: the names of their columns, and packed rows without the names."""

    columns: list[str]
    blocks: list[bytes]
    notes: list[str]
    """What a reader should know, one sentence each."""


def is_json(path: str, encoding: Encoding) -> bool:
    """Whether a text file is JSON, by its name or by how it begins."""
    if path.lower().endswith(".json"):
        return True
    with open(path, encoding=encoding.codec, newline="") as file:
        return _BEGINS.match(file.read(_LOOKED_AT)) is not None


def read_json(path: str, encoding: Encoding) -> Records:
    """Read the whole file, a record at a time; rows are numbered by their place in the list, from 1.

    A cell is what stands in the file: numbers keep their digits, null is empty. Raises FileRefused where the file is
    broken, with the line, and where it is no list of objects.
    """
    with open(path, encoding=encoding.codec, newline="") as file:
        reader = _Reader(file, shown_name(path))
        blocks = list(pack(reader.records()))
    if not blocks:
        raise FileRefused(f"{shown_name(path)} holds no records. Export it again.")
    return Records(list(reader.columns), blocks, reader.notes())


class _Reader:
    """Takes one record after the other out of a text that is never held whole."""

    def __init__(self, file: IO[str], name: str) -> None:
        self._file = file
        self._name = name
        self._text = ""
        self._at = 0
        self._line = 1
        self._at_end = False
        self._without_number = 0
        # Digits stay as they are: no number is too long, and none loses its end.
        self._decoder = json.JSONDecoder(
            object_pairs_hook=list,
            parse_int=str,
            parse_float=str,
            parse_constant=lambda _word: _NO_NUMBER,
        )
        self.columns: dict[str, int] = {}

    def records(self) -> Iterator[Row]:
        """The rows that hold anything."""
        if self._next_mark() != "[":
            raise FileRefused(f"{self._name} is JSON of another shape. {_SHAPE}.")
        self._at += 1
        number, mark = 0, self._next_mark()
        while mark != "]":
            number += 1
            row = self._row(number, self._record(number))
            if not all(cell == "" or cell.isspace() for cell in row.cells):
                yield row
            mark = self._next_mark()
            if mark == ",":
                self._at += 1
                if self._next_mark() == "]":
                    raise self._broken("a record is missing after the comma")
            elif mark != "]":
                raise self._broken(
                    "a comma or the end of the list is missing" if mark else "the list has no end"
                )
        self._at += 1
        if self._next_mark():
            raise self._broken("there is more after the end of the list")

    def notes(self) -> list[str]:
        """What was read otherwise than it stands there."""
        if not self._without_number:
            return []
        return [f"{counted(self._without_number, 'value')} NaN or Infinity, no JSON, read as empty."]

    def _next_mark(self) -> str:
        """The next character that is no space, empty at the end of the file."""
        while True:
            while self._at < len(self._text):
                mark = self._text[self._at]
                if mark not in " \t\r\n\ufeff":
                    return mark
                self._at += 1
            if not self._read_on():
                return ""

    def _read_on(self) -> bool:
        """Let go of what is done with, and read as much again as there is left; False at the end."""
        if self._at_end:
            return False
        self._line += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :]
        self._at = 0
        more = self._file.read(max(_CHUNK, len(self._text)))
        self._text += more
        self._at_end = not more
        return not self._at_end

    def _record(self, number: int) -> list[tuple[str, object]]:
        if self._text[self._at : self._at + 1] != "{":
            raise FileRefused(f"{self._name}: record {number:,} is no object. {_SHAPE}.")
        while True:
            try:
                found, self._at = self._decoder.raw_decode(self._text, self._at)
                return found  # type: ignore[no-any-return]
            except json.JSONDecodeError as error:
                if len(self._text) - self._at > _RECORD_LIMIT:
                    raise self._broken(
                        f"it holds a record of more than {_RECORD_LIMIT:,} characters"
                    ) from error
                into = error.pos - self._at
                if not self._read_on():
                    self._at += into
                    raise self._broken(clean(error.msg, 80).removesuffix(" at")) from error
            except RecursionError as error:
                raise self._nested(number, "lists or objects") from error

    def _row(self, number: int, pairs: list[tuple[str, object]]) -> Row:
        cells = [""] * len(self.columns)
        seen: set[str] = set()
        problem = None
        for key, value in self._flat(number, pairs):
            if key in seen:
                problem = f"names {clean(key, 60)} twice"
                continue
            seen.add(key)
            place = self.columns.setdefault(key, len(self.columns))
            if place == len(cells):
                cells.append("")
            cells[place] = value if type(value) is str else self._plain(value)
        if len(self.columns) > COLUMN_LIMIT:
            raise FileRefused(
                f"{self._name} names more than {COLUMN_LIMIT:,} columns. Export fewer of them, or as CSV."
            )
        row = limited_row(number, cells)
        return row._replace(problem=problem) if problem else row

    def _flat(self, number: int, pairs: list[tuple[str, object]]) -> Iterator[tuple[str, object]]:
        """The columns and values of a record, with those of the objects in it; lists as JSON."""
        waiting = [(key, value, 1) for key, value in reversed(pairs)]
        while waiting:
            key, value, depth = waiting.pop()
            if not isinstance(value, list):
                yield key, value
            elif value and isinstance(value[0], tuple) and depth < _DEEPEST:
                waiting += [(f"{key} / {inner}", one, depth + 1) for inner, one in reversed(value)]
            else:
                yield key, self._as_json(number, value)

    def _as_json(self, number: int, value: list[object]) -> str:
        try:
            return json.dumps(self._unpaired(value), ensure_ascii=False) if value else ""
        except RecursionError as error:
            raise self._nested(number, "lists or objects") from error

    def _unpaired(self, value: object) -> object:
        """A value with objects as such, instead of lists of their pairs. Numbers stay the texts that they are."""
        if isinstance(value, list):
            if value and isinstance(value[0], tuple):
                return {key: self._unpaired(one) for key, one in value}
            return [self._unpaired(one) for one in value]
        return None if value is _NO_NUMBER else value

    def _plain(self, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        self._without_number += 1
        return ""

    def _nested(self, number: int, what: str) -> FileRefused:
        return FileRefused(f"{self._name}: record {number:,} holds {what}. {_SHAPE}.")

    def _broken(self, what: str) -> FileRefused:
        line = self._line + self._text.count("\n", 0, self._at)
        return FileRefused(f"{self._name} is broken JSON in line {line:,}: {what}. Export it again.")
