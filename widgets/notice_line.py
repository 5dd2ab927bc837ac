"""The line that says what happened, what it was worth, and how to undo it."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from data.kernel.text import clean
from data.kernel.tones import TONES, Tone
from widgets.width import fit, width_of

MARKS: dict[Tone, str] = {"bad": "! ", "warn": "! "}
"""What marks a tone besides its colour."""
LONGEST = 400


class NoticeLine(Widget):
    """One line of plain text: a message to the left, a hint to the right."""

    DEFAULT_CSS = """
    NoticeLine { height: 1; width: 1fr; }
    NoticeLine > .notice-line--strong { color: $text-accent; text-style: bold; }
    NoticeLine > .notice-line--accent { color: $text-accent; }
    NoticeLine > .notice-line--good { color: $text-success; }
    NoticeLine > .notice-line--warn { color: $text-warning; }
    NoticeLine > .notice-line--bad { color: $text-error; text-style: bold; }
    NoticeLine > .notice-line--dim { color: $text-muted; }
    NoticeLine:ansi > .notice-line--strong { color: ansi_default; text-style: bold; }
    NoticeLine:ansi > .notice-line--accent { color: ansi_cyan; }
    NoticeLine:ansi > .notice-line--good { color: ansi_green; }
    NoticeLine:ansi > .notice-line--warn { color: ansi_yellow; }
    NoticeLine:ansi > .notice-line--bad { color: ansi_red; text-style: bold; }
    NoticeLine:ansi > .notice-line--dim { color: ansi_default; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"notice-line--{tone}" for tone in TONES}

    def __init__(self) -> None:
        super().__init__()
        self._text, self._hint = "", ""
        self._tone: Tone = ""

    @property
    def text(self) -> str:
        """What the line says now."""
        return self._text

    def say(self, text: str, *, hint: str = "", tone: Tone = "") -> None:
        """Show a message; an empty one clears the line. Warnings and errors bear a mark besides colour."""
        new = (clean(text, LONGEST), hint, tone)
        if new != (self._text, self._hint, self._tone):
            self._text, self._hint, self._tone = new
            self.refresh()

    def forget_trouble(self) -> None:
        """Clear a warning or an error: what is done next is another matter."""
        if self._tone in MARKS:
            self.say("")

    def render_line(self, y: int) -> Strip:
        """Draw the line; a message too long is cut with an ellipsis, the hint kept where there is room."""
        width, base = self.size.width, self.rich_style
        hint = self._hint if width_of(self._hint) + 20 <= width else ""
        room = max(width - 2 - (width_of(hint) + 2 if hint else 0), 0)
        text = MARKS.get(self._tone, "") + self._text
        style = self.get_component_rich_style(f"notice-line--{self._tone}") if self._tone else base
        segments = [Segment(" ", base), Segment(fit(text, room), style)]
        if hint:
            segments.append(Segment("  " + hint, self.get_component_rich_style("notice-line--dim")))
        return Strip(segments).adjust_cell_length(width, base)
