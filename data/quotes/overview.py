"""Everything on the page of quotes, read in one go: the list, its counts, and the month against the standard."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import NamedTuple

from data.deals.narrowing import Narrowing
from data.kernel.commands import Reader
from data.people.person import Person
from data.points.score import Score, score_of
from data.quotes.listing import QuoteLook, Which, counts, quotes_of
from data.quotes.standard import MonthQuotes, month_quotes


class QuotesOverview(NamedTuple):
    """The quotes as one looks at them. ``month`` is that of the standard, whichever quotes are listed."""

    look: QuoteLook
    ids: array[int]
    counts: Mapping[Which, int]
    month: MonthQuotes
    score: Score


def quotes_overview(
    reader: Reader, person: Person, narrowing: Narrowing, look: QuoteLook, month: str, now: int
) -> QuotesOverview:
    """What a person wants to see; ``narrowing`` is what the counts and the month are of."""
    return QuotesOverview(
        look,
        quotes_of(reader, person, look, now),
        counts(reader, person, narrowing, now),
        month_quotes(reader, person, narrowing, month),
        score_of(reader, person, now),
    )
