"""Asking for one letter: which ones there are, and what each does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from data.kernel.text import clean
from data.kernel.tones import Tone
from screens.shell.asking import ASKS_LETTER
from screens.shell.layouts import foreign_layout
from screens.shell.styled_once import StyledOnce
from widgets.notice_line import LONGEST, MARKS
from widgets.width import width_of


class Follower(NamedTuple):
    """A letter that may be pressed: which, what it is called, and what to answer."""

    letter: str
    label: str
    answer: str


LETTERS = "123456789abcdefghijklmnopqrstuvwxyz"


def choice_followers(names: Sequence[str]) -> list[Follower]:
    """Names behind digits and letters, as many as there are of these."""
    return [Follower(letter, name, name) for letter, name in zip(LETTERS, names, strict=False)]


LEAST_COLUMN = 18
"""Cells that a letter and its label take at least."""
LONGEST_LABEL = 200
GAP = "  "


def _words(follower: Follower) -> Content:
    return Content.assemble(
        (follower.letter, "bold $text-accent"), GAP + clean(follower.label, LONGEST_LABEL)
    )


class WhichKey(StyledOnce, ModalScreen[str]):
    """A small panel above the key bar, the question over the letters where they answer one.

    Answers with the chosen follower. Any other key is said to be none of them and leaves the panel open: what is
    typed behind it must not log anything.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False, id="which.close"),
        Binding("ctrl+c", "app.help_quit", "How to quit", show=False, id="which.how_to_quit"),
    ]
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (8, "-normal")]  # noqa: RUF012

    DEFAULT_CSS = """
    WhichKey { align: left bottom; background: transparent; }
    WhichKey #panel {
        width: 100%; height: auto; margin-bottom: 1; padding: 0 1; background: $surface;
        border-top: solid $primary;
    }
    WhichKey #asked { width: 100%; height: auto; color: $foreground; }
    WhichKey #wrong { width: 100%; height: auto; color: $text-warning; }
    WhichKey #letters { width: 100%; height: auto; grid-gutter: 0 2; keyline: none; }
    WhichKey .letter { width: 1fr; height: auto; max-height: 3; color: $foreground; }
    WhichKey.-tiny #panel { border: none; margin-bottom: 0; }
    WhichKey #panel:ansi { background: ansi_default; border-top: solid ansi_default; }
    WhichKey #asked:ansi, WhichKey .letter:ansi { color: ansi_default; }
    WhichKey #wrong:ansi { color: ansi_yellow; }
    """

    def __init__(
        self, followers: Sequence[Follower], question: str = "", *, widest: str = "", leader: str = ""
    ) -> None:
        """``widest`` is the longest label that there will be, where labels change while the panel is shown; ``leader``
        the key that opens the panel, and lets it begin anew behind a key that was none of these.
        """
        super().__init__(classes=ASKS_LETTER)
        self._leader = leader
        self._followers = tuple(followers)
        self._question = clean(question, LONGEST)
        self._widest = max((widest, *(clean(follower.label) for follower in followers)), key=width_of)
        self._is_answered = False
        self._is_wrong = False
        """Whether the last key was none of these."""

    def compose(self) -> ComposeResult:
        """One cell a letter; a line for a key that is none of them."""
        widest = width_of(f"x{GAP}{self._widest}")
        width = max(LEAST_COLUMN, min(widest, self.app.size.width - 2))
        with Vertical(id="panel"):
            if self._question:
                yield Static(self._question, id="asked", markup=False)
            with ItemGrid(id="letters", min_column_width=width):
                for place, follower in enumerate(self._followers):
                    yield Static(_words(follower), classes="letter", id=f"letter-{place}")
            wrong = Static(id="wrong", markup=False)
            wrong.display = False
            yield wrong

    def relabel(self, followers: Sequence[Follower]) -> None:
        """Call the same letters something else."""
        self._followers = tuple(followers)
        for letter, follower in zip(self.query(".letter").results(Static), followers, strict=False):
            letter.update(_words(follower))

    def say(self, text: str, *, tone: Tone = "") -> None:
        """Put a message under the letters."""
        wrong = self.query_one("#wrong", Static)
        wrong.update(MARKS.get(tone, "") + clean(text, LONGEST))
        wrong.display = bool(text)

    def on_key(self, event: events.Key) -> None:
        """Answer with what the letter stands for, or say that it is none of these."""
        if event.key in ("escape", "ctrl+c"):
            return
        letter = event.character if event.character and event.character.isprintable() else event.key
        event.stop()
        answers = {follower.letter: follower.answer for follower in self._followers}
        if letter == self._leader and (self._is_wrong or letter not in answers):
            self._is_wrong = False
            self.say("")
        elif letter in answers:
            self._answer(answers[letter])
        elif not self._is_answered:
            pressed = "space" if letter == " " else repr(clean(letter, 20))
            words = foreign_layout(letter) or f"{pressed} is none of these: esc leaves."
            self._is_wrong = True
            self.say(words, tone="warn")

    def on_click(self, event: events.Click) -> None:
        """A click on a letter is that letter; elsewhere it closes the panel."""
        event.stop()
        name = (event.widget.id or "") if event.widget else ""
        place = name.removeprefix("letter-")
        self._answer(self._followers[int(place)].answer if place.isdecimal() else None)

    def action_close(self) -> None:
        """Close without an answer."""
        self._answer(None)

    def _answer(self, answer: str | None) -> None:
        if not self._is_answered:
            self._is_answered = True
            self.dismiss(answer)
