"""Merging deals that are the same, and saying that two are not.

One stays, the others point to it, and nothing of theirs moves, so undo un-merges exactly. The stage, the way and what
is sold are those of the deal that stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.deals.commands import RULES
from data.deals.deal import DEALS, Deal
from data.kernel.commands import REACH, Deciding, Decision, command
from data.kernel.errors import Refused
from data.records.commands import decide_merge, decide_not_duplicate
from data.records.merge import choosable, joined, picked
from data.records.phone_region import phone_region

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
            kept = deals[0]._replace(**joined(DEALS, deals, phone_region(reader)))
            kept = kept._replace(**picked(DEALS, deals, self.chosen))
            first = next(
                (deal for deal in deals if deal.next_step or deal.follow_up_at is not None), deals[0]
            )
            return kept._replace(
                lead_id=next((deal.lead_id for deal in deals if deal.lead_id is not None), None),
                next_step=first.next_step,
                follow_up_at=first.follow_up_at,
            )

        return decide_merge(RULES, reader, self, self.keep, self.others, united, lambda deal: deal)


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
