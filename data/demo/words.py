"""The names, notes and habits of the made-up company, read from ``words.toml`` and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Who(_Part):
    """One named person. ``handle`` is given where it cannot be made from the name."""

    name: Text
    zone: Text
    hours: Text
    handle: str = ""


class Culture(_Part):
    """Names that go together, and where and when such people work."""

    zones: Texts
    hours: Text
    order: Literal["given", "family"] = "given"
    given: Texts
    family: Texts


class Habit(_Part):
    """How often one kind of entry is made, relative to the others, and the most that one entry counts."""

    kind: Text
    weight: float = Field(gt=0)
    most: int = Field(ge=1)


class Holiday(_Part):
    """A day that the whole company has off every year."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    reason: Text


class Names(_Part):
    """Whom and what notes speak of."""

    contacts: Texts
    companies: Texts


class Leave(_Part):
    """Why people are away."""

    reasons: Texts


class Words(_Part):
    """All of the file. ``notes`` are by kind of activity."""

    first: Who
    admin: Who
    culture: tuple[Culture, ...]
    whole: tuple[Who, ...]
    habit: tuple[Habit, ...]
    notes: Mapping[str, Texts]
    names: Names
    holiday: tuple[Holiday, ...]
    leave: Leave


def words() -> Words:
    """The words of the demo."""
    text = files("data.demo").joinpath("words.toml").read_text(encoding="utf-8")
    return Words.model_validate(tomllib.loads(text))
