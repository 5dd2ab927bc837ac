"""The line that says what happened, what it was worth, and how to undo it."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from data.kernel.text import clean
from data.kernel.tones import TONES, Tone
from widgets.width import cut, fit, width_of, wrapped

MARKS: dict[Tone, str] = {"bad": "! ", "warn": "! "}
"""What marks a tone besides its colour."""
LONGEST = 400
UNDO = "u undo"
"""The part of a hint that may be left out: the key bar has it."""
GAP = "  "
"""Between two keys of a hint, and before a hint."""
GOES_ON = "…"
"""How a message ends that another one follows at once: it keeps the room of the one before, as a line more or less
lays out the whole screen anew."""
SHARE = 4
"""Of how many lines of the terminal one at most is the message's, where it is long."""


class NoticeLine(Widget):
    """A message in plain text, and a hint to the right of it. One line; more where the message is long."""

    DEFAULT_CSS = """
    NoticeLine { height: 1; width: 1fr; }
    NoticeLine > .notice-line--strong { color: $text-accent; text-style: bold; }
    NoticeLine > .notice-line--accent { color: $text-accent; }
    NoticeLine > .notice-line--good { color: $text-success; }
    NoticeLine > .notice-line--warn { color: $text-warning; }
    NoticeLine > .notice-line--bad { color: $text-error; }
    NoticeLine > .notice-line--dim { color: $text-muted; }
    NoticeLine:ansi > .notice-line--strong { color: ansi_default; text-style: bold; }
    NoticeLine:ansi > .notice-line--accent { color: ansi_cyan; }
    NoticeLine:ansi > .notice-line--good { color: ansi_green; }
    NoticeLine:ansi > .notice-line--warn { color: ansi_yellow; }
    NoticeLine:ansi > .notice-line--bad { color: ansi_red; }
    NoticeLine:ansi > .notice-line--dim { color: ansi_default; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"notice-line--{tone}" for tone in TONES}

    def __init__(self) -> None:
        super().__init__()
        self._text, self._hint = "", ""
        self._tone: Tone = ""
        self._lines: list[tuple[str, str]] = []

    @property
    def text(self) -> str:
        """What the line says now."""
        return self._text

    def say(self, text: str, *, hint: str = "", tone: Tone = "") -> None:
        """Show a message; an empty one clears the line. Warnings and errors bear a mark besides colour."""
        new = (clean(text, LONGEST), hint, tone)
        if new != (self._text, self._hint, self._tone):
            self._text, self._hint, self._tone = new
            self._fit()
            self.refresh()

    def is_saying(self, text: str) -> bool:
        """Whether that is what the line says now."""
        return self._text == clean(text, LONGEST)

    @property
    def is_trouble(self) -> bool:
        """Whether a warning or an error stands there."""
        return self._tone in MARKS

    def forget_trouble(self) -> None:
        """Clear a warning or an error: what is done next is another matter."""
        if self.is_trouble:
            self.say("")

    def on_resize(self) -> None:
        """Take as many lines as the message needs in the new width."""
        self._fit()

    def _fit(self) -> None:
        self._lines = self._laid_out(max(self.size.width - 2, 1)) if self.is_mounted else []
        height = max(len(self._lines), 1)
        if height > self.size.height or not self._text.endswith(GOES_ON):
            self.styles.height = height

    def _laid_out(self, width: int) -> list[tuple[str, str]]:
        """The message in lines, and the part of the hint that stands to the right of each."""
        most = max(self.app.size.height // SHARE, 1)
        whole = MARKS.get(self._tone, "") + self._text if self._text else ""
        words = [whole] if width_of(whole) <= width else wrapped(whole, width)
        hints = _hint_lines(self._hint, width)
        brief = self._hint.removesuffix(GAP + UNDO)
        if len(words) == 1 and width_of(words[0] + GAP + self._hint) > width:
            hints = [brief] if width_of(words[0] + GAP + brief) <= width else hints
        if words and hints and width_of(words[-1] + GAP + hints[0]) <= width:
            lines = [*((line, "") for line in words[:-1]), (words[-1], hints[0])]
            lines += [("", hint) for hint in hints[1:]]
        else:
            lines = [*((line, "") for line in words), *(("", hint) for hint in hints)]
        if len(lines) <= most:
            return lines
        rest = " ".join(words[most - 1 :])
        return [*((line, "") for line in words[: most - 1]), (cut(rest, width), "")]

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, base = self.size.width, self.rich_style
        text, hint = self._lines[y] if y < len(self._lines) else ("", "")
        room = max(width - 2 - (width_of(GAP + hint) if hint else 0), 0)
        style = self.get_component_rich_style(f"notice-line--{self._tone}") if self._tone else base
        segments = [Segment(" ", base), Segment(fit(text, room), style)]
        if hint:
            segments.append(Segment(GAP + hint, self.get_component_rich_style("notice-line--dim")))
        return Strip(segments).adjust_cell_length(width, base)


def _hint_lines(hint: str, width: int) -> list[str]:
    """A hint in lines that part its keys, never one of them."""
    lines: list[str] = []
    for part in hint.split(GAP):
        if lines and width_of(lines[-1] + GAP + part) <= width:
            lines[-1] += GAP + part
        elif part:
            lines.append(cut(part, width))
    return lines
