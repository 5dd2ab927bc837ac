"""Write a table as CSV, TSV, JSON or XLSX: whole or not at all, and without formulas.

CSV and TSV are plain UTF-8 without a mark, with line feeds. Our own reader gives back what was written, apart
from rows in which every cell is blank. XLSX keeps numbers and days as such.
"""

from __future__ import annotations

import datetime
import io
import itertools
import json
import math
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import IO, BinaryIO, Literal, TextIO, cast, get_args

from data.files.formula_guard import guarded
from data.files.refused import FileRefused, refusal_of, shown_name
from data.kernel.private_files import OWNER, make_file
from data.kernel.text import clean

Format = Literal["csv", "tsv", "json", "xlsx"]
FORMATS: tuple[str, ...] = get_args(Format)

_DELIMITERS = {"csv": ",", "tsv": "\t"}
_QUOTED_FOR = frozenset('"\r\n,;\t|')  # any delimiter, so that none can be mistaken for that of the file
_SHEET_ROWS = 1_048_576
_SHEET_CELL = 32_767
_SHEET_WHOLE = 10**15
"""Whole numbers from here on, such as ids, lose their last digits in a sheet."""

Target = str | os.PathLike[str] | TextIO | BinaryIO


def write_table(
    target: Target,
    file_format: Format,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    mode: int = OWNER,
) -> int:
    """Write the rows below the names of the columns, and return how many rows there were.

    `target` is a path, "-" for standard output, or an open stream, which stays open. A file appears under its
    name only when it is complete; until then a file of that name stays as it was. A new one has the rights `mode`,
    one that is replaced keeps its own. A link stays one, and the file that it leads to is written; into a pipe or a
    device it is written directly.

    Text that a spreadsheet would run as a formula is made plain text. Numbers, booleans, days and None keep
    their types in JSON and XLSX. Raises FileRefused where the target cannot be written or a value does not
    fit the format, and ValueError where the rows and the columns do not fit each other.
    """
    if len(set(columns)) != len(columns) or not columns:
        raise ValueError("an export needs columns, each with a name of its own")
    counter = itertools.count()
    counted = _counted(rows, len(columns), counter)
    with _opened(target, mode) as stream:
        if file_format == "json":
            _write_json(stream, columns, counted)
        elif file_format == "xlsx":
            _write_workbook(stream, columns, counted)
        elif file_format in _DELIMITERS:
            _write_delimited(stream, _DELIMITERS[file_format], columns, counted)
        else:
            raise FileRefused(f"{file_format} cannot be written. The formats are {', '.join(FORMATS)}.")
    return next(counter)


def write_text(target: Target, text: str, mode: int = OWNER) -> None:
    """Write a text that ends with a line feed; where to, and what is raised, as with `write_table`."""
    with _opened(target, mode) as stream, _as_text(stream) as file:
        file.write(text.rstrip("\n") + "\n")


def _counted(
    rows: Iterable[Sequence[object]], width: int, counter: Iterator[int]
) -> Iterator[Sequence[object]]:
    for row in rows:
        number = next(counter) + 1
        if len(row) != width:
            raise ValueError(f"row {number} has {len(row)} cells for {width} columns")
        yield row


# Where it goes


@contextmanager
def _opened(target: Target, mode: int) -> Iterator[BinaryIO]:
    """Give a stream of bytes to write to, and put what was written in its place at the end."""
    if isinstance(target, str | os.PathLike):
        path = os.fspath(target)
        if path != "-":
            with _replacing(path, mode) as file:
                yield file
            return
        target = sys.stdout
    binary = getattr(target, "buffer", target)
    if not isinstance(binary, io.TextIOBase):
        target.flush()
        yield cast(BinaryIO, binary)
        binary.flush()
        return
    # A stream of text without bytes below it, such as StringIO.
    collected = io.BytesIO()
    yield collected
    binary.write(collected.getvalue().decode())


@contextmanager
def _replacing(path: str, mode: int) -> Iterator[BinaryIO]:
    """Write beside `path` and rename at the end; a device or a pipe is written to directly."""
    try:
        place = _place_of(path)
        if place is None:
            with open(path, "wb") as device:
                yield device
            return
        path = place
        temporary, file = _create_temporary(path, mode)
        try:
            with file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except FileNotFoundError as error:
        folder = clean(os.path.dirname(path), 300)
        raise FileRefused(f"{shown_name(path)}: there is no folder {folder}. Make it first.") from error
    except OSError as error:
        raise refusal_of(error, path) from error


def _place_of(path: str) -> str | None:
    """Where the file at `path` is, links followed; None where it is no file that another can take the place of: a
    pipe, a device, or what only this process has open.
    """
    place = os.path.realpath(path)
    if not os.path.exists(path):
        return place
    is_there = os.path.exists(place) and os.path.samefile(path, place)
    return place if is_there and stat.S_ISREG(os.stat(place).st_mode) else None


def _create_temporary(path: str, mode: int) -> tuple[str, BinaryIO]:
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name[:60]}.{secrets.token_hex(6)}.part")
    rights = stat.S_IMODE(os.stat(path).st_mode) if os.path.exists(path) else mode
    return temporary, os.fdopen(make_file(temporary, rights), "wb")


@contextmanager
def _as_text(stream: BinaryIO) -> Iterator[IO[str]]:
    # A lone surrogate has no form in UTF-8 and becomes a question mark.
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="", write_through=False)
    try:
        yield text
        text.flush()
    finally:
        text.detach()


# CSV and TSV


def _write_delimited(
    stream: BinaryIO, delimiter: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    with _as_text(stream) as text:
        for row in itertools.chain([columns], rows):
            text.write(delimiter.join([_quoted(_cell_text(value)) for value in row]) + "\n")


def _cell_text(value: object) -> str:
    if isinstance(value, str):
        return guarded(value.replace("\0", ""))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int | float):
        return str(value)
    return guarded(str(value))


def _quoted(cell: str) -> str:
    if _QUOTED_FOR.isdisjoint(cell) and cell == cell.strip(" "):
        return cell
    return '"' + cell.replace('"', '""') + '"'


# JSON


def _write_json(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with _as_text(stream) as text:
        separator = "[\n"
        for row in rows:
            record = {name: _json_value(value) for name, value in zip(columns, row, strict=True)}
            text.write(separator + json.dumps(record, ensure_ascii=False, allow_nan=False))
            separator = ",\n"
        text.write("[]\n" if separator == "[\n" else "\n]\n")


def _json_value(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value if isinstance(value, str | int | float | None) else str(value)


# XLSX


def _write_workbook(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    def cell(value: object, number: int) -> object:
        plain = _sheet_value(value)
        if not isinstance(plain, str):
            return plain
        plain = ILLEGAL_CHARACTERS_RE.sub("", plain)
        if len(plain) > _SHEET_CELL:
            size = f"{len(plain):,} characters in a cell of row {number:,} (at most {_SHEET_CELL:,})"
            raise FileRefused(f"XLSX cannot hold {size}. Export as CSV.")
        made = WriteOnlyCell(sheet, plain)
        # The library would take a text that begins with = for a formula, and one like #N/A for an error.
        made.data_type = "s"
        if guarded(plain) != plain:
            made.quotePrefix = True
        return made

    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Cockpit")
    sheet.freeze_panes = "A2"
    try:
        for number, row in enumerate(itertools.chain([columns], rows), 1):
            if number > _SHEET_ROWS:
                raise FileRefused(f"XLSX cannot hold more than {_SHEET_ROWS - 1:,} rows. Export as CSV.")
            sheet.append([cell(value, number) for value in row])
    except BaseException:
        # The library collects rows in a temporary file, and only saving closes and removes it.
        workbook.save(io.BytesIO())
        raise
    workbook.save(stream)


def _sheet_value(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and abs(value) >= _SHEET_WHOLE:
        return str(value)
    if isinstance(value, datetime.datetime | datetime.time) and value.tzinfo is not None:
        return value.isoformat()  # a sheet knows no offsets
    if value is None or isinstance(value, int | float | Decimal | datetime.date | datetime.time):
        return value
    return str(value)
