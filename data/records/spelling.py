"""Words spelled nearly as typed, from those that a search table knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.kernel.commands import Reader
from data.records.normal_forms import folded

MOST_SPELLINGS = 60
"""How many spellings of one word are looked for, the nearest first."""

_STROKES = {"a": "aæ", "d": "dđð", "h": "hħ", "l": "lł", "o": "oøœ", "s": "sß", "t": "tþŧ"}
"""Letters that no folding turns into the plain one under which they are typed."""
LAST = "\U0010ffff"
"""Sorts behind every word: where those that begin alike end."""


def near_queries(reader: Reader, search: str, words: Sequence[str]) -> Iterator[str]:
    """Queries of a search table for words with a mistake in each, then with two; none where none may have one."""
    wanted = ["".join(folded(word).split()) or word for word in words]
    most = max(map(_mistakes_in, wanted), default=0)
    if not most:
        return
    spelled = [_spellings(reader, search, word) for word in wanted]
    for mistakes in range(1, most + 1):
        yield " AND ".join(
            "(" + " OR ".join(f'"{text}"*' for text, made in spellings if made <= mistakes) + ")"
            for spellings in spelled
        )


def _mistakes_in(word: str) -> int:
    """How many mistakes a word may have: none where it is short or a number, as others are just as near."""
    if any(letter.isdigit() for letter in word):
        return 0
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2


def _spellings(reader: Reader, search: str, word: str) -> list[tuple[str, int]]:
    """Beginnings of known words that are nearly this one, with their mistakes; always the word itself."""
    most, itself = _mistakes_in(word), (word, 0)
    if not most:
        return [itself]
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    size = len(word)
    beginnings = {
        term[:length] for term in _terms(reader, search, word[0]) for length in (size - 1, size, size + 1)
    } - {word}
    near = process.extract(
        word, list(beginnings), scorer=OSA.distance, score_cutoff=most, limit=MOST_SPELLINGS
    )
    return [itself, *((text, round(mistakes)) for text, mistakes, _ in near)]


def _terms(reader: Reader, search: str, letter: str) -> list[str]:
    """The words of a search table that begin with a letter."""
    return [
        term
        for first in _STROKES.get(letter, letter)
        for (term,) in reader.select(
            f"select term from {search}_terms where term >= ? and term < ?", (first, first + LAST)
        )
    ]
