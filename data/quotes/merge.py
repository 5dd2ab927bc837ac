"""Merging quotes that are the same, and saying that two are not.

One stays, the others point to it, and nothing of theirs moves, so undo un-merges exactly. What was presented stays so,
whichever of them it was; what the one does not take over of another is written into a note on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import NamedTuple

from data.kernel.commands import REACH, Change, Deciding, Decision, command
from data.kernel.errors import Refused
from data.people.person import by_id
from data.quotes.commands import deal_of, rules
from data.quotes.quote import QUOTES, Quote
from data.records.commands import decide_merge, decide_not_duplicate
from data.records.left_behind import left_behind, left_notes, moment_left
from data.records.merge import choosable, joined, picked
from data.records.phone_region import phone_region

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
            kept = quotes[0]._replace(**joined(QUOTES, quotes, phone_region(reader)))
            kept = kept._replace(**picked(QUOTES, quotes, self.chosen))
            if any(quote.status == "presented" for quote in quotes):
                kept = kept._replace(status="presented")
            return (
                kept
                if kept.deal_id is not None or not deals
                else kept._replace(deal_id=deals.pop(), deal_name="")
            )

        def besides(quotes: Sequence[Quote], whole: Quote) -> tuple[str, list[Change]]:
            texts = [_left(whole, quote, zone) for quote in quotes[1:]]
            return "", left_notes(reader, self, QUOTES, self.keep, texts)

        zone = by_id(reader, self.actor).zone
        return decide_merge(
            rules(reader), reader, self, self.keep, self.others, united, lambda quote: quote, besides
        )


def _left(whole: Quote, quote: Quote, zone: tzinfo) -> str:
    """What a quote had that the one that stays has not, in words; nothing for nothing."""
    return left_behind(QUOTES, whole, quote, f"quote {quote.label}", _standing(whole, quote, zone))


def _standing(whole: Quote, quote: Quote, zone: tzinfo) -> Iterator[str]:
    """What only quotes have: when there was an answer, and of which deal the source said they were."""
    if quote.settled_at not in (None, whole.settled_at):
        yield f"settled: {moment_left(quote.settled_at or 0, zone)}"
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
