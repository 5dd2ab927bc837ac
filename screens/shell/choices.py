"""Rows that can be looked through by typing and run by enter: the palette, and the keys of the help page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.text import clean

LONGEST_QUERY = 80


class Choice(NamedTuple):
    """Something that can be done: the key for it, its words, its group or more words, and its answer.

    ``reason`` says why it cannot be done now; an empty ``answer`` cannot be chosen at all (a heading).
    """

    key: str
    title: str
    group: str
    answer: str
    reason: str = ""


def matching(choices: Sequence[Choice], query: str) -> list[Choice]:
    """The choices that fit what was typed, best first; all in their order where nothing was typed."""
    wanted = clean(query, LONGEST_QUERY).lower()
    if not wanted:
        return list(choices)
    scored = [(score(wanted, choice), -place, choice) for place, choice in enumerate(choices)]
    return [choice for points, _, choice in sorted(scored, reverse=True, key=lambda row: row[:2]) if points]


def score(wanted: str, choice: Choice) -> int:
    """How well a choice fits: its key, the beginning of its words, a part of it, or its letters in order."""
    title = choice.title.lower()
    if wanted == choice.key.lower():
        return 100
    if title.startswith(wanted):
        return 90
    if all(any(word.startswith(part) for word in _words(choice)) for part in wanted.split()):
        return 80
    if wanted in title or wanted in choice.group.lower():
        return 60
    letters = iter(title)
    initial_fits = title[:1] == wanted[:1] or any(word[:1] == wanted[:1] for word in title.split())
    return 30 if initial_fits and all(letter in letters for letter in wanted if letter != " ") else 0


def _words(choice: Choice) -> list[str]:
    return f"{choice.title} {choice.group} {choice.key}".lower().replace("(", "").split()
