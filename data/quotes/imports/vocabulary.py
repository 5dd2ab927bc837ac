"""What columns and words of files with quotes mean: their catalogue file, checked."""

from __future__ import annotations

from functools import cache

from data.imports.vocabulary import Vocabulary, Words, read_catalogue
from data.quotes.quote import Status


class QuoteColumns(Vocabulary):
    """The names of a quote's fields, and the words of other systems for how one stands."""

    status: dict[Status, Words]


@cache
def quote_columns() -> QuoteColumns:
    """The catalogue of quotes that comes out of the box."""
    return read_catalogue("quote_columns.toml", QuoteColumns)
