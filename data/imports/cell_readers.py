"""How a single cell is read by the form of its field; each file gets readers of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP
from functools import lru_cache

from data.calendar.days import day_of
from data.imports.cells import YES_NO, MomentReader, amount_in, own_tags_in, tags_in
from data.imports.fields import ImportField
from data.imports.formats import Formats, number_in
from data.imports.spec import Job
from data.kernel.engine import Value
from data.kernel.text import clean, clean_lines
from data.records.fields import LINES_LIMIT

_REMEMBERED = 1_000
UNREAD, READ, STAYS = 0, 1, 2
"""Whether a cell cannot be read, is read, or is read and says more than that, so that it stays beside the record."""
CellReader = Callable[[str, list[Value]], int]
"""Puts what a cell says into the values of its row; tells how far it was read."""
Places = Mapping[str, int]


def cell_reader(field: ImportField, places: Places, job: Job, formats: Formats) -> CellReader | None:
    """How the cells of a field are read one by one; None for a form that is not read so."""
    make = _MAKERS.get(field.form)
    return None if make is None else make(field, places, job, formats)


def _lines_reader(field: ImportField, places: Places, _job: Job, _formats: Formats) -> CellReader:
    place = places[field.place]

    def read(cell: str, values: list[Value]) -> int:
        values[place] = clean_lines(cell, LINES_LIMIT)
        return READ

    return read


def _short_reader(field: ImportField, places: Places, _job: Job, _formats: Formats) -> CellReader:
    place, limit = places[field.place], field.limit

    def read(cell: str, values: list[Value]) -> int:
        values[place] = clean(cell, limit)
        return READ if len(cell) <= limit or len(clean(cell, limit + 1)) <= limit else UNREAD

    return read


def _tags_reader(field: ImportField, places: Places, job: Job, _formats: Formats) -> CellReader:
    place, is_ours = places[field.place], job.columns.is_ours

    def read(cell: str, values: list[Value]) -> int:
        if is_ours:
            values[place] = own_tags_in(cell)
            return READ
        values[place], says_all = tags_in(cell)
        return READ if says_all else STAYS

    return read


def _choice_reader(field: ImportField, places: Places, _job: Job, _formats: Formats) -> CellReader:
    place, choices = places[field.place], field.choices

    def read(cell: str, values: list[Value]) -> int:
        word = clean(cell).lower()
        values[place] = word if word in choices else ""
        return READ if word in choices else UNREAD

    return read


def _meaning_reader(field: ImportField, places: Places, job: Job, _formats: Formats) -> CellReader:
    if field.meanings is None:
        raise ValueError(f"the field {field.field} does not say what its words mean")
    place, meanings = places[field.place], field.meanings(job.reader, job.options)

    def read(cell: str, values: list[Value]) -> int:
        values[place], says_all = meanings.read(cell)
        return READ if says_all else STAYS if values[place] else UNREAD

    return read


def _toggle_reader(field: ImportField, places: Places, _job: Job, _formats: Formats) -> CellReader:
    place = places[field.place]

    def read(cell: str, values: list[Value]) -> int:
        values[place] = said = YES_NO.get(cell.strip().lower())
        return UNREAD if said is None else READ

    return read


def _money_reader(field: ImportField, places: Places, _job: Job, formats: Formats) -> CellReader:
    place, form = places[field.place], formats.numbers_of(field.field)
    currency = places[field.currency] if field.currency else None

    def read(cell: str, values: list[Value]) -> int:
        amount = amount_in(cell, form)
        if amount is None:
            return UNREAD
        values[place] = amount[0]
        if currency is not None:
            values[currency] = values[currency] or amount[1]
        return READ

    return read


def _percent_reader(field: ImportField, places: Places, job: Job, formats: Formats) -> CellReader:
    place, form = places[field.place], formats.numbers_of(field.field)
    times = 100 if field.field in formats.shares else 1

    @lru_cache(_REMEMBERED)
    def percent_of(cell: str) -> tuple[int | None, int]:
        number = number_in(cell, form)
        if number is None or not 0 <= number * times <= 100:
            return None, UNREAD
        percent = int((number * times).to_integral_value(ROUND_HALF_UP))
        return percent, READ if percent == number * times else STAYS

    def read(cell: str, values: list[Value]) -> int:
        values[place], how = percent_of(cell)
        return how

    return read


def _day_reader(field: ImportField, places: Places, job: Job, formats: Formats) -> CellReader:
    place, zone = places[field.place], job.owner.zone
    moments = MomentReader(formats.dates_of(field.field), zone)
    days: dict[int, str] = {}

    def read_ours(cell: str, values: list[Value]) -> int:
        try:
            values[place] = date.fromisoformat(cell.strip()).isoformat()
        except ValueError:
            return UNREAD
        return READ

    def read(cell: str, values: list[Value]) -> int:
        moment = moments.read(cell)
        if moment is None:
            return UNREAD
        if moment not in days:
            days[moment] = day_of(moment, zone).isoformat()
        values[place] = days[moment]
        return READ

    return read_ours if job.columns.is_ours else read


def _moment_reader(field: ImportField, places: Places, job: Job, formats: Formats) -> CellReader:
    place, moments = places[field.place], MomentReader(formats.dates_of(field.field), job.owner.zone)

    def read(cell: str, values: list[Value]) -> int:
        values[place] = moment = moments.read(cell)
        return UNREAD if moment is None else READ

    return read


_MAKERS: Mapping[str, Callable[[ImportField, Places, Job, Formats], CellReader]] = {
    "lines": _lines_reader,
    "short": _short_reader,
    "tags": _tags_reader,
    "choice": _choice_reader,
    "meaning": _meaning_reader,
    "toggle": _toggle_reader,
    "money": _money_reader,
    "percent": _percent_reader,
    "day": _day_reader,
    "moment": _moment_reader,
}
