"""What activities and columns are called in files from outside: the catalogue file, checked."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from tomllib import loads

from pydantic import BaseModel, ConfigDict, Field

NONE = "none"
"""In the place of a kind: no activity of the tracker. In the place of a person: leave these rows out."""


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RecordRule(_Fact):
    """What records of some types, with some outcomes (none named: any), count as, and why."""

    type: tuple[str, ...]
    outcome: tuple[str, ...] = ()
    kind: str
    because: str


class ImportCatalogue(_Fact):
    """Wordings of kinds and columns, and the rules for records of a CRM."""

    source: str
    totals: frozenset[str]
    worths: frozenset[str]
    wording: dict[str, tuple[str, ...]]
    column: dict[str, tuple[str, ...]]
    rule: tuple[RecordRule, ...] = Field(default=())


@cache
def imports() -> ImportCatalogue:
    """The catalogue that comes out of the box."""
    text = files("data.catalog").joinpath("imports.toml").read_text(encoding="utf-8")
    return ImportCatalogue.model_validate(loads(text))


def plain(text: str) -> str:
    """A wording without case, punctuation and doubled blanks, for comparing."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
