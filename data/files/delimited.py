"""Read the records of a text file: cells between commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from data.files.encoding import Encoding
from data.files.formula_guard import unguarded
from data.files.refused import FileRefused, OptionRefused, shown_name
from data.files.row import CELL_LIMIT, Row, limited_row

if TYPE_CHECKING:
    from _csv import Reader

_PARSER_LIMIT = 16_000_000  # a "cell" beyond this is an open quote, or no table at all
_SAMPLE_CHARACTERS = 1 << 16
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_DELIMITER_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "bar": "|", "pipe": "|"}
_HINT_LINE = re.compile('"?sep=(?P<delimiter>[^"\r\n])?"?[\r\n]*')


class Dialect(NamedTuple):
    """How a file separates and quotes its cells; `hint_lines` is 1 where it begins with a `sep=` line."""

    delimiter: str
    skip_spaces: bool = False
    backslash: bool = False
    hint_lines: int = 0

    @property
    def label(self) -> str:
        """The delimiter in plain words."""
        return _DELIMITERS.get(self.delimiter, f"cells between {self.delimiter!r}")

    @property
    def notes(self) -> list[str]:
        """What is unusual about the quoting, one sentence each."""
        notes = []
        if self.hint_lines:
            notes.append("Line 1 tells the delimiter (sep=) and holds no data.")
        if self.skip_spaces:
            notes.append("Spaces between a delimiter and a quoted cell were left out.")
        if self.backslash:
            notes.append("A backslash before a quotation mark keeps the mark as part of the cell.")
        return notes

    def reader(self, lines: Iterator[str], *, strict: bool) -> Reader:
        """Return a parser of `lines`; a strict one raises csv.Error at quotation marks that do not pair."""
        # The limit belongs to the whole process, so it is only ever raised.
        if csv.field_size_limit() < _PARSER_LIMIT:
            csv.field_size_limit(_PARSER_LIMIT)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            skipinitialspace=self.skip_spaces,
            escapechar="\\" if self.backslash else None,
            strict=strict,
        )


def detect_dialect(path: str, encoding: Encoding, given: str | None = None) -> Dialect:
    """Return the dialect of the file at `path`; `given`, a character or its name, overrules the delimiter.

    Raises OptionRefused where `given` is no delimiter.
    """
    with open(path, encoding=encoding.codec, newline="") as file:
        sample = file.read(_SAMPLE_CHARACTERS)
        if file.read(1):
            sample = sample[: sample.rfind("\n") + 1] or sample
    hint_lines = 0
    first_line = next(_lines_of(sample), "")
    hint = _HINT_LINE.fullmatch(first_line)
    if hint is not None:
        hint_lines = 1
        sample = sample[len(first_line) :]
        given = given or hint["delimiter"]
    delimiter = _given_delimiter(given) if given is not None else _likeliest_delimiter(sample)
    return _quoting(sample, delimiter)._replace(hint_lines=hint_lines)


def read_records(path: str, encoding: Encoding, dialect: Dialect) -> Iterator[Row]:
    """Yield the records of the file at `path` that hold anything, as they stand in it.

    Raises FileRefused where a quoted cell is not closed, with the line in which it was opened.
    """
    end = dialect.hint_lines
    with open(path, encoding=encoding.codec, newline="") as file:
        for _ in range(dialect.hint_lines):
            file.readline()
        reader = dialect.reader(iter(file), strict=True)
        while True:
            try:
                for cells in reader:
                    start, end = end + 1, dialect.hint_lines + reader.line_num
                    text = "".join(cells)
                    if not text or text.isspace():
                        continue
                    if "'" in text or '="' in text:
                        cells = [unguarded(cell) for cell in cells]
                    yield Row(start, cells) if len(text) <= CELL_LIMIT else limited_row(start, cells)
                return
            except csv.Error:
                start, end = end + 1, dialect.hint_lines + reader.line_num
                yield _badly_quoted(path, encoding, dialect, start, end)


def _badly_quoted(path: str, encoding: Encoding, dialect: Dialect, start: int, end: int) -> Row:
    """Read again what lies in the lines `start` to `end`, where quotation marks do not pair.

    On a single line the damage ends with the line, and becomes a problem of its row. Over several lines,
    nobody can tell which rows were swallowed: that is refused.
    """
    name = shown_name(path)
    try:
        with open(path, encoding=encoding.codec, newline="") as file:
            if start < end:
                # Up to the line before the last, the text is one row whose last cell is still open.
                cells = next(dialect.reader(islice(file, start - 1, end - 1), strict=False), [""])
                opened = end - max(1, sum(1 for _ in _lines_of(cells[-1])))
            else:
                line = next(islice(file, start - 1, end), "")
                cells = next(dialect.reader(iter([line]), strict=False), [])
                if not _leaves_open(line, dialect):
                    problem = "a quotation mark inside a quoted cell is not doubled, so cells may be wrong"
                    return Row(start, [unguarded(cell) for cell in cells], problem)
                opened = start
    except csv.Error as error:
        raise FileRefused(
            f"{name}: line {start:,} holds a cell of more than {_PARSER_LIMIT:,} characters. "
            "This is no table, or a quotation mark is missing there."
        ) from error
    raise FileRefused(
        f"{name}: the quotation mark that opens a cell in line {opened:,} is never properly closed, so the "
        "rows after it cannot be told apart. Close it, or double it if it belongs to the text."
    )


def _leaves_open(line: str, dialect: Dialect) -> bool:
    """Tell whether a quoted cell is still open at the end of a line: then it swallows the next one."""
    return len(list(dialect.reader(iter([line.rstrip("\r\n") + "\n", "end\n"]), strict=False))) == 1


def _lines_of(text: str) -> Iterator[str]:
    return iter(io.StringIO(text, newline=""))


def _given_delimiter(given: str) -> str:
    delimiter = _DELIMITER_NAMES.get(given.lower(), given)
    if len(delimiter) != 1 or delimiter in '"\r\n\0':
        message = f"{given!r} cannot separate cells. Name one character, or comma, semicolon, tab or bar."
        raise OptionRefused(message)
    return delimiter


def _likeliest_delimiter(sample: str) -> str:
    """Return the delimiter that gives most records the same number of cells, the first record above all."""
    best, best_score = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        widths = _widths(sample, Dialect(delimiter))
        several = Counter(width for width in widths if width > 1)
        if not several:
            continue
        width, count = max(several.items(), key=lambda item: (item[1], item[0]))
        share = count / len(widths)
        leads = widths[0] == width
        # A title above two columns is rarer than one column whose texts happen to hold the delimiter.
        if not leads and (share < 0.5 or (width == 2 and not re.search(r"\n\r?\n", sample[:4000]))):
            continue
        score = (share + 0.5 * leads, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(sample: str, dialect: Dialect) -> list[int]:
    return [len(cells) for cells in dialect.reader(_lines_of(sample), strict=False) if any(cells)] or [0]


def _quoting(sample: str, delimiter: str) -> Dialect:
    """Return how cells are quoted: the usual way unless it fails and another one does better."""
    usual = Dialect(delimiter)
    choices = [usual]
    if f'{delimiter} "' in sample:
        choices.append(Dialect(delimiter, skip_spaces=True))
    if '\\"' in sample:
        choices.append(Dialect(delimiter, backslash=True))
    if len(choices) == 1:
        return usual
    return min(choices, key=lambda dialect: _quoting_faults(sample, dialect))


def _quoting_faults(sample: str, dialect: Dialect) -> int:
    """Count the quotation marks that do not pair and the records of an unusual width."""
    reader = dialect.reader(_lines_of(sample), strict=True)
    widths: Counter[int] = Counter()
    faults = 0
    while True:
        try:
            for cells in reader:
                if cells:
                    widths[len(cells)] += 1
            break
        except csv.Error:
            faults += 1
    return faults + widths.total() - max(widths.values(), default=0)
