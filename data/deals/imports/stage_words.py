"""Which stage is meant by the words of a file, and how sure that is: a guess is shown, never silent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from data.deals.imports.vocabulary import DealColumns, Outcome
from data.deals.stages import Stage
from data.records.normal_forms import folded

SURE, WORTH_ASKING, BY_PROBABILITY = 88, 65, 60
"""Likeness in percent from which a word that is not known is taken, and from which it is proposed; and how sure a guess
by probabilities is."""
_PIPELINE = re.compile(r"(?P<stage>.+?)\s*\([^()]*\)\s*")
"""A stage with the name of its pipeline behind it."""


class StageMatch(NamedTuple):
    """What a word means: a stage (None: nobody knows), how sure that is in percent, and why."""

    stage: Stage | None
    certainty: int
    because: str


class StageWords:
    """Finds stages by what was told, by the company's names, the words of other systems, by likeness, and at last by
    the probability that stands beside them.
    """

    def __init__(
        self,
        stages: Sequence[Stage],
        catalogue: DealColumns,
        told: Mapping[str, Stage],
        chances: Callable[[], Mapping[str, int]],
    ) -> None:
        """``told`` are stages by words as they are compared, ``chances`` gives the usual probability of each word."""
        self._stages = stages
        self._outcomes = catalogue.outcome_of
        self._told = told
        self._chances = chances
        self._words = _all_words(stages, catalogue)
        self._found: dict[str, StageMatch] = {}

    def match(self, word: str) -> StageMatch:
        """What a word in a column of stages means."""
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = self._match(word)
        return found

    def outcome(self, word: str) -> Outcome | None:
        """What a word in a column of statuses says of how a deal stands; None for nothing."""
        told = self._told.get(folded(word))
        if told is not None:
            return told.ends or "open"
        return self._outcomes.get(folded(word))

    def ending(self, outcome: Outcome) -> Stage | None:
        """The first stage in which deals end so, or that is open."""
        ends = "" if outcome == "open" else outcome
        return next((stage for stage in self._stages if stage.ends == ends), None)

    def _match(self, word: str) -> StageMatch:
        whole = folded(word)
        bare = _PIPELINE.fullmatch(word)
        for key in (whole, folded(bare["stage"])) if bare is not None else (whole,):
            if key in self._told:
                return StageMatch(self._told[key], 100, "as you said")
            if key in self._words:
                return StageMatch(self._words[key], 100, "by its name")
            if key in self._outcomes:
                return StageMatch(self.ending(self._outcomes[key]), 100, "by its name")
        return self._nearest(word, whole)

    def _nearest(self, word: str, key: str) -> StageMatch:
        from rapidfuzz import fuzz, process

        near = process.extractOne(key, list(self._words), scorer=fuzz.token_sort_ratio) if key else None
        certainty = 0 if near is None else int(near[1])
        if near is not None and certainty >= SURE:
            return StageMatch(self._words[near[0]], certainty, f"nearly {near[0]!r}")
        chance = self._chances().get(word)
        if chance is not None:
            open_stages = [stage for stage in self._stages if stage.is_open]
            likely = min(open_stages, key=lambda stage: abs(stage.probability - chance))
            return StageMatch(likely, BY_PROBABILITY, f"by its probability, {chance} %")
        perhaps = ""
        if near is not None and certainty >= WORTH_ASKING:
            perhaps = f"; perhaps {self._words[near[0]].name}"
        return StageMatch(None, certainty, f"no stage is called so{perhaps}")


def _all_words(stages: Sequence[Stage], catalogue: DealColumns) -> dict[str, Stage]:
    by_code = {stage.code: stage for stage in stages}
    words = {
        folded(word): by_code[code]
        for code, others in catalogue.stage.items()
        if code in by_code
        for word in others
    }
    for stage in stages:
        words |= {folded(stage.code): stage, folded(stage.name): stage}
    return words
