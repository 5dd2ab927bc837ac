"""Everything on the page of forecasts, read in one go: the months by product line, and the deals behind one cell."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.discounts import WON_IN_PERIOD
from data.deals.listing import deals_where
from data.deals.months import days_of_month
from data.deals.narrowing import OWNERS, Narrowing
from data.deals.overview import Row, rows_of
from data.deals.period import cohort
from data.forecasts.accuracy import Cell, Sheet, sheet_of
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.people.person import Person
from data.points.score import Score, score_again

EARLIEST = "0"
"""Before any day, and behind none."""
_LINES = "exists(select 1 from deal_line where deal_id = deal.id and quantity * price > 0"
_IS_SOLD = f"instr(deal.sold_lines, json_quote(lower(?))) and {_LINES} and product_line = ? collate nocase)"
_SELLS_NOTHING = f"(not {_LINES}) or {_LINES} and product_line = ''))"
"""Deals of which a part counts in a product line, and of which one counts in none."""


class ForecastOverview(NamedTuple):
    """The forecasts as one looks at them. ``ids`` are the deals behind the cell ``looked_at``: expected, or won; where
    it ``is_more``, the first ones only. ``rows`` are those of the first ids, where they were asked for.
    """

    sheet: Sheet
    looked_at: Cell
    ids: array[int]
    is_more: bool
    rows: Mapping[int, Row]
    score: Score


def forecast_overview(
    reader: Reader,
    person: Person,
    narrowing: Narrowing,
    months: Sequence[str],
    month: str,
    row: int,
    now: int,
    rows: int = 0,
    score: Score | None = None,
    earlier: ForecastOverview | None = None,
) -> ForecastOverview:
    """What a person wants to see. ``row`` is the place of the line that is looked at; the last is all together.

    ``rows`` are enough of the deals to begin with, and are read with them; nought: all ids are read, and no rows.
    ``score`` is what is known of the score. Of ``earlier``, which was read before of the same narrowing, the sheet is
    taken where it holds.
    """
    score = score_again(reader, person, now, score)
    if earlier is not None and score is earlier.score and tuple(months) == earlier.sheet.months:
        sheet = earlier.sheet
    else:
        sheet = sheet_of(reader, person, narrowing, months, now)
    cell = sheet.cell(min(row, len(sheet.rows) - 1), month)
    ids = deals_behind(reader, person, narrowing, cell, now, rows)
    return ForecastOverview(
        sheet=sheet,
        looked_at=cell,
        ids=ids,
        is_more=0 < rows <= len(ids),
        rows=rows_of(reader, person, ids[:rows], now),
        score=score,
    )


def deals_behind(
    reader: Reader, person: Person, narrowing: Narrowing, cell: Cell, now: int, enough: int = 0
) -> array[int]:
    """The open deals that are expected in a cell's month, the soonest first; then those that were won in it.

    Only so many of the first ones where it says how many are ``enough``.
    """
    of_line = "" if cell.is_total else f" and {_IS_SOLD if cell.product_line else _SELLS_NOTHING}"
    line: list[Value] = [cell.product_line] * 2 if of_line and cell.product_line else []
    first, last = (day.isoformat() for day in days_of_month(cell.month))
    this = day_of(now, person.zone).isoformat()[:7]
    expected = array("q")
    if not cell.is_over:
        # What is past its expected close is to come this month.
        span: list[Value] = [EARLIEST if cell.month == this else first, last]
        is_expected = "deal.open = 1 and deal.expected_close between ? and ? and deal.category <> 'omitted'"
        expected = deals_where(
            *(reader, person, narrowing, "soonest", f"{is_expected}{of_line}", [*span, *line], enough),
            by=("deal_close", OWNERS),
        )
        if 0 < enough <= len(expected):
            return expected
    period = cohort(*days_of_month(cell.month), person)
    left, is_won = max(enough - len(expected), 0), f"{WON_IN_PERIOD}{of_line}"
    by = ("deal_closed", "deal_owner_closed")
    return expected + deals_where(reader, person, narrowing, "soonest", is_won, [*period, *line], left, by)
