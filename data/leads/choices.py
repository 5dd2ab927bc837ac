"""The company's lists to choose from: reasons, outcomes of a call, channels, sources."""

from __future__ import annotations

from typing import Literal, NamedTuple

from data.commands import Reader

ListName = Literal["reason", "outcome", "channel", "source"]


class Choice(NamedTuple):
    """One entry of a list: its letter, and the kind of activity that an outcome logs besides."""

    name: str
    key: str
    kind: str


def choices(reader: Reader, name: ListName) -> list[Choice]:
    """The entries of a list, in the order in which they were made."""
    rows = reader.select("select name, key, kind from choice where list = ? order by id", (name,))
    return [Choice(*row) for row in rows]
