"""Handovers as they are told: what is handed over, by whom to whom, and how it stands, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.handovers.handover import STATE_WORDS, Handover, by_ids
from data.kernel.commands import Reader
from data.kernel.tones import Tone

_LABELLED = """select handover.id, giver.name, ifnull(receiver.name, handover.outside),
    ifnull(lead.name, deal.name) as called, ifnull(lead.company, deal.company) as firm
    from handover join person as giver on giver.id = handover.giver_id
    left join person as receiver on receiver.id = handover.receiver_id
    left join lead on lead.id = handover.lead_id left join deal on deal.id = handover.deal_id"""


class Told(NamedTuple):
    """A handover with what it is about (``label``), and what both sides are called."""

    handover: Handover
    label: str
    giver: str
    receiver: str

    @property
    def standing(self) -> str:
        """``waits for Ben``, ``sent back by Ben: no budget``."""
        handover = self.handover
        if handover.is_open:
            return f"waits for {self.receiver}"
        if handover.state == "withdrawn":
            return f"{STATE_WORDS[handover.state]} by {self.giver}"
        reason = f": {handover.reason}" if handover.reason else ""
        return f"{STATE_WORDS[handover.state]} by {self.receiver}{reason}"

    @property
    def tone(self) -> Tone:
        """How its standing is said."""
        tones: dict[str, Tone] = {"offered": "accent", "accepted": "good", "returned": "warn"}
        return tones.get(self.handover.state, "dim")


def told_of(reader: Reader, ids: Sequence[int]) -> list[Told]:
    """The handovers of these ids that exist, in their order."""
    rows = reader.select(f"{_LABELLED} where handover.id in ({', '.join('?' * len(ids))})", list(ids))
    names = {row[0]: row[1:] for row in rows}
    handovers = {one.id: one for one in by_ids(reader, ids)}
    return [_told(handovers[one], *names[one]) for one in ids if one in handovers and one in names]


def _told(handover: Handover, giver: str, receiver: str, name: str, company: str) -> Told:
    return Told(handover, ", ".join(filter(None, (name, company))), giver, receiver)


def ids_called(reader: Reader, words: Sequence[str]) -> list[int]:
    """The handovers of whose lead or deal name and company hold all of some words."""
    where = " and ".join(["(called || ' ' || firm) like ? escape '\\'"] * len(words))
    patterns = [f"%{_escaped(word)}%" for word in words]
    return [row[0] for row in reader.select(f"select id from ({_LABELLED}) where {where}", patterns)]


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
