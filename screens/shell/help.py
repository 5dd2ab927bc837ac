"""The help page: what a screen is for, and its keys; enter runs the key under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from data.kernel.tones import Tone
from screens.shell.choices import LONGEST_QUERY, Choice, matching
from screens.shell.dialog import Dialog
from widgets.paged_list import Cell, Column, PagedList
from widgets.typed_line import TypedLine

SLIM = 48
"""Cells of width below which a key and its help share one column."""


class HelpPage(Dialog[str]):
    """A screen's purpose and keys. Answers with the answer of the key to run."""

    FOOT = "enter run it   / filter   esc close"
    AUTO_FOCUS = "#keys"
    DEFAULT_CSS = """
    HelpPage #panel { height: 100%; max-height: 44; width: 80; }
    HelpPage.-wide #panel { width: 92; }
    HelpPage #purpose { height: auto; max-height: 34%; padding: 0 1; margin-bottom: 1; }
    HelpPage Input { display: none; background: $foreground 8%; padding: 0 1; }
    HelpPage Input.-asked { display: block; }
    HelpPage Input:ansi { background: ansi_default; text-style: underline; }
    HelpPage.-tiny #purpose, HelpPage.-slim #purpose { display: none; }
    HelpPage #whole { display: none; height: 2; padding: 0 1; color: $text-muted; }
    HelpPage.-slim #whole { display: block; }
    HelpPage.-slim #message { display: none; }
    HelpPage #whole:ansi { color: ansi_default; }
    """

    def __init__(self, title: str, purpose: str, choices: Sequence[Choice]) -> None:
        super().__init__(title)
        self._purpose = purpose
        self._all = tuple(choices)
        self._shown: list[Choice] = []
        self._is_slim = False

    def compose_body(self) -> ComposeResult:
        """Purpose, filter, keys."""
        self._is_slim = self.app.size.width < SLIM
        columns = [Column("", 4, flex=1)] if self._is_slim else [Column("", 11), Column("", 10, flex=1)]
        yield Static(self._purpose, id="purpose", markup=False)
        yield TypedLine(placeholder="part of a key's help", max_length=LONGEST_QUERY, compact=True)
        yield PagedList(columns, show_header=False, empty_hint="No key does that.", id="keys")
        yield Static(id="whole", markup=False)

    def on_mount(self) -> None:
        """Show all keys, by group."""
        self._show("")

    @property
    def shown(self) -> list[Choice]:
        """The rows in sight: headings (without an answer) and keys."""
        return self._shown

    def _show(self, query: str) -> None:
        self._shown = matching(self._all, query) if query.strip() else _grouped(self._all)
        rows = self.query_one("#keys", PagedList)
        rows.set_rows(range(len(self._shown)))
        rows.action_first()
        rows.put_rows({place: self._cells(place) for place in range(len(self._shown))})

    def _cells(self, place: int) -> tuple[Cell, ...]:
        choice = self._shown[place]
        is_heading = choice.title == "" and choice.key == ""
        if self._is_slim:
            words = choice.group if is_heading else f"{choice.key} {choice.title}"
            return (Cell(words, "accent" if is_heading else "dim" if choice.reason else ""),)
        if is_heading:
            return (Cell(choice.group, "accent"), Cell(""))
        tone: Tone = "dim" if choice.reason else ""
        return (Cell(choice.key, tone), Cell(choice.title, tone))

    @on(PagedList.PageWanted)
    def _give(self, event: PagedList.PageWanted) -> None:
        known = [place for place in event.ids if place < len(self._shown)]
        event.paged_list.put_rows({place: self._cells(place) for place in known})

    @on(PagedList.Highlighted)
    def _tell_whole(self) -> None:
        """Say why the key under the cursor does nothing now; in a narrow list, the whole of its line."""
        place = self.query_one("#keys", PagedList).cursor_id
        if place is not None and place < len(self._shown):
            choice = self._shown[place]
            self.query_one("#whole", Static).update(choice.reason or choice.title)
            self.say(choice.reason)

    @on(PagedList.Opened)
    def _opened(self, event: PagedList.Opened) -> None:
        self._choose(self._shown[event.row_id])

    def _choose(self, choice: Choice) -> None:
        if choice.reason:
            self.say(choice.reason, tone="warn")
        elif choice.answer:
            self.dismiss(choice.answer)

    def on_key(self, event: events.Key) -> None:
        """A slash opens the filter; up and down move on from it to the list. Who is used to pagers leaves by q."""
        line = self.query_one(Input)
        if event.character == "/" and not line.has_focus:
            event.stop()
            line.add_class("-asked")
            line.focus()
        elif event.character == "q" and not line.has_focus:
            event.stop()
            self.action_close()
        elif event.key in ("down", "up") and line.has_focus:
            event.stop()
            self.query_one("#keys", PagedList).action_cursor_by(1 if event.key == "down" else -1)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        place = self.query_one("#keys", PagedList).cursor_id
        if place is not None and place < len(self._shown):
            self._choose(self._shown[place])


def _grouped(choices: Sequence[Choice]) -> list[Choice]:
    """The choices under a heading for each group, groups in the order in which they come up."""
    rows: list[Choice] = []
    for group in dict.fromkeys(choice.group for choice in choices):
        rows.append(Choice(key="", title="", group=group, answer=""))
        rows += [choice for choice in choices if choice.group == group]
    return rows
