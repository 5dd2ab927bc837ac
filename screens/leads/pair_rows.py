"""The particulars of two leads, row by row, and which of them differ."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import Reader
from data.leads.attention import when_words
from data.leads.fields import LEADS, PARTICULARS
from data.leads.lead import Lead, by_id
from data.people.person import Person, everybody
from screens.records.values import shown


class PairRow(NamedTuple):
    """One particular of both."""

    column: str
    label: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        """Whether both have a value, and not the same."""
        return self.left != self.right and bool(self.left and self.right)


def pair_rows(reader: Reader, left: int, right: int, person: Person, now: int) -> list[PairRow]:
    """The rows of two leads; what neither has is left out. Raises Refused where one of them is gone."""
    one, other = by_id(reader, left), by_id(reader, right)
    names = {someone.id: someone.name for someone in everybody(reader)}
    rows = [PairRow(f.column, f.label, shown(LEADS, f, one), shown(LEADS, f, other)) for f in PARTICULARS]
    rows += [
        PairRow("status", "status", one.status, other.status),
        PairRow("owner_id", "owner", _owner(one, names), _owner(other, names)),
        PairRow("next_step", "next step", one.next_step, other.next_step),
    ]
    for column, label in (("last_touch_at", "last touch"), ("created_at", "created")):
        rows.append(
            PairRow(column, label, _when(one, column, person, now), _when(other, column, person, now))
        )
    return [row for row in rows if row.left or row.right]


def _owner(lead: Lead, names: dict[int, str]) -> str:
    return lead.owner_name if lead.owner_id is None else names.get(lead.owner_id, "")


def _when(lead: Lead, column: str, person: Person, now: int) -> str:
    at = getattr(lead, column)
    return "" if at is None else when_words(at, now, person.hours)
