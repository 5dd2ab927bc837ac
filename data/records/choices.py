"""A company's lists to choose from, such as reasons, outcomes of a call, channels, sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from data.kernel.commands import Reader
from data.kernel.errors import UsageError
from data.kernel.rows import select_records
from data.kernel.text import clean
from data.records.fields import Records


class Choice(NamedTuple):
    """One entry of a list: its letter; of an outcome the kind of activity that it logs besides, and 0 in ``reaches``
    where it says that nobody was reached.
    """

    id: int
    list: str
    name: str
    key: str = ""
    kind: str = ""
    reaches: int = 1
    touched: int | None = None


def choices(reader: Reader, list_name: str) -> list[Choice]:
    """The entries of a list, in the order in which they were made."""
    return select_records(reader, Choice, "choice", "where list = ? order by id", (list_name,))


class Spelling:
    """How the company spells the words of its lists: one that differs from an entry in case alone is the entry."""

    def __init__(self, reader: Reader, records: Records) -> None:
        self._entries: dict[str, dict[str, str]] = {
            field.column: {entry.name.casefold(): entry.name for entry in choices(reader, field.column)}
            for field in records.fields
            if field.listed
        }

    def of(self, list_name: str, text: str) -> str:
        """The entry of a list that is meant, else the text as it is."""
        return self._entries[list_name].get(text.casefold(), text)

    def of_all(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        """The columns of a record, those that bear words of a list spelled as there."""
        words = {name: self.of(name, str(columns[name])) for name in self._entries if columns.get(name)}
        return {**columns, **words}

    def refuse_unknown(self, list_name: str, text: str) -> None:
        """Raise UsageError where a text is none of a list's entries, saying which there are."""
        if text and text.casefold() not in self._entries[list_name]:
            name = clean(text, 40)
            entries = ", ".join(self._entries[list_name].values()) or "none"
            raise UsageError(
                f"{name!r} is no {list_name} of the company. {list_name.capitalize()}s: {entries}.",
                code="choice.unknown",
                list=list_name,
                choice=name,
            )
