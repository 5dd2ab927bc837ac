"""The people of the made-up company and their habits of being away, read from ``words.toml`` and checked."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from data.story.story import WHERE
from data.story.words import Text, Texts, Words, read_words


class Who(Words):
    """One named person. ``handle`` is given where it cannot be made from the name."""

    name: Text
    zone: Text = WHERE
    hours: Text
    handle: str = ""


class Culture(Words):
    """Names that go together, and where and when such people work."""

    zones: Texts
    hours: Text
    order: Literal["given", "family"] = "given"
    given: Texts
    family: Texts


class Holiday(Words):
    """A day that the whole company has off every year."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    reason: Text


class Leave(Words):
    """Why people are away."""

    reasons: Texts


class CompanyWords(Words):
    """All of the file."""

    first: Who
    admin: Who
    culture: tuple[Culture, ...]
    whole: tuple[Who, ...]
    holiday: tuple[Holiday, ...]
    leave: Leave


def company_words() -> CompanyWords:
    """The words of the company."""
    return read_words(CompanyWords, "data.people.demo", "words.toml")
