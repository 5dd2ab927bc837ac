"""What columns and words of files with customers mean: their catalogue file, checked."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Literal

from data.imports.vocabulary import Vocabulary, Words, read_catalogue
from data.records.normal_forms import folded

Standing = Literal["customer", "left", "no customer"]


class CustomerColumns(Vocabulary):
    """The names of a customer's fields, and the words of other systems for how a company stands to us."""

    standing: dict[Standing, Words]

    @cached_property
    def standing_of(self) -> dict[str, Standing]:
        """How a company stands to us, by the words for it as they are compared."""
        return {folded(word): standing for standing, words in self.standing.items() for word in words}


@cache
def customer_columns() -> CustomerColumns:
    """The catalogue of customers that comes out of the box."""
    return read_catalogue("customer_columns.toml", CustomerColumns)
