"""Tables on the command line: aligned text for people, Markdown for pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.text import clean

GAP = "  "


class Column(NamedTuple):
    """A column's heading; numbers are aligned to the right."""

    title: str
    is_number: bool = False


def text_table(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> str:
    """Rows below their headings, each column as wide as its widest cell."""
    cells = [[column.title for column in columns], *([_cell(value) for value in row] for row in rows)]
    widths = [max(width_of(row[place]) for row in cells) for place in range(len(columns))]
    lines = []
    for row in cells:
        parts = [_padded(row[at], widths[at], column.is_number) for at, column in enumerate(columns)]
        lines.append(GAP.join(parts).rstrip())
    return "\n".join(lines)


def markdown_table(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> str:
    """The same as a table of Markdown."""
    head = "| " + " | ".join(markdown(column.title) for column in columns) + " |"
    rule = "|" + "|".join(" ---: " if column.is_number else " --- " for column in columns) + "|"
    body = ["| " + " | ".join(markdown(_cell(value)) for value in row) + " |" for row in rows]
    return "\n".join([head, rule, *body])


def markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>#|!" else letter for letter in text)


def width_of(text: str) -> int:
    """The terminal cells that a line takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(2 if east_asian_width(c) in "WF" else 0 if combining(c) else 1 for c in text)


def _padded(text: str, width: int, to_the_right: bool) -> str:
    room = " " * (width - width_of(text))
    return room + text if to_the_right else text + room


def _cell(value: object) -> str:
    return "" if value is None else clean(value)
