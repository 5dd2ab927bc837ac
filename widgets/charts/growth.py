"""Growth by month: what customers brought more above a line, what was lost below it, and the share that was kept."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.text import clean
from widgets.charts.canvas import FULL, Canvas, Dot
from widgets.charts.chart import Chart
from widgets.charts.picture import Picture, Role
from widgets.charts.scale import short_number
from widgets.width import cut, fit, width_of

SHADED = "▒"
LINE = "─"
NAMES = 4
"""Cells left of the months, for the names of the shares."""
SLOT = 6
"""Cells that a month needs for its numbers."""
ROOM_FOR_SHARES = 10
"""Rows from which on the shares stand below the months."""


class GrowthMonth(NamedTuple):
    """One month, in whole units of money: more from ``new`` customers and those that were there (``expansion``), less
    by ``contraction`` and ``churn``. ``net`` and ``gross`` are the shares kept, in whole percent; None: n/a.
    """

    label: str
    new: int
    expansion: int
    contraction: int
    churn: int
    net: int | None
    gross: int | None
    is_now: bool = False

    @property
    def more(self) -> int:
        """What lies above the line."""
        return self.new + self.expansion

    @property
    def less(self) -> int:
        """What lies below it."""
        return self.contraction + self.churn


class GrowthBars(NamedTuple):
    """What a chart of growth shows, the earliest month first."""

    currency: str
    months: tuple[GrowthMonth, ...]


class GrowthChart(Chart[GrowthBars]):
    """A bar up and one down for each month; the latest months where there is no room for all."""

    def is_blank(self, data: GrowthBars) -> bool:
        """Whether nothing was ever worth something."""
        return not any(month.more or month.less or month.net is not None for month in data.months)

    def draw(self, data: GrowthBars, width: int, height: int) -> Picture:
        """Draw the months below a line that says what bars mean; shares where there is room."""
        months = data.months[-max(1, (width - NAMES) // SLOT) :]
        shares = 2 if height >= ROOM_FOR_SHARES else 0
        rows = height - 2 - shares
        slot = (width - NAMES) // len(months)
        above = _rows_above(months, rows - 1)
        below = rows - 1 - above
        unit = max(
            max(month.more for month in months) / max(above - 1, 1),
            max(month.less for month in months) / max(below - 1, 1),
            1,
        )
        canvas = Canvas(width, rows)
        canvas.dots([Dot(column, below, LINE) for column in range(NAMES, width)], Role.GOAL)
        for place, month in enumerate(months):
            _draw_month(canvas, month, NAMES + place * slot, slot, below, unit)
        drawn = canvas.picture(extra_rows=1 + shares)
        picture = Picture(width, height)
        for row in range(drawn.height):
            for column in range(width):
                mark = drawn.at(column, row)
                picture.put(column, row + 1, mark.text, mark.role)
        picture.write(0, 0, fit(_legend(clean(data.currency), width), width), Role.LABEL)
        for place, month in enumerate(months):
            _write_month(picture, month, NAMES + place * slot, slot, rows - below, unit, shares)
        if shares:
            picture.write(0, height - 2, "NRR%", Role.LABEL)
            picture.write(0, height - 1, "GRR%", Role.LABEL)
        return picture

    def summary(self, data: GrowthBars) -> str:
        """The last month in words."""
        last = data.months[-1]
        net = "n/a" if last.net is None else f"{last.net} %"
        return f"{clean(last.label)}: +{short_number(last.more)} -{short_number(last.less)}, NRR {net}"


def _legend(currency: str, width: int) -> str:
    whole = f"{currency}: {FULL} expansion {SHADED} new; below {FULL} churn {SHADED} contraction"
    return whole if width_of(whole) <= width else cut(f"{currency}: more above, less below", width)


def _rows_above(months: tuple[GrowthMonth, ...], rows: int) -> int:
    """How many of some rows lie above the line, so that both sides are drawn to one scale and as large as can be."""
    more, less = max(month.more for month in months), max(month.less for month in months)
    if not more + less:
        return rows // 2
    return min(max(round(rows * more / (more + less)), 2 if more else 1), rows - (2 if less else 1))


def _heights(first: int, second: int, unit: float) -> tuple[int, int]:
    """The rows of two parts of a bar."""
    return _rows(first, unit), _rows(second, unit)


def _rows(part: int, unit: float) -> int:
    """The rows of a part: at least one where there is something."""
    return max(1, round(part / unit)) if part else 0


def _draw_month(canvas: Canvas, month: GrowthMonth, left: int, slot: int, line: int, unit: float) -> None:
    columns = range(left + 1, left + max(2, slot - 1))
    expansion, new = _heights(month.expansion, month.new, unit)
    churn, contraction = _heights(month.churn, month.contraction, unit)
    more = Role.NOW if month.is_now else Role.DONE
    for first, count, glyph, role in (
        (line + 1, expansion, FULL, more),
        (line + 1 + expansion, new, SHADED, more),
        (line - churn, churn, FULL, Role.SHORT),
        (line - churn - contraction, contraction, SHADED, Role.SHORT),
    ):
        rows = range(max(first, 0), min(first + count, canvas.height))
        canvas.dots([Dot(column, row, glyph) for row in rows for column in columns], role)


def _write_month(
    picture: Picture, month: GrowthMonth, left: int, slot: int, line: int, unit: float, shares: int
) -> None:
    """Write the sums above and below the bars, the name of the month, and what was kept in it."""
    if month.more:
        over = line - 1 - sum(_heights(month.expansion, month.new, unit))
        _centred(picture, left, slot, max(over, 1), f"+{short_number(month.more)}", Role.VALUE)
    floor = picture.height - 1 - shares
    if month.less:
        under = line + 1 + sum(_heights(month.churn, month.contraction, unit))
        _centred(picture, left, slot, min(under, floor - 1), f"-{short_number(month.less)}", Role.VALUE)
    name = Role.STRONG if month.is_now else Role.LABEL
    _centred(picture, left, slot, floor, clean(month.label), name)
    if shares:
        for row, share in ((floor + 1, month.net), (floor + 2, month.gross)):
            _centred(picture, left, slot, row, "n/a" if share is None else str(share), name)


def _centred(picture: Picture, left: int, slot: int, row: int, text: str, role: Role) -> None:
    text = cut(text, slot)
    picture.write(left + (slot - width_of(text) + 1) // 2, row, text, role)
