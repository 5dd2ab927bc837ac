"""The least of a full screen: a Textual app with a header, an empty table and a footer."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header


class EmptyApp(App[None]):
    """Nothing but the frame."""

    BINDINGS: ClassVar = [("q", "quit", "Leave")]

    def compose(self) -> ComposeResult:
        """Header, table, footer."""
        yield Header()
        yield DataTable[str]()
        yield Footer()

    def on_mount(self) -> None:
        """Give the table its columns."""
        self.query_one(DataTable).add_columns("Kind", "Today", "Week")


EmptyApp().run()
