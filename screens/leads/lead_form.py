"""The form of a new lead: who, where, how to reach, where from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from data.kernel.commands import Result
from data.kernel.errors import CockpitError
from data.leads.commands import AddLead
from data.leads.fields import LEADS, checked_lead
from data.records.choices import Choice
from data.records.fields import checked_field
from data.records.money import money_words, typed_money
from screens.records.values import lines_of
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from widgets.form_field import FormField

ASKED = LEADS.asked
"""The particulars asked for at once; the lead page takes the rest."""

_PLACEHOLDERS = {
    "emails": "ana@acme.com; several parted by ;",
    "phones": "+351 21 000 0000",
    "budget": "1500, 1,500.50 or 1500 EUR",
}


class LeadForm(Dialog[Result]):
    """Ask for a new lead. Answers with the result once it is on disk."""

    FOOT = "enter save   tab next line   up down choose   esc leave"
    AUTO_FOCUS = "#name Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "save", "Save", show=False, id="lead-form.save")
    ]
    DEFAULT_CSS = """
    LeadForm #fields { height: auto; max-height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    LeadForm .understood { min-height: 0; }
    LeadForm.-tiny #fields { padding: 0; }
    """

    def __init__(self, desk: Desk, sources: Sequence[Choice], channels: Sequence[Choice]) -> None:
        super().__init__("A new lead")
        self._desk = desk
        self._lists = {
            "source": [choice.name for choice in sources],
            "channel": [choice.name for choice in channels],
        }
        self._is_saving = False

    def compose_body(self) -> ComposeResult:
        """A line for each particular."""
        with VerticalScroll(id="fields", can_focus=False):
            for column in ASKED:
                names = self._lists.get(column)
                yield FormField(
                    LEADS.field(column).label,
                    check=self._checker(column),
                    choices=_always(names) if names else None,
                    placeholder=_PLACEHOLDERS.get(column, ", ".join(names or ())),
                    id=column,
                )

    def _checker(self, column: str) -> Any:
        field = LEADS.field(column)

        def words(typed: str) -> str:
            checked_field(field, lines_of(field, typed))
            return money_words(*typed_money(typed)) if field.form == "money" and typed.strip() else ""

        return words

    @on(Input.Submitted)
    async def action_save(self) -> None:
        """Store the lead, or say what is wrong."""
        if self._is_saving:
            return
        self._is_saving = True
        try:
            columns = {
                column: lines_of(LEADS.field(column), self.query_one(f"#{column}", FormField).value)
                for column in ASKED
            }
            checked = checked_lead({column: value for column, value in columns.items() if value.strip()})
            self.dismiss(await self._desk.apply(AddLead, columns=checked))
        except CockpitError as error:
            self.say(worded(error), tone="bad")
        finally:
            self._is_saving = False


def _always(names: Sequence[str]) -> Callable[[str], Sequence[str]]:
    return lambda _typed: names
