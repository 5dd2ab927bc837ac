"""The columns of a file that is to be imported: what each becomes, and changing it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from itertools import islice
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from data.files.table import Table
from data.imports.columns import ADDED, OMITTED, Columns
from data.imports.find_columns import find_columns
from data.imports.mapping import GUESSED, choosable, reason_of, told_with
from data.imports.plan import Opened
from data.imports.saved_maps import NAME_LIMIT, SaveMap
from data.kernel.commands import Command, Result
from data.kernel.errors import CockpitError, UsageError
from data.kernel.text import clean
from screens.shell.advice import worded
from screens.shell.choices import Choice
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.palette import Palette
from screens.shell.prompt import Prompt
from screens.shell.typed_ahead import ASKING
from widgets.paged_list import Cell, Column, PagedList

_LOOKED_AT = 50
"""Rows in which an example of what a column holds is looked for."""


class Mapped(NamedTuple):
    """What was said of the columns (columns by field), whether it differs from before, and the map that was saved."""

    told: Mapping[str, str]
    is_changed: bool
    saved: Result | None


class FieldChoice(Palette):
    """The fields that a column can become, narrowed as one types. Answers with one of them."""

    FOOT = "enter take it   up down choose   esc leave"


class ColumnMap(Dialog[Mapped]):
    """The columns of a file, each with its field. Answers with what was changed."""

    FOOT = "enter change   S save as a map   esc back"
    AUTO_FOCUS = "#columns"
    CLICK_CLOSES = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("S", "save", "Save", show=False, id="columns.save"),
    ]
    DEFAULT_CSS = """
    ColumnMap #panel { height: 100%; max-height: 44; }
    ColumnMap.-wide #panel { width: 108; }
    ColumnMap #columns { height: 1fr; margin-top: 1; }
    ColumnMap.-tiny #columns { margin-top: 0; }
    ColumnMap.-tiny #message { max-height: 1; }
    """

    def __init__(self, desk: Desk, opened: Opened) -> None:
        super().__init__(f"Columns of {opened.file}")
        self._desk = desk
        self._spec = opened.spec
        self._table = opened.table
        self._columns: Columns = opened.columns
        self._told: Mapping[str, str] = {f.field: f.column for f in opened.columns.found if f.is_told}
        self._examples: list[str] = []
        self._is_changed = False
        self._saved: Result | None = None

    def compose_body(self) -> ComposeResult:
        """The list of the columns."""
        columns = [
            Column("column", 7, flex=3),
            Column("becomes", 7, flex=2),
            Column("why", 10, flex=2, drop_below=44),
            Column("for example", 8, flex=3, drop_below=60),
        ]
        yield PagedList(columns, id="columns")

    async def on_mount(self) -> None:
        """Show the columns, with what stands in them."""
        rows = self.query_one("#columns", PagedList)
        rows.set_rows(range(len(self._table.columns)))
        await self.told(self._read_examples())

    async def _read_examples(self) -> None:
        self._examples = await asyncio.to_thread(_examples, self._table)
        self._repaint()

    def _repaint(self) -> None:
        rows = self.query_one("#columns", PagedList)
        rows.outdate_rows(range(len(self._table.columns)))

    @on(PagedList.PageWanted)
    def _give(self, event: PagedList.PageWanted) -> None:
        event.paged_list.put_rows({place: self._cells(place) for place in event.ids})

    def _cells(self, place: int) -> tuple[Cell, ...]:
        column = self._table.columns[place]
        example = Cell(self._examples[place] if self._examples else "", "dim")
        found = next((found for found in self._columns.found if found.column == column), None)
        if found is None:
            return Cell(clean(column)), Cell("own field", "dim"), Cell(""), example
        reason = Cell(clean(reason_of(found), 60), "warn" if found.score < 100 else "dim")
        return Cell(clean(column)), Cell(clean(found.becomes, 60)), reason, example

    # Changing

    @on(PagedList.Opened)
    def _open(self, event: PagedList.Opened) -> None:
        if self._columns.is_ours:
            self.say("An export of Cockpit's own: each column goes back to where it came from.", tone="warn")
            return
        column = self._table.columns[event.row_id]
        choice = FieldChoice(self._choices(), title=f"{column} becomes")
        self.app.push_screen(choice, lambda answer: self._chosen(column, answer))

    def _choices(self) -> list[Choice]:
        holders = {found.field: clean(found.column, 30) for found in self._columns.found}
        fields = [
            Choice(
                key="",
                title=field.words,
                group=f"now {holders[field.field]}" if field.field in holders else "",
                answer=field.field,
            )
            for field in choosable(self._spec)
        ]
        return [
            *fields,
            Choice(
                key="",
                title="keep as own field",
                group=f"under its name, beside each {self._spec.one}",
                answer=ADDED,
            ),
            Choice(key="", title="leave out", group="it is not imported", answer=OMITTED),
            Choice(key="", title="as its name tells", group="what is said here is forgotten", answer=GUESSED),
        ]

    def _chosen(self, column: str, answer: str | None) -> None:
        if answer is not None:
            self.run_worker(self._change(column, answer), name=ASKING, group="change", exclusive=True)

    async def _change(self, column: str, answer: str) -> None:
        told = told_with(self._columns, column, answer)
        try:
            columns = await asyncio.to_thread(find_columns, self._spec, self._table, told)
        except CockpitError as error:
            self.say(worded(error), tone="bad")
            return
        self._columns, self._told, self._is_changed = columns, told, True
        self._repaint()
        found = next((found.becomes for found in columns.found if found.column == column), "own field")
        self.say(f"{clean(column, 40)}: {found}. The file is read again when you go back.")

    # Saving

    def action_save(self) -> None:
        """Keep the columns under a name, for files to come."""
        if self._columns.is_ours:
            self.say("An export of Cockpit's own needs no map.", tone="warn")
            return
        question, hint = "Save these columns as a map called", "fair-2026"
        self.app.push_screen(Prompt(question, _map_words, hint=hint, take=self._save))

    async def _save(self, name: str) -> None:
        noun, mapping = self._spec.noun, self._columns.mapping

        def command(identifier: int, actor: int, now: int) -> Command:
            return SaveMap(identifier, actor, now, noun, name, mapping)

        self._saved = await self._desk.apply(command)
        self.say(f"{self._saved.summary}: files with these columns are read by it.", tone="good")

    def action_close(self) -> None:
        """Go back with what was changed."""
        self.dismiss(Mapped(self._told, self._is_changed, self._saved))


def _map_words(typed: str) -> str:
    name = clean(typed, NAME_LIMIT)
    if not name:
        raise UsageError("Type a name, or leave with esc.")
    return f"enter save it as {name}; a map of that name is replaced"


def _examples(table: Table) -> list[str]:
    """Something that stands in each column, empty where the first rows hold nothing."""
    examples = [""] * len(table.columns)
    for row in islice(table.rows(), _LOOKED_AT):
        for place, cell in enumerate(row.cells):
            examples[place] = examples[place] or clean(cell, 80)
    return examples
