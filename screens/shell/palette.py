"""The palette: everything that can be done, and every record, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from data.kernel.tones import Tone
from screens.shell.choices import LONGEST_QUERY, Choice, matching
from screens.shell.dialog import Dialog
from screens.shell.typed_ahead import SAVING
from widgets.paged_list import Cell, Column, PagedList
from widgets.typed_line import TypedLine

LOOKING = "looking"
"""The group of workers that look for records."""

LEAST_LETTERS = 3
"""From how many letters on records are looked for."""

Finder = Callable[[str], Awaitable[Sequence[Choice]]]
"""What finds records by words, the best first."""


class Palette(Dialog[str]):
    """An input and the choices that fit it, records below. Answers with the answer of the chosen one."""

    FOOT = "enter do it   up down choose   esc close"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, id="palette.down"),
        Binding("up", "move(-1)", "Up", show=False, id="palette.up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="palette.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="palette.page_up"),
    ]
    DEFAULT_CSS = """
    Palette { align: center top; }
    Palette #panel { margin-top: 2; height: 20; max-height: 90%; }
    Palette Input { background: $foreground 8%; padding: 0 1; }
    Palette Input:ansi { background: ansi_default; text-style: underline; }
    Palette.-tiny #panel { margin-top: 0; max-height: 100%; }
    """

    def __init__(
        self,
        choices: Sequence[Choice],
        find: Finder | None = None,
        *,
        title: str = "Do anything, open anyone",
    ) -> None:
        super().__init__(title)
        self._all = tuple(choice for choice in choices if choice.answer)
        self._find = find
        self._is_looking = False
        self._shown: list[Choice] = []

    def compose_body(self) -> ComposeResult:
        """The input, and the list under it."""
        asked = "a part of its name" if self._find is None else "what to do, a lead or a company"
        yield TypedLine(placeholder=asked, max_length=LONGEST_QUERY, compact=True)
        columns = [
            Column("", 14, flex=2),
            Column("", 12, flex=5, drop_below=48),
            Column("", 3, align="right"),
        ]
        yield PagedList(columns, show_header=False, id="choices")

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")

    @property
    def shown(self) -> list[Choice]:
        """The choices in sight, best first."""
        return self._shown

    def _show(self, query: str) -> None:
        """Show what can be done at once; records follow when they are found, and only those of the last wish."""
        find = self._find if len(query.strip()) >= LEAST_LETTERS else None
        self._is_looking = find is not None
        self._put(matching(self._all, query), are_others=True)
        self.query_one("#choices", PagedList).action_first()
        if find is not None:
            self.run_worker(self.told(self._look_for(find, query)), group=LOOKING, exclusive=True)
        else:
            self.workers.cancel_group(self, LOOKING)

    async def _look_for(self, find: Finder, query: str) -> None:
        found = await find(query)
        self._is_looking = False
        self._put([*self._shown, *found])

    async def _choose_found(self, find: Finder, query: str) -> None:
        await self._look_for(find, query)
        self._choose_at_cursor()

    def _put(self, choices: list[Choice], *, are_others: bool = False) -> None:
        self._shown = choices
        rows = self.query_one("#choices", PagedList)
        rows.empty_hint = "" if self._is_looking else "Nothing here has that name."
        cells = {place: _cells(choice) for place, choice in enumerate(choices)}
        rows.set_rows(range(len(choices)), rows=cells, are_others=are_others)
        self._explain()

    @on(PagedList.PageWanted)
    def _give(self, event: PagedList.PageWanted) -> None:
        known = [place for place in event.ids if place < len(self._shown)]
        event.paged_list.put_rows({place: _cells(self._shown[place]) for place in known})

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Choose; where records are still looked for and nothing else fits, keys wait until they are found."""
        if self._find is not None and self._is_looking and not self._shown:
            choosing = self.told(self._choose_found(self._find, event.value))
            self.run_worker(choosing, name=SAVING, group=LOOKING, exclusive=True)
        else:
            self._choose_at_cursor()

    def _choose_at_cursor(self) -> None:
        place = self.query_one("#choices", PagedList).cursor_id
        if place is not None and place < len(self._shown):
            self._choose(self._shown[place])

    @on(PagedList.Opened)
    def _opened(self, event: PagedList.Opened) -> None:
        self._choose(self._shown[event.row_id])

    def _choose(self, choice: Choice) -> None:
        if choice.reason:
            self.say(choice.reason, tone="warn")
        else:
            self.dismiss(choice.answer)

    @on(PagedList.Highlighted)
    def _explain(self) -> None:
        place = self.query_one("#choices", PagedList).cursor_id
        self.say(self._shown[place].reason if place is not None and place < len(self._shown) else "")

    def action_move(self, rows: int) -> None:
        """Move the cursor of the list while the input keeps the keys."""
        self.query_one("#choices", PagedList).action_cursor_by(rows)

    def action_page(self, pages: int) -> None:
        """Move by a page."""
        self.query_one("#choices", PagedList).action_page_by(pages)


def _cells(choice: Choice) -> tuple[Cell, ...]:
    tone: Tone = "dim" if choice.reason else ""
    words = f"not now: {choice.reason}" if choice.reason else choice.group
    return (Cell(choice.title, tone), Cell(words, "dim"), Cell(choice.key, "accent"))
