"""The first numbers, painted with bare escape codes before the screen library is imported."""

from __future__ import annotations

import os
import sys

from data.points.headline import Part, score, who_and_when
from data.points.week import Week
from widgets.terminal import ALTERNATE_SCREEN, coloured


def paint(week: Week, screen: str, streak: int) -> None:
    """Write the two lines of the status strip where the strip will be."""
    columns = os.get_terminal_size(sys.stdout.fileno()).columns
    lines = first_lines(week, screen, streak, columns)
    sys.stdout.write(ALTERNATE_SCREEN + "\r\n".join(lines))
    sys.stdout.flush()


def first_lines(week: Week, screen: str, streak: int, columns: int) -> list[str]:
    """The two lines with their colours, for a terminal so wide."""
    left, right = who_and_when(week, screen)
    return [_line(left, right, columns), _line(score(week, 0, streak), "", columns)]


def _line(parts: list[Part], right: str, columns: int) -> str:
    shown, used = [], 1
    for part in parts:
        text, cells = _fitted(part.text, max(columns - used - 1, 0))
        used += cells
        shown.append(coloured(text, part.tone))
    room = columns - used - len(right) - 1
    return " " + "".join(shown) + (" " * room + right if right and room > 1 else "")


def _fitted(text: str, room: int) -> tuple[str, int]:
    """A text cut to the room there is, and the cells that it takes."""
    if text.isascii() and len(text) <= room:
        return text, len(text)
    # Its tables take a few milliseconds, and are needed seldom.
    from widgets.width import cut, width_of

    short = cut(text, room)
    return short, width_of(short)
