"""The strip at the top of every screen: who and when, the score of the week, what leads want."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from data.kernel.tones import TONES
from data.points.headline import Part
from widgets.width import ELLIPSIS, width_of

MARGIN = 1
WIDE, NARROW = "   ", "  "
"""What parts two parts, and what does where they would not fit."""


class StatusStrip(Widget):
    """Three lines of parts; only a line whose parts differ is painted again."""

    DEFAULT_CSS = """
    StatusStrip { height: 3; width: 1fr; color: $foreground; }
    StatusStrip > .status-strip--strong { color: $text-accent; text-style: bold; }
    StatusStrip > .status-strip--accent { color: $text-accent; }
    StatusStrip > .status-strip--good { color: $text-success; }
    StatusStrip > .status-strip--warn { color: $text-warning; }
    StatusStrip > .status-strip--bad { color: $text-error; }
    StatusStrip > .status-strip--dim { color: $text-muted; }
    StatusStrip:ansi > .status-strip--strong { color: ansi_default; text-style: bold; }
    StatusStrip:ansi > .status-strip--accent { color: ansi_cyan; }
    StatusStrip:ansi > .status-strip--good { color: ansi_green; }
    StatusStrip:ansi > .status-strip--warn { color: ansi_yellow; }
    StatusStrip:ansi > .status-strip--bad { color: ansi_red; }
    StatusStrip:ansi > .status-strip--dim { color: ansi_default; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"status-strip--{tone}" for tone in TONES}

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[tuple[Part, ...], str]] = [((), "")] * 3

    def show_line(self, line: int, parts: Sequence[Part], right: str = "") -> None:
        """Set one of the three lines: parts to the left, a text to the right."""
        new = (tuple(parts), right)
        if self._lines[line] != new:
            self._lines[line] = new
            self.refresh(Region(0, line, max(self.size.width, 1), 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line. Of what does not fit the right text goes first, then every third blank, then the end."""
        width = self.size.width
        base = self.rich_style
        if y >= len(self._lines):
            return Strip.blank(width, base)
        parts, right = self._lines[y]
        segments = [Segment(" " * MARGIN, base)]
        segments += [Segment(part.text, self._style(part)) for part in parts]
        used = MARGIN + sum(width_of(part.text) for part in parts)
        if used > width:
            segments = [segment._replace(text=segment.text.replace(WIDE, NARROW)) for segment in segments]
            segments = _whole(segments, width, base)
        if right and used + 2 + width_of(right) + MARGIN <= width:
            segments.append(Segment(" " * (width - used - width_of(right) - MARGIN), base))
            segments.append(Segment(right, self.get_component_rich_style("status-strip--dim")))
        line = Strip(segments)
        if line.cell_length > width > 1:
            line = Strip([*line.crop(0, width - 1), Segment(ELLIPSIS, base)])
        return line.adjust_cell_length(width, base)

    def _style(self, part: Part) -> Style:
        return self.get_component_rich_style(f"status-strip--{part.tone}") if part.tone else self.rich_style


def _whole(segments: list[Segment], width: int, base: Style) -> list[Segment]:
    """As many parts as there is room for, none of them cut that a gap parts from the one before."""
    kept = list(segments)
    if sum(segment.cell_length for segment in kept) <= width:
        return kept
    rest = NARROW + ELLIPSIS
    while kept[-1].text.startswith(NARROW) and sum(one.cell_length for one in kept) + len(rest) >= width:
        kept.pop()
    return [*kept, Segment(rest, base)] if len(kept) < len(segments) else kept
