"""Tables on the command line: aligned text for people, Markdown for pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.text import clean
from widgets.width import cut, fit, width_of

GAP = "  "


WHOLE = 10_000
"""The least width of a column whose cells are never cut."""


class Column(NamedTuple):
    """A column's heading; numbers are aligned to the right, and never cut.

    Where lines are too long, ``short`` takes the place of the heading, texts are cut down to ``least`` cells, and
    then the columns with the highest ``drop`` are left out, all of them together.
    """

    title: str
    is_number: bool = False
    short: str = ""
    least: int = 8
    drop: int = 0


class _Place(NamedTuple):
    """A column as it is drawn: its heading, its cells, and how wide it is."""

    column: Column
    cells: list[str]
    width: int


def text_table(columns: Sequence[Column], rows: Sequence[Sequence[object]], width: int | None = None) -> str:
    """Rows below their headings, each column as wide as its widest cell, in lines of ``width`` cells if given."""
    body = [[_cell(value) for value in row] for row in rows]
    places = _places(columns, [column.title for column in columns], body)
    if width is not None and _line_width(places) > width:
        places = _places(columns, [column.short or column.title for column in columns], body)
        places = _narrowed(places, width)
    lines = []
    for cells in zip(*(place.cells for place in places), strict=True):
        parts = [
            fit(cell, place.width, "right" if place.column.is_number else "left")
            for place, cell in zip(places, cells, strict=True)
        ]
        lines.append(GAP.join(parts).rstrip())
    return "\n".join(lines)


def fitted(text: str, width: int | None) -> str:
    """A line of at most ``width`` terminal cells, cut with an ellipsis; None leaves it as it is."""
    return text if width is None else cut(text, width)


def _places(columns: Sequence[Column], heads: list[str], body: list[list[str]]) -> list[_Place]:
    found = []
    for at, column in enumerate(columns):
        cells = [heads[at], *(row[at] for row in body)]
        found.append(_Place(column, cells, max(map(width_of, cells))))
    return found


def _line_width(places: Sequence[_Place]) -> int:
    return sum(place.width for place in places) + len(GAP) * (len(places) - 1)


def _narrowed(places: list[_Place], width: int) -> list[_Place]:
    """The columns cut to fit, without those that then still find no room."""
    drops = sorted({place.column.drop for place in places} - {0}, reverse=True)
    narrow = _cut(places, width)
    for drop in drops:
        if _line_width(narrow) <= width:
            break
        places = [place for place in places if place.column.drop != drop]
        narrow = _cut(places, width)
    return narrow


def _cut(places: Sequence[_Place], width: int) -> list[_Place]:
    """The columns with the widest texts cut first, none below its least width."""
    widths = [place.width for place in places]
    excess = _line_width(places) - width
    while excess > 0:
        spare = [
            (widths[at], at)
            for at, place in enumerate(places)
            if not place.column.is_number and widths[at] > place.column.least
        ]
        if not spare:
            break
        widths[max(spare)[1]] -= 1
        excess -= 1
    return [place._replace(width=wide) for place, wide in zip(places, widths, strict=True)]


def markdown_table(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> str:
    """The same as a table of Markdown."""
    head = "| " + " | ".join(markdown(column.title) for column in columns) + " |"
    rule = "|" + "|".join(" ---: " if column.is_number else " --- " for column in columns) + "|"
    body = ["| " + " | ".join(markdown(_cell(value)) for value in row) + " |" for row in rows]
    return "\n".join([head, rule, *body])


def markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>#|!" else letter for letter in text)


def _cell(value: object) -> str:
    return "" if value is None else clean(value)
