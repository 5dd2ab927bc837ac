"""The spreadsheet of the week: kinds by days, days across or down, several weeks below each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from data.calendar.days import day_of, full_day
from data.files.refused import FileRefused, shown_name
from data.files.table import Row, Table
from data.imports.left_rows import Left, Reason
from data.imports.options import NONE
from data.imports.spec import Job, Reading
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.text import clean
from data.people.goal import points_words
from data.people.person import Person
from data.points.imports.headings import is_day_heading, read_days, week_in
from data.points.imports.items import (
    ADDED,
    BAD_COUNT,
    BAD_DATE,
    KIND_UNKNOWN,
    NO_ACTIVITY,
    TWICE_IN_DOUBT,
    Group,
    Item,
    count_in,
    instant_on,
    unusable_day,
    wordings,
)
from data.points.imports.kinds import KindFinder
from data.points.log import MOST_AT_ONCE

MOST_ROWS = 2_000
"""Rows of a sheet that are looked at; a longer file is no sheet of weeks but a list."""
_MOST_COLUMNS = 400
_FEWEST_HEADINGS = 2


class Cell(NamedTuple):
    """One cell of the grid: where it stands, the kind's wording and the day's heading it belongs to."""

    number: int
    label: str
    heading: str
    day: date | None
    text: str


class Sheet(NamedTuple):
    """The grid of a file. ``ignored`` are headings of totals, points and remarks."""

    cells: list[Cell]
    layout: str
    ignored: list[str]
    lacks_week: bool


def find_sheet(table: Table, finder: KindFinder, week: date | None, today: date) -> Sheet | None:
    """The grid of kinds by days in a table, or None where it is a list of activities."""
    rows = list(islice(table.everything(), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        return None
    rows = [row._replace(cells=[clean(cell, 200) for cell in row.cells[:_MOST_COLUMNS]]) for row in rows]
    for read in (_days_across, _days_down):
        sheet = read(rows, finder, week, today)
        if sheet is not None:
            return sheet
    return None


def read_sheet(job: Job, sheet: Sheet, finder: KindFinder) -> Reading[Item]:
    """What the cells of a grid say. Raises FileRefused where no week is known for its weekdays."""
    if sheet.lacks_week:
        raise FileRefused(
            f"{shown_name(job.table.path)} names its days Mon, Tue, ... and no week.", code="file.no_week"
        )
    person = job.owner
    today = day_of(job.now, person.zone)
    entries = _Entries()
    left: list[Left] = []
    groups: dict[str, Group] = {}
    sizes: Counter[str] = Counter()
    for cell in sheet.cells:
        match = finder.match(cell.label)
        count = count_in(cell.text)
        if count != 0:
            groups.setdefault(cell.label, Group(cell.label, match))
            sizes[cell.label] += 1
        where = f"{cell.label}, {cell.heading}"
        bad_day = "no day" if cell.day is None else unusable_day(cell.day, today)
        if not match.counts:
            if count != 0:
                left.append(Left(cell.number, NO_ACTIVITY if match.kind == NONE else KIND_UNKNOWN, where))
        elif count is None:
            detail = f"{where}: {cell.text[:40]!r} is no whole number up to {MOST_AT_ONCE}"
            left.append(Left(cell.number, BAD_COUNT, detail))
        elif cell.day is None or bad_day:
            if count:
                left.append(Left(cell.number, BAD_DATE, f"{where}: {bad_day}"))
        else:
            item = _item(cell, cell.day, match.kind, count, person, job.now)
            reason = entries.take(item)
            if reason is not None:
                left.append(Left(cell.number, reason, where))
    items = list(entries.items.values())
    findings = [*_findings(sheet, job.table), *_other_entries(job.reader, person, items)]
    return Reading(items, left, findings, unit="cell", wordings=wordings(groups, sizes))


class _Entries:
    """The entries of a sheet: one a person, day and kind. Rows of several wordings that count as one kind add
    up; one wording twice for a day is more likely a copy than more work.
    """

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self._wordings: set[tuple[str, str]] = set()

    def take(self, item: Item) -> Reason | None:
        """Count a cell in; returns why it makes no entry of its own, where it does not."""
        earlier = self.items.setdefault(item.key, item)
        if not item.amount:
            return None
        wording = (item.key, item.label)
        is_again = wording in self._wordings
        self._wordings.add(wording)
        if earlier is item:
            return None
        if not earlier.amount:
            self.items[item.key] = item
            return None
        if is_again:
            return TWICE_IN_DOUBT
        if earlier.amount + item.amount > MOST_AT_ONCE:
            return BAD_COUNT
        self.items[item.key] = earlier._replace(amount=earlier.amount + item.amount)
        return ADDED


def _item(cell: Cell, day: date, kind: str, count: int, person: Person, now: int) -> Item:
    at, _ = instant_on(day, None, person, now)
    key = f"sheet:{person.id}:{day.isoformat()}:{kind}"
    return Item(cell.number, person.id, kind, count, at, day.isoformat(), None, key, False, cell.label)


def _findings(sheet: Sheet, table: Table) -> list[str]:
    found = [table.findings[0].partition(", header in")[0], f"A sheet of kinds by days, {sheet.layout}."]
    days = sorted({cell.day for cell in sheet.cells if cell.day is not None})
    if days:
        found.append(f"Days: {full_day(days[0])} to {full_day(days[-1])}.")
    if sheet.ignored:
        found.append(f"Left out, being totals, points or remarks: {', '.join(dict.fromkeys(sheet.ignored))}.")
    found.append("A cell's number replaces the one imported before; an emptied cell takes its entry away.")
    return found


def _other_entries(reader: Reader, person: Person, items: Sequence[Item]) -> list[str]:
    """A warning where the days of a sheet hold entries that did not come from it: both would count."""
    days = sorted({item.day for item in items if item.amount})
    if not days:
        return []
    params: list[Value] = [person.id, days[0], days[-1]]
    rows = reader.select(
        "select count(*), ifnull(sum(points), 0) from activity where person_id = ? and day between ? and ? "
        "and (source_key is null or source_key not like 'sheet:%')",
        params,
    )
    count, points = rows[0]
    if not count:
        return []
    return [
        f"Beware: {count:,} entries ({points_words(points, ',')}) of these days come from elsewhere. Both count."
    ]


def _days_across(rows: Sequence[Row], finder: KindFinder, week: date | None, today: date) -> Sheet | None:
    heads = [index for index, row in enumerate(rows) if _is_day_row(row.cells)]
    if not heads:
        return None
    day_columns = {c for index in heads for c, cell in enumerate(rows[index].cells) if is_day_heading(cell)}
    below = rows[heads[0] + 1 :]
    labels = _label_column(below, day_columns, finder)
    if labels is None or not _mostly_counts(below, day_columns, lambda row: bool(_cell(row, labels))):
        return None
    cells: list[Cell] = []
    ignored: list[str] = []
    for before, start, end in zip([-1, *heads[:-1]], heads, [*heads[1:], len(rows)], strict=True):
        head = rows[start].cells
        columns = [c for c, cell in enumerate(head) if is_day_heading(cell)]
        monday = week or week_in(_other_cells(rows[before + 1 : start + 1], set(columns)), today)
        days = read_days([head[c] for c in columns], monday, today)
        if days is None:
            return Sheet([], "", [], lacks_week=True)
        ignored += [
            cell for c, cell in enumerate(head) if cell and c not in columns and finder.is_total(cell)
        ]
        for row in rows[start + 1 : end]:
            label = _cell(row, labels)
            if not label or finder.is_total(label):
                ignored += [label] if label else []
                continue
            cells += [
                Cell(row.number, label, head[c], day, _cell(row, c))
                for c, day in zip(columns, days, strict=True)
            ]
    return Sheet(cells, "days across", ignored, lacks_week=False)


def _days_down(rows: Sequence[Row], finder: KindFinder, week: date | None, today: date) -> Sheet | None:
    start = next(
        (i for i, row in enumerate(rows) if sum(map(finder.is_word, row.cells)) >= _FEWEST_HEADINGS), None
    )
    if start is None:
        return None
    head, below = rows[start].cells, rows[start + 1 :]
    kinds = [c for c, cell in enumerate(head) if finder.is_word(cell)]
    others = [c for c in range(len(head)) if c not in kinds]
    named = {c: sum(is_day_heading(_cell(row, c)) for row in below) for c in others}
    day_column = max(named, key=lambda c: named[c], default=None)
    if day_column is None or not named[day_column]:
        return None
    if not _mostly_counts(below, set(kinds), lambda row: is_day_heading(_cell(row, day_column))):
        return None
    ignored = [head[c] for c in others if c != day_column and head[c] and finder.is_total(head[c])]
    unknown = [c for c in others if c != day_column and head[c] and not finder.is_total(head[c])]
    kinds += [c for c in unknown if any(count_in(_cell(row, c)) for row in below)]
    monday = week or week_in(_other_cells(rows[:start], set()), today)
    day_rows = [row for row in below if is_day_heading(_cell(row, day_column))]
    ignored += [_cell(row, day_column) for row in below if finder.is_total(_cell(row, day_column))]
    days = read_days([_cell(row, day_column) for row in day_rows], monday, today)
    if days is None:
        return Sheet([], "", [], lacks_week=True)
    cells = [
        Cell(row.number, head[c], _cell(row, day_column), day, _cell(row, c))
        for row, day in zip(day_rows, days, strict=True)
        for c in sorted(kinds)
    ]
    return Sheet(cells, "days down", ignored, lacks_week=False)


def _is_day_row(cells: Sequence[str]) -> bool:
    return sum(map(is_day_heading, cells)) >= _FEWEST_HEADINGS


def _label_column(rows: Sequence[Row], day_columns: set[int], finder: KindFinder) -> int | None:
    """The column beside the days in which most cells name kinds."""
    width = max((len(row.cells) for row in rows), default=0)
    named = {
        c: sum(finder.match(_cell(row, c)).counts for row in rows if _cell(row, c))
        for c in range(width)
        if c not in day_columns
    }
    best = max(named, key=lambda c: named[c], default=None)
    return best if best is not None and named[best] else None


def _mostly_counts(rows: Sequence[Row], columns: set[int], is_part: Callable[[Row], bool]) -> bool:
    """Whether the cells below headings hold numbers, and not the dates or words of a list."""
    filled = [_cell(row, c) for row in rows if is_part(row) for c in columns if _cell(row, c)]
    counts = sum(cell[:1].isdecimal() and not is_day_heading(cell) for cell in filled)
    return 2 * counts >= len(filled)


def _other_cells(rows: Sequence[Row], columns: set[int]) -> list[str]:
    """What stands above a grid and in the corner of its headings; a week may be named there."""
    head = rows[-1] if rows else None
    return [
        cell
        for row in rows
        for c, cell in enumerate(row.cells)
        if cell and not (row is head and c in columns)
    ]


def _cell(row: Row, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""
