"""Rows that can be looked through by typing and run by enter: the palette, and the keys of the help page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.text import clean

LONGEST_QUERY = 80
LEAST_ALIKE = 80
"""From how many parts of a hundred on a word counts as meant: of five letters one may be wrong, of four none."""
SAID_SO, KEY_ITSELF = (-102.0, 0), (-101.0, 0)
"""The ranks of a choice whose key or whose other name was typed as it is, and in the other case."""


class Choice(NamedTuple):
    """Something that can be done: the key for it, its words, its group or more words, and its answer.

    ``reason`` says why it cannot be done now; an empty ``answer`` cannot be chosen at all (a heading). ``also`` are
    other words to find it by.
    """

    key: str
    title: str
    group: str
    answer: str
    reason: str = ""
    also: str = ""


def matching(choices: Sequence[Choice], query: str) -> list[Choice]:
    """The choices that have all words of what was typed, nearly so at least, best first; all where nothing was typed.

    A choice whose key was typed comes first. Then the nearest spelled count, then those whose words stand further
    to the front: the title before the group.
    """
    wanted = clean(query, LONGEST_QUERY)
    if not wanted:
        return list(choices)
    ranked = [
        (rank, place, choice)
        for place, choice in enumerate(choices)
        if (rank := _rank(choice, wanted)) is not None
    ]
    return [choice for *_, choice in sorted(ranked, key=lambda row: row[:2])]


def _rank(choice: Choice, wanted: str) -> tuple[float, int] | None:
    """How far a choice is from what was typed, the nearest lowest; None where it is something else."""
    from rapidfuzz import fuzz

    names = (*choice.key.split(), *choice.also.split())
    if wanted == choice.key or wanted in names:
        return SAID_SO
    wanted = wanted.lower()
    if wanted in (name.lower() for name in names):
        return KEY_ITSELF
    words = f"{choice.title} {choice.group} {choice.key} {choice.also}".lower()
    score, place = 100.0, 0
    for word in wanted.split():
        if len(word) > len(words):
            return None
        found = fuzz.partial_ratio_alignment(word, words, score_cutoff=LEAST_ALIKE)
        if found is None:
            return None
        score, place = min(score, found.score), place + found.dest_start
    return -score, place
