"""Commands on a quote's record: its particulars, notes and tags, and the deal to which it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, timedelta
from functools import partial
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.commands import RULES as DEAL_RULES
from data.deals.deal import Deal
from data.deals.products import spelled_line
from data.kernel.commands import EVENTS, MATCH_KEYS, REACH, Deciding, Decision, Reader, command
from data.kernel.engine import Value
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import read_record
from data.people.person import Person, by_ids
from data.people.reach import reach_of
from data.quotes.quote import QUOTES, Quote, owners_of
from data.records.changing import ChangeRules, chosen, each, writable
from data.records.commands import decide_edit, decide_note, decide_tags
from data.records.merged import standing


def deal_of(reader: Reader, quote: Quote) -> Deal | None:
    """The deal to which a quote belongs, that which stands for it where it was merged; None where it has none."""
    if quote.deal_id is None:
        return None
    return read_record(reader, Deal, "deal", standing(reader, "deal", quote.deal_id))


def _refuse_stranger(reader: Reader, actor: Person, quote: Quote) -> None:
    deal = deal_of(reader, quote)
    if deal is not None and not reach_of(reader, actor).holds(deal.owner_id):
        owner = by_ids(reader, [deal.owner_id or 0])
        raise Refused(f"{quote.label} is {owner[0].name if owner else 'somebody else'}'s.")


def settled_quote(reader: Reader, before: Quote | None, quote: Quote) -> Quote:
    """A quote with its product line spelled as the company's products have it.

    Raises UsageError for a last day before that on which it was presented.
    """
    if before is None or before.valid_until != quote.valid_until:
        _refuse_ended_before(quote)
    if not quote.product_line or (before is not None and before.product_line == quote.product_line):
        return quote
    return quote._replace(product_line=spelled_line(reader, quote.product_line))


def _refuse_ended_before(quote: Quote) -> None:
    begun = quote.requested_at if quote.presented_at is None else quote.presented_at
    # Whatever the time zone: a day is never further from an instant than this.
    if (
        begun is not None
        and quote.last_day is not None
        and quote.last_day < day_of(begun, UTC) - timedelta(1)
    ):
        raise UsageError(f"A quote cannot end on {quote.valid_until}, before it was made.")


def rules(reader: Reader) -> ChangeRules[Quote]:
    """How quotes are changed. Whose they are is read from their deals."""
    return ChangeRules(
        records=QUOTES,
        kind=Quote,
        called=lambda quote: f"quote {quote.label}",
        whose=partial(owners_of, reader),
        refuse_stranger=_refuse_stranger,
        settled=settled_quote,
    )


@command("quote.edit", REACH, MATCH_KEYS)
class EditQuote(NamedTuple):
    """Change a quote's particulars; only the columns named, and of the added fields only those in ``custom``."""

    id: int
    actor: int
    at: int
    quote_id: int
    columns: Mapping[str, Value]
    custom: Mapping[str, str] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses columns that are no particulars, and values that make no sense."""
        return decide_edit(rules(reader), reader, self, self.quote_id, self.columns, self.custom)


@command("quote.note", REACH, EVENTS)
class NoteQuote(NamedTuple):
    """Write a note on a quote."""

    id: int
    actor: int
    at: int
    quote_id: int
    text: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an empty note."""
        return decide_note(rules(reader), reader, self, self.quote_id, self.text)


@command("quote.tag", REACH)
class TagQuotes(NamedTuple):
    """Put tags on quotes, or take them off: one, or several with commas between them."""

    id: int
    actor: int
    at: int
    quotes: tuple[int, ...]
    tag: str
    on: bool = True

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is no tag."""
        return decide_tags(rules(reader), reader, self, self.quotes, self.tag, on=self.on)


@command("quote.link", REACH)
class LinkQuotes(NamedTuple):
    """Say to which deal quotes belong: those of a file whose deal was not known, or those put to a wrong one."""

    id: int
    actor: int
    at: int
    quotes: tuple[int, ...]
    deal_id: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a deal, and quotes, out of the actor's reach."""
        deal = writable(DEAL_RULES, reader, self, self.deal_id)
        before = chosen(rules(reader), reader, self, self.quotes)
        decision = each(
            *(rules(reader), reader, self, self.quotes),
            lambda quote: quote._replace(deal_id=deal.id, deal_name=""),
            f"belongs to {deal.label}" if len(before) == 1 else f"belong to {deal.label}",
        )
        return decision._replace(whose={*decision.whose, *DEAL_RULES.whose([deal])})


def refuse_ahead(at: int, now: int, what: str) -> None:
    """Raise UsageError for something that is said to have happened, and lies ahead."""
    if at > now:
        raise UsageError(f"That lies ahead: {what} is noted once it has happened.")
