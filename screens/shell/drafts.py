"""What is half typed when a session ends: noted while one types, and put back where it was at the next start.

Which dialogs are worth it is said beside the key that opens them (``KeyEntry.keeps``): the dialog itself knows nothing
of it. A draft lives as long as its dialog is open; whoever leaves that by enter or esc has dealt with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.screen import Screen

from data.kernel.text import clean
from widgets.typed_line import TypedLine

LONGEST = 4_000
"""Characters of one line that are kept."""
QUOTED = 40
"""Characters of a draft by which it is told."""


class Pressed(NamedTuple):
    """The key that opened a dialog, and the record that it took; None: it takes none."""

    key: str
    record: int | None


class Draft(NamedTuple):
    """What stood in the lines of a dialog, in their order; the screen, the key and the record that open it.

    ``label`` names the key in words, ``at`` is when it was last changed, in Unix milliseconds.
    """

    mode: str
    key: str
    record: int | None
    label: str
    texts: tuple[str, ...]
    at: int

    @property
    def words(self) -> str:
        """By what somebody knows it again: the longest of its lines."""
        return clean(max(self.texts, key=len, default=""), QUOTED)


def lines_of(dialog: Screen[object]) -> list[TypedLine]:
    """The lines of a dialog into which one types."""
    return list(dialog.query(TypedLine))


def texts_of(dialog: Screen[object]) -> tuple[str, ...]:
    """What stands in the lines of a dialog."""
    return tuple(line.value[:LONGEST] for line in lines_of(dialog))


def is_typed_into(dialog: Screen[object]) -> bool:
    """Whether something stands in the lines of a dialog that did not when it came up."""
    lines = lines_of(dialog)
    return any(line.value != line.at_first for line in lines) and any(line.value.strip() for line in lines)


def put_back(dialog: Screen[object], texts: Sequence[str]) -> None:
    """Fill the lines of a dialog with what stood there, and go on in the longest; a line that it has no more is left
    out.
    """
    filled = list(zip(lines_of(dialog), texts, strict=False))
    for line, text in filled:
        if line.value != text:
            line.value = text
    if filled:
        line, text = max(filled, key=lambda pair: len(pair[1]))
        line.focus()
        # The focus marks the whole line, which the next letter would take the place of.
        line.call_after_refresh(setattr, line, "cursor_position", len(text))


class DraftBook:
    """The draft that is being typed, and those that earlier sessions have left.

    ``changed`` is set where they differ from what was written last.
    """

    def __init__(self) -> None:
        self.left: list[Draft] = []
        """Those of earlier sessions, the newest first."""
        self.changed = False
        self._typed: Draft | None = None
        self._pressed: Pressed | None = None
        self._dialog: Screen[object] | None = None

    def note(
        self, dialog: Screen[object] | None, pressed: Pressed | None, mode: str, label: str, at: int
    ) -> None:
        """Take note of what stands in the dialog that a key has opened; None: none is open that keeps it."""
        if dialog is None or pressed is None:
            self._take(None)
            return
        if pressed is not self._pressed:
            self._pressed, self._dialog = pressed, dialog
        if dialog is not self._dialog:  # it came by another way than that key
            self._take(None)
            return
        texts = texts_of(dialog)
        if not is_typed_into(dialog):
            self._take(None)
        elif self._typed is None or self._typed.texts != texts:
            self._take(Draft(mode, pressed.key, pressed.record, label, texts, at))

    def taken_up(self, draft: Draft, dialog: Screen[object], pressed: Pressed | None) -> None:
        """A draft was put back into the dialog that a key has opened: from there on it is what is being typed."""
        self._pressed, self._dialog = pressed, dialog
        self.left.remove(draft)
        self._take(draft)

    def dropped(self, draft: Draft) -> None:
        """A draft of an earlier session is kept no longer."""
        self.left.remove(draft)
        self.changed = True

    def _take(self, draft: Draft | None) -> None:
        if draft != self._typed:
            self._typed = draft
            self.changed = True

    @property
    def all(self) -> list[Draft]:
        """All that is to be kept: what is being typed first."""
        return [*([self._typed] if self._typed is not None else []), *self.left]
