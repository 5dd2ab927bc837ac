"""A drawn chart as a grid of characters, each with the role it plays.

plotext draws in numbered colours. We hand it the number of a role as the colour, and read the
roles back from what it built. A picture therefore knows no theme: the widget gives each role its
style when it paints, and one picture serves every theme.
"""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import groupby
from typing import NamedTuple

from rich.cells import split_graphemes


class Role(IntEnum):
    """What a character of a chart stands for. The names are those of the CSS component classes."""

    PLAIN = 0
    AXIS = 1
    LABEL = 2
    VALUE = 3
    DONE = 4
    NOW = 5
    SHORT = 6
    EXCUSED = 7
    GOAL = 8
    PACE = 9
    PACE_OVER_DONE = 10
    PACE_OVER_NOW = 11
    PACE_OVER_SHORT = 12
    STRONG = 13

    @property
    def css(self) -> str:
        """The component class that styles this role."""
        return "chart--" + self.name.lower().replace("_", "-")


class Mark(NamedTuple):
    """One cell. The cell after a wide character holds an empty text."""

    text: str
    role: Role


BLANK = Mark(" ", Role.PLAIN)
_PIECES = re.compile(r"\x1b\[(?P<codes>[0-9;]*)m|(?P<text>[^\x1b\n]+)")


class Picture:
    """A grid of marks, `width` by `height`, written from the top left."""

    def __init__(self, width: int, height: int) -> None:
        self.width = max(0, width)
        self.height = max(0, height)
        self._rows = [[BLANK] * self.width for _ in range(self.height)]

    @classmethod
    def from_plotext(cls, built: str, width: int, height: int) -> Picture:
        """Read what a plotext figure built, with colour numbers as roles. Missing rows stay blank."""
        picture = cls(width, height)
        for row, line in enumerate(built.split("\n")[:height]):
            column, role = 0, Role.PLAIN
            for piece in _PIECES.finditer(line):
                if piece["text"] is None:
                    role = _role(piece["codes"])
                    continue
                for character in piece["text"]:
                    picture.put(column, row, character, role)
                    column += 1
        return picture

    def at(self, column: int, row: int) -> Mark:
        """The mark at a place; blank outside the picture."""
        inside = 0 <= column < self.width and 0 <= row < self.height
        return self._rows[row][column] if inside else BLANK

    def put(self, column: int, row: int, character: str, role: Role) -> None:
        """Set one narrow character; a place outside the picture is left alone."""
        if 0 <= column < self.width and 0 <= row < self.height:
            self._rows[row][column] = Mark(character, role)

    def write(self, column: int, row: int, text: str, role: Role) -> None:
        """Write clean text to the right of a place. What does not fit whole is left out."""
        if not 0 <= row < self.height or column < 0:
            return
        for start, end, cells in split_graphemes(text)[0]:
            if column + cells > self.width:
                return
            marks = [Mark(text[start:end], role)] + [Mark("", role)] * (cells - 1)
            self._rows[row][column : column + cells] = marks[:cells]
            column += cells

    def is_free(self, column: int, row: int, cells: int, over: frozenset[Role] = frozenset()) -> bool:
        """Whether `cells` cells from a place lie inside and hold only blanks or the roles in `over`."""
        if column < 0 or column + cells > self.width or not 0 <= row < self.height:
            return False
        return all(mark == BLANK or mark.role in over for mark in self._rows[row][column : column + cells])

    def runs(self, row: int) -> list[tuple[str, Role]]:
        """One line as pieces of text of one role each."""
        if not 0 <= row < self.height:
            return []
        return [
            ("".join(mark.text for mark in marks), role)
            for role, marks in groupby(self._rows[row], key=lambda mark: mark.role)
        ]

    def lines(self) -> list[str]:
        """The picture as plain text, one string for each line."""
        return ["".join(mark.text for mark in row) for row in self._rows]


def _role(codes: str) -> Role:
    """The role behind an escape sequence: `38;5;N` names role N, anything else resets."""
    parts = codes.split(";")
    return Role(int(parts[2])) if parts[:2] == ["38", "5"] else Role.PLAIN
