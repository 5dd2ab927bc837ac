"""What columns and words of files with deals and products mean: their catalogue files, checked."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Literal

from data.imports.vocabulary import Vocabulary, Words, read_catalogue
from data.records.normal_forms import folded

Outcome = Literal["won", "lost", "open"]
Category = Literal["pipeline", "best case", "commit", "omitted", "closed"]


class DealColumns(Vocabulary):
    """The names of a deal's fields, and the words of other systems for stages, for how deals end, and for forecasts."""

    stage: dict[str, Words]
    outcome: dict[Outcome, Words]
    category: dict[Category, Words]

    @cached_property
    def outcome_of(self) -> dict[str, Outcome]:
        """How a deal ended, by the words for it as they are compared."""
        return {folded(word): outcome for outcome, words in self.outcome.items() for word in words}

    @cached_property
    def category_of(self) -> dict[str, Category]:
        """Forecast categories, by the words for them as they are compared."""
        return {folded(word): category for category, words in self.category.items() for word in words}


@cache
def deal_columns() -> DealColumns:
    """The catalogue of deals that comes out of the box."""
    return read_catalogue("deal_columns.toml", DealColumns)


@cache
def product_columns() -> Vocabulary:
    """The catalogue of products that comes out of the box."""
    return read_catalogue("product_columns.toml", Vocabulary)


@cache
def stage_change_columns() -> Vocabulary:
    """The catalogue of changes of stages that comes out of the box."""
    return read_catalogue("stage_change_columns.toml", Vocabulary)


@cache
def team_columns() -> Vocabulary:
    """The catalogue of sales teams that comes out of the box."""
    return read_catalogue("team_columns.toml", Vocabulary)
