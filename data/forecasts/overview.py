"""Everything on the page of forecasts, read in one go: the months by product line, and the deals behind one cell."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.listing import deals_where
from data.deals.months import days_of_month
from data.deals.narrowing import Narrowing
from data.deals.period import cohort
from data.forecasts.accuracy import Cell, Sheet, sheet_of
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.people.person import Person
from data.points.score import Score, score_of

_LINES = "exists(select 1 from deal_line where deal_id = deal.id and quantity * price > 0"
_IS_SOLD = f"{_LINES} and product_line = ? collate nocase)"
_SELLS_NOTHING = f"(not {_LINES}) or {_LINES} and product_line = ''))"
"""Deals of which a part counts in a product line, and of which one counts in none."""


class ForecastOverview(NamedTuple):
    """The forecasts as one looks at them. ``ids`` are the deals behind the cell ``looked_at``: won, or expected."""

    sheet: Sheet
    looked_at: Cell
    ids: array[int]
    score: Score


def forecast_overview(
    reader: Reader,
    person: Person,
    narrowing: Narrowing,
    months: Sequence[str],
    month: str,
    row: int,
    now: int,
) -> ForecastOverview:
    """What a person wants to see. ``row`` is the place of the line that is looked at; the last is all together."""
    sheet = sheet_of(reader, person, narrowing, months, now)
    cell = sheet.cell(min(row, len(sheet.rows) - 1), month)
    return ForecastOverview(
        sheet, cell, deals_behind(reader, person, narrowing, cell, now), score_of(reader, person, now)
    )


def deals_behind(reader: Reader, person: Person, narrowing: Narrowing, cell: Cell, now: int) -> array[int]:
    """The deals that were won in a cell's month, and the open ones that are expected in it; the soonest first."""
    this = day_of(now, person.zone).isoformat()[:7]
    period = cohort(*days_of_month(cell.month), person)
    params: list[Value] = [period.begin, period.end, this, cell.month]
    further = (
        "(deal.open = 0 and stage.ends = 'won' and deal.closed_at >= ? and deal.closed_at < ? "
        "or deal.open = 1 and deal.expected_close <> '' and deal.category <> 'omitted' "
        "and max(substr(deal.expected_close, 1, 7), ?) = ?)"
    )
    if not cell.is_total:
        further += f" and {_IS_SOLD if cell.product_line else _SELLS_NOTHING}"
        params += [cell.product_line] if cell.product_line else []
    return deals_where(reader, person, narrowing, "close", further, params)
