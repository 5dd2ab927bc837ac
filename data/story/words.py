"""Reading the made-up words of a part of the demo: a TOML file, checked."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


class Words(BaseModel):
    """Some words, or all of a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


W = TypeVar("W", bound=Words)


def read_words(kind: type[W], room: str, name: str) -> W:
    """The words of a file, as ``data.leads.demo`` and ``prospects.toml``."""
    return kind.model_validate(tomllib.loads(files(room).joinpath(name).read_text(encoding="utf-8")))
