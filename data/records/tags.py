"""Tags: words in lowercase, parted by commas in one column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.kernel.errors import UsageError
from data.kernel.text import bounded

TAG_LIMIT = 40


def tags_of(stored: str) -> list[str]:
    """The tags that a column holds."""
    return [word for word in stored.split(", ") if word]


def typed_tags(text: str) -> list[str]:
    """Tags as they are typed, with commas between them. Raises UsageError for none, and for one that is too long."""
    words = [bounded(word, TAG_LIMIT, "A tag").lower() for word in text.split(",")]
    tags = list(dict.fromkeys(word for word in words if word))
    if not tags:
        raise UsageError("A tag needs a word.")
    return tags


def stored_tags(tags: Iterable[str]) -> str:
    """Tags as a column holds them, each once."""
    return ", ".join(dict.fromkeys(tags))


def cleaned_tags(text: str) -> str:
    """Tags as a column holds them, from words with commas between them."""
    return stored_tags(word.strip().lower() for word in text.split(",") if word.strip())


def with_tags(stored: str, tags: Sequence[str]) -> str:
    """A column with tags put behind those that it holds."""
    return stored_tags([*(word for word in tags_of(stored) if word not in tags), *tags])


def without_tags(stored: str, tags: Sequence[str]) -> str:
    """A column with tags taken off."""
    return stored_tags(word for word in tags_of(stored) if word not in tags)
