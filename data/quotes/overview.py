"""Everything on the page of quotes, read in one go: the list, its counts, and the month against the standard."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import NamedTuple

from data.deals.narrowing import Narrowing
from data.kernel.commands import Reader
from data.people.person import Person
from data.points.score import Score, score_again
from data.quotes.listing import (
    QuoteLook,
    QuoteRow,
    Which,
    counts,
    looked_up,
    quotes_of,
    quotes_seen,
    rows_of,
)
from data.quotes.standard import MonthQuotes, month_quotes


class QuotesOverview(NamedTuple):
    """The quotes as one looks at them, with the ``rows`` of the first ids. ``month`` is that of the standard, whichever
    quotes are listed.
    """

    look: QuoteLook
    ids: array[int]
    rows: Mapping[int, QuoteRow]
    counts: Mapping[Which, int]
    month: MonthQuotes
    score: Score


def quotes_overview(
    reader: Reader,
    person: Person,
    narrowing: Narrowing,
    look: QuoteLook,
    month: str,
    now: int,
    rows: int = 0,
    score: Score | None = None,
) -> QuotesOverview:
    """What a person wants to see; ``narrowing`` is what the counts and the month are of. The first ``rows`` quotes are
    read with it; ``score`` is what is known of the score.
    """
    seen = looked_up(reader, quotes_seen(reader, person, narrowing))
    ids = quotes_of(reader, person, look, now, seen)
    return QuotesOverview(
        look,
        ids,
        rows_of(reader, person, ids[:rows], now),
        counts(reader, person, narrowing, now, seen),
        month_quotes(reader, person, narrowing, month, seen),
        score_again(reader, person, now, score),
    )
