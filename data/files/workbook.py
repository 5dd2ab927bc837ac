"""Read the records of an XLSX workbook, after making sure that it is one."""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from data.files.findings import listed
from data.files.refused import FileRefused, OptionRefused, shown_name
from data.files.row import CELL_LIMIT, Row
from data.files.row_blocks import pack, unpack
from data.files.workbook_text import unescaped
from data.kernel.text import clean

OLD_EXCEL_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_SIGNATURE = b"PK\x03\x04"

_UNPACKED_LIMIT = 1 << 30
_RATIO_LIMIT = 250  # real sheets shrink by 10 to 60 times
_RATIO_MATTERS_FROM = 50 << 20
_ROW_LIMIT = 1_048_576
# A formula that a program has written without computing it.
_UNCOMPUTED = re.compile(rb"(?:</f>|<f[^>]{0,60}/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


class Sheet(NamedTuple):
    """The rows of one sheet, packed so that they can be read many times at the price of a small file."""

    name: str
    notes: list[str]
    """What a reader should know, one sentence each."""
    others: list[str]
    """The names of the other sheets."""
    blocks: list[bytes]

    def records(self) -> Iterator[Row]:
        """The rows that hold anything, numbered as in the sheet."""
        return unpack(self.blocks)


def refuse_old_workbook(path: str) -> FileRefused:
    """Return why the file at `path`, a container of the old Office, cannot be read."""
    name = shown_name(path)
    with open(path, "rb") as file:
        protected = "EncryptedPackage".encode("utf-16-le") in file.read(16 << 20)
    if protected:
        return FileRefused(f"{name} is protected by a password. Save it without one, or export it as CSV.")
    return FileRefused(f"{name} is an old Excel workbook (.xls). Save it as XLSX or CSV.")


def read_sheet(path: str, wanted: str | None = None) -> Sheet:
    """Return the sheet called `wanted` of the workbook at `path`, or the first visible one with content.

    Raises FileRefused where the file is no workbook that can be read safely, or has no such sheet.
    """
    name = shown_name(path)
    with _safely(path, name):
        return _read_sheet(path, name, wanted)


def sheet_names(path: str) -> list[str]:
    """Return the names of the sheets of the file at `path` in their order: none where it is no workbook.

    Raises FileRefused where it is one that cannot be read safely, OSError where it cannot be read at all.
    """
    with open(path, "rb") as file:
        if file.read(len(ZIP_SIGNATURE)) != ZIP_SIGNATURE:
            return []
    import openpyxl

    with _safely(path, shown_name(path)):
        workbook = openpyxl.load_workbook(path, read_only=True, keep_links=False)
        try:
            return [sheet.title for sheet in workbook.worksheets]
        finally:
            workbook.close()


@contextmanager
def _safely(path: str, name: str) -> Iterator[None]:
    """Look at the archive before it is opened, and say in a sentence what the library says in many ways."""
    _refuse_unsafe_archive(path, name)
    try:
        # Remarks of the library about styles and other things that are not read here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (FileRefused, OSError, MemoryError):
        raise
    except Exception as error:
        # The library fails in a dozen ways on a damaged workbook, none of them documented.
        advice = "Open it in Excel and save it again, or as CSV."
        raise FileRefused(f"{name} is a damaged workbook. {advice}") from error


def _refuse_unsafe_archive(path: str, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_other_content(archive, name)
            _refuse_bomb(archive, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, RuntimeError) as error:
        raise FileRefused(f"{name} is a damaged archive or workbook. Export it again.") from error


def _refuse_other_content(archive: zipfile.ZipFile, name: str) -> None:
    names = set(archive.namelist())
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise FileRefused(f"{name} is protected by a password. Save it without one, or export it as CSV.")
    if "xl/workbook.bin" in names:
        raise FileRefused(f"{name} is a binary workbook (.xlsb). Save it as XLSX or CSV.")
    if "mimetype" in names and "content.xml" in names:
        raise FileRefused(f"{name} is an OpenDocument file. Save it as XLSX or CSV.")
    if "xl/workbook.xml" not in names:
        raise FileRefused(f"{name} is an archive and not a workbook. Unpack it and name the file in it.")


def _refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    total = 0
    for entry in archive.infolist():
        total += entry.file_size
        bound = max(_RATIO_MATTERS_FROM, _RATIO_LIMIT * entry.compress_size)
        if entry.file_size > bound or total > _UNPACKED_LIMIT:
            size = total >> 20
            raise FileRefused(f"{name} unpacks to {size:,} MB or more, far too much. Save it as CSV.")
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                if b"<!DOCTYPE" in part.read(4096):
                    raise FileRefused(f"{name} holds definitions that no workbook needs. Save it as CSV.")


def _read_sheet(path: str, name: str, wanted: str | None) -> Sheet:
    import openpyxl

    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        titles = [sheet.title for sheet in workbook.worksheets]
        for sheet in _choose(workbook.worksheets, name, wanted):
            # Programs write wrong sizes into sheets; without them the rows themselves are believed.
            sheet.reset_dimensions()
            blocks = list(pack(_records_of(sheet.iter_rows(values_only=True), name)))
            if blocks:
                others = [title for title in titles if title != sheet.title]
                return Sheet(sheet.title, _notes(path, sheet, others), others, blocks)
    finally:
        workbook.close()
    if wanted is not None:
        raise FileRefused(
            f"{name}: the sheet {clean(wanted, 60)} is empty. The workbook has {listed(titles)}."
        )
    raise FileRefused(f"{name} is a workbook without any cells filled in.")


def _notes(path: str, sheet: Any, others: list[str]) -> list[str]:
    notes = [f"Only this sheet is read. The others are {listed(others)}."] if others else []
    if _has_uncomputed_formulas(path, sheet._worksheet_path):
        notes.append(
            "Some formulas hold no result and were read as empty. "
            "Open the workbook in a spreadsheet program and save it there."
        )
    return notes


def _has_uncomputed_formulas(path: str, part: str) -> bool:
    rest = b""
    with zipfile.ZipFile(path) as archive, archive.open(part) as content:
        while chunk := content.read(1 << 20):
            if _UNCOMPUTED.search(rest + chunk):
                return True
            rest = chunk[-100:]
    return False


def _choose(sheets: list[Any], name: str, wanted: str | None) -> list[Any]:
    """Return the sheets to try, in order."""
    if wanted is None:
        return sorted(sheets, key=lambda sheet: sheet.sheet_state != "visible")
    for same in (str, str.casefold):
        found = [sheet for sheet in sheets if same(sheet.title) == same(wanted)]
        if found:
            return found
    titles = listed([sheet.title for sheet in sheets])
    raise OptionRefused(f"{name} has no sheet called {clean(wanted, 60)}. It has {titles}.")


def _records_of(rows: Iterable[tuple[object, ...]], name: str) -> Iterator[Row]:
    for number, values in enumerate(rows, 1):
        if number > _ROW_LIMIT:
            raise FileRefused(f"{name} claims more than {_ROW_LIMIT:,} rows. Save it as CSV.")
        if not any(value is not None for value in values):
            continue
        cells = [value if type(value) is str else _plain(value) for value in values]
        text = "".join(cells)
        if "_x" in text:
            cells = [unescaped(cell) for cell in cells]
        if text and not text.isspace():
            yield Row(number, [cell[:CELL_LIMIT] for cell in cells])


def _plain(value: object) -> str:
    """Return a cell value as its owner would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _plain_number(value)
    if isinstance(value, datetime.datetime):
        return _plain_moment(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _plain_number(value: float) -> str:
    text = f"{value:.15g}"  # what a spreadsheet keeps of a number
    if "e" not in text:
        return text
    from decimal import Decimal

    return f"{Decimal(text):f}" if -20 < Decimal(text).adjusted() < 40 else text


def _plain_moment(value: datetime.datetime) -> str:
    # A moment is stored as a fraction of a day; only the nearest second was meant.
    value = (value + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)
    midnight = value.time() == datetime.time()
    return value.date().isoformat() if midnight else value.isoformat(" ")
