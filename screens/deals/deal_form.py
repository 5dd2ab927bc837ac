"""The form of a new deal: what, with whom, worth what, by when, where from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from data.deals.commands import AddDeal
from data.deals.deal import DEALS
from data.kernel.commands import Result
from data.kernel.errors import CockpitError
from data.leads.inbox import Lists
from screens.deals.typed_fields import field_meaning, typed_field
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.prompt import HOW
from widgets.form_field import FormField

ASKED = DEALS.asked
"""The particulars asked for at once; the deal page takes the rest."""
_PLACEHOLDERS = {
    "name": "what it is about: Website",
    "company": "with whom: Acme Ltd",
    "amount": "12000 or 12,000.50 EUR",
    "expected_close": "18 dec, fri, 30d, 2026-12-18",
}


class DealForm(Dialog[Result]):
    """Ask for a new deal. Answers with the result once it is on disk."""

    FOOT = "enter save   tab next line   up down choose   esc leave"
    AUTO_FOCUS = "#name Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "save", "Save", show=False, id="deal-form.save")
    ]
    DEFAULT_CSS = """
    DealForm #fields { height: auto; max-height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    DealForm FormField Label { width: 15; }
    DealForm FormField .understood { min-height: 0; padding-left: 15; }
    DealForm.-tiny #fields { padding: 0; }
    """

    def __init__(self, desk: Desk, lists: Lists) -> None:
        super().__init__("A new deal")
        self._desk = desk
        self._lists = {
            "source": [choice.name for choice in lists.sources],
            "channel": [choice.name for choice in lists.channels],
        }
        self._is_saving = False

    def compose_body(self) -> ComposeResult:
        """A line for each particular."""
        with VerticalScroll(id="fields", can_focus=False):
            for column in ASKED:
                names = self._lists.get(column)
                yield FormField(
                    DEALS.field(column).label,
                    check=self._checker(column),
                    choices=_always(names) if names else None,
                    placeholder=_PLACEHOLDERS.get(column, ", ".join(names or ())),
                    id=column,
                )

    def _checker(self, column: str) -> Callable[[str], str]:
        field = DEALS.field(column)

        def words(typed: str) -> str:
            if not typed.strip():
                return ""
            said = field_meaning(field, typed, self._desk.clock(), self._desk.person)
            return "" if said == HOW else said

        return words

    @on(Input.Submitted)
    async def action_save(self) -> None:
        """Store the deal, or say what is wrong."""
        if self._is_saving:
            return
        self._is_saving = True
        desk = self._desk
        try:
            typed = {column: self.query_one(f"#{column}", FormField).value for column in ASKED}
            columns = {
                column: typed_field(DEALS.field(column), text, desk.clock(), desk.person)
                for column, text in typed.items()
                if text.strip()
            }
            self.dismiss(await desk.apply(AddDeal, columns=columns))
        except CockpitError as error:
            self.say(worded(error), tone="bad")
        finally:
            self._is_saving = False


def _always(names: Sequence[str]) -> Callable[[str], Sequence[str]]:
    return lambda _typed: names
