"""Merging deals that are the same, and saying that two are not.

One stays, the others point to it, and nothing of theirs moves, so undo un-merges exactly. The stage, the way and what
is sold are those of the deal that stays; what it does not take over of another is written into a note on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from functools import partial
from typing import NamedTuple

from data.calendar.days import full_moment
from data.deals.commands import RULES
from data.deals.deal import DEALS, Deal
from data.deals.lines import lines_as_typed, lines_of
from data.deals.stages import stage_named
from data.kernel.commands import REACH, Deciding, Decision, Reader, command
from data.kernel.errors import Refused
from data.leads.lead import by_ids as leads_by_ids
from data.people.person import by_id
from data.records.commands import decide_merge, decide_not_duplicate
from data.records.left_behind import owner_left, plan_left
from data.records.merge import choosable, joined_as_chosen

CHOSEN = tuple(column for column in choosable(DEALS) if column != "currency")
"""The columns of which a person may say from which deal the kept one takes them; a value brings its currency."""


@command("deal.merge", REACH)
class MergeDeals(NamedTuple):
    """Merge ``others`` into ``keep``. ``chosen`` names columns that the kept deal takes from one of them."""

    id: int
    actor: int
    at: int
    keep: int
    others: tuple[int, ...]
    chosen: Mapping[str, int] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses deals that the actor may not change, and closed ones together with others: what was won counts."""

        def united(deals: Sequence[Deal]) -> Deal:
            if len({(deal.open, deal.stage if not deal.open else "") for deal in deals}) > 1:
                raise Refused(
                    "Deals that ended differently, or of which some are open, are not the same.",
                    code="deal.merge_closed",
                )
            kept = joined_as_chosen(reader, DEALS, deals, self.chosen)
            first = next(
                (deal for deal in deals if deal.next_step or deal.follow_up_at is not None), deals[0]
            )
            return kept._replace(
                lead_id=next((deal.lead_id for deal in deals if deal.lead_id is not None), None),
                next_step=first.next_step,
                follow_up_at=first.follow_up_at,
            )

        left = partial(_left, reader, by_id(reader, self.actor).zone)
        return decide_merge(RULES, reader, self, self.keep, self.others, united, left=left)


def _left(reader: Reader, zone: tzinfo, whole: Deal, deal: Deal) -> Iterator[str]:
    """What only deals have: how far they are, why they were lost, with whom they began, what is sold."""
    if deal.stage != whole.stage:
        yield f"stage: {stage_named(reader, deal.stage).name}"
    if deal.reason not in ("", whole.reason):
        yield f"loss reason: {deal.reason}"
    if deal.closed_at not in (None, whole.closed_at):
        yield f"closed: {full_moment(deal.closed_at or 0, zone)}"
    yield from owner_left(reader, whole, deal)
    yield from plan_left(whole, deal, zone)
    if deal.lead_id not in (None, whole.lead_id):
        yield from (f"lead: {lead.label}" for lead in leads_by_ids(reader, [deal.lead_id or 0]))
    sold = lines_as_typed(lines_of(reader, deal.id))
    if sold and sold != lines_as_typed(lines_of(reader, whole.id)):
        yield f"sold: {sold}"


@command("deal.not_duplicate", REACH)
class NotDuplicateDeals(NamedTuple):
    """Two deals that look alike are two: they are not shown as duplicates any more."""

    id: int
    actor: int
    at: int
    deal_a: int
    deal_b: int

    def decide(self, reader: Deciding) -> Decision:
        """The actor must be allowed to change one of the two."""
        return decide_not_duplicate(RULES, reader, self, self.deal_a, self.deal_b)
