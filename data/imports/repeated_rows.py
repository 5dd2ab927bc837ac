"""Rows of one file that are the same record: they are put together before the store is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from data.imports.drafts import Draft
from data.imports.joining import joined_value
from data.imports.left_rows import DUPLICATE, REJECTED, Left, Twin
from data.kernel.engine import Value

SAME_ROW = "the same again as row {0:,}"
CONTRADICTS = "has the id of row {0:,}, but says something else: {1}"


class SameRows(NamedTuple):
    """When two rows of a noun's file are one record.

    ``keys`` are the match keys of a draft by which an earlier row is found, ``agree`` tells of the two whether they
    are one; where they are not, ``twin`` says of the later one what it shares with the earlier, being of one key.
    """

    keys: Callable[[Draft], Sequence[str]]
    agree: Callable[[Draft, Draft], bool]
    twin: Callable[[Draft, Draft, str], str]


def _nothing_shared(_draft: Draft, _earlier: Draft, _key: str) -> str:
    return ""


BY_KEY_ALONE = SameRows(keys=lambda _draft: (), agree=lambda _one, _other: False, twin=_nothing_shared)
"""Rows are one record by the id of their source, or where they are the same in everything."""


class RowSorter:
    """Takes drafts in the order of the file."""

    def __init__(self, rules: SameRows, noun: str, columns: Sequence[str]) -> None:
        self._rules = rules
        self._keys = rules.keys
        self._noun = noun
        self._columns = columns
        self._by_key: dict[str, int] = {}
        self._by_match: dict[str, int] = {}
        self.drafts: list[Draft] = []
        self.left: list[Left] = []
        self.twins: list[Twin] = []
        """Rows that are added, and share something with another record of the file."""

    def take(self, draft: Draft) -> None:
        """Add a record, or note that it is there already."""
        place = self._by_key.get(draft.key)
        if place is not None:
            self._repeated(draft, self.drafts[place])
            return
        for key in self._keys(draft):
            place = self._by_match.get(key)
            if place is None:
                continue
            earlier = self.drafts[place]
            if not (earlier.has_id and draft.has_id) and self._rules.agree(earlier, draft):
                self._put_together(place, draft)
                return
            self.twins.append(Twin(draft.number, self._rules.twin(draft, earlier, key)))
            break
        self._add(draft)

    def leave(self, left: Left) -> None:
        """Note a row that holds no record."""
        self.left.append(left)

    def _add(self, draft: Draft) -> None:
        place = len(self.drafts)
        self.drafts.append(draft)
        self._by_key[draft.key] = place
        for key in self._keys(draft):
            self._by_match.setdefault(key, place)

    def _repeated(self, draft: Draft, earlier: Draft) -> None:
        different = [
            column
            for column, one, other in zip(self._columns, earlier.values, draft.values, strict=True)
            if one != other
        ]
        if different:
            what = ", ".join(column.replace("_", " ") for column in different)
            self.left.append(Left(draft.number, REJECTED, CONTRADICTS.format(earlier.number, what)))
        else:
            self.left.append(Left(draft.number, DUPLICATE, SAME_ROW.format(earlier.number)))

    def _put_together(self, place: int, draft: Draft) -> None:
        earlier = self.drafts[place]
        values: Iterable[Value] = (
            joined_value(column, one, other)
            for column, one, other in zip(self._columns, earlier.values, draft.values, strict=True)
        )
        base = draft if draft.has_id and not earlier.has_id else earlier
        self.drafts[place] = base._replace(
            number=earlier.number,
            values=tuple(values),
            emails=tuple(dict.fromkeys([*earlier.emails, *draft.emails])),
            phones=tuple(dict.fromkeys([*earlier.phones, *draft.phones])),
            name_key=earlier.name_key or draft.name_key,
        )
        self._by_key[draft.key] = place
        for key in self._keys(draft):
            self._by_match.setdefault(key, place)
        same = f"the same {self._noun} as row {earlier.number:,}, put together with it"
        self.left.append(Left(draft.number, DUPLICATE, same))
