"""The first look at the cockpit: the five keys to begin with, and what the goal is for."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from data.points.week import KindTotal
from screens.shell.dialog import Dialog
from widgets.keys import KeyEntry

SEVERAL = 12
"""Calls of the example of a number."""


class Welcome(Dialog[events.Key]):
    """Five keys and why the goal is what it is. Answers with one of the keys where that was pressed.

    ``example`` is the kind that the keys log, with its worth; ``why`` may be empty; ``keys`` are those of every screen.
    """

    FOOT = "enter begin, or press one of them"
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Welcome #keys { height: auto; padding: 1 1 0 1; }
    Welcome #why { height: auto; padding: 1 1 0 1; color: $text-muted; }
    Welcome.-tiny #keys, Welcome.-tiny #why { padding: 0; }
    Welcome.-tiny #why { display: none; }
    Welcome #why:ansi { color: ansi_default; }
    """

    def __init__(self, example: KindTotal, why: str, keys: Sequence[KeyEntry]) -> None:
        super().__init__("Five keys to begin with")
        self._kind = example.kind
        self._worth = example.worth
        self._why = why
        self._shown = {entry.id: entry.shown for entry in keys}

    def compose_body(self) -> ComposeResult:
        """The keys, the reason."""
        yield Static("\n".join(f"{key:5} {words}" for key, words in self._rows()), id="keys", markup=False)
        yield Static(self._why, id="why", markup=False)

    def _rows(self) -> list[tuple[str, str]]:
        shown, key = self._shown, self._kind.key
        return [
            (key, f"you made a {self._kind.name}: it is logged at once, {self._worth:+d}"),
            (f"{SEVERAL}{key}", f"{self._kind.counted(SEVERAL)} in one go: any number, then the letter"),
            (shown["undo"], "takes back your last step, whatever it was"),
            (shown["go"], "goes to another screen: points, inbox"),
            (shown["help"], "the keys of the screen in front, and what each does"),
        ]

    def on_key(self, event: events.Key) -> None:
        """Any of the five keys is taken as what it is, on the screen below."""
        keys = {self._kind.key, *(self._shown[name] for name in ("undo", "go", "help"))}
        if event.key == "enter":
            event.stop()
            self.dismiss(None)
        elif event.character and (event.character in keys or event.character in "123456789"):
            event.stop()
            self.dismiss(events.Key(event.key, event.character))
