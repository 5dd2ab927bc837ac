"""Everything of one record that can be told in facts, a line each: an entry of the log, an event of a timeline."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from data.kernel.text import clean_lines
from data.points.history import Fact
from screens.shell.dialog import Dialog


class FactsPage(Dialog[None]):
    """Facts about one thing, each with its name."""

    FOOT = "esc close"
    AUTO_FOCUS = TALL = "#facts"
    DEFAULT_CSS = """
    FactsPage #facts { height: auto; max-height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    FactsPage .fact { height: auto; layout: horizontal; }
    FactsPage .name { width: 10; color: $text-muted; }
    FactsPage .text { width: 1fr; height: auto; }
    FactsPage.-tiny #facts { padding: 0; }
    FactsPage.-slim .fact { layout: vertical; }
    """

    def __init__(self, title: str, facts: Sequence[Fact]) -> None:
        super().__init__(title)
        self._facts = tuple(facts)

    def compose_body(self) -> ComposeResult:
        """A line for each fact."""
        with VerticalScroll(id="facts"):
            for fact in self._facts:
                with Container(classes="fact"):
                    yield Static(fact.name, classes="name", markup=False)
                    yield Static(clean_lines(fact.text), classes="text", markup=False)
