"""A key that a letter answers, and that was refused: the letter that is typed behind it by habit logs nothing."""

from __future__ import annotations

from collections.abc import Callable

from widgets.keys import KeyEntry

HABIT = 2_000
"""Milliseconds in which a letter is typed by habit: whoever has read why the key was refused takes longer."""


class LetterBehind:
    """Whether the next letter is the answer to a key that did not open the question. ``clock`` is in milliseconds."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._is_awaited = False
        self._reason, self._refused_at = "", 0

    def pressed(self, entry: KeyEntry) -> None:
        """A key was pressed: perhaps one that a letter answers."""
        self._is_awaited, self._reason = entry.takes_letter, ""

    def refused(self, reason: str) -> None:
        """Something was said to have failed; of a key that a letter answers that is why it does not ask for one."""
        if self._is_awaited:
            self._reason, self._refused_at = reason, self._clock()

    def over(self) -> None:
        """The question came, or another key did: what is typed from now on is no answer to a refused one."""
        self._is_awaited, self._reason = False, ""

    def reason(self) -> str:
        """Why a letter that is typed now is not logged: the key before it was refused. Empty where it is."""
        return self._reason if 0 <= self._clock() - self._refused_at <= HABIT else ""
