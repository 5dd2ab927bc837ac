"""One line of a form: a label, a line to type in, and beneath it what was understood or what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Label, Static

from data.kernel.errors import CockpitError
from data.kernel.text import clean, clean_lines
from widgets.typed_line import LINES, TypedLine

LONGEST_MESSAGE = 300


class FormField(Vertical):
    """A labelled line to type in.

    Args:
        label: What the line is called.
        value: What stands in it at first.
        check: Turns what was typed into the words that say how it was understood; raises a CockpitError that
            says what is wrong with it.
        choices: What up and down bring into the line, for what was typed so far.
        placeholder: What stands in the empty line.
        limit: The most characters the line takes.
        joined_by: What stands between the lines of a text that is pasted; by ``LINES`` it is taken in lines.
        is_prose: Whether typing goes on at the end of what stands there, instead of replacing it.
        id: The ID of the widget in the DOM.
    """

    DEFAULT_CSS = """
    FormField { height: auto; }
    FormField Horizontal { height: 1; }
    FormField Label { width: 9; color: $text-muted; }
    FormField Input { width: 1fr; padding: 0 1; background: $foreground 8%; }
    FormField Input:focus { background: $primary 30%; }
    FormField .understood {
        height: auto; max-height: 5; min-height: 1; padding: 0 0 0 9; color: $text-muted;
    }
    FormField .understood.-wrong { color: $text-error; }
    FormField.-slim Label { width: 6; }
    FormField.-slim .understood { padding: 0; }
    FormField Input:ansi { background: ansi_default; text-style: underline; }
    FormField Input:ansi:focus { background: ansi_default; text-style: reverse; }
    FormField .understood:ansi { color: ansi_default; text-style: dim; }
    FormField .understood.-wrong:ansi { color: ansi_red; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Previous choice", show=False, id="field.previous"),
        Binding("down", "choose(1)", "Next choice", show=False, id="field.next"),
    ]

    class Changed(Message):
        """The line holds another text, which was checked."""

        def __init__(self, field: FormField) -> None:
            super().__init__()
            self.field = field
            """The line."""

        @property
        def control(self) -> FormField:
            """The line, for `@on` with a selector."""
            return self.field

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        check: Callable[[str], str],
        choices: Callable[[str], Sequence[str]] | None = None,
        placeholder: str = "",
        limit: int = 200,
        suggester: Suggester | None = None,
        joined_by: str = " ",
        is_prose: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._label = label
        self._joined_by = joined_by
        self._first = self._cleaned(value, limit)
        self._check = check
        self._choices = choices
        self._placeholder = placeholder
        self._limit = limit
        self._suggester = suggester
        self._is_prose = is_prose
        self.error = ""

    def compose(self) -> ComposeResult:
        """Label and line; the message beneath."""
        with Horizontal():
            yield Label(self._label, markup=False)
            yield TypedLine(
                self._first,
                joined_by=self._joined_by,
                placeholder=self._placeholder,
                max_length=self._limit,
                suggester=self._suggester,
                select_on_focus=not self._is_prose,
                compact=True,
            )
        yield Static(classes="understood", markup=False)

    def on_mount(self) -> None:
        """Check what stands in the line at first."""
        self.check()

    def on_resize(self, event: events.Resize) -> None:
        """Save room where there is little."""
        self.set_class(event.size.width < 40, "-slim")

    @property
    def value(self) -> str:
        """What was typed."""
        return self.query_one(TypedLine).text if self.is_mounted else self._first

    @value.setter
    def value(self, text: str) -> None:
        line = self.query_one(TypedLine)
        line.text = self._cleaned(text, self._limit)
        line.cursor_position = len(line.value)

    def _cleaned(self, text: str, limit: int) -> str:
        return (clean_lines if self._joined_by == LINES else clean)(text, limit)

    @property
    def is_changed(self) -> bool:
        """Whether the line holds another text than at first."""
        return self.value != self._first

    def focus_line(self) -> None:
        """Put the cursor into the line."""
        self.query_one(Input).focus()

    def check(self) -> bool:
        """Say under the line how it is understood, or what is wrong; returns whether it is right."""
        message = self.query_one(".understood", Static)
        try:
            words, self.error = self._check(self.value), ""
        except CockpitError as error:
            words = self.error = clean(str(error), LONGEST_MESSAGE)
        message.set_class(bool(self.error), "-wrong")
        shown = f"! {words}" if self.error else words
        if message.content != shown:  # an update lays the form out anew
            message.update(shown)
        return not self.error

    @on(Input.Changed)
    def _checked(self, event: Input.Changed) -> None:
        event.stop()
        self.check()
        self.post_message(self.Changed(self))

    def action_choose(self, step: int) -> None:
        """Bring the next choice into the line; a line without choices lets the form move on."""
        choices = list(self._choices(self.value)) if self._choices else []
        if not choices:
            self.screen.focus_next() if step > 0 else self.screen.focus_previous()
            return
        place = choices.index(self.value) + step if self.value in choices else (0 if step > 0 else -1)
        self.value = choices[place % len(choices)]
