"""The company's lists to choose from: reasons, outcomes of a call, channels, sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.errors import UsageError
from data.kernel.text import clean

ListName = Literal["reason", "outcome", "channel", "source"]
LISTED: tuple[ListName, ...] = ("reason", "channel", "source")
"""The columns of a lead that bear words of the list of the same name."""


class Choice(NamedTuple):
    """One entry of a list: its letter, and the kind of activity that an outcome logs besides."""

    name: str
    key: str
    kind: str


def choices(reader: Reader, name: ListName) -> list[Choice]:
    """The entries of a list, in the order in which they were made."""
    rows = reader.select("select name, key, kind from choice where list = ? order by id", (name,))
    return [Choice(*row) for row in rows]


class Spelling:
    """How the company spells the words of its lists: one that differs from an entry in case alone is the entry."""

    def __init__(self, reader: Reader) -> None:
        self._entries: dict[str, dict[str, str]] = {
            name: {entry.name.casefold(): entry.name for entry in choices(reader, name)} for name in LISTED
        }

    def of(self, name: ListName, text: str) -> str:
        """The entry of a list that is meant, else the text as it is."""
        return self._entries[name].get(text.casefold(), text)

    def of_all(self, columns: Mapping[str, Value]) -> dict[str, Value]:
        """The columns of a lead, those that bear words of a list spelled as there."""
        words: dict[str, Value] = {
            name: self.of(name, str(columns[name])) for name in LISTED if columns.get(name)
        }
        return {**columns, **words}

    def refuse_unknown_channel(self, channel: str) -> None:
        """Raise UsageError where a channel is not of the company's list, saying which are."""
        if channel and channel.casefold() not in self._entries["channel"]:
            name = clean(channel, 40)
            known = ", ".join(self._entries["channel"].values()) or "none"
            raise UsageError(
                f"{name!r} is no channel of the company. Channels: {known}.",
                code="channel.unknown",
                channel=name,
            )
