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
    """The quotes as one looks at them, with the ``rows`` of the first ids. Where it ``is_more``, the ``ids`` are the
    first ones only. ``month`` is that of the standard, whichever quotes are listed.
    """

    look: QuoteLook
    ids: array[int]
    is_more: bool
    rows: Mapping[int, QuoteRow]
    counts: Mapping[Which, int]
    month: MonthQuotes
    score: Score

    @property
    def total(self) -> int:
        """How many quotes there are of what is looked at."""
        return self.counts[self.look.which] if self.is_more else len(self.ids)

    def is_rest_of(self, earlier: QuotesOverview) -> bool:
        """Whether the rest of a long list is all that there is here besides what was read before."""
        return self.look == earlier.look and self.month is earlier.month


def quotes_overview(
    reader: Reader,
    person: Person,
    narrowing: Narrowing,
    look: QuoteLook,
    month: str,
    now: int,
    rows: int = 0,
    score: Score | None = None,
    earlier: QuotesOverview | None = None,
) -> QuotesOverview:
    """What a person wants to see; ``narrowing`` is what the counts and the month are of.

    ``rows`` are enough of the quotes to begin with, and are read with them; nought: all ids are read, and no rows.
    ``score`` is what is known of the score. Of ``earlier``, which was read before of the same narrowing, the counts and
    the month are taken where they hold.
    """
    score = score_again(reader, person, now, score)
    seen = quotes_seen(reader, person, narrowing)
    if earlier is not None and score is earlier.score and month == earlier.month.month:
        numbers, of_month = earlier.counts, earlier.month
    else:
        seen = looked_up(reader, seen)
        numbers = counts(reader, person, narrowing, now, seen)
        of_month = month_quotes(reader, person, narrowing, month, seen)
    # Of what the counts do not tell, all has to be read for it to be counted.
    is_counted = look == QuoteLook(narrowing, look.which, look.order)
    enough = rows if is_counted else 0
    ids = quotes_of(reader, person, look, now, seen, enough)
    return QuotesOverview(
        look=look,
        ids=ids,
        is_more=0 < enough <= len(ids),
        rows=rows_of(reader, person, ids[:rows], now),
        counts=numbers,
        month=of_month,
        score=score,
    )
