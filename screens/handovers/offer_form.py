"""The dialog of a handover: to whom, the checklist, the briefing."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from data.handovers.offering import NOTE_LIMIT, OfferHandover
from data.handovers.preparing import Preparation
from data.handovers.receivers import OUTSIDE, receiver_named
from data.kernel.commands import Result
from data.kernel.errors import CockpitError
from data.kernel.text import clean
from screens.shell.advice import worded
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from widgets.form_field import FormField
from widgets.paged_list import Cell, Column, PagedList
from widgets.typed_line import LINES

TICKED, OPEN = "[x]", "[ ]"
NOBODY = {True: "whoever takes it over, by name", False: "nobody else works here yet: cockpit people add"}
"""What stands where one is named, while nobody is known; by whether it may be somebody outside."""


class OfferForm(Dialog[Result]):
    """Offer a lead or deal. Answers with the result once it is on disk."""

    TALL = "#items"
    AROUND = Dialog.AROUND + 6  # the lines of the receiver and of the briefing, with the blank ones around
    FOOT = "space tick   tab next   enter offer   esc leave"
    AUTO_FOCUS = "#items"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", show=False, id="offer-form.tick"),
        Binding("ctrl+o", "save", "Offer", show=False, id="offer-form.save"),
    ]
    DEFAULT_CSS = """
    OfferForm #to, OfferForm #note { margin: 1 1 0 1; }
    OfferForm #items { height: auto; max-height: 1fr; margin: 0; padding: 0; }
    OfferForm FormField .understood { min-height: 0; }
    OfferForm.-tiny #to, OfferForm.-tiny #note { margin: 0; }
    """

    def __init__(self, desk: Desk, ready: Preparation) -> None:
        super().__init__(f"Hand over {clean(ready.label, 60)}{ready.kind.purpose}")
        self._desk = desk
        self._ready = ready
        self._ticked = set(ready.known)
        self._is_saving = False

    def compose_body(self) -> ComposeResult:
        """To whom, what is done, what the other one should know."""
        names = [one.name for one in self._ready.receivers]
        yield FormField(
            "to", self._proposed(), check=self._whom, choices=lambda _typed: names,
            placeholder=", ".join(names[:4]) or NOBODY[self._ready.kind.outside], id="to",
        )  # fmt: skip
        items = PagedList([Column("", 3), Column("", 16, flex=1)], show_header=False, id="items")
        items.styles.height = len(self._ready.items)
        yield items
        yield FormField(
            "briefing", check=lambda _typed: "", placeholder="what the other one should know",
            limit=NOTE_LIMIT, joined_by=LINES, is_prose=True, id="note",
        )  # fmt: skip

    def _proposed(self) -> str:
        """The likeliest receiver, where it is somebody of the role, or a name outside that took one before."""
        first = next(iter(self._ready.receivers), None)
        if first is None:
            return ""
        return first.name if first.role == OUTSIDE or first.role == self._ready.kind.to_role != "" else ""

    def _whom(self, typed: str) -> str:
        if not typed.strip():
            return ""
        found = receiver_named(self._ready.receivers, self._ready.kind, typed)
        return ", ".join(filter(None, (found.name, found.role)))

    def on_mount(self) -> None:
        """Show the checklist."""
        self.query_one("#items", PagedList).set_rows(range(len(self._ready.items)), rows=self._rows())

    def _rows(self) -> dict[int, tuple[Cell, ...]]:
        return {
            place: (
                Cell(TICKED, "good") if name in self._ticked else Cell(OPEN, "warn"),
                Cell(name),
            )
            for place, name in enumerate(self._ready.items)
        }

    def action_tick(self) -> None:
        """Tick the item under the cursor, or take the tick off, and go on to the next one."""
        items = self.query_one("#items", PagedList)
        if items.cursor_id is None:
            return
        self._ticked ^= {self._ready.items[items.cursor_id]}
        items.put_rows(self._rows())
        items.action_cursor_by(1)

    @on(Input.Submitted)
    @on(PagedList.Opened)
    async def action_save(self) -> None:
        """Offer it, or say what is missing."""
        if self._is_saving:
            return
        self._is_saving = True
        try:
            self.dismiss(await self._offered())
        except CockpitError as error:
            self.say(worded(error), tone="bad")
        finally:
            self._is_saving = False

    async def _offered(self) -> Result:
        ready = self._ready
        whom = receiver_named(ready.receivers, ready.kind, self.query_one("#to", FormField).value)
        return await self._desk.apply(
            OfferHandover,
            kind=ready.kind.code,
            record_id=ready.record_id,
            receiver_id=None if whom.person is None else whom.person.id,
            outside=whom.name if whom.person is None else "",
            ticked=tuple(item for item in ready.items if item in self._ticked),
            note=self.query_one("#note", FormField).value,
        )
