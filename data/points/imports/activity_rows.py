"""A row an activity: exports of CRM systems, our own exports, and lists typed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from data.calendar.days import day_of
from data.files.dates import DateFormat, detect_date_format, parse_moment
from data.files.headers import normalised
from data.files.refused import CellRefused, FileRefused, shown_name
from data.files.spoiled import NOTHING, identifier_of
from data.files.table import Row, Table
from data.imports.columns import Columns
from data.imports.left_rows import Left, Reason
from data.imports.looks import seen_in
from data.imports.options import NONE
from data.imports.progress import ROWS_A_STEP
from data.imports.source_systems import FILE_KEY, OUR_KEY, ROW_KEY, Identity, row_digest, shape_digest
from data.imports.spec import Job, Reading
from data.kernel.text import clean, clean_lines
from data.people.person import Person
from data.points.imports.items import (
    BAD_COUNT,
    BAD_DATE,
    CONTRADICTS,
    KIND_UNKNOWN,
    NO_ACTIVITY,
    TWICE,
    UNREADABLE,
    Group,
    Item,
    count_in,
    instant_on,
    unusable_day,
    wordings,
)
from data.points.imports.kinds import KindFinder
from data.points.imports.lead_finder import LEAD_COLUMNS, LeadFinder
from data.points.imports.vocabulary import activity_columns
from data.points.imports.whose import whose
from data.points.log import MOST_AT_ONCE, NOTE_LIMIT

_NEEDED = ("kind", "date")
_LONGEST_LIST = 20


class _Places(NamedTuple):
    """Where each field stands in a row; None where the file does not have it."""

    kind: int | None
    date: int
    direction: int | None
    outcomes: tuple[int, ...]
    time: int | None
    amount: int | None
    owner: int | None
    note: int | None
    about: int | None
    contact: int | None
    id: int | None
    ours: tuple[int | None, ...]
    """Outcome, lead's reference and lead's source id of our own export; else empty."""


def read_rows(job: Job, finder: KindFinder, leads: LeadFinder) -> Reading[Item]:
    """What the rows of a list say."""
    places = _places(job)
    date_format = detect_date_format({row.cells[places.date]: None for row in job.table.rows()})
    reader = _RowReader(job, places, date_format, finder, leads)
    for done, row in enumerate(job.table.rows(), 1):
        reader.take(row)
        if done % ROWS_A_STEP == 0:
            job.step("reading", done)
    findings = [*_taken_for(job), *date_format.notes]
    if places.id is None:
        findings.append("No column of ids: a row is known again as long as nothing in it changes.")
    return Reading(
        list(reader.items.values()),
        reader.left,
        findings,
        wordings=wordings(reader.groups, reader.sizes),
    )


class _RowReader:
    """Reads row after row, remembering what it has seen."""

    def __init__(
        self, job: Job, places: _Places, date_format: DateFormat, finder: KindFinder, leads: LeadFinder
    ) -> None:
        self._job = job
        self._places = places
        self._prefix = _key_prefix(job, places)
        self._date_format = date_format
        self._finder = finder
        self._leads = leads
        self._now = job.now
        self._moments: dict[tuple[str, str, int], tuple[int, str, bool] | str] = {}
        self._type = _type_of_all(job.table)
        self._groups: dict[tuple[str, str, str], Group] = {}
        self._people: dict[str, Person | Reason] = {}
        self._alike: Counter[str] = Counter()
        self.items: dict[str, Item] = {}
        self.left: list[Left] = []
        self.groups: dict[str, Group] = {}
        self.sizes: Counter[str] = Counter()

    def take(self, row: Row) -> None:
        """Read one row: it becomes an item, or is left out with a reason."""
        found = self._read(row, row.cells if self._places.ours else self._without_naught(row.cells))
        if isinstance(found, Left):
            self.left.append(found)
            return
        earlier = self.items.setdefault(found.key, found)
        if earlier is not found:
            same = earlier._replace(number=0) == found._replace(number=0)
            self.left.append(Left(row.number, TWICE if same else CONTRADICTS, f"as in row {earlier.number}"))

    def _without_naught(self, row: Sequence[str]) -> Sequence[str]:
        """Cells without what says nothing, and without an id that a spreadsheet spoiled: it could be that of many."""
        cells = list(row) if NOTHING.isdisjoint(row) else ["" if cell in NOTHING else cell for cell in row]
        if self._places.id is not None:
            cells[self._places.id] = identifier_of(cells[self._places.id].strip()) or ""
        return cells

    def _read(self, row: Row, cells: Sequence[str]) -> Item | Left:
        places = self._places
        label, match = self._group(cells)
        self.sizes[label] += 1
        if row.problem:
            return Left(row.number, UNREADABLE, row.problem)
        if match.kind == NONE:
            return Left(row.number, NO_ACTIVITY, label)
        owner = _text(cells, places.owner)
        person = self._person(owner)
        if not isinstance(person, Person):
            return Left(row.number, person, clean(owner, 80))
        if not match.counts:
            return Left(row.number, KIND_UNKNOWN, label)
        moment = self._moment(cells[places.date], _text(cells, places.time), person)
        if isinstance(moment, str):
            return Left(row.number, BAD_DATE, moment)
        count = 1 if places.amount is None else count_in(cells[places.amount])
        if not count:
            text = clean(cells[places.amount or 0], 40)
            return Left(row.number, BAD_COUNT, f"{text!r} is no whole number from 1 to {MOST_AT_ONCE}")
        at, day, has_time = moment
        return Item(
            row.number,
            person.id,
            match.kind,
            count,
            at,
            day,
            self._note(cells),
            self._key(cells, "" if owner.strip() else f"{person.id}:"),
            has_time,
            label,
            *self._lead(cells),
        )

    def _lead(self, cells: Sequence[str]) -> tuple[int | None, str | None]:
        """The lead and the outcome of a row of our own export."""
        if not self._places.ours:
            return None, None
        outcome, lead, source = (_text(cells, place) for place in self._places.ours)
        return self._leads.find(lead, source), clean(outcome, 80) or None

    def _group(self, cells: Sequence[str]) -> Group:
        """The wording of a row's kind and outcome, and what it counts as."""
        places = self._places
        outcome = next((cells[c] for c in places.outcomes if cells[c].strip()), "")
        key = (_text(cells, places.kind), _text(cells, places.direction), outcome)
        group = self._groups.get(key)
        if group is None:
            kind, direction, outcome = (clean(part, 80) for part in key)
            if self._type and self._finder.is_direction(kind):
                kind, direction = self._type, kind
            kind, match = self._finder.match_directed(kind or self._type, direction, outcome)
            label = f"{kind} / {outcome}" if outcome else kind or "(empty)"
            group = self._groups[key] = Group(label, match)
            self.groups.setdefault(label, group)
        return group

    def _person(self, owner: str) -> Person | Reason:
        if owner not in self._people:
            self._people[owner] = whose(self._job, owner)
        return self._people[owner]

    def _moment(self, text: str, clock: str, person: Person) -> tuple[int, str, bool] | str:
        """The instant, the person's day of it, and whether a time was given; or what is wrong."""
        key = (text, clock, person.id)
        if key not in self._moments:
            if len(self._moments) > 100_000:
                self._moments.clear()
            self._moments[key] = self._read_moment(text, clock, person)
        return self._moments[key]

    def _read_moment(self, text: str, clock: str, person: Person) -> tuple[int, str, bool] | str:
        try:
            moment = parse_moment(text, self._date_format)
            if moment.time is None and clock.strip():
                moment = parse_moment(f"{moment.day} {clock.strip()}")
        except CellRefused as error:
            return str(error)
        try:
            at, day = instant_on(date.fromisoformat(moment.day), moment.time, person, self._now)
        except (OverflowError, ValueError):
            return f"{clean(text, 40)} is out of range"
        wrong = unusable_day(day, day_of(self._now, person.zone))
        if not wrong and at > self._now:
            wrong = f"{clean(text, 40)} lies in the future"
        return wrong or (at, day.isoformat(), moment.time is not None)

    def _note(self, cells: Sequence[str]) -> str | None:
        places = self._places
        if places.note is None and places.about is None and places.contact is None:
            return None
        words = _text(cells, places.note) or _text(cells, places.about)
        words = clean_lines(words, NOTE_LIMIT)
        if places.contact is not None and (contact := clean(cells[places.contact], 200)) not in words:
            words = clean_lines(f"{words} · {contact}" if words else contact, NOTE_LIMIT)
        return words

    def _key(self, cells: Sequence[str], personal: str) -> str:
        """What the row is known by: the record's own id, else a digest of all that stands in it.

        Where the file names no owner, ids and digests are the person's own (``personal``): two people's lists may both
        begin with 1. Rows without ids that are the same in everything are told apart by counting them.
        """
        identifier, prefix = clean(_text(cells, self._places.id), 200), self._prefix
        if identifier:
            return prefix + identifier if prefix == OUR_KEY else f"{prefix}{personal}{identifier}"
        digest = row_digest(cells)
        self._alike[digest] += 1
        return f"{ROW_KEY}{personal}{digest}:{self._alike[digest]}"


def _key_prefix(job: Job, places: _Places) -> str:
    """What keys begin with: ids of an unknown system belong to files that call id, kind and date as this one does.

    Other columns may come and go, so that a list which gets one more is known again.
    """
    columns = job.columns
    if places.id is None or columns.system or columns.key_prefix == OUR_KEY:
        return columns.key_prefix
    names = job.table.columns
    telling = [names[place] for place in (places.id, places.kind, places.date) if place is not None]
    return f"{FILE_KEY}{shape_digest(telling)}:"


def refuse_without_kind_and_date(table: Table, columns: Columns) -> None:
    """Raise FileRefused for a list without a column for the kind or the date; calls alone need none for the kind."""
    for field in _NEEDED:
        if columns.place(field) is None and not (field == "kind" and _type_of_all(table)):
            head = ", ".join(clean(column, 40) for column in islice(table.columns, _LONGEST_LIST))
            raise FileRefused(
                f"{shown_name(table.path)} is no sheet of kinds by days, and has no column that tells the "
                f"{field}. Columns: {head}.",
                code="file.no_column",
                field=field,
            )


def _type_of_all(table: Table) -> str:
    """What every row of a file is that holds calls, meetings or e-mails alone; else nothing."""
    seen = seen_in(activity_columns().look, table.columns)
    return seen.look.type if seen is not None else ""


def _taken_for(job: Job) -> list[str]:
    """What the rows of a list were taken for, where no column says it."""
    seen = seen_in(activity_columns().look, job.table.columns)
    if seen is None or not seen.look.type or job.columns.place("kind") is not None:
        return ["A row an activity."]
    marks = " and ".join(clean(column, 40) for column in seen.columns[:2])
    found = [f"Taken for {seen.look.name} by its columns {marks}: each row is one."]
    direction = job.columns.place("direction")
    if direction is not None:
        found.append(f"{clean(direction, 40)} tells which went out: what came in does not count.")
    return found


def identity_by_column(_table: Table, id_column: str | None) -> Identity:
    """Our own export is known by the column of its ids; any other file's ids are told apart by its rows' reader."""
    is_ours = (id_column or "").strip().casefold() == "reference"
    return Identity("", OUR_KEY if is_ours else ROW_KEY, id_column)


def _places(job: Job) -> _Places:
    columns = job.columns
    place = {found.field: job.table.columns.index(found.column) for found in columns.found}
    return _Places(
        place.get("kind"),
        place["date"],
        place.get("direction"),
        tuple(place[field] for field in ("outcome", "second outcome") if field in place),
        place.get("time"),
        place.get("count"),
        place.get("owner"),
        place.get("note"),
        place.get("about"),
        place.get("contact"),
        place.get("id"),
        _our_places(job.table) if columns.key_prefix == OUR_KEY else (),
    )


def _our_places(table: Table) -> tuple[int | None, ...]:
    names = [normalised(column) for column in table.columns]
    wanted = (normalised(column) for column in LEAD_COLUMNS)
    return tuple(names.index(name) if name in names else None for name in wanted)


def _text(cells: Sequence[str], column: int | None) -> str:
    return cells[column] if column is not None else ""
