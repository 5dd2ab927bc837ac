"""The numbers of the funnel, opened: value and formula of each; enter shows the records that one counts."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from data.deals.explain import Number, Section, numbers_of
from screens.shell.dialog import Dialog
from widgets.paged_list import Cell, Column, PagedList


class Numbers(Dialog[str]):
    """One line a number, in sections. Answers with the place of the one whose records are to be shown."""

    FOOT = "enter show what it counts   esc close"
    AUTO_FOCUS = "#numbers"
    DEFAULT_CSS = """
    Numbers #panel { width: 80; height: 100%; max-height: 22; }
    Numbers.-wide #panel { width: 96; }
    Numbers.-tall #panel { max-height: 38; }
    Numbers #numbers { height: 1fr; margin-top: 1; }
    Numbers #formula { height: 3; padding: 0 1; margin-top: 1; color: $text-muted; }
    Numbers.-tiny #formula { margin-top: 0; height: 2; padding: 0; }
    Numbers.-tiny #numbers { margin-top: 0; }
    Numbers #formula:ansi { color: ansi_default; }
    """

    def __init__(self, title: str, sections: Sequence[Section]) -> None:
        super().__init__(title)
        self._sections = tuple(sections)
        self._numbers = numbers_of(sections)

    def compose_body(self) -> ComposeResult:
        """The list, and the whole formula of the line under the cursor."""
        columns = [
            Column("", 18),
            Column("", 16, align="right", drop_below=38),
            Column("", 0, flex=1, drop_below=52),
        ]
        yield PagedList(columns, show_header=False, id="numbers")
        yield Static(id="formula", markup=False)

    def on_mount(self) -> None:
        """Show all, each section below its title."""
        ids, cells = list[int](), dict[int, tuple[Cell, ...]]()
        for place, section in enumerate(self._sections, 1):
            first = len(cells) - place + 1
            ids += [-place, *range(first, first + len(section.numbers))]
            cells[-place] = (Cell(section.title),)
            cells |= {first + step: _cells(number) for step, number in enumerate(section.numbers)}
        self.query_one("#numbers", PagedList).set_rows(ids, rows=cells)

    @on(PagedList.Highlighted)
    def _explain(self) -> None:
        number = self._numbers[self.query_one("#numbers", PagedList).cursor_id or 0]
        self.query_one("#formula", Static).update(f"{number.name} {number.value}: {number.formula}")

    @on(PagedList.Opened)
    def _chosen(self, event: PagedList.Opened) -> None:
        if self._numbers[event.row_id].behind is not None:
            self.dismiss(str(event.row_id))
        else:
            self.say("This number is made of the others: no list is behind it.", tone="warn")


def _cells(number: Number) -> tuple[Cell, ...]:
    return (Cell(number.name), Cell(number.value, "accent"), Cell(number.formula, "dim"))
