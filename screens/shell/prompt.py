"""A line to type into, above the key bar: says what it understands while one types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from data.kernel.errors import CockpitError, UsageError
from data.kernel.text import clean
from data.kernel.tones import Tone
from screens.shell.advice import worded
from screens.shell.leaving import EndsItsWork
from screens.shell.styled_once import StyledOnce
from screens.shell.typed_ahead import SAVING
from widgets.typed_line import TypedLine

Check = Callable[[str], str]
"""What a typed text means, in words. Raises CockpitError where it means nothing."""

Take = Callable[[str], Awaitable[None]]
"""What is done with a typed text. Raises CockpitError where it cannot be done."""

LONGEST = 4_000
LONGEST_MEANING = 300
GAP = "   "
HOW = "enter take it   esc leave"


def words_wanted(text: str) -> str:
    """Accepts any words; raises UsageError for none."""
    if not text.strip():
        raise UsageError("Type a few words, or leave with esc.")
    return HOW


class Prompt(EndsItsWork, StyledOnce, ModalScreen[str]):
    """Ask for one line. Answers with the text, once ``check`` accepts it and ``take`` has done it; esc answers None.

    Where either refuses, the line stays with what was typed, and says why: what is typed next is no key of the screen
    below.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False, id="prompt.close"),
        Binding("ctrl+c", "app.help_quit", "How to quit", show=False, id="prompt.how_to_quit"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (8, "-normal")]  # noqa: RUF012

    DEFAULT_CSS = """
    Prompt { align: left bottom; background: transparent; }
    Prompt #line {
        width: 100%; height: auto; margin-bottom: 1; padding: 0 1; background: $surface;
        border-top: solid $primary;
    }
    Prompt #question { height: auto; max-height: 2; color: $text-accent; text-style: bold; }
    Prompt Input { background: $foreground 8%; padding: 0 1; }
    Prompt #meaning { height: auto; min-height: 1; max-height: 4; color: $text-muted; }
    Prompt.-tiny #meaning { max-height: 1; }
    Prompt #meaning.-bad { color: $text-error; }
    Prompt.-tiny #line { border: none; margin-bottom: 0; }
    Prompt.-tiny #question { display: none; }
    Prompt #line:ansi { background: ansi_default; border-top: solid ansi_default; }
    Prompt Input:ansi { background: ansi_default; text-style: underline; }
    Prompt #meaning:ansi { color: ansi_default; }
    """

    def __init__(
        self,
        question: str,
        check: Check,
        *,
        value: str = "",
        hint: str = "",
        joined_by: str = " ",
        take: Take | None = None,
    ) -> None:
        """``joined_by`` stands between the lines of a text that is pasted; by ``LINES`` it is taken in lines."""
        super().__init__()
        self._question = clean(question, 120)
        self._check = check
        self._value = value
        self._hint = hint
        self._joined_by = joined_by
        self._take = take

    def compose(self) -> ComposeResult:
        """The question, the line, and what it means."""
        with Vertical(id="line"):
            yield Static(self._question, id="question", markup=False)
            yield TypedLine(
                self._value,
                joined_by=self._joined_by,
                placeholder=self._hint,
                max_length=LONGEST,
                compact=True,
            )
            yield Static(HOW, id="meaning", markup=False)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value.strip():
            self._explain(event.value)
        else:
            self.explain(HOW)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        text = self.query_one(TypedLine).text
        if not self._explain(text):
            return
        if self._take is None:
            self.dismiss(text)
        else:
            self.run_worker(self._done(self._take, text), name=SAVING, group="take", exclusive=True)

    async def _done(self, take: Take, text: str) -> None:
        try:
            await take(text)
        except CockpitError as error:
            self.explain(worded(error), is_bad=True)
        else:
            self.dismiss(text)

    def _explain(self, text: str) -> bool:
        try:
            words = self._check(text)
        except CockpitError as error:
            self.explain(worded(error), is_bad=True)
            return False
        self.explain(words)
        return True

    def explain(self, words: str, *, is_bad: bool = False) -> None:
        """Say under the line what was understood, or what is wrong."""
        meaning = self.query_one("#meaning", Static)
        # Blanks between parts are ours; within them anything may have come from outside.
        parts = (clean(part, LONGEST_MEANING) for part in words.split(GAP))
        meaning.update(("! " if is_bad else "") + GAP.join(parts))
        meaning.set_class(is_bad, "-bad")

    def say(self, text: str, *, tone: Tone = "") -> None:
        """Show a message where the meaning stands."""
        self.explain(text, is_bad=tone == "bad")

    def action_close(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
