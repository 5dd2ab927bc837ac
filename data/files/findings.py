"""How findings about a file are worded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.kernel.text import clean


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return the number with its noun: "1 row", "8,800 rows"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(texts: Sequence[str], limit: int = 20) -> str:
    """Return the texts, made safe and joined by commas; beyond `limit` only their number is told."""
    shown = ", ".join(clean(text, 60) or "(empty)" for text in texts[:limit])
    return f"{shown} and {len(texts) - limit:,} more" if len(texts) > limit else shown


def import_words(file: str, noun: str, plural: str, counts: Mapping[str, int]) -> str:
    """What an import did, by verb: "imported 2 leads from a.csv, 1 updated", "updated 1 lead from a.csv"."""
    done = [(verb, count) for verb, count in counts.items() if count] or [("imported", 0)]
    (verb, count), *others = done
    first = f"{verb} {counted(count, noun, plural)} from {clean(file, 60)}"
    return ", ".join([first, *(f"{count:,} {verb}" for verb, count in others)])
