"""Text that was meant for another window, told from keys: a page that logs by letters would log dozens of activities.

Whoever works by keys presses letters that do something, the same ones again and again; whoever writes, presses many
different ones in a row, and many of them do nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

PAUSE = 0.7
"""Seconds between two keys after which the second one begins anew: nobody thinks that long within a word."""

LEAST_LETTERS, LEAST_DIFFERENT, LEAST_IDLE = 5, 4, 2
"""Letters of a text: how many there are, how many different ones, and how many that do nothing."""
LEAST_IN_WORD = 3
"""Different letters of each of two words, where every letter does something."""

DoesSomething = Callable[[str, str], bool]
"""Whether a letter does something, typed behind another (empty: behind none)."""


def looks_like_prose(typed: str, does_something: DoesSomething) -> bool:
    """Whether what was typed in a row is a text, and part of it would be taken for keys."""
    letters = [letter for letter in typed if letter.isalpha()]
    different = len(set(typed.lower()) & {letter.lower() for letter in letters})
    before = ["", *typed]
    idle = sum(
        1
        for letter, former in zip(typed, before, strict=False)
        if letter.isalpha() and not does_something(letter, former)
    )
    if len(letters) < LEAST_LETTERS or different < LEAST_DIFFERENT or idle == len(letters):
        return False
    words = [word for word in typed.split() if len(set(filter(str.isalpha, word.lower()))) >= LEAST_IN_WORD]
    return idle >= LEAST_IDLE or len(words) > 1


def text_ahead(characters: Iterable[str | None], is_bound: Callable[[str, str], bool]) -> str:
    """The text that keys waiting to be taken make up to the first that is no text: one that moves or opens something.

    ``is_bound`` tells of a character, with the one that follows it, whether it is such a key.
    """
    waiting = list(characters)
    text = ""
    for place, character in enumerate(waiting):
        following = waiting[place + 1] if place + 1 < len(waiting) else None
        if not character or not character.isprintable() or is_bound(character, following or ""):
            break
        text += character
    return text
