"""What to do with a text that was meant for another window: see ``screens.shell.prose``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from data.kernel import journal
from data.kernel.text import clean
from data.kernel.undo import Redo, Undo
from screens.shell.desk import Desk
from screens.shell.dialog import Dialog
from screens.shell.prose import PAUSE

SHOWN = 300
"""Characters of a held text that are shown."""

DROP, DROP_ALL, TAKE = "drop", "drop all", "take"
"""What to do with a held text: drop it; take back, too, what its first letters did; take it as keys after all."""


class HeldText(Dialog[str]):
    """What was typed, and what to do with it. Answers with one of the three; esc leaves what was done.

    More of the text may still come in. It is held as well, and only a key that follows a pause is an answer: a line
    end within the text is none.
    """

    FOOT = "enter drop it and take back   K take it as keys   esc only drop it"
    AUTO_FOCUS = ""
    CLICK_CLOSES = False
    DEFAULT_CSS = """
    HeldText #typed { height: auto; max-height: 1fr; padding: 1 1 0 1; }
    HeldText #done { height: auto; padding: 1 1 0 1; }
    HeldText.-tiny #typed, HeldText.-tiny #done { padding: 0; }
    """

    def __init__(self, held: Sequence[events.Key], begun: str, steps: Callable[[], int]) -> None:
        """``begun`` are the letters taken as keys before; ``steps`` counts what they made, once it is under way."""
        super().__init__("This looks like a text, not like keys: it is held")
        self.held = list(held)
        self._begun = begun
        self._steps = steps

    def compose_body(self) -> ComposeResult:
        """The text, and what its first letters did."""
        yield Static(id="typed", markup=False)
        yield Static(id="done", markup=False)

    def on_mount(self) -> None:
        """Show what is held by now, and what was done once that is known."""
        self._show()
        self.set_timer(PAUSE / 4, self._show)

    def _words_on_steps(self) -> str:
        steps = self._steps()
        if not steps:
            return "Nothing of it was taken as a key."
        many, them = ("a step", "it") if steps == 1 else (f"{steps} steps", "them")
        return f"Its first letters made {many}: enter takes {them} back, esc leaves {them}."

    def _show(self) -> None:
        text = self._begun + "".join(_character(key) for key in self.held)
        self.query_one("#typed", Static).update(clean(text, SHOWN))
        self.query_one("#done", Static).update(self._words_on_steps())

    def on_key(self, event: events.Key) -> None:
        """Answer where a pause came before, else hold the key as well."""
        if event.key in ("escape", "ctrl+c"):
            return
        event.stop()
        event.prevent_default()
        if event.time - self.held[-1].time < PAUSE:
            self.held.append(event)
            self._show()
        elif event.key == "enter":
            self.dismiss(DROP_ALL)
        elif event.character == "K":
            self.dismiss(TAKE)
        else:
            self.say("enter drops it, K takes it as keys.", tone="warn")

    def action_close(self) -> None:
        """Drop the text, and leave what was done."""
        self.dismiss(DROP)


def _character(key: events.Key) -> str:
    return key.character if key.character and key.character.isprintable() else " "


async def take_back(desk: Desk, steps: Sequence[int]) -> int:
    """Take back commands of one's own, the last one first, and return how many there were to take back.

    Raises Refused where something else was done since.
    """
    taken = 0
    for step in reversed(steps):
        entry = await desk.read_after_writes(journal.find, step)
        if entry is not None:
            command, meant = _back(entry)
            await desk.apply(command, step=meant)
            taken += 1
    return taken


def _back(entry: journal.Entry) -> tuple[type[Undo] | type[Redo], int | None]:
    """What takes a command back, and the step that it is told."""
    if entry.name == journal.UNDO:
        return Redo, entry.id
    return Undo, entry.target if entry.name == journal.REDO else entry.id
