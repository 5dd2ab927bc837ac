"""Merging leads that are the same, and saying that two are not.

A merged lead stays with all it had and points to the one that is kept; activities, messages, notes and match
keys never move, whoever reads the kept lead reads them too. So undo un-merges exactly. What the kept lead does not
take over of another is written into a note on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from data.kernel.commands import CLOCKS, REACH, Deciding, Decision, Reader, command
from data.kernel.errors import UsageError
from data.leads.attention import cooling
from data.leads.change_leads import LEAD_RULES, at_rest
from data.leads.fields import LEADS
from data.leads.lead import Lead
from data.leads.left_behind import has_plan, lead_left, plan_words
from data.people import person as people
from data.records.commands import decide_merge, decide_not_duplicate
from data.records.merge import choosable, joined, picked
from data.records.phone_region import phone_region

PLAN = "next_step"
CHOSEN = (*choosable(LEADS), PLAN)
"""The columns of which a person may say from which lead the kept one takes them; the next step with its date."""

_PROGRESS = ("new", "working", "qualified")


@command("lead.merge", REACH, CLOCKS)
class MergeLeads(NamedTuple):
    """Merge ``others`` into ``keep``. ``chosen`` names columns that the kept lead takes from one of them.

    Of several next steps the one with the earlier date stays, unless another one is chosen.
    """

    id: int
    actor: int
    at: int
    keep: int
    others: tuple[int, ...]
    chosen: Mapping[str, int] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses leads that the actor may not change: all of them change."""
        particulars = {column: lead for column, lead in self.chosen.items() if column != PLAN}
        zone = people.by_id(reader, self.actor).zone

        def united(leads: Sequence[Lead]) -> Lead:
            return merged(reader, leads, self._plan(leads))._replace(**picked(LEADS, leads, particulars))

        def words(leads: Sequence[Lead], whole: Lead) -> str:
            planned = [lead for lead in leads if lead.open and has_plan(lead)]
            return f"; {plan_words(whole, self.at, zone)}" if len(planned) > 1 else ""

        left = partial(lead_left, reader, zone)
        return decide_merge(
            LEAD_RULES, reader, self, self.keep, self.others, united, away=at_rest, left=left, words=words
        )

    def _plan(self, leads: Sequence[Lead]) -> Lead | None:
        """The lead whose next step stays: the chosen one, else that of the earlier date."""
        if PLAN in self.chosen:
            found = next((lead for lead in leads if lead.id == self.chosen[PLAN]), None)
            if found is None:
                raise UsageError("A next step is chosen from one of the leads that are merged.")
            return found
        planned = [lead for lead in leads if lead.open and has_plan(lead)]
        dated = [lead for lead in planned if lead.follow_up_at is not None]
        return min(dated, key=lambda lead: lead.follow_up_at or 0, default=planned[0] if planned else None)


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
        return decide_not_duplicate(LEAD_RULES, reader, self, self.lead_a, self.lead_b)


def merged(reader: Reader, leads: Sequence[Lead], plan: Lead | None) -> Lead:
    """What the first of the leads becomes: empty fields filled, lists united, all that waits carried over.

    ``plan`` is the lead whose next step it takes.
    """
    kept = leads[0]
    united = kept._replace(**joined(LEADS, leads, phone_region(reader)))
    owned = next((lead for lead in leads if lead.owner_id is not None), kept)
    united = united._replace(owner_id=owned.owner_id, owner_name=kept.owner_name or owned.owner_name)
    open_leads = [lead for lead in leads if lead.open]
    return _standing(reader, united, kept, open_leads, plan) if open_leads else united


def _standing(reader: Reader, united: Lead, kept: Lead, leads: Sequence[Lead], plan: Lead | None) -> Lead:
    """Status and dates: an open lead among them keeps the merged one open, with its clock and next step."""
    furthest = max(leads, key=lambda lead: _progress(lead.status))
    status = furthest.status if not kept.open or kept.status == "new" else kept.status
    follow_up, step = (None, "") if plan is None else (plan.follow_up_at, plan.next_step)
    due = _earliest(lead.response_due_at for lead in leads)
    snooze = kept.snoozed_until if kept.open else _earliest(lead.snoozed_until for lead in leads)
    is_wanted = due is not None or (follow_up is not None and snooze is not None and follow_up < snooze)
    standing = united._replace(
        status=status,
        reason=kept.reason if kept.open else "",
        open=1,
        unworked=min(lead.unworked for lead in leads),
        waiting_since=_earliest(lead.waiting_since for lead in leads),
        response_due_at=due,
        follow_up_at=follow_up,
        next_step=step,
        snoozed_until=None if is_wanted else snooze,
        opened_at=max((lead.opened_at for lead in leads if lead.opened_at is not None), default=None),
    )
    return cooling(reader, standing)


def _progress(status: str) -> int:
    return _PROGRESS.index(status) if status in _PROGRESS else len(_PROGRESS)


def _earliest(instants: Iterable[int | None]) -> int | None:
    return min((at for at in instants if at is not None), default=None)
