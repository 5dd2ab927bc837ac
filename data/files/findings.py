"""How findings about a file are worded."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import clean


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return the number with its noun: "1 row", "8,800 rows"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(texts: Sequence[str], limit: int = 20) -> str:
    """Return the texts, made safe and joined by commas; beyond `limit` only their number is told."""
    shown = ", ".join(clean(text, 60) or "(empty)" for text in texts[:limit])
    return f"{shown} and {len(texts) - limit:,} more" if len(texts) > limit else shown
