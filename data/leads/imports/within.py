"""Rows of one file that are the same lead: they are put together before the store is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from data.kernel.engine import Value
from data.leads.imports.draft import PLACE, VALUES, Draft, Left, Twin
from data.leads.imports.joining import joined_value, names_agree

SAME_ROW = "the same again as row {0:,}"
SAME_LEAD = "the same lead as row {0:,}, put together with it"
CONTRADICTS = "has the id of row {0:,}, but says something else: {1}"
SHARED_EMAIL = "has the e-mail {1} of row {0:,}, which is another record"


class Sorted(NamedTuple):
    """The leads of a file, each once; the rows that repeat one; those that share an e-mail with another."""

    drafts: list[Draft]
    left: list[Left]
    twins: list[Twin]


class FileSorter:
    """Takes drafts in the order of the file."""

    def __init__(self) -> None:
        self._drafts: list[Draft] = []
        self._left: list[Left] = []
        self._twins: list[Twin] = []
        self._by_key: dict[str, int] = {}
        self._by_email: dict[str, int] = {}

    def take(self, draft: Draft) -> None:
        """Add a lead, or note that it is there already."""
        place = self._by_key.get(draft.key)
        if place is not None:
            self._repeated(draft, self._drafts[place])
            return
        for email in draft.emails:
            place = self._by_email.get(email)
            if place is None:
                continue
            earlier = self._drafts[place]
            if _is_same(earlier, draft):
                self._put_together(place, draft)
                return
            self._twins.append(Twin(draft.number, SHARED_EMAIL.format(earlier.number, email)))
            break
        self._add(draft)

    def result(self) -> Sorted:
        """What has been found."""
        return Sorted(self._drafts, self._left, self._twins)

    def leave(self, left: Left) -> None:
        """Note a row that holds no lead."""
        self._left.append(left)

    def _add(self, draft: Draft) -> None:
        place = len(self._drafts)
        self._drafts.append(draft)
        self._by_key[draft.key] = place
        for email in draft.emails:
            self._by_email.setdefault(email, place)

    def _repeated(self, draft: Draft, earlier: Draft) -> None:
        different = [
            column
            for column, one, other in zip(VALUES, earlier.values, draft.values, strict=True)
            if one != other
        ]
        if different:
            what = ", ".join(column.replace("_", " ") for column in different)
            self._left.append(Left(draft.number, CONTRADICTS.format(earlier.number, what)))
        else:
            self._left.append(Left(draft.number, SAME_ROW.format(earlier.number), rejected=False))

    def _put_together(self, place: int, draft: Draft) -> None:
        earlier = self._drafts[place]
        values: Iterable[Value] = (
            joined_value(column, one, other)
            for column, one, other in zip(VALUES, earlier.values, draft.values, strict=True)
        )
        known = draft if draft.has_id and not earlier.has_id else earlier
        joined = known._replace(
            number=earlier.number,
            values=tuple(values),
            emails=tuple(dict.fromkeys([*earlier.emails, *draft.emails])),
            phones=tuple(dict.fromkeys([*earlier.phones, *draft.phones])),
            name_key=earlier.name_key or draft.name_key,
        )
        self._drafts[place] = joined
        self._by_key[draft.key] = place
        for email in draft.emails:
            self._by_email.setdefault(email, place)
        self._left.append(Left(draft.number, SAME_LEAD.format(earlier.number), rejected=False))


def _is_same(earlier: Draft, draft: Draft) -> bool:
    if earlier.has_id and draft.has_id:
        return False
    return names_agree(str(earlier.values[PLACE["name"]]), str(draft.values[PLACE["name"]]))
