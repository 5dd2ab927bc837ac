"""Which handover is meant by what a person types."""

from __future__ import annotations

from data.handovers.handover import STATE_WORDS, TABLE, Handover, by_ids
from data.handovers.listing import handovers_of
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
        labels = labels_of(reader, found[:NAMED])
        named = [(f"{labels[one.id]}, {one.what.name}, {STATE_WORDS[one.state]}", one.id) for one in found[:NAMED]]
        several = told_apart(named, len(found), "a reference")
        raise Refused(f"{clean(word, 80)!r} could be several handovers: {several}")
    return found[0]


def labels_of(reader: Reader, handovers: list[Handover]) -> dict[int, str]:
    """What the leads and deals of handovers are called, by the handover's id."""
    marks = ", ".join("?" * len(handovers))
    rows = reader.select(f"{_LABELLED} where handover.id in ({marks})", [one.id for one in handovers])
    return {identifier: ", ".join(filter(None, (name, company))) for identifier, name, company in rows}


_LABELLED = """select handover.id, ifnull(lead.name, deal.name) as called, ifnull(lead.company, deal.company) as firm
    from handover left join lead on lead.id = handover.lead_id left join deal on deal.id = handover.deal_id"""


def _meant(reader: Reader, word: str) -> list[int]:
    """The handovers of a reference, else those whose lead or deal is called so, or has these words."""
    if _is_reference(word):
        value, _ = from_reference(word)
        rows = reader.select(f"select id from {TABLE} where id = ?", (value,))
        if rows:
            return [row[0] for row in rows]
    words = [f"%{_escaped(part)}%" for part in word.split()]
    if not words:
        return []
    where = " and ".join(["(called || ' ' || firm) like ? escape '\\'"] * len(words))
    return [row[0] for row in reader.select(f"select id from ({_LABELLED}) where {where}", words)]


def _is_reference(word: str) -> bool:
    try:
        value, _ = from_reference(word)
    except ValueError:
        return False
    return len(word) == len(reference(0)) and value < 2**63


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
