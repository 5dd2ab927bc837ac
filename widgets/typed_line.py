"""A line to type in. Where colours do not tell what stands in an empty line from what was typed, brackets do."""

from __future__ import annotations

from textual.widgets import Input


class TypedLine(Input):
    """An ``Input`` of one row. In a terminal's own colours nothing is suggested within the line either."""

    DEFAULT_CSS = ""

    def on_mount(self) -> None:
        """Set off by brackets what stands in the line while it is empty."""
        if self.app.native_ansi_color:
            self.suggester = None
            if self.placeholder:
                self.placeholder = f"({self.placeholder})"
