"""Which handover is meant by what a person types."""

from __future__ import annotations

from data.handovers.handover import TABLE, Handover, by_ids
from data.handovers.listing import handovers_of
from data.handovers.told import ids_called, told_of
from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.ids import from_reference, reference
from data.kernel.text import clean
from data.people.person import Person
from data.records.find import NAMED, told_apart


def find(reader: Reader, person: Person, text: str) -> Handover:
    """The handover meant by a reference, or by words of what it is about; those that wait go first.

    Raises Refused that names those that could be meant.
    """
    word = text.strip()
    seen = set(handovers_of(reader, person, "team"))
    found = by_ids(reader, [one for one in _meant(reader, word) if one in seen])
    found = sorted([one for one in found if one.is_open] or found, key=lambda one: -one.id)
    if not found:
        raise Refused(f"No handover that you may see matches {clean(word, 80)!r}.", code="handover.not_found")
    if len(found) > 1:
        first = told_of(reader, [one.id for one in found[:NAMED]])
        named = [(f"{one.label}, {one.handover.what.name}, {one.standing}", one.handover.id) for one in first]
        several = told_apart(named, len(found), "a reference")
        raise Refused(f"{clean(word, 80)!r} could be several handovers: {several}")
    return found[0]


def _meant(reader: Reader, word: str) -> list[int]:
    """The handover of a reference, else those whose lead or deal has these words."""
    if len(word) == len(reference(0)):
        try:
            value, _ = from_reference(word)
        except ValueError:
            value = 0
        if value < 2**63 and reader.select(f"select 1 from {TABLE} where id = ?", (value,)):
            return [value]
    words = word.split()
    return ids_called(reader, words) if words else []
