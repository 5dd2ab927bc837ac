"""What is typed by habit behind a key that was refused or is none: the letter, the words, the number that it would have
asked for. It logs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events

from data.kernel.text import clean
from screens.shell.prose import PAUSE

HABIT = 2_000
"""Milliseconds in which a letter is typed by habit: whoever has read why the key was refused takes longer."""
WITHIN_A_WORD = 0.35
"""Seconds between two letters of a word: whoever has seen that a key was refused, and means another, takes longer."""
QUOTED = 40
"""Characters of what was held that are said."""


class LetterBehind:
    """Holds what answers a key that did not open the question: its first letter or digit while that is typed by habit,
    then all that follows without a pause. A letter that does something here besides logging, as undo, is held where it
    comes as fast as a word goes on. ``clock`` is in milliseconds.
    """

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._is_awaited = False
        self._reason, self._refused_at = "", 0
        self._key_at = 0.0
        """When the last key came, whatever it was."""
        self._held, self._last_at = "", 0.0

    def pressed(self) -> None:
        """A key was pressed behind which something may be typed."""
        self.over()
        self._is_awaited = True

    def refused(self, reason: str) -> None:
        """Something was said to have failed: of a key that was pressed that is why it asks for nothing."""
        if self._is_awaited:
            self._is_awaited, self._reason, self._refused_at = False, reason, self._clock()

    def over(self) -> None:
        """Another key was pressed: what is typed from now on is no answer to a refused one."""
        self._is_awaited, self._reason, self._held = False, "", ""

    def holds(self, key: events.Key, is_key: Callable[[], bool]) -> bool:
        """Whether a key is not to be taken; ``is_key`` tells whether it does something here besides logging."""
        since, self._key_at = key.time - self._key_at, key.time
        if not self._reason:
            return False
        character = _character(key)
        if self._held and key.time - self._last_at <= PAUSE:
            is_held = bool(character) or key.key == "enter"
        else:
            # A pause behind what was held: the next letter is meant.
            by_habit = not self._held and 0 <= self._clock() - self._refused_at <= HABIT
            is_typed = character.islower() or character.isdecimal()
            is_held = by_habit and is_typed and (since <= WITHIN_A_WORD or not is_key())
        if is_held:
            self.hold([key])
        return is_held

    def hold(self, keys: Sequence[events.Key]) -> None:
        """Hold keys, whatever they are."""
        self._held += "".join(_character(key) or " " for key in keys)
        self._last_at = keys[-1].time

    @property
    def words(self) -> str:
        """What was held, and why."""
        return f"{clean(self._held, QUOTED)} was not taken: {self._reason}"


def _character(key: events.Key) -> str:
    return key.character if key.is_printable and key.character else ""
