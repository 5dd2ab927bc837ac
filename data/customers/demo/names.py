"""Names of the demo's customers: as many as are asked for, no two of one company."""

from __future__ import annotations

from collections.abc import Container, Sequence
from random import Random

from data.records.normal_forms import company_key
from data.story.words import Texts, Words

PATTERNS = ("{first} {second}", "{first} {second} & {third}", "{first}, {other} {second} & {third}")
"""From the usual to what a town of customers takes: of each pattern there are far more names than of the one before."""
TRIES = 6


class Said(Words):
    """What the demo takes names and sayings of customers from."""

    first: Texts
    second: Texts
    legal: Texts
    channels: Texts
    territories: Texts
    segments: Texts
    complaints: Texts
    resolutions: Texts
    upsells: Texts
    praise: Texts
    blame: Texts


def new_name(random: Random, first: Texts, second: Texts, legal: Texts, taken: Container[str]) -> str:
    """A name whose key is not ``taken``: by the first pattern of which one is found soon."""
    patterns = (pattern for pattern in PATTERNS for _ in range(TRIES))
    while True:
        name = _filled(next(patterns, PATTERNS[-1]), random, first, second)
        if company_key(name) not in taken:
            return f"{name} {random.choice(legal)}"


def _filled(pattern: str, random: Random, first: Sequence[str], second: Sequence[str]) -> str:
    return pattern.format(
        first=random.choice(first),
        other=random.choice(first),
        second=random.choice(second),
        third=random.choice(second),
    )


def misspelt(name: str) -> str:
    """The name as somebody types it who leaves a letter out of its longest word."""
    word = max(name.split(), key=len)
    middle = len(word) // 2
    return name.replace(word, word[:middle] + word[middle + 1 :], 1)
