"""What a measured item is made of: its records with what each is called, and what it counts for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kpi.kpi import kpi
from data.kpi.measure import Behind
from data.kra.cadence import Span
from data.kra.measuring import behind
from data.people.person import Person

MOST = 2_000
"""Records that are told of at most, the latest."""
_PAGE = 500
_CALLED = {
    "activity": "count || ' ' || kind || case when note is null or note = '' then '' else ', ' || note end",
    "quota": "'quota of ' || month",
    "reading": "kpi || ' as it was read'",
}
"""What records are called whose table does not say so, as SQL."""


class BehindRow(NamedTuple):
    """A record behind a number: its table and id, its day, what it is called, what it counts for."""

    table: str
    id: int
    day: date
    called: str
    counts: str


class Opened(NamedTuple):
    """A measured item opened: name and formula of its KPI, and its records, the latest first."""

    name: str
    formula: str
    rows: tuple[BehindRow, ...]
    records: int


def opened(reader: Reader, person: Person, code: str, span: Span, now: int) -> Opened:
    """The KPI of a code, opened for a person and the days of a run."""
    found = behind(reader, person, code, span, now)
    names = _names(reader, found[:MOST])
    rows = (
        BehindRow(one.record, one.id, one.day, names.get((one.record, one.id), one.record), _counts(one))
        for one in found[:MOST]
    )
    wanted = kpi(code)
    return Opened(wanted.name, wanted.formula, tuple(rows), len(found))


def _counts(one: Behind) -> str:
    parts = [one.split] if one.split else []
    parts += ["" if one.part is None else f"{one.part:,.10g}"]
    parts += [f"of {one.whole:,.10g}"] if one.whole else []
    return " ".join(parts)


def _names(reader: Reader, found: Sequence[Behind]) -> Mapping[tuple[str, int], str]:
    """What the records are called, by table and id."""
    names: dict[tuple[str, int], str] = {}
    for table in {one.record for one in found}:
        called = _CALLED.get(table) or reader.registry.table(table).called
        ids = [one.id for one in found if one.record == table]
        for start in range(0, len(ids) if called else 0, _PAGE):
            page = ids[start : start + _PAGE]
            marks = ", ".join("?" * len(page))
            for row, name in reader.select(f"select id, {called} from {table} where id in ({marks})", page):
                names[table, row] = str(name)
    return names
