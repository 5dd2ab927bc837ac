"""Lists of handovers: what waits for somebody, what waits for others, what is done; and what counts for the strip."""

from __future__ import annotations

from array import array
from typing import Literal, NamedTuple, get_args

from data.handovers.handover import TABLE
from data.kernel.commands import Reader
from data.kernel.id_lists import selected_ids
from data.people.person import Person
from data.people.reach import reach_of
from data.points.headline import GAP, Part

Which = Literal["me", "others", "done", "team"]
WHICH: tuple[Which, ...] = get_args(Which)

_TO_ANSWER = (
    "receiver_id = :person and state = 'offered'",
    "giver_id = :person and state = 'offered' and receiver_id is null",
)
"""Of those for somebody outside, who gives says how they were answered."""
_LATER = "select 1 from handover later where later.{0}_id = handover.{0}_id and later.kind = handover.kind"
_SENT_BACK = (
    f"""state = 'returned' and giver_id = :person and lead_id is not null
        and not exists({_LATER.format("lead")} and later.id > handover.id)
        and exists(select 1 from lead where lead.id = handover.lead_id and lead.open = 1
            and lead.owner_id = handover.giver_id and lead.merged_into is null)""",
    f"""state = 'returned' and giver_id = :person and deal_id is not null
        and not exists({_LATER.format("deal")} and later.id > handover.id)""",
)
"""What came back and was neither offered again nor given up since."""
_OFFERED = "state = 'offered' and giver_id = :person and receiver_id is not null"
_DONE = ("giver_id = :person and state <> 'offered'", "receiver_id = :person and state <> 'offered'")


class Waiting(NamedTuple):
    """What waits for a person: offers to answer, and what was sent back and is to be completed."""

    to_answer: int
    sent_back: int

    def strip_parts(self) -> list[Part]:
        """``handovers 2``, ``sent back 1``; nought is left out."""
        parts = [Part(f"{GAP}handovers {self.to_answer:,}", "accent")] if self.to_answer else []
        return parts + ([Part(f"{GAP}sent back {self.sent_back:,}", "warn")] if self.sent_back else [])


def counts(reader: Reader, person: Person, now: int) -> Waiting:
    """How many handovers wait for a person."""
    del now
    return Waiting(len(_ids(reader, person, _any(*_TO_ANSWER))), len(_ids(reader, person, _any(*_SENT_BACK))))


class Section(NamedTuple):
    """One of the lists: ``total`` are in it, of which ``ids`` may be the first ones only."""

    which: Which
    ids: array[int]
    total: int

    @property
    def is_more(self) -> bool:
        """Whether there are more than these."""
        return self.total > len(self.ids)


def section_of(reader: Reader, person: Person, which: Which, enough: int = 0) -> Section:
    """One of the lists; of everybody's handovers only the first ones where it says how many are ``enough``."""
    ids = handovers_of(reader, person, which, enough)
    if which != "team" or not 0 < enough <= len(ids):
        return Section(which, ids, len(ids))
    counted = reader.select(f"select count(*) from {TABLE} where {_of_team(reader, person)}")
    return Section(which, ids, int(counted[0][0]))


def handovers_of(reader: Reader, person: Person, which: Which, enough: int = 0) -> array[int]:
    """The ids of the handovers that wait for a person, that wait for others, or that are done.

    Those that wait stand the longest waiting first, others the newest first. ``team`` are all that one reads: those
    that wait, then the others; only so many of the first ones where it says how many are ``enough``.
    """
    if which == "me":
        return array(
            "q", [*_ids(reader, person, _any(*_TO_ANSWER)), *_ids(reader, person, _any(*_SENT_BACK))]
        )
    if which == "others":
        return _ids(reader, person, _any(_OFFERED))
    if which == "done":
        return _ids(reader, person, _any(*_DONE), "id desc")
    rows = f"select id, state <> 'offered' as is_done from {TABLE} where {_of_team(reader, person)}"
    return _ids(reader, person, rows, "is_done, id desc", enough)


def _of_team(reader: Reader, person: Person) -> str:
    """The condition on the handovers of those whom a person reaches."""
    people = reach_of(reader, person).people
    if people is None:
        return "1"
    listed = ", ".join(str(one) for one in sorted(people))
    return f"(giver_id in ({listed}) or receiver_id in ({listed}))"


def _any(*conditions: str) -> str:
    """Each condition has an index of its own."""
    return " union ".join(f"select id from {TABLE} where {condition}" for condition in conditions)


def _ids(reader: Reader, person: Person, rows: str, order: str = "id", enough: int = 0) -> array[int]:
    selection = f"select id from ({rows}) order by {order} limit :enough"
    return selected_ids(reader, selection, {"person": person.id, "enough": enough or -1})
