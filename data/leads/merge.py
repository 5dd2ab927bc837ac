"""Merging leads that are the same, and saying that two are not.

A merged lead stays with all it had and points to the one that is kept; activities, messages, notes and match
keys never move, whoever reads the kept lead reads them too. So undo un-merges exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from data.kernel.commands import CLOCKS, REACH, Deciding, Decision, Reader, command
from data.kernel.errors import Refused
from data.leads.attention import cold_at
from data.leads.change_leads import LEAD_RULES, at_rest, owners_of
from data.leads.fields import LEADS
from data.leads.lead import Lead, by_id
from data.people import person as people
from data.people.reach import reach_of
from data.records.commands import decide_merge
from data.records.merge import choosable, joined, picked, said_to_differ
from data.records.phone_region import phone_region

CHOSEN = choosable(LEADS)
"""The columns of which a person may say from which lead the kept one takes them."""

_PROGRESS = ("new", "working", "qualified")


@command("lead.merge", REACH, CLOCKS)
class MergeLeads(NamedTuple):
    """Merge ``others`` into ``keep``. ``chosen`` names columns that the kept lead takes from one of them."""

    id: int
    actor: int
    at: int
    keep: int
    others: tuple[int, ...]
    chosen: Mapping[str, int] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses leads that the actor may not change: all of them change."""

        def united(leads: Sequence[Lead]) -> Lead:
            return merged(reader, leads, self.at)._replace(**picked(LEADS, leads, self.chosen))

        return decide_merge(LEAD_RULES, reader, self, self.keep, self.others, united, at_rest)


@command("lead.not_duplicate", REACH)
class NotDuplicate(NamedTuple):
    """Two leads that look alike are two: they are not shown as duplicates any more."""

    id: int
    actor: int
    at: int
    lead_a: int
    lead_b: int

    def decide(self, reader: Deciding) -> Decision:
        """The actor must be allowed to change one of the two."""
        if self.lead_a == self.lead_b:
            raise Refused("Choose two leads.")
        one, other = by_id(reader, self.lead_a), by_id(reader, self.lead_b)
        actor = people.by_id(reader, self.actor)
        reach = reach_of(reader, actor)
        reached = [lead for lead in (one, other) if reach.holds(lead.owner_id)]
        if not reached:
            raise Refused(f"Neither {one.label} nor {other.label} is a lead of {actor.name}'s.")
        pair = said_to_differ(reader, LEADS, self.id, one.id, other.id)
        return Decision(f"{one.label} and {other.label} are two leads", [pair], whose=owners_of(reached))


def merged(reader: Reader, leads: Sequence[Lead], now: int) -> Lead:
    """What the first of the leads becomes: empty fields filled, lists united, all that waits carried over."""
    kept = leads[0]
    united = kept._replace(**joined(LEADS, leads, phone_region(reader)))
    owned = next((lead for lead in leads if lead.owner_id is not None), kept)
    united = united._replace(owner_id=owned.owner_id, owner_name=kept.owner_name or owned.owner_name)
    open_leads = [lead for lead in leads if lead.open]
    return _standing(reader, united, kept, open_leads, now) if open_leads else united


def _standing(reader: Reader, united: Lead, kept: Lead, leads: Sequence[Lead], now: int) -> Lead:
    """Status and dates: an open lead among them keeps the merged one open, with its clock and next step."""
    furthest = max(leads, key=lambda lead: _progress(lead.status))
    status = furthest.status if not kept.open or kept.status == "new" else kept.status
    planned = [lead for lead in leads if lead.follow_up_at is not None]
    first = min(planned, key=lambda lead: lead.follow_up_at or 0, default=kept)
    plan = kept if kept.follow_up_at is not None else first
    due = _earliest(lead.response_due_at for lead in leads)
    return united._replace(
        status=status,
        reason=kept.reason if kept.open else "",
        open=1,
        unworked=min(lead.unworked for lead in leads),
        waiting_since=_earliest(lead.waiting_since for lead in leads),
        response_due_at=due,
        follow_up_at=plan.follow_up_at,
        next_step=plan.next_step,
        snoozed_until=None if due is not None else kept.snoozed_until,
        cold_at=cold_at(reader, status, now if united.last_touch_at is None else united.last_touch_at),
    )


def _progress(status: str) -> int:
    return _PROGRESS.index(status) if status in _PROGRESS else len(_PROGRESS)


def _earliest(instants: Iterable[int | None]) -> int | None:
    return min((at for at in instants if at is not None), default=None)
