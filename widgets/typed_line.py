"""A line to type in. Where colours do not tell what stands in an empty line from what was typed, brackets do."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input


class TypedLine(Input):
    """An ``Input`` of one row. In a terminal's own colours nothing is suggested within the line either."""

    DEFAULT_CSS = ""

    def __init__(self, value: str | None = None, **settings: Any) -> None:
        super().__init__(value, **settings)
        self.at_first = self.value
        """What stood in the line before anybody typed."""

    def on_mount(self) -> None:
        """Set off by brackets what stands in the line while it is empty."""
        if self.app.native_ansi_color:
            self.suggester = None
            if self.placeholder:
                self.placeholder = f"({self.placeholder})"
