"""The one rule of how wide a text is, and fitting it: terminal cells, as ``rich.cells`` counts them.

Wide characters (CJK, emoji) take two cells, combining ones none. Screens, widgets and the command line all measure
here; ``data/`` cuts by characters, for length and not for looks. Text given here must already be clean
(``data.kernel.text.clean``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rich.cells import cell_len, chop_cells

Align = Literal["left", "right", "center"]

ELLIPSIS = "…"
WIDEST_CHARACTER = 2


def width_of(text: str) -> int:
    """The cells that a line takes."""
    return cell_len(text)


def head_of(text: str, width: int) -> str:
    """The beginning of a line that fits `width` cells, at least 1; nothing marks what is lost."""
    return next(iter(chop_cells(text, width)), "")


def cut(text: str, width: int) -> str:
    """Return `text` cut to at most `width` cells, ending in an ellipsis where something was lost."""
    if width <= 0:
        return ""
    if width_of(text) <= width:
        return text
    if width == 1:
        return ELLIPSIS
    return head_of(text, width - 1).rstrip() + ELLIPSIS


def fit(text: str, width: int, align: Align = "left") -> str:
    """Return `text` cut or padded to exactly `width` cells."""
    space = width - width_of(text)
    if space < 0:
        text = cut(text, width)
        space = max(0, width - width_of(text))
    if align == "right":
        return " " * space + text
    if align == "center":
        return " " * (space // 2) + text + " " * (space - space // 2)
    return text + " " * space


def in_lines(parts: Iterable[str], gap: str, width: int) -> list[str]:
    """Parts side by side with a gap between them, in as many lines of `width` cells as it takes to cut none of them;
    what is wider by itself has a line for itself.
    """
    lines: list[str] = []
    for part in parts:
        if lines and width_of(f"{lines[-1]}{gap}{part}") <= width:
            lines[-1] += gap + part
        else:
            lines.append(part)
    return lines


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """The words of a text in lines of `width` cells, all but the first one indented; a longer word is broken."""
    room = max(width - width_of(indent), WIDEST_CHARACTER)
    lines: list[str] = []
    for word in text.split():
        first, *rest = chop_cells(word, room)
        if lines and width_of(f"{lines[-1]} {first}") <= width:
            lines[-1] += f" {first}"
        else:
            lines.append(indent + first if lines else first)
        lines += [indent + piece for piece in rest]
    return lines
