"""The form of a new record: the particulars that its noun asks for at once; the record's page takes the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from data.kernel.commands import Command, Result
from data.kernel.errors import CockpitError
from data.records.fields import Records
from screens.records.typed_fields import field_meaning, typed_field
from screens.records.values import joined_by
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.prompt import HOW
from widgets.form_field import FormField

OTHER_UNIT = "EUR"
"""A currency that is not the company's, for an example."""


class RecordForm(Dialog[Result]):
    """Ask for a new record. Answers with the result once it is on disk.

    Args:
        desk: What adds it.
        lists: What may be chosen for a particular, by its column.
        unit: The currency of amounts that say none.
    """

    RECORDS: ClassVar[Records]
    COMMAND: ClassVar[type[Command]]
    """What adds such a record; it takes ``columns``."""
    TITLE_WORDS: ClassVar[str]
    PLACEHOLDERS: ClassVar[Mapping[str, str]] = {}
    """Examples for particulars that are not chosen from a list, by their column."""

    TALL = "#fields"
    FOOT = "enter save   tab next line   up down choose   esc leave"
    AUTO_FOCUS = "#name Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "save", "Save", show=False, id="record-form.save")
    ]
    DEFAULT_CSS = """
    RecordForm #fields { height: auto; max-height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    RecordForm FormField .understood { min-height: 0; }
    RecordForm.-tiny #fields { padding: 0; }
    """

    def __init__(self, desk: Desk, lists: Mapping[str, Sequence[str]], unit: str) -> None:
        super().__init__(self.TITLE_WORDS)
        self._desk = desk
        self._lists = lists
        self._unit = unit
        self._is_saving = False

    def compose_body(self) -> ComposeResult:
        """A line for each particular."""
        with VerticalScroll(id="fields", can_focus=False):
            for column in self.RECORDS.asked:
                names = self._lists.get(column)
                yield FormField(
                    self.RECORDS.field(column).label,
                    check=self._checker(column),
                    choices=_always(names) if names else None,
                    placeholder=self._placeholder(column),
                    joined_by=joined_by(self.RECORDS.field(column)),
                    id=column,
                )

    def _placeholder(self, column: str) -> str:
        if self.RECORDS.field(column).form == "money":
            return f"12000, in {self._unit}, or 12,000.50 {OTHER_UNIT if self._unit != OTHER_UNIT else 'USD'}"
        return self.PLACEHOLDERS.get(column, ", ".join(self._lists.get(column, ())))

    def _checker(self, column: str) -> Callable[[str], str]:
        field = self.RECORDS.field(column)

        def words(typed: str) -> str:
            if not typed.strip():
                return ""
            said = field_meaning(field, typed, self._desk.clock(), self._desk.person, self._unit)
            return "" if said == HOW else said

        return words

    @on(Input.Submitted)
    async def action_save(self) -> None:
        """Store the record, or say what is wrong."""
        if self._is_saving:
            return
        self._is_saving = True
        try:
            self.dismiss(await self._desk.apply(type(self).COMMAND, columns=self._typed()))
        except CockpitError as error:
            self.say(worded(error), tone="bad")
        finally:
            self._is_saving = False

    def _typed(self) -> dict[str, object]:
        desk = self._desk
        texts = {column: self.query_one(f"#{column}", FormField).value for column in self.RECORDS.asked}
        return {
            column: typed_field(self.RECORDS.field(column), text, desk.clock(), desk.person)
            for column, text in texts.items()
            if text.strip()
        }


def _always(names: Sequence[str]) -> Callable[[str], Sequence[str]]:
    return lambda _typed: names
