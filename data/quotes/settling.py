"""What becomes of quotes: accepted, declined, expired, withdrawn; by a command, or as their deal is closed."""

from __future__ import annotations

from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.deal import Deal
from data.kernel.commands import EVENTS, REACH, Change, Command, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import changed
from data.people.person import by_id
from data.quotes.commands import refuse_ahead, rules
from data.quotes.quote import OUTCOMES, Quote, standing
from data.quotes.timeline import quotes_of_deal
from data.records.changing import each


@command("quote.settle", REACH, EVENTS)
class SettleQuotes(NamedTuple):
    """Say what became of quotes. ``settled_at`` None: now."""

    id: int
    actor: int
    at: int
    quotes: tuple[int, ...]
    outcome: str
    settled_at: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is settled, and to accept what was not presented or holds no more."""
        if self.outcome not in OUTCOMES:
            raise UsageError(f"A quote becomes {', '.join(OUTCOMES[:-1])} or {OUTCOMES[-1]}.")
        at = self.settled_at or self.at
        refuse_ahead(at, self.at, "an outcome")
        day = day_of(at, by_id(reader, self.actor).zone)

        def settled(quote: Quote) -> Quote:
            if not quote.is_open:
                raise Refused(f"Quote {quote.label} is {quote.status} already.", code="quote.settled")
            if self.outcome == "accepted" and quote.status != "presented":
                raise Refused(f"Quote {quote.label} was not presented yet.", code="quote.not_presented")
            if self.outcome == "accepted" and standing(quote, day).is_past:
                words = f"Quote {quote.label} held until {quote.valid_until}: give it a later day first."
                raise Refused(words, code="quote.past")
            return quote._replace(status=self.outcome, settled_at=at)

        return each(rules(reader), reader, self, self.quotes, settled, self.outcome)


@command("quote.reopen", REACH)
class ReopenQuotes(NamedTuple):
    """Take up again quotes of which something had become: they stand as they did before."""

    id: int
    actor: int
    at: int
    quotes: tuple[int, ...]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a quote that is open."""

        def opened(quote: Quote) -> Quote:
            if quote.is_open:
                raise Refused(f"Quote {quote.label} is open.")
            status = "requested" if quote.presented_at is None else "presented"
            return quote._replace(status=status, settled_at=None)

        return each(rules(reader), reader, self, self.quotes, opened, "open again")


def follow_won(reader: Reader, winning: Command, deal: Deal) -> tuple[list[Change], str]:
    """With a deal that is won its presented quotes are accepted; what was not presented is withdrawn."""
    return _closed(reader, winning, deal, "accepted")


def follow_lost(reader: Reader, losing: Command, deal: Deal) -> tuple[list[Change], str]:
    """With a deal that is lost its presented quotes are declined; what was not presented is withdrawn."""
    return _closed(reader, losing, deal, "declined")


def _closed(reader: Reader, closing: Command, deal: Deal, outcome: str) -> tuple[list[Change], str]:
    found = [quote for quote in quotes_of_deal(reader, deal.id) if quote.is_open]
    changes = []
    for quote in found:
        status = outcome if quote.status == "presented" else "withdrawn"
        change = changed("quote", quote, quote._replace(status=status, settled_at=closing.at), closing.id)
        changes += [] if change is None else [change]
    presented = sum(quote.status == "presented" for quote in found)
    if not presented:
        return changes, ""
    return changes, f", {'its quote' if presented == 1 else f'{presented} quotes'} {outcome}"
