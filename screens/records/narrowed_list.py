"""A list of records that is narrowed as one types, and whose rows can be marked for keys to take them all."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual import on
from textual.widgets import Input

from screens.shell.main_screen import MainScreen
from widgets.keys import KeyEntry
from widgets.paged_list import PagedList
from widgets.typed_line import TypedLine

LONGEST_FILTER = 120
FILTER_KEY = KeyEntry(
    id="filter",
    keys=("slash",),
    action="filter",
    label="find",
    help="Narrow the list as you type.",
    group="Look",
    rank=40,
)
"""The key of such a list."""


class NarrowedList(MainScreen):
    """A main screen with such a list, and the line above it that narrows it."""

    BEGINS: ClassVar[str] = ""
    """The id of the key by which a first row comes; empty where there is none here."""

    DEFAULT_CSS = """
    NarrowedList #find { display: none; background: $foreground 8%; padding: 0 1; }
    NarrowedList #find.-asked { display: block; }
    NarrowedList #find:ansi { background: ansi_default; text-style: underline; }
    """

    # What a screen gives

    @property
    @abstractmethod
    def listed(self) -> PagedList:
        """The list."""

    @property
    @abstractmethod
    def words_wanted(self) -> str:
        """The words by which the list is narrowed, or is going to be."""

    @abstractmethod
    def narrow_to(self, words: str) -> None:
        """Show what words leave of the list."""

    def begins(self) -> str:
        """Where nothing is listed, the key by which something comes."""
        is_empty = self.is_mounted and not self.listed.row_count and not self.words_wanted
        return self.BEGINS if is_empty else ""

    # The line and the marks

    def find_line(self, searched: str) -> TypedLine:
        """The line that narrows the list; ``searched`` says in what the words are looked for."""
        return TypedLine(id="find", placeholder=searched, max_length=LONGEST_FILTER, compact=True)

    def action_mark(self) -> None:
        """Mark or unmark, and go on to the next row."""
        self.listed.toggle_mark()
        self.listed.action_cursor_by(1)
        marked = len(self.listed.marked)
        self.show_strip()
        self.say(
            f"{marked} marked: keys and letters take all of them" if marked else "none marked",
            hint="esc unmark all",
        )

    def action_clear(self) -> None:
        """Take marks away, leave the filter, clear the message."""
        super().action_clear()
        self.listed.clear_marks()
        self.show_strip()
        self.leave_filter()

    def has_something_to_clear(self) -> bool:
        """Marks and the filter, too."""
        return super().has_something_to_clear() or self.is_narrowing or bool(self.listed.marked)

    @property
    def is_narrowing(self) -> bool:
        """Whether the line stands above the list."""
        return self.query_one("#find", Input).has_class("-asked")

    def leave_filter(self) -> None:
        """Show the whole list again."""
        find = self.query_one("#find", Input)
        if self.is_narrowing:
            find.remove_class("-asked")
            find.value = ""
            self.listed.focus()
            if self.words_wanted:
                self.narrow_to("")
                self.hold_keys()

    def action_filter(self) -> None:
        """Narrow the list as one types; enter goes to the list, esc leaves the filter."""
        find = self.query_one("#find", Input)
        find.add_class("-asked")
        find.focus()

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        if event.value:
            self.say("")
        if event.value != self.words_wanted:
            self.narrow_to(event.value)

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        """Keys are meant for what the words have left, once that is shown."""
        self.listed.focus()
        self.hold_keys()
