"""What is logged at the made-up company and noted with it, read from ``words.toml`` and checked."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from data.story.words import Text, Texts, Words, read_words


class Habit(Words):
    """How often one kind of entry is made, relative to the others, and the most that one entry counts."""

    kind: Text
    weight: float = Field(gt=0)
    most: int = Field(ge=1)


class Names(Words):
    """Whom and what notes speak of."""

    contacts: Texts
    companies: Texts


class LogWords(Words):
    """All of the file. ``notes`` are by kind of activity."""

    habit: tuple[Habit, ...]
    notes: Mapping[str, Texts]
    names: Names


def log_words() -> LogWords:
    """The words of the log."""
    return read_words(LogWords, "data.points.demo", "words.toml")
