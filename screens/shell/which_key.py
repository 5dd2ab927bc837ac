"""The leader key's hint: which letters may follow, and what each does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from data.kernel.text import clean
from widgets.width import width_of


class Follower(NamedTuple):
    """A letter that may follow the leader: what to press, what it is called, and what to answer."""

    letter: str
    label: str
    answer: str


LEAST_COLUMN = 18
"""Cells that a letter and its label take at least."""
LONGEST_LABEL = 200
GAP = "  "


def _words(follower: Follower) -> Content:
    return Content.assemble(
        (follower.letter, "bold $text-accent"), GAP + clean(follower.label, LONGEST_LABEL)
    )


class WhichKey(ModalScreen[str]):
    """A small panel above the key bar. Answers with the chosen follower; ``?x`` for an unknown letter x."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False, id="which.close"),
        Binding("ctrl+c", "app.help_quit", "How to quit", show=False, id="which.how_to_quit"),
    ]
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (8, "-normal")]  # noqa: RUF012

    DEFAULT_CSS = """
    WhichKey { align: left bottom; background: transparent; }
    WhichKey #letters {
        width: 100%; height: auto; margin-bottom: 1; padding: 0 1; background: $surface;
        border-top: solid $primary; grid-gutter: 0 2; keyline: none;
    }
    WhichKey .letter { width: 1fr; height: auto; max-height: 3; color: $foreground; }
    WhichKey.-tiny #letters { border: none; margin-bottom: 0; }
    WhichKey #letters:ansi { background: ansi_default; border-top: solid ansi_default; }
    WhichKey .letter:ansi { color: ansi_default; }
    """

    def __init__(self, followers: Sequence[Follower], *, widest: str = "") -> None:
        """``widest`` is the longest label that there will be, where labels change while the hint is shown."""
        super().__init__()
        self._followers = tuple(followers)
        self._widest = max((widest, *(clean(follower.label) for follower in followers)), key=width_of)
        self._is_answered = False

    def compose(self) -> ComposeResult:
        """One cell a letter."""
        widest = width_of(f"x{GAP}{self._widest}")
        with ItemGrid(id="letters", min_column_width=max(LEAST_COLUMN, min(widest, self.app.size.width - 2))):
            for place, follower in enumerate(self._followers):
                yield Static(_words(follower), classes="letter", id=f"letter-{place}")

    def relabel(self, followers: Sequence[Follower]) -> None:
        """Call the same letters something else."""
        self._followers = tuple(followers)
        for letter, follower in zip(self.query(Static), followers, strict=False):
            letter.update(_words(follower))

    def on_key(self, event: events.Key) -> None:
        """Answer with what the letter stands for."""
        letter = event.character if event.character and event.character.isprintable() else event.key
        if event.key == "escape":
            return
        event.stop()
        if self._is_answered:
            return
        self._is_answered = True
        answers = {follower.letter: follower.answer for follower in self._followers}
        self.dismiss(answers.get(letter, "?" + clean(letter, 20)))

    def on_click(self, event: events.Click) -> None:
        """A click on a letter is that letter; elsewhere it closes the hint."""
        event.stop()
        if self._is_answered:
            return
        self._is_answered = True
        name = (event.widget.id or "") if event.widget else ""
        place = name.removeprefix("letter-")
        self.dismiss(self._followers[int(place)].answer if place.isdecimal() else None)

    def action_close(self) -> None:
        """Close without an answer."""
        if not self._is_answered:
            self._is_answered = True
            self.dismiss(None)
