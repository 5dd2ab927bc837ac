"""What all dialogs share: a panel in the middle with a title, a body, a message and a line of keys."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from data.kernel.errors import CockpitError
from data.kernel.text import clean
from data.kernel.tones import Tone
from screens.shell.advice import worded
from screens.shell.leaving import EndsItsWork
from screens.shell.styled_once import StyledOnce
from widgets.form_field import FormField
from widgets.notice_line import LONGEST, MARKS
from widgets.paged_list import PagedList

Answer = TypeVar("Answer")


class Dialog(EndsItsWork, StyledOnce, ModalScreen[Answer]):
    """A panel on top of a screen; esc closes it without an answer."""

    FOOT: ClassVar[str] = "esc close"
    """The keys that matter in the dialog, for its last line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False, id="dialog.close"),
        Binding("ctrl+c", "app.help_quit", "How to quit", show=False, id="dialog.how_to_quit"),
    ]
    TALL: ClassVar[str] = ""
    """What is as tall as its contents, as far as the message and the keys below it leave room; empty: nothing is."""
    AROUND: ClassVar[int] = 5
    """Lines of the panel besides it: its borders, the title, the message and the keys."""
    CLICK_CLOSES: ClassVar[bool] = True
    """Whether a click beside the panel closes it."""
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (12, "-normal"), (34, "-tall")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog #panel {
        width: 76; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 0 1;
        border: round $primary;
    }
    Dialog.-wide #panel { width: 92; }
    Dialog #heading { height: 1; color: $text-accent; text-style: bold; padding: 0 1; }
    Dialog #foot { height: 1; color: $text-muted; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Dialog #message { height: auto; min-height: 1; max-height: 6; padding: 0 1; color: $text-muted; }
    Dialog #message.-warn { color: $text-warning; }
    Dialog #message.-bad { color: $text-error; }
    Dialog.-tiny #message { min-height: 0; padding: 0; }
    Dialog.-tiny #panel { border: none; padding: 0; width: 100%; height: 100%; }
    Dialog.-tiny #foot, Dialog.-tiny #heading { display: none; }
    Dialog.-slim #panel { padding: 0; width: 100%; }
    Dialog #panel:ansi { background: ansi_default; border: round ansi_default; }
    Dialog #heading:ansi { color: ansi_default; text-style: bold; }
    Dialog #message:ansi { color: ansi_default; }
    Dialog #message.-warn:ansi { color: ansi_yellow; }
    Dialog #message.-bad:ansi { color: ansi_red; }
    Dialog #foot:ansi { color: ansi_default; text-style: dim; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = clean(title, 120)
        self._tone: Tone = ""
        """The tone of the message."""
        self._said_on: frozenset[int | None] = frozenset()
        """The rows on which the cursors of lists stood when it was said."""

    def compose(self) -> ComposeResult:
        """The panel: body, message, keys."""
        with Vertical(id="panel"):
            yield Static(self._heading, id="heading", markup=False)
            yield from self.compose_body()
            yield Static(id="message", markup=False)
            yield Static(self.FOOT, id="foot", markup=False)

    @on(events.Resize)
    def _leave_room(self) -> None:
        """Leave room for the message and the keys."""
        if self.TALL:
            is_tiny = self.has_class("-tiny")  # where the tall one has all there is
            tall = self.query_one(self.TALL)
            message = self.query_one("#message", Static)
            width = message.size.width
            further = min(5, message.visual.get_height({}, width) - 1) if width else 0
            tall.styles.max_height = (
                None if is_tiny else max(1, self.size.height - self.AROUND - max(0, further))
            )

    @abstractmethod
    def compose_body(self) -> ComposeResult:
        """The widgets between the title and the message."""

    def say(self, text: str, *, tone: Tone = "") -> None:
        """Put a message under the body; warnings and errors bear a mark besides colour."""
        message = self.query_one("#message", Static)
        words = clean(text, LONGEST)
        message.update(MARKS.get(tone, "") + words if words else "")
        message.set_class(tone == "warn", "-warn")
        message.set_class(tone == "bad", "-bad")
        self._tone = tone
        if self.TALL:
            self._leave_room()  # a message may take several lines
        self._said_on = frozenset(rows.cursor_id for rows in self.query(PagedList))

    @on(FormField.Changed)
    def _forget_trouble(self) -> None:
        """Take a warning or an error away once something is typed."""
        if self._tone in MARKS:
            self.say("")

    @on(PagedList.Highlighted)
    def _go_on_from_trouble(self, event: PagedList.Highlighted) -> None:
        """The same once another row is gone to."""
        if event.row_id not in self._said_on:
            self._forget_trouble()

    async def told(self, doing: Awaitable[None]) -> None:
        """Await something; where it fails, say why and live on."""
        try:
            await doing
        except CockpitError as error:
            self.say(worded(error), tone="bad")

    def retitle(self, title: str) -> None:
        """Give the panel another title."""
        self.query_one("#heading", Static).update(clean(title, 120))

    def on_click(self, event: events.Click) -> None:
        """A click beside the panel closes it, where nothing typed could be lost."""
        if event.widget is self and self.CLICK_CLOSES:
            self.action_close()

    def action_close(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
