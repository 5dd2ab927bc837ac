"""The forecast of a month and product line beside what came and what is ahead, and how accurate it was.

Forecast accuracy = 1 - |forecast - actual| / actual: common usage of the trade. What counts is what was committed to;
it is held against what came of those who committed. Where nothing came there is no accuracy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.months import shifted
from data.deals.narrowing import Narrowing, known_lines
from data.deals.products import product_lines
from data.forecasts.forecast import Forecast, forecasts
from data.forecasts.parts import Ahead, Came, Place, ahead_in, came_in
from data.kernel.commands import Reader
from data.people.person import Person, by_ids
from data.people.reach import team_of
from data.records.own_currency import company_currency

TOTAL = "all"


class Cell(NamedTuple):
    """A product line in a month, or all of them together; money is in hundredths of the company's currency.

    ``entered`` and ``committed`` are the sums of those that are (None: none is); ``committed_at`` is when the last of
    them was. Of so many ``people`` it is; ``missing`` are the handles of those who have entered nothing,
    ``uncommitted`` of those who have not committed to it. ``came_to_them`` is what came of those who did.
    """

    month: str
    product_line: str
    entered: int | None
    committed: int | None
    committed_at: int | None
    people: int
    missing: tuple[str, ...]
    uncommitted: tuple[str, ...]
    came: Came
    came_to_them: int
    ahead: Ahead
    is_over: bool
    is_total: bool = False

    @property
    def accuracy(self) -> float | None:
        """How accurate the commitment was, in a month that is over; None where none was made, or nothing came."""
        if not self.is_over or self.committed is None:
            return None
        return accuracy(self.committed, self.came_to_them)

    @property
    def suggested(self) -> int:
        """What the pipeline suggests: what came so far, and the open deals weighted."""
        return self.came.worth + self.ahead.weighted


class Sheet(NamedTuple):
    """Months by product lines: for each line a row of cells, the last row all lines together."""

    currency: str
    months: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, month: str) -> Cell:
        """The cell of a row in a month."""
        return self.rows[row][self.months.index(month)]

    @property
    def missing(self) -> int:
        """How many forecasts are missing in months that are not over."""
        cells = (cell for row in self.rows[:-1] for cell in row if not cell.is_over)
        return sum(len(cell.missing) for cell in cells)


def accuracy(forecast: int, actual: int) -> float | None:
    """1 - |forecast - actual| / actual; None where nothing came."""
    return 1 - abs(forecast - actual) / actual if actual else None


class _Known(NamedTuple):
    """All that cells are made of: whose forecasts are wanted, what they said, what came, what is ahead.

    Lines are in small letters where they are keys: people spell them as they like.
    """

    people: Sequence[Person]
    said: Mapping[tuple[int, str, str], Forecast]
    came: Mapping[tuple[str, str], Mapping[Place, Came]]
    ahead: Mapping[tuple[str, str], Ahead]


def sheet_of(reader: Reader, actor: Person, narrowing: Narrowing, months: Sequence[str], now: int) -> Sheet:
    """The forecasts of the people whose deals one looks at, of the months in their order."""
    today = day_of(now, actor.zone)
    people = _people(reader, actor, narrowing)
    first, last = min(months), max(months)
    said = forecasts(reader, first, last, [person.id for person in people])
    came = came_in(reader, actor, narrowing, first, last)
    ahead = ahead_in(reader, actor, narrowing, first, last, today)
    known = _Known(
        people,
        {(one.person_id, one.month, one.product_line.casefold()): one for one in said},
        _by_cell(came),
        {(month, line.casefold()): part for (month, line), part in ahead.items()},
    )
    wanted = [narrowing.product_line] if narrowing.product_line else product_lines(reader) or [""]
    there = [
        *(one.product_line for one in said),
        *(place.product_line for place in came),
        *(line for _, line in ahead),
    ]
    others = [] if narrowing.product_line else _others(wanted, there, known_lines(reader))
    this = today.isoformat()[:7]
    rows = [
        tuple(_cell(month, line, known, is_over=month < this, is_wanted=line in wanted) for month in months)
        for line in (*wanted, *others)
    ]
    totals = tuple(_together([row[place] for row in rows]) for place in range(len(months)))
    return Sheet(company_currency(reader), tuple(months), (*rows, totals))


def _by_cell(parts: Mapping[Place, Came]) -> dict[tuple[str, str], dict[Place, Came]]:
    found: dict[tuple[str, str], dict[Place, Came]] = {}
    for place, part in parts.items():
        found.setdefault((place.month, place.product_line.casefold()), {})[place] = part
    return found


def around(today: date, before: int, after: int) -> tuple[str, ...]:
    """The months around the present one, as ``2026-11``, the earliest first."""
    return tuple(shifted(today, step).isoformat()[:7] for step in range(-before, after + 1))


def _people(reader: Reader, actor: Person, narrowing: Narrowing) -> list[Person]:
    """Whose forecasts are wanted: of those whose deals one looks at, of all that are reached those who sell."""
    if narrowing.owners is None:
        return team_of(reader, actor)
    reached = {person.id for person in team_of(reader, actor)} | {actor.id}
    return [person for person in by_ids(reader, list(narrowing.owners)) if person.id in reached]


def _others(wanted: Sequence[str], there: Iterable[str], spelled: Mapping[str, str]) -> list[str]:
    """The lines that are not sold and of which something was said, came or is ahead; that of no line comes last."""
    known = {line.casefold() for line in wanted}
    found = {line.casefold(): line for line in there if line.casefold() not in known}
    names = (spelled.get(compared, line) for compared, line in found.items())
    return sorted(names, key=lambda line: (not line, line))


def _cell(month: str, line: str, known: _Known, *, is_over: bool, is_wanted: bool) -> Cell:
    where = (month, line.casefold())
    entered = {one.id: known.said.get((one.id, *where)) for one in known.people}
    there = [one for one in entered.values() if one is not None]
    committed = [one for one in there if one.committed_at is not None]
    who = {one.person_id for one in committed}
    came = known.came.get(where, {})
    return Cell(
        month=month,
        product_line=line,
        entered=sum(one.amount for one in there) if there else None,
        committed=sum(one.amount for one in committed) if committed else None,
        committed_at=max((one.committed_at or 0 for one in committed), default=None),
        people=len(known.people),
        missing=tuple(one.handle for one in known.people if is_wanted and entered[one.id] is None),
        uncommitted=tuple(
            one.handle for one in known.people if entered[one.id] is not None and one.id not in who
        ),
        came=_sum_came(came.values()),
        came_to_them=sum(part.worth for place, part in came.items() if place.owner in who),
        ahead=known.ahead.get(where, Ahead()),
        is_over=is_over,
    )


def _together(cells: Sequence[Cell]) -> Cell:
    """All lines of a month. A deal of several lines counts once in each."""
    entered = [cell.entered for cell in cells if cell.entered is not None]
    committed = [cell for cell in cells if cell.committed is not None]
    return Cell(
        month=cells[0].month,
        product_line=TOTAL,
        entered=sum(entered) if entered else None,
        committed=sum(cell.committed or 0 for cell in committed) if committed else None,
        committed_at=max((cell.committed_at or 0 for cell in committed), default=None),
        people=cells[0].people,
        missing=tuple(dict.fromkeys(handle for cell in cells for handle in cell.missing)),
        uncommitted=tuple(dict.fromkeys(handle for cell in cells for handle in cell.uncommitted)),
        came=_sum_came(cell.came for cell in cells),
        came_to_them=sum(cell.came_to_them for cell in committed),
        ahead=_sum_ahead(cell.ahead for cell in cells),
        is_over=cells[0].is_over,
        is_total=True,
    )


def _sum_came(parts: Iterable[Came]) -> Came:
    return Came(*map(sum, zip(*parts, strict=True))) if (parts := list(parts)) else Came()


def _sum_ahead(parts: Iterable[Ahead]) -> Ahead:
    return Ahead(*map(sum, zip(*parts, strict=True))) if (parts := list(parts)) else Ahead()
