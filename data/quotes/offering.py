"""Commands by which quotes are asked for and presented; a deal that is behind moves forward with its quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.deals.commands import RULES as DEAL_RULES
from data.deals.commands import owners_of as owners_of_deals
from data.deals.deal import Deal
from data.deals.lines import lines_of
from data.deals.moving import moved, refuse_closed
from data.deals.stages import Stage, stages
from data.kernel.commands import (
    EVENTS,
    MATCH_KEYS,
    REACH,
    Change,
    Command,
    Deciding,
    Decision,
    Reader,
    Whose,
    command,
)
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed
from data.quotes.commands import deal_of, refuse_ahead, rules, settled_quote
from data.quotes.quote import QUOTES, Quote, owners_of
from data.quotes.timeline import quotes_of_deal
from data.records.changing import chosen, named
from data.records.fields import checked_particulars, refuse_long
from data.records.match_keys import key_changes

REQUESTED, PRESENTED = "requested", "presented"
"""The codes of the stages to which a deal comes with a quote, at the least. Source: seeds/004."""


@command("quote.request", REACH, MATCH_KEYS | EVENTS)
class RequestQuotes(NamedTuple):
    """Note that a quote was asked for, of each of these deals; the first bears the id of the command.

    Of a deal with products of several lines each line gets a quote, worth what its products come to, unless one
    ``product_line`` is said. What is not said is the deal's. ``requested_at`` None: now.
    """

    id: int
    actor: int
    at: int
    deals: tuple[int, ...]
    amount: str | int | None = None
    currency: str = ""
    product_line: str = ""
    name: str = ""
    number: str = ""
    valid_until: str = ""
    requested_at: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a deal that is closed, and one of which such a quote was asked for and is still to be presented."""
        refuse_ahead(self.requested_at or self.at, self.at, "a request")
        found, all_stages = chosen(DEAL_RULES, reader, self, self.deals), stages(reader)
        made: list[Quote] = []
        changes: list[Change] = []
        words = ""
        for deal in found:
            refuse_closed(deal)
            quotes = self._quotes(reader, deal, is_first=not made)
            _refuse_waiting(reader, deal, quotes)
            made += quotes
            moves, said = brought_to(reader, self, deal, REQUESTED, all_stages)
            changes += moves
            words = words or said
        for quote in made:
            changes += [added("quote", quote), *key_changes(reader, QUOTES, self, quote)]
        what = f"quote {made[0].label}" if len(made) == 1 else f"{len(made)} quotes for {_of(found)}"
        return Decision(f"{what} requested{words}", changes, whose=owners_of_deals(found))

    def _quotes(self, reader: Deciding, deal: Deal, *, is_first: bool) -> list[Quote]:
        parts = _parts(reader, deal, self.product_line)
        if self.amount is not None and self.amount != "":
            if len(parts) > 1:
                lines = ", ".join(line for line, _ in parts)
                raise UsageError(f"Say of which product line the value is: {lines}.", code="quote.which_line")
            parts = [(parts[0][0], None)]
        fresh = iter(reader.new_ids(self.at, len(parts)))
        return [
            self._quote(reader, deal, self.id if is_first and not place else next(fresh), line, worth)
            for place, (line, worth) in enumerate(parts)
        ]

    def _quote(self, reader: Reader, deal: Deal, row_id: int, line: str, worth: int | None) -> Quote:
        said = {
            "name": self.name or deal.label,
            "number": self.number,
            "amount": worth if worth is not None else self.amount,
            "currency": self.currency,
            "product_line": line,
            "valid_until": self.valid_until,
        }
        refuse_long(QUOTES, said)
        columns = checked_particulars(QUOTES, said)
        if columns["amount"] is not None and not columns["currency"]:
            columns["currency"] = deal.currency
        new = Quote(row_id, deal_id=deal.id, requested_at=self.requested_at or self.at, created_at=self.at)
        return settled_quote(reader, None, new._replace(**columns))


@command("quote.present", REACH, EVENTS)
class PresentQuotes(NamedTuple):
    """Note that quotes were presented: on what day, at which value (of one quote), and until when they hold.

    ``presented_at`` None: now; what is not said stays as it is.
    """

    id: int
    actor: int
    at: int
    quotes: tuple[int, ...]
    amount: str | int | None = None
    valid_until: str = ""
    presented_at: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a quote without a value, one that was presented before, and one whose deal is closed."""
        refuse_ahead(self.presented_at or self.at, self.at, "a presentation")
        of_quotes = rules(reader)
        found = chosen(of_quotes, reader, self, self.quotes)
        if len(found) > 1 and self.amount not in (None, ""):
            raise UsageError("A value is said of one quote at a time.")
        presented = [self._presented(reader, quote) for quote in found]
        changes: list[Change] = []
        for before, after in zip(found, presented, strict=True):
            change = changed("quote", before, after, self.id)
            changes += [] if change is None else [change]
        all_stages, words, whose = stages(reader), "", set[Whose](owners_of(reader, found))
        for deal, quotes in _by_deal(reader, presented):
            refuse_closed(deal)
            moves, said = brought_to(reader, self, deal, PRESENTED, all_stages, _valued(deal, quotes))
            changes += moves
            words = words or said
            whose |= owners_of_deals([deal])
        return Decision(f"{named(of_quotes, found)} presented{words}", changes, whose=whose)

    def _presented(self, reader: Reader, quote: Quote) -> Quote:
        if not quote.is_open:
            raise Refused(f"Quote {quote.label} is {quote.status} already.", code="quote.settled")
        if quote.status == "presented":
            raise Refused(f"Quote {quote.label} was presented already.")
        said: dict[str, str | int | None] = {}
        if self.amount not in (None, ""):
            said["amount"] = self.amount
        if self.valid_until:
            said["valid_until"] = self.valid_until
        columns = checked_particulars(QUOTES, said)
        after = quote._replace(status="presented", presented_at=self.presented_at or self.at, **columns)
        if after.amount is None:
            raise Refused(f"Quote {quote.label} has no value: what was presented?", code="quote.no_value")
        return settled_quote(reader, quote, after)


def brought_to(
    reader: Deciding,
    command: Command,
    deal: Deal,
    code: str,
    all_stages: Sequence[Stage],
    becoming: Deal | None = None,
) -> tuple[list[Change], str]:
    """The changes by which an open deal comes at least as far as a stage, and the words for them.

    None where it is there or further, and where the company has no such stage. ``becoming`` is the deal with what
    comes to it besides.
    """
    by_code = {stage.code: stage for stage in all_stages}
    aim, after = by_code.get(code), becoming or deal
    if aim is None or by_code[deal.stage].position >= aim.position:
        change = changed("deal", deal, after, command.id)
        return ([] if change is None else [change]), ""
    return moved(reader, command, deal, aim, after), f", deal moved to {aim.name}"


def _valued(deal: Deal, quotes: Sequence[Quote]) -> Deal:
    """A deal without a value of its own with that of its quotes, where these are in one currency."""
    currencies = {quote.currency for quote in quotes}
    if deal.amount is not None or len(currencies) > 1:
        return deal
    return deal._replace(amount=sum(quote.amount or 0 for quote in quotes), currency=currencies.pop())


def _parts(reader: Reader, deal: Deal, wanted: str) -> list[tuple[str, int | None]]:
    """The product lines of which quotes are asked for, each with what its products come to (None: not known)."""
    worths: dict[str, int] = {}
    for line in lines_of(reader, deal.id):
        worths[line.product_line] = worths.get(line.product_line, 0) + line.worth
    if wanted:
        worth = {line.casefold(): worth for line, worth in worths.items()}.get(wanted.casefold())
        return [(wanted, deal.amount if worth is None and not worths else worth)]
    return list(worths.items()) if worths else [("", deal.amount)]


def _refuse_waiting(reader: Reader, deal: Deal, quotes: Sequence[Quote]) -> None:
    """Raise Refused where one of the same product line was asked for and is still to be presented."""
    there = quotes_of_deal(reader, deal.id)
    waiting = {quote.product_line.casefold() for quote in there if quote.status == "requested"}
    for quote in quotes:
        if quote.product_line.casefold() in waiting:
            raise Refused(f"A quote for {quote.label} waits to be presented already.", code="quote.waiting")


def _by_deal(reader: Reader, quotes: Sequence[Quote]) -> list[tuple[Deal, list[Quote]]]:
    """The deals of quotes, each once, with its quotes."""
    found: dict[int, tuple[Deal, list[Quote]]] = {}
    for quote in quotes:
        deal = deal_of(reader, quote)
        if deal is not None:
            found.setdefault(deal.id, (deal, []))[1].append(quote)
    return list(found.values())


def _of(deals: Sequence[Deal]) -> str:
    return deals[0].label if len(deals) == 1 else f"{len(deals)} deals"
