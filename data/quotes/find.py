"""Which quote is meant by what a person types."""

from __future__ import annotations

from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.rows import records_by_ids
from data.kernel.text import clean
from data.people.person import Person
from data.quotes.quote import QUOTES, Quote
from data.records.find import NAMED, Match, referred, told_apart
from data.records.search import matching_within_reach, ranked, readable


def find(reader: Reader, actor: Person, text: str) -> Quote:
    """The quote meant by a reference, a number, a name, or words of one; open quotes go first.

    Raises Refused that names those who could be meant.
    """
    word = text.strip()
    identifier = referred(reader, "quote", word)
    exact = [] if identifier is None else sorted(readable(reader, QUOTES, actor, {identifier}))
    found = exact or matching_within_reach(reader, QUOTES, actor, word)
    quotes = _likeliest(records_by_ids(reader, Quote, "quote", found), word.casefold())
    if not quotes:
        raise Refused(f"No quote that you may see matches {clean(word, 80)!r}.", code="quote.not_found")
    if len(quotes) > 1:
        named = [(quote.label, quote.id) for quote in quotes[:NAMED]]
        several = told_apart(named, len(quotes), "a reference")
        raise Refused(f"{clean(word, 80)!r} could be several quotes: {several}")
    return quotes[0]


def _likeliest(quotes: list[Quote], wanted: str) -> list[Quote]:
    """Those of the quotes that are meant the soonest: of just that name or number, else open."""
    best = sorted(quotes, key=lambda quote: quote.id)
    for is_meant in (
        lambda quote: wanted in (quote.name.casefold(), quote.number.casefold(), quote.label.casefold()),
        lambda quote: quote.is_open,
    ):
        best = [quote for quote in best if is_meant(quote)] or best
    return best


def best_quotes(reader: Reader, actor: Person, text: str, limit: int) -> list[Match]:
    """The quotes a person reaches that match words best."""
    best = ranked(reader, QUOTES, actor, text, limit)
    quotes = {quote.id: quote for quote in records_by_ids(reader, Quote, "quote", best)}
    return [
        Match(
            "quote", quote.id, f"quote {quote.label}", ", ".join(filter(None, (quote.number, quote.status)))
        )
        for quote in (quotes[one] for one in best if one in quotes)
    ]
