"""Merging quotes that are the same, and saying that two are not.

One stays, the others point to it, and nothing of theirs moves, so undo un-merges exactly. What was presented stays so,
whichever of them it was; what the one does not take over of another is written into a note on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from functools import partial
from typing import NamedTuple

from data.calendar.days import full_moment
from data.kernel.commands import REACH, Deciding, Decision, command
from data.kernel.errors import Refused
from data.people.person import by_id
from data.quotes.commands import deal_of, rules
from data.quotes.quote import QUOTES, Quote
from data.records.commands import decide_merge, decide_not_duplicate
from data.records.merge import choosable, joined_as_chosen

CHOSEN = tuple(column for column in choosable(QUOTES) if column != "currency")
"""The columns of which a person may say from which quote the kept one takes them; a value brings its currency."""


@command("quote.merge", REACH)
class MergeQuotes(NamedTuple):
    """Merge ``others`` into ``keep``. ``chosen`` names columns that the kept quote takes from one of them."""

    id: int
    actor: int
    at: int
    keep: int
    others: tuple[int, ...]
    chosen: Mapping[str, int] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses quotes of different deals, and those of which different things became: what is counted stays so."""

        def united(quotes: Sequence[Quote]) -> Quote:
            if len({"" if quote.is_open else quote.status for quote in quotes}) > 1:
                raise Refused(
                    "Quotes that ended differently, or of which some are open, are not the same.",
                    code="quote.merge_settled",
                )
            deals = {deal.id for quote in quotes if (deal := deal_of(reader, quote)) is not None}
            if len(deals) > 1:
                raise Refused("Quotes of different deals are not the same.", code="quote.merge_deals")
            kept = joined_as_chosen(reader, QUOTES, quotes, self.chosen)
            if any(quote.status == "presented" for quote in quotes):
                kept = kept._replace(status="presented")
            return (
                kept
                if kept.deal_id is not None or not deals
                else kept._replace(deal_id=deals.pop(), deal_name="")
            )

        left = partial(_left, by_id(reader, self.actor).zone)
        return decide_merge(rules(reader), reader, self, self.keep, self.others, united, left=left)


def _left(zone: tzinfo, whole: Quote, quote: Quote) -> Iterator[str]:
    """What only quotes have: when there was an answer, and of which deal the source said they were."""
    if quote.settled_at not in (None, whole.settled_at):
        yield f"settled: {full_moment(quote.settled_at or 0, zone)}"
    if quote.deal_name not in ("", whole.deal_name):
        yield f"deal in the source: {quote.deal_name}"


@command("quote.not_duplicate", REACH)
class NotDuplicateQuotes(NamedTuple):
    """Two quotes that look alike are two: they are not shown as duplicates any more."""

    id: int
    actor: int
    at: int
    quote_a: int
    quote_b: int

    def decide(self, reader: Deciding) -> Decision:
        """The actor must be allowed to change one of the two."""
        return decide_not_duplicate(rules(reader), reader, self, self.quote_a, self.quote_b)
