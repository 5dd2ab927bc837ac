"""A row an activity: exports of CRM systems, our own exports, and lists typed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from data.calendar.days import day_of
from data.files.dates import DateFormat, detect_date_format, parse_moment
from data.files.headers import match_columns, normalised, parse_mapping
from data.files.refused import CellRefused, FileRefused, shown_name
from data.files.table import Row, Table
from data.kernel.text import clean, clean_lines
from data.people.person import Person
from data.points.imports.catalogue import NONE, ImportCatalogue
from data.points.imports.compare import OWN_KEY
from data.points.imports.draft import (
    BAD_COUNT,
    BAD_DATE,
    CONTRADICTS,
    KIND_UNKNOWN,
    NO_ACTIVITY,
    TWICE,
    UNREADABLE,
    Draft,
    Group,
    Item,
    Left,
    Progress,
    Reason,
    count_in,
    instant_on,
    unusable_day,
)
from data.points.imports.kinds import KindFinder
from data.points.imports.leads import LEAD_COLUMNS, LeadFinder
from data.points.imports.owners import OwnerFinder
from data.points.log import MOST_AT_ONCE, NOTE_LIMIT

_ROWS_A_STEP = 5_000
_NEEDED = ("kind", "date")


class _Columns(NamedTuple):
    """Where each field stands in a row; None where the file does not have it."""

    kind: int
    date: int
    outcomes: tuple[int, ...]
    time: int | None
    amount: int | None
    owner: int | None
    note: int | None
    about: int | None
    contact: int | None
    id: int | None
    id_prefix: str
    own: tuple[int | None, ...]
    """Outcome, lead's reference and lead's source id of our own export; else empty."""


def records_draft(
    table: Table,
    finder: KindFinder,
    owners: OwnerFinder,
    leads: LeadFinder,
    catalogue: ImportCatalogue,
    now: int,
    *,
    mapping: str = "",
    progress: Progress | None = None,
) -> Draft:
    """What the rows of a list say. Raises FileRefused where no column for the kind or the date is found."""
    columns, found = _find_columns(table, catalogue, mapping)
    date_format = detect_date_format(row.cells[columns.date] for row in table.rows())
    reader = _RecordReader(columns, date_format, finder, owners, leads, now)
    for done, row in enumerate(table.rows(), 1):
        reader.take(row)
        if progress is not None and done % _ROWS_A_STEP == 0:
            progress("reading", done)
    findings = [*table.findings, found, *date_format.notes]
    if columns.id is None:
        findings.append("No column of ids: a row is known again as long as nothing in it changes.")
    return Draft(
        shown_name(table.path),
        "rows",
        findings,
        list(reader.items.values()),
        reader.left,
        reader.groups,
        reader.sizes,
    )


class _RecordReader:
    """Reads row after row, remembering what it has seen."""

    def __init__(
        self,
        columns: _Columns,
        date_format: DateFormat,
        finder: KindFinder,
        owners: OwnerFinder,
        leads: LeadFinder,
        now: int,
    ) -> None:
        self._columns = columns
        self._date_format = date_format
        self._finder = finder
        self._owners = owners
        self._leads = leads
        self._now = now
        self._moments: dict[tuple[str, str, int], tuple[int, date, bool] | str] = {}
        self._groups: dict[tuple[str, str], Group] = {}
        self._people: dict[str, Person | Reason] = {}
        self._alike: Counter[str] = Counter()
        self.items: dict[str, Item] = {}
        self.left: list[Left] = []
        self.groups: dict[str, Group] = {}
        self.sizes: Counter[str] = Counter()

    def take(self, row: Row) -> None:
        """Read one row: it becomes an item, or is left out with a reason."""
        found = self._read(row)
        if isinstance(found, Left):
            self.left.append(found)
            return
        earlier = self.items.setdefault(found.key, found)
        if earlier is not found:
            same = earlier._replace(number=0) == found._replace(number=0)
            self.left.append(Left(row.number, TWICE if same else CONTRADICTS, f"as in row {earlier.number}"))

    def _read(self, row: Row) -> Item | Left:
        columns, cells = self._columns, row.cells
        label, match = self._group(cells)
        self.sizes[label] += 1
        if row.problem:
            return Left(row.number, UNREADABLE, row.problem)
        if match.kind == NONE:
            return Left(row.number, NO_ACTIVITY, label)
        person = self._person(_text(cells, columns.owner))
        if not isinstance(person, Person):
            return Left(row.number, person, clean(_text(cells, columns.owner), 80))
        if not match.counts:
            return Left(row.number, KIND_UNKNOWN, label)
        moment = self._moment(cells[columns.date], _text(cells, columns.time), person)
        if isinstance(moment, str):
            return Left(row.number, BAD_DATE, moment)
        count = 1 if columns.amount is None else count_in(cells[columns.amount])
        if not count:
            text = clean(cells[columns.amount or 0], 40)
            return Left(row.number, BAD_COUNT, f"{text!r} is no whole number from 1 to {MOST_AT_ONCE}")
        at, day, has_time = moment
        key = self._key(row, person)
        return Item(
            row.number,
            person.id,
            match.kind,
            count,
            at,
            day.isoformat(),
            self._note(cells),
            key,
            has_time,
            label,
            *self._lead(cells),
        )

    def _lead(self, cells: Sequence[str]) -> tuple[int | None, str | None]:
        """The lead and the outcome of a row of our own export."""
        if not self._columns.own:
            return None, None
        outcome, lead, source = (_text(cells, place) for place in self._columns.own)
        return self._leads.find(lead, source), clean(outcome, 80) or None

    def _group(self, cells: Sequence[str]) -> Group:
        """The wording of a row's kind and outcome, and what it counts as."""
        columns = self._columns
        outcome = next((cells[c] for c in columns.outcomes if cells[c].strip()), "")
        key = (cells[columns.kind], outcome)
        group = self._groups.get(key)
        if group is None:
            kind, outcome = clean(key[0], 80), clean(outcome, 80)
            label = f"{kind} / {outcome}" if outcome else kind or "(empty)"
            group = self._groups[key] = Group(label, self._finder.match(kind, outcome))
            self.groups.setdefault(label, group)
        return group

    def _person(self, owner: str) -> Person | Reason:
        if owner not in self._people:
            self._people[owner] = self._owners.find(owner)
        return self._people[owner]

    def _moment(self, text: str, clock: str, person: Person) -> tuple[int, date, bool] | str:
        """The instant, the person's day of it, and whether a time was given; or what is wrong."""
        key = (text, clock, person.id)
        if key not in self._moments:
            if len(self._moments) > 100_000:
                self._moments.clear()
            self._moments[key] = self._read_moment(text, clock, person)
        return self._moments[key]

    def _read_moment(self, text: str, clock: str, person: Person) -> tuple[int, date, bool] | str:
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
        return wrong or (at, day, moment.time is not None)

    def _note(self, cells: Sequence[str]) -> str | None:
        columns = self._columns
        if columns.note is None and columns.about is None and columns.contact is None:
            return None
        words = _text(cells, columns.note) or _text(cells, columns.about)
        contact = clean(_text(cells, columns.contact), 200)
        words = clean_lines(words, NOTE_LIMIT)
        if contact and contact not in words:
            words = clean_lines(f"{words} · {contact}" if words else contact, NOTE_LIMIT)
        return words

    def _key(self, row: Row, person: Person) -> str:
        """What the row is known by: the record's own id, else a digest of all that stands in it.

        Where the file names no owner, ids and digests are the person's own: two people's lists may both
        begin with 1. Rows without ids that are the same in everything are told apart by counting them.
        """
        identifier, prefix = clean(_text(row.cells, self._columns.id), 200), self._columns.id_prefix
        whose = "" if _text(row.cells, self._columns.owner).strip() else f"{person.id}:"
        if identifier:
            return prefix + identifier if prefix == OWN_KEY else f"{prefix}{whose}{identifier}"
        digest = blake2b("\x1f".join(row.cells).encode("utf-8", "replace"), digest_size=12).hexdigest()
        self._alike[digest] += 1
        return f"row:{whose}{digest}:{self._alike[digest]}"


def _find_columns(table: Table, catalogue: ImportCatalogue, mapping: str) -> tuple[_Columns, str]:
    told = parse_mapping(mapping, table.columns, catalogue.column) if mapping else {}
    free = [column for column in table.columns if column not in told.values()]
    open_fields = {field: names for field, names in catalogue.column.items() if field not in told}
    matches = match_columns(free, open_fields)
    chosen = {**{field: match.column for field, match in matches.items()}, **told}
    for field in _NEEDED:
        if field not in chosen:
            head = ", ".join(clean(column, 40) for column in islice(table.columns, 20))
            raise FileRefused(
                f"{shown_name(table.path)} is no sheet of kinds by days, and has no column that tells the "
                f"{field}. Name it: --map {field}=COLUMN. Columns: {head}."
            )
    place = {field: table.columns.index(column) for field, column in chosen.items()}
    outcomes = tuple(place[field] for field in ("outcome", "second outcome") if field in place)
    shown = [
        f"{field}: {chosen[field]}{_doubt(field, matches)}" for field in catalogue.column if field in chosen
    ]
    columns = _Columns(
        place["kind"],
        place["date"],
        outcomes,
        place.get("time"),
        place.get("count"),
        place.get("owner"),
        place.get("note"),
        place.get("about"),
        place.get("contact"),
        place.get("id"),
        _id_prefix(chosen.get("id", "")),
        _own_places(table, chosen.get("id", "")),
    )
    return columns, f"A row an activity. {'; '.join(shown)}."


def _doubt(field: str, matches: Mapping[str, object]) -> str:
    match = matches.get(field)
    score = getattr(match, "score", 100)
    return "" if score == 100 else f" ({score} % alike)"


def _id_prefix(column: str) -> str:
    """What tells the ids of different systems apart: the wording of their column."""
    words = "-".join(column.casefold().split())
    return OWN_KEY if words == "reference" else f"{words}:"


def _own_places(table: Table, id_column: str) -> tuple[int | None, ...]:
    if _id_prefix(id_column) != OWN_KEY:
        return ()
    names = [normalised(column) for column in table.columns]
    wanted = (normalised(column) for column in LEAD_COLUMNS)
    return tuple(names.index(name) if name in names else None for name in wanted)


def _text(cells: Sequence[str], column: int | None) -> str:
    return cells[column] if column is not None else ""
