"""How the page of forecasts words a cell of its table, and all that is known of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from data.calendar.days import day_of, month_words, short_date
from data.forecasts.accuracy import TOTAL, Sheet
from data.forecasts.accuracy import Cell as Forecasted
from data.forecasts.forecast import NO_LINE
from data.kernel.text import clean
from data.kernel.tones import Tone
from data.points.headline import GAP, Part
from data.records.money import money_words
from widgets.charts.scale import short_number
from widgets.paged_list import Cell, Column

DONE = "✓"
"""Behind an amount that everybody has committed to."""
CLOSE = 0.8
"""From this accuracy on a forecast is said to be good."""
MOST_NAMED = 6
WIDTH = 10


TABLE_COLUMNS = (Column("product line", 15, flex=1),)
"""The table before its months are known."""


def columns_of(sheet: Sheet, chosen: str) -> list[Column]:
    """The product line, and a column for each month; the one that is looked at in brackets."""
    titles = (f"[{month_words(month)}]" if month == chosen else month_words(month) for month in sheet.months)
    return [*TABLE_COLUMNS, *(Column(title, WIDTH, align="right") for title in titles)]


def row_cells(row: Sequence[Forecasted]) -> tuple[Cell, ...]:
    """A product line through the months."""
    tone: Tone = "strong" if row[0].is_total else "" if row[0].product_line else "dim"
    return (Cell(line_words(row[0]), tone), *map(_cell, row))


def line_words(cell: Forecasted) -> str:
    """What a cell's line is called."""
    return f"{TOTAL} lines" if cell.is_total else cell.product_line or NO_LINE


def _cell(cell: Forecasted) -> Cell:
    if cell.is_over:
        return _past(cell)
    if cell.entered is None:
        return Cell("missing", "warn") if cell.missing else Cell("·", "dim")
    is_done = not cell.uncommitted and not cell.missing
    amount = short_number(round(cell.entered / 100))
    return Cell(f"{amount} {DONE}" if is_done else amount, "" if is_done else "warn")


def _past(cell: Forecasted) -> Cell:
    """How accurate it was, or why that is not known."""
    if cell.committed is None:
        return Cell("no commit", "dim") if cell.entered is not None else Cell("·", "dim")
    found = cell.accuracy
    if found is None:
        return Cell("n/a", "dim")
    return Cell(percent(found), "good" if found >= CLOSE else "warn")


def percent(share: float | None) -> str:
    """``84 %``, or ``n/a``."""
    return "n/a" if share is None else f"{share * 100:.0f} %"


def fact_lines(cell: Forecasted, currency: str, today: date, where: tzinfo) -> list[list[Part]]:
    """All that is known of a product line in a month, a line each."""
    name = f"{clean(line_words(cell), 40)}, {month_words(cell.month)}"
    lines = [[Part(name, "strong"), Part(GAP), *_said(cell, currency, today, where)]]
    if cell.is_over or cell.came.deals:
        lines.append(_came(cell, currency))
    if not cell.is_over:
        lines += [_ahead(cell), _suggested(cell, currency)]
    return [*lines, *_names(cell), *_uncounted(cell)]


def _whole(hundredths: int, currency: str = "") -> str:
    return money_words(round(hundredths / 100) * 100, currency)


def _said(cell: Forecasted, currency: str, today: date, where: tzinfo) -> list[Part]:
    """What is entered and committed to."""
    if cell.entered is None:
        if not cell.missing:
            return [Part("nothing entered", "dim")]
        return [
            Part(
                "missing" if not cell.is_over else "nothing was entered",
                "warn" if not cell.is_over else "dim",
            )
        ]
    parts = [Part(f"entered {_whole(cell.entered, currency)}")]
    if cell.committed is None or cell.committed_at is None:
        return [*parts, Part(f"{GAP}not committed", "warn")]
    when = short_date(day_of(cell.committed_at, where), today)
    amount = "" if cell.committed == cell.entered else f" {_whole(cell.committed)},"
    return [*parts, Part(f"{GAP}committed{amount} {when}", "good")]


def _came(cell: Forecasted, currency: str) -> list[Part]:
    deals = cell.came.deals
    parts = [Part(f"came {_whole(cell.came.worth, currency)} in {deals:,} deal{'' if deals == 1 else 's'}")]
    if not cell.is_over or cell.committed is None:
        return parts
    if cell.accuracy is None:
        return [*parts, Part(f"{GAP}accuracy n/a: nothing came of what was committed to", "dim")]
    said, came = _whole(cell.committed), _whole(cell.came_to_them)
    formula = f": 1 - |{said} - {came}| / {came}"
    tone: Tone = "good" if cell.accuracy >= CLOSE else "warn"
    return [*parts, Part(f"{GAP}accuracy {percent(cell.accuracy)}", tone), Part(formula, "dim")]


def _ahead(cell: Forecasted) -> list[Part]:
    ahead = cell.ahead
    parts = (("commit", ahead.commit), ("best case", ahead.best_case), ("pipeline", ahead.pipeline))
    told = GAP.join(f"{name} {_whole(worth)}" for name, worth in parts)
    return [Part(f"ahead  {told}")]


def _suggested(cell: Forecasted, currency: str) -> list[Part]:
    return [
        Part(f"suggested {_whole(cell.suggested, currency)}", "accent"),
        Part(f": what came, and {_whole(cell.ahead.weighted)} ahead weighted", "dim"),
    ]


def _names(cell: Forecasted) -> list[list[Part]]:
    """Who has not entered anything, and who has not committed to it, where it is about several people."""
    if cell.people < 2:
        return []
    found, tone = list[Part](), _tone_of_missing(cell)
    for what, handles in (("missing", cell.missing), ("not committed", cell.uncommitted)):
        if handles:
            more = f" and {len(handles) - MOST_NAMED:,} more" if len(handles) > MOST_NAMED else ""
            found.append(Part(f"{what}: {', '.join(handles[:MOST_NAMED])}{more}", tone))
    joined = [part for one in found for part in (Part(GAP), one)][1:]
    return [joined] if joined else []


def _tone_of_missing(cell: Forecasted) -> Tone:
    """What is missing of a month that is over can be mended no more."""
    return "dim" if cell.is_over else "warn"


def _uncounted(cell: Forecasted) -> list[list[Part]]:
    count = cell.came.uncounted + cell.ahead.uncounted
    return (
        [[Part(f"{count:,} in no sum: without a value, or a rate for their currency", "dim")]]
        if count
        else []
    )


def head_line(sheet: Sheet, whose: str) -> list[Part]:
    """Whose forecasts are looked at, and how many are missing."""
    parts = [Part(whose, "strong"), Part(f"{GAP}in {sheet.currency}", "dim")]
    if sheet.missing:
        return [*parts, Part(f"{GAP}{sheet.missing:,} missing of this month and those ahead", "warn")]
    return [*parts, Part(f"{GAP}none is missing", "good")]
