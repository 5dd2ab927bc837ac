"""The least that can answer a key: a Textual app that shows how often ``c`` was pressed."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static


class CounterApp(App[None]):
    """One number."""

    BINDINGS: ClassVar = [("c", "count", "Count")]
    total = 0

    def compose(self) -> ComposeResult:
        """The number."""
        yield Static("0 / 500")

    def action_count(self) -> None:
        """One more."""
        self.total += 1
        self.query_one(Static).update(f"{self.total} / 500")


CounterApp().run()
