"""A line to type in. Where colours do not tell what stands in an empty line from what was typed, brackets do."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.message import Message
from textual.widgets import Input

LINE_MARK = "⏎"
LINES = f" {LINE_MARK} "
"""Stands between the lines of a text where a row shows several."""


def in_lines(typed: str) -> str:
    """What was typed into a row, in its lines."""
    return "\n".join(line.strip() for line in typed.split(LINE_MARK)) if LINE_MARK in typed else typed


class TypedLine(Input):
    """An ``Input`` of one row. In a terminal's own colours nothing is suggested within the line either.

    Of a pasted text all is kept, ``joined_by`` what stands between its lines.
    """

    DEFAULT_CSS = ""

    class Full(Message):
        """Not all that was typed or pasted is in the line: how many characters are not, and how many it holds."""

        def __init__(self, left_out: int, limit: int) -> None:
            super().__init__()
            self.left_out = left_out
            self.limit = limit

    def __init__(self, value: str = "", *, joined_by: str = " ", **settings: Any) -> None:
        super().__init__(joined_by.join(value.split("\n")), **settings)
        self._joined_by = joined_by
        self.at_first = self.value
        """What stood in the line before anybody typed."""

    @property
    def text(self) -> str:
        """What was typed, in lines where the row shows several."""
        return in_lines(self.value) if self._joined_by == LINES else self.value

    @text.setter
    def text(self, text: str) -> None:
        self.value = self._joined_by.join(text.split("\n"))

    def on_mount(self) -> None:
        """Set off by brackets what stands in the line while it is empty."""
        if self.app.native_ansi_color:
            self.suggester = None
            if self.placeholder:
                self.placeholder = f"({self.placeholder})"

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines of a text, as far as there is room."""
        event.stop()
        event.prevent_default()  # which takes the first line alone
        pasted = self._in_a_row(event.text)
        begin, end = sorted(self.selection)
        room = len(pasted)
        if self.max_length:
            room = max(0, self.max_length - len(self.value) + end - begin)
        if room:
            self.replace(pasted[:room], begin, end)
        if len(pasted) > room:
            self._say_full(len(pasted) - room)

    def _in_a_row(self, text: str) -> str:
        lines = text.strip("\r\n").splitlines()
        if len(lines) < 2:
            return "".join(lines)
        stripped = [line.strip() for line in lines]
        return self._joined_by.join(stripped if self._joined_by == LINES else filter(None, stripped))

    def restricted(self) -> None:
        """A letter finds no room."""
        self._say_full(1)

    def _say_full(self, left_out: int) -> None:
        # Behind what follows from the text itself, which would be said in its place.
        self.call_after_refresh(self.post_message, self.Full(left_out, self.max_length or 0))
