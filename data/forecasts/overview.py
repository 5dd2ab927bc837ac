"""Everything on the page of forecasts, read in one go: the months by product line, and the deals behind one cell."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.discounts import WON_IN_PERIOD
from data.deals.listing import deals_where
from data.deals.months import days_of_month
from data.deals.narrowing import Narrowing
from data.deals.period import cohort
from data.forecasts.accuracy import Cell, Sheet, sheet_of
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.people.person import Person
from data.points.score import Score, score_of

EARLIEST = "0"
"""Before any day, and behind none."""
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
    """The open deals that are expected in a cell's month, the soonest first; then those that were won in it."""
    of_line = "" if cell.is_total else f" and {_IS_SOLD if cell.product_line else _SELLS_NOTHING}"
    line: list[Value] = [cell.product_line] if of_line and cell.product_line else []
    first, last = (day.isoformat() for day in days_of_month(cell.month))
    this = day_of(now, person.zone).isoformat()[:7]
    period = cohort(*days_of_month(cell.month), person)
    won = deals_where(reader, person, narrowing, "close", f"{WON_IN_PERIOD}{of_line}", [*period, *line])
    if cell.is_over:
        return won
    # What is past its expected close is to come this month.
    span: list[Value] = [EARLIEST if cell.month == this else first, last]
    expected = "deal.open = 1 and deal.expected_close between ? and ? and deal.category <> 'omitted'"
    return deals_where(reader, person, narrowing, "close", f"{expected}{of_line}", [*span, *line]) + won
