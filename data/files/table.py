"""Open a table of any origin: CSV, TSV, semicolons, bars, XLSX or JSON. This is the only way in."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from data.files.delimited import detect_dialect, read_records
from data.files.encoding import Encoding, detect_encoding
from data.files.findings import counted, listed
from data.files.mojibake import BrokenLetters, LetterWatch, mended_rows
from data.files.refused import FileRefused, OptionRefused, refusal_of, shown_name
from data.files.row import Row
from data.files.row_blocks import unpack
from data.files.structured import is_json, read_json
from data.files.table_layout import (
    COLUMN_LIMIT,
    Header,
    Survey,
    find_header,
    header_doubt,
    places_as_header,
    survey,
    unique_names,
)
from data.files.workbook import OLD_EXCEL_SIGNATURE, ZIP_SIGNATURE, read_sheet, refuse_old_workbook
from data.kernel.text import clean

__all__ = ["Row", "Table", "open_table"]

_HEAD_ROWS = 200


class _Source(NamedTuple):
    """Where records come from, and what is known about it before they are looked at."""

    name: str
    records: Callable[[], Iterator[Row]]
    traits: list[str]
    notes: list[str]
    place: str
    """What a row number counts: lines of a text or rows of a sheet."""
    is_grid: bool
    """Whether rows end where their filled cells end, as in a sheet."""
    advice: str = "Export it again."
    """What to say where there are no rows."""
    code: str = ""
    """The code of that failure."""


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table. Nothing stays open between two readings of its rows."""

    path: str
    columns: list[str]
    findings: list[str]
    """What was detected: first a summary, then one sentence for everything a reader should know."""
    count: int
    """How many rows there are."""
    _records: Callable[[], Iterator[Row]]
    _first: int
    _end: int | None
    _width: int = 0
    _places: tuple[int, ...] | None = None
    """How many cells a row has, and which of them belong to the columns, where some are left out."""
    has_header: bool = True
    """Whether the columns are called by a row of the file; else by their places."""
    broken: BrokenLetters | None = None
    """Letters of the file that look broken; they stay so unless they are asked to be mended."""

    def without(self, names: Collection[str]) -> Table:
        """The same table without the columns of these names, in whichever case."""
        left_out = {name.casefold() for name in names}
        places = tuple(i for i, name in enumerate(self.columns) if name.casefold() not in left_out)
        if len(places) in (0, len(self.columns)):
            return self
        return replace(
            self, columns=[self.columns[i] for i in places], _width=len(self.columns), _places=places
        )

    def everything(self) -> Iterator[Row]:
        """Yield every row of the file as it stands there: the header, what is above it, what is left out.

        For tables that have headings on two sides, or several below each other. Raises as `rows` does.
        """
        try:
            yield from self._records()
        except OSError as error:
            raise refusal_of(error, self.path) from error
        except UnicodeError as error:
            raise FileRefused(f"{shown_name(self.path)} was changed while it was read. Try again.") from error

    def rows(self) -> Iterator[Row]:
        """Yield the rows in order, as often as asked. Short rows are filled up; long ones have a problem.

        Raises FileRefused where the file was changed or removed since it was opened.
        """
        width, places = self._width or len(self.columns), self._places
        for row in self.everything():
            if row.number < self._first:
                continue
            if row.number == self._end:
                return
            fitted = row if len(row.cells) == width else _fitted(row, width)
            yield fitted if places is None else fitted._replace(cells=[fitted.cells[i] for i in places])


def open_table(
    path: str,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    header: bool = True,
    mend: bool = False,
) -> Table:
    """Open the table in the file at `path`, having looked at all of it once.

    `sheet` names a sheet of a workbook; `encoding` and `delimiter` overrule what would be detected in a text. Without
    a `header` the first row is a record, and the columns are called by their places. `mend` puts letters right that
    were broken before the file was written.
    Raises FileRefused, with a sentence that says what to do, for everything that cannot be read as a table, and
    OptionRefused, which is one too, where what was said does not fit the file.
    """
    try:
        return _open(path, sheet, encoding, delimiter, header, mend)
    except OSError as error:
        raise refusal_of(error, path) from error
    except UnicodeError as error:
        raise FileRefused(f"{shown_name(path)} was changed while it was read. Try again.") from error


def _open(
    path: str, sheet: str | None, encoding: str | None, delimiter: str | None, header: bool, mend: bool
) -> Table:
    if "\0" in path:
        raise FileRefused("A file name cannot hold a zero byte.")
    name = shown_name(path)
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        raise FileRefused(f"{name} is a folder. Name a file in it.")
    if not stat.S_ISREG(mode):
        raise FileRefused(f"{name} is a pipe or a device. Save its content to a file first.")
    with open(path, "rb") as file:
        start = file.read(8)
    if start.startswith(ZIP_SIGNATURE):
        return _table(path, _mending(_workbook_source(path, name, sheet), mend), header)
    if start == OLD_EXCEL_SIGNATURE:
        raise refuse_old_workbook(path)
    if sheet is not None:
        raise OptionRefused(f"{name} is a text file and has no sheets. Leave the sheet out.")
    detected = detect_encoding(path, encoding)
    if is_json(path, detected):
        if delimiter is not None:
            raise OptionRefused(f"{name} is JSON and has no delimiter. Leave the delimiter out.")
        return _json_table(path, detected, mend)
    return _table(path, _mending(_text_source(path, name, detected, delimiter), mend), header)


def _mending(source: _Source, mend: bool) -> _Source:
    """The source with its broken letters mended, where they are to be."""
    if not mend:
        return source
    records = source.records
    return source._replace(records=lambda: mended_rows(records()))


def _text_source(path: str, name: str, detected: Encoding, delimiter: str | None) -> _Source:
    dialect = detect_dialect(path, detected, delimiter)
    return _Source(
        name=name,
        records=partial(read_records, path, detected, dialect),
        traits=[detected.label, dialect.label],
        notes=([detected.warning] if detected.warning else []) + dialect.notes,
        place="line",
        is_grid=False,
    )


def _workbook_source(path: str, name: str, sheet: str | None) -> _Source:
    found = read_sheet(path, sheet)
    shown = f"sheet {clean(found.name, 60)}"
    source = _Source(name, found.records, ["XLSX", shown], found.notes, "row", is_grid=True)
    if not found.others:
        return source
    advice = f"That is its {shown}; it also has {listed(found.others)}."
    return source._replace(advice=advice, code="file.other_sheets")


def _json_table(path: str, encoding: Encoding, mend: bool) -> Table:
    """The table of a JSON file: its columns are told, so that nothing has to be found in it."""
    found = read_json(path, encoding)

    def records() -> Iterator[Row]:
        rows = chain([Row(0, found.columns)], unpack(found.blocks))
        return mended_rows(rows) if mend else rows

    letters = LetterWatch()
    count = sum(1 for _ in letters.watch(records())) - 1
    columns, name_findings = unique_names(next(records()).cells)
    notes = [encoding.warning] if encoding.warning else []
    summary = f"JSON, {encoding.label}, {counted(count, 'row')}"
    findings = [summary, *notes, *found.notes, *name_findings]
    return Table(path, columns, findings, count, records, _first=1, _end=None, broken=letters.found)


def _table(path: str, source: _Source, has_header: bool) -> Table:
    head = list(islice(source.records(), _HEAD_ROWS))
    if not head:
        raise FileRefused(f"{source.name} is empty: it holds nothing but blank lines. Export it again.")
    header = find_header(head) if has_header else places_as_header(head)
    width = _named_width(header.names)
    letters = LetterWatch()
    found = survey(letters.watch(_below(source, header)), width)
    names = header.names[:width]
    # An unnamed column at the end is one only where something stands in it.
    room = found.widest if source.is_grid else min(found.widest, len(header.names))
    if room > width:
        names = (header.names + [""] * room)[:room]
        found = survey(_below(source, header), room)
    if len(names) > COLUMN_LIMIT:
        raise FileRefused(
            f"{source.name} has {len(names):,} columns; at most {COLUMN_LIMIT:,} can be read. "
            "Check the delimiter, or export fewer columns."
        )
    if not found.rows:
        place = f"{source.place} {header.number}"
        raise FileRefused(
            f"{source.name} has a header in {place} but no rows below it. {source.advice}", code=source.code
        )
    columns, name_findings = unique_names(names)
    findings = [_summary(source, header, found), *source.notes, *name_findings, *_row_findings(found)]
    doubt = header_doubt(names)
    if doubt is not None:
        findings.append(doubt)
    return Table(
        *(path, columns, findings, found.rows, source.records, header.number + 1, found.end),
        has_header=has_header,
        broken=letters.found,
    )


def _below(source: _Source, header: Header) -> Iterator[Row]:
    return (record for record in source.records() if record.number > header.number)


def _named_width(names: list[str]) -> int:
    width = len(names)
    while width > 1 and not names[width - 1].strip():
        width -= 1
    return width


def _summary(source: _Source, header: Header, found: Survey) -> str:
    place = source.place
    heading = f"header in {place} {header.number}" if header.number else "no header"
    parts = [*source.traits, heading, counted(found.rows, "row")]
    if header.rows_above:
        parts.append(f"{counted(header.rows_above, place)} above the header left out")
    if found.footer:
        parts.append(f"{counted(len(found.footer), 'footer ' + place)} left out")
    return ", ".join(parts)


def _row_findings(found: Survey) -> list[str]:
    findings = []
    if found.footer:
        findings.append(f"Left out at the end: {listed(found.footer)}.")
    if found.short:
        short = counted(found.short, "row is", "rows are")
        findings.append(f"{short} shorter than the header and filled up.")
    if found.long:
        long = counted(found.long, "row has", "rows have")
        findings.append(f"{long} more cells than the header.")
    return findings


def _fitted(row: Row, width: int) -> Row:
    """Return `row` with exactly `width` cells, and a problem where filled cells had to go."""
    filled = [place for place, cell in enumerate(row.cells[width:], width + 1) if cell.strip()]
    problem = row.problem
    if filled and problem is None:
        problem = f"has {filled[-1]:,} cells where the header has {width:,}"
    return Row(row.number, (row.cells + [""] * (width - len(row.cells)))[:width], problem)
