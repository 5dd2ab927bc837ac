"""The thread on something: what was said of it, and a line to say more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from data.comments.comment import Said, thread
from data.comments.saying import TEXT_LIMIT
from data.comments.subject import Subject, about, may_read
from data.kernel.commands import Result
from data.kernel.errors import CockpitError, Refused, UsageError
from data.kernel.store import Store
from data.kernel.text import clean, clean_lines
from data.people.person import Person
from screens.comments.speaks import Say
from screens.comments.words import NOTHING_SAID, said_head
from screens.shell.advice import worded
from screens.shell.desk import Desk, News
from screens.shell.dialog import Dialog
from screens.shell.typed_ahead import SAVING
from widgets.typed_line import LINES, TypedLine


class Thread(Dialog[Result]):
    """What was said of a subject, the latest at the foot. Enter sends what was typed; esc answers with the last result.

    ``called`` is what the subject is called where nobody has spoken of it yet.
    """

    FOOT = "enter send   pgup pgdn read   esc close"
    AUTO_FOCUS = "TypedLine"
    TALL = "#said"
    AROUND = Dialog.AROUND + 1  # the line to type into
    CLICK_CLOSES = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll(-1)", "Up", show=False, id="thread.up"),
        Binding("pagedown", "scroll(1)", "Down", show=False, id="thread.down"),
    ]
    DEFAULT_CSS = """
    Thread #said { height: auto; max-height: 1fr; min-height: 2; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    Thread .head { height: auto; color: $text-muted; }
    Thread .own { color: $text-accent; }
    Thread .words { height: auto; margin-bottom: 1; }
    Thread Input { background: $foreground 8%; padding: 0 1; margin: 0 1; }
    Thread.-tiny #said { padding: 0; min-height: 1; }
    Thread.-tiny .words { margin-bottom: 0; }
    Thread.-tiny Input { margin: 0; }
    Thread .head:ansi { color: ansi_default; text-style: dim; }
    Thread .own:ansi { color: ansi_default; text-style: bold; }
    Thread Input:ansi { background: ansi_default; text-style: underline; }
    """

    def __init__(self, desk: Desk, called: str, subject: Subject, say_it: Say) -> None:
        super().__init__(f"Comments: {called}")
        self._desk = desk
        self._subject = subject
        self._say_it = say_it
        self._shown: Sequence[Said] | None = None
        self._result: Result | None = None

    def compose_body(self) -> ComposeResult:
        """What was said, and the line."""
        yield VerticalScroll(id="said", can_focus=False)
        yield TypedLine(joined_by=LINES, placeholder="what do you say?", max_length=TEXT_LIMIT, compact=True)

    def on_mount(self) -> None:
        """Read what was said."""
        self._renew()

    def hear(self, news: News) -> None:
        """Show what others say meanwhile."""
        if news.everything or any(touched.table == "comment" for touched in news.rows):
            self._renew()

    def _renew(self) -> None:
        self.run_worker(self.told(self._load()), group="load", exclusive=True)

    async def _load(self) -> None:
        found = await self._desk.read_after_writes(_thread, self._desk.actor, self._subject)
        if found == self._shown:
            return
        self._shown = found
        place = self.query_one("#said", VerticalScroll)
        await place.remove_children()
        await place.mount(*self._lines(found))
        place.scroll_end(animate=False)

    def _lines(self, found: Sequence[Said]) -> list[Static]:
        if not found:
            return [Static(NOTHING_SAID, classes="head", markup=False)]
        desk, lines = self._desk, []
        for one in found:
            own = " own" if one.comment.author_id == desk.actor.id else ""
            head = clean(said_head(one, desk.actor, desk.clock()))
            lines.append(Static(head, classes=f"head{own}", markup=False))
            if one.comment.text:
                lines.append(Static(clean_lines(one.comment.text), classes="words", markup=False))
        return lines

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.run_worker(self._send(self.query_one(TypedLine).text), name=SAVING, group="send", exclusive=True)

    async def _send(self, text: str) -> None:
        try:
            if not text.strip():
                raise UsageError("Type a few words, or leave with esc.")
            self._result = await self._say_it(text)
        except CockpitError as error:
            self.say(worded(error), tone="bad")
            return
        self.query_one(TypedLine).value = ""
        self.say(self._result.summary, tone="good")
        self._renew()

    def action_scroll(self, direction: int) -> None:
        """Read up and down."""
        place = self.query_one("#said", VerticalScroll)
        (place.scroll_page_up if direction < 0 else place.scroll_page_down)(animate=False)

    def action_close(self) -> None:
        """Leave, with what was said last."""
        self.dismiss(self._result)


def _thread(store: Store, actor: Person, subject: Subject) -> list[Said]:
    found = thread(store, subject)
    # An item of KRA is called by what was said of it; of one of which nobody has spoken there is nothing to read.
    if found and not may_read(store, actor, whose := about(store, subject)):
        raise Refused(f"{whose.called} is out of your reach by now.")
    return found
