"""What a person sees on the screen of a running app, colours included, as a small SVG picture.

A cell is one unit wide and two high, a run of one style is one element on a line of its own: a colour that is lost is
seen in a diff, and the file opens in any browser. Nothing in it changes from one drawing to the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import Any, NamedTuple

from rich.color import Color, ColorType
from rich.style import Style
from textual.app import App

from tests.screen_text import painted_lines
from widgets.width import width_of

FOREGROUND, BACKGROUND = "#d0d0d0", "#101010"
"""What a terminal's own two colours are drawn in."""

SIXTEEN = [
    "#202020",
    "#cc3333",
    "#33aa33",
    "#bb8800",
    "#4477cc",
    "#aa44aa",
    "#22aaaa",
    "#c0c0c0",
    "#707070",
    "#ff5555",
    "#55dd55",
    "#ffcc33",
    "#77aaff",
    "#dd77dd",
    "#55dddd",
    "#ffffff",
]
"""What the sixteen colours of a terminal are drawn in, in the order of their numbers."""


class Run(NamedTuple):
    """A text of one style: where it begins, and its colours, attributes and ground as SVG says them."""

    column: int
    row: int
    text: str
    ink: str
    ground: str
    marks: str

    @property
    def cells(self) -> int:
        """How wide it is."""
        return width_of(self.text)


def screen_picture(app: App[Any]) -> str:
    """The screen in front as the text of an SVG file."""
    runs = list(_runs(app))
    height = max(run.row for run in runs) + 1
    width = max(run.column + run.cells for run in runs)
    grounds = Counter[str]()
    for run in runs:
        grounds[run.ground] += run.cells
    ground = grounds.most_common(1)[0][0]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {2 * height}" width="{width * 9}">',
        '<g font-family="monospace" font-size="1.6" style="white-space: pre">',
        f'<rect width="{width}" height="{2 * height}" fill="{ground}"/>',
    ]
    for run in runs:
        place = f'x="{run.column}" y="{2 * run.row}"'
        if run.ground != ground:
            lines.append(f'<rect {place} width="{run.cells}" height="2" fill="{run.ground}"/>')
        if run.text.strip():
            column = run.column + len(run.text) - len(run.text.lstrip())
            text = run.text.strip()
            place = f'x="{column}" y="{2 * run.row + 1.5}" textLength="{width_of(text)}"'
            lines.append(f'<text {place} fill="{run.ink}"{run.marks}>{escape(text)}</text>')
    return "\n".join([*lines, "</g>", "</svg>", ""])


def _runs(app: App[Any]) -> Iterable[Run]:
    for row, strip in enumerate(painted_lines(app)):
        column = 0
        for segment in strip.simplify():
            style = segment.style or Style()
            ink, ground = _colour(style.color, FOREGROUND), _colour(style.bgcolor, BACKGROUND)
            if style.reverse:
                ink, ground = ground, ink
            run = Run(column, row, segment.text, ink, ground, _marks(style))
            yield run
            column += run.cells


def _colour(colour: Color | None, otherwise: str) -> str:
    if colour is None or colour.type is ColorType.DEFAULT:
        return otherwise
    if colour.triplet is not None:
        return colour.triplet.hex
    assert colour.number is not None and colour.number < len(SIXTEEN), colour
    return SIXTEEN[colour.number]


def _marks(style: Style) -> str:
    """What a style says besides colours."""
    return "".join(
        mark
        for is_so, mark in (
            (style.bold, ' font-weight="bold"'),
            (style.dim, ' opacity="0.6"'),
            (style.italic, ' font-style="italic"'),
            (style.underline, ' text-decoration="underline"'),
            (style.strike, ' text-decoration="line-through"'),
        )
        if is_so
    )
