"""Rows of one file that are the same record: they are put together before the store is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from data.imports.drafts import Draft
from data.imports.left_rows import (
    CONFLICT,
    DUPLICATE,
    Clash,
    Left,
    RowRefused,
    Twin,
    left_as_united,
)
from data.imports.uniting import Uniter

SAME_ROW = "the same again as row {0:,}"
ANOTHER = "has the id of row {0:,}, which is somebody else"


class SameRows(NamedTuple):
    """When two rows of a noun's file are one record.

    ``keys`` are the match keys of a draft by which an earlier row is found, ``agree`` tells of the two and the key that
    they share whether they are one; where they are not, ``twin`` says of the later one what it shares with the earlier,
    or nothing where that need not be said. ``is_another``: whether two rows of one id speak of two all the same.
    """

    keys: Callable[[Draft], Sequence[str]]
    agree: Callable[[Draft, Draft, str], bool]
    twin: Callable[[Draft, Draft, str], str]
    is_another: Callable[[Draft, Draft], bool] = lambda _one, _other: False


BY_KEY_ALONE = SameRows(
    keys=lambda _draft: (), agree=lambda _one, _other, _key: False, twin=lambda _draft, _earlier, _key: ""
)
"""Rows are one record by the id of their source, or where they are the same in everything."""


class RowSorter:
    """Takes drafts in the order of the file."""

    def __init__(self, rules: SameRows, noun: str, uniter: Uniter) -> None:
        self._rules = rules
        self._keys = rules.keys
        self._noun = noun
        self._uniter = uniter
        self._by_key: dict[str, int] = {}
        self._by_match: dict[str, int] = {}
        self.drafts: list[Draft] = []
        self.left: list[Left] = []
        self.twins: list[Twin] = []
        """Rows that are added, and share something with another record of the file."""
        self.clashes: list[Clash] = []
        """What rows say that cannot stand beside what another row of their record says."""

    def take(self, draft: Draft) -> None:
        """Add a record, or note that it is there already."""
        place = self._by_key.get(draft.key)
        if place is None and draft.second_key:
            place = self._by_key.get(draft.second_key)
        if place is not None:
            self._repeated(place, draft)
            return
        keys = self._keys(draft)
        for key in keys:
            place = self._by_match.get(key)
            if place is None:
                continue
            earlier = self.drafts[place]
            if not (earlier.has_id and draft.has_id) and self._rules.agree(earlier, draft, key):
                self._put_together(place, draft)
                return
            if words := self._rules.twin(draft, earlier, key):
                self.twins.append(Twin(draft.number, words))
                break
        self.drafts.append(draft)
        self._remember(len(self.drafts) - 1, draft, keys)

    def leave(self, left: Left) -> None:
        """Note a row that holds no record."""
        self.left.append(left)

    def _remember(self, place: int, draft: Draft, keys: Sequence[str]) -> None:
        self._by_key[draft.key] = place
        if draft.second_key:
            self._by_key.setdefault(draft.second_key, place)
        for key in keys:
            self._by_match.setdefault(key, place)

    def _repeated(self, place: int, draft: Draft) -> None:
        earlier = self.drafts[place]
        if self._rules.is_another(earlier, draft):
            self.left.append(Left(draft.number, CONFLICT, ANOTHER.format(earlier.number), earlier.number))
        else:
            self._put_together(place, draft)

    def _put_together(self, place: int, draft: Draft) -> None:
        earlier = self.drafts[place]
        try:
            united, clashes = self._uniter.unite(earlier, draft)
        except RowRefused as refused:
            detail = f"{refused.detail}, together with row {earlier.number:,}"
            self.left.append(Left(draft.number, refused.reason, detail, earlier.number))
            return
        self._remember(place, draft, self._keys(draft))
        if united == earlier and not clashes:
            self.left.append(Left(draft.number, DUPLICATE, SAME_ROW.format(earlier.number), earlier.number))
            return
        self.drafts[place] = united
        self.clashes += clashes
        self.left.append(left_as_united(draft.number, earlier.number, self._noun))
