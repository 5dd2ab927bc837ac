"""Which kind of activity is meant by a word in a file, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.imports.options import NONE
from data.points.imports.vocabulary import ActivityColumns, RecordRule, plain
from data.points.kinds import Kind, find_kind

SURE = 88
"""Likeness in percent from which a wording that is not known word for word is taken."""
WORTH_ASKING = 65
"""Likeness in percent from which a wording that is not taken is proposed."""


class KindMatch(NamedTuple):
    """What a wording means: a kind's code, ``none``, or "" for nobody knows. ``certainty`` is in percent."""

    kind: str
    certainty: int
    because: str

    @property
    def counts(self) -> bool:
        """Whether it earns points."""
        return self.kind not in ("", NONE)


class KindFinder:
    """Finds kinds by what was told, by the rules for records, word for word, then by likeness."""

    def __init__(self, kinds: Sequence[Kind], catalogue: ActivityColumns, told: Mapping[str, str]) -> None:
        """``told`` maps ``Type`` or ``Type/Outcome`` to what it counts as. Raises UsageError for no kind."""
        self._kinds = [kind for kind in kinds if kind.active]
        self._catalogue = catalogue
        self._told: dict[str, str] = {}
        for name, text in told.items():
            # A slash may part a type from its outcome, or belong to the name.
            word, _, outcome = name.partition("/")
            self._told |= dict.fromkeys((_key(word, outcome), _key(name, "")), self._code(text))
        self._words = self._all_words()
        self._found: dict[tuple[str, str], KindMatch] = {}

    def match(self, word: str, outcome: str = "") -> KindMatch:
        """What a word, with the outcome beside it, means."""
        key = (word, outcome)
        if key not in self._found:
            self._found[key] = self._match(plain(word), plain(outcome))
        return self._found[key]

    def match_directed(self, word: str, direction: str, outcome: str = "") -> tuple[str, KindMatch]:
        """What a word means where something beside it tells whether it went out or came in, and how both are called
        together: ``outbound call``. What came in counts only where somebody says so.
        """
        way = plain(direction)
        is_in = way in self._catalogue.direction.in_
        if not is_in and way not in self._catalogue.direction.out:
            return word, self.match(word, outcome)
        directed = f"{'inbound' if is_in else 'outbound'} {plain(word)}"
        told = (_key(directed, outcome), _key(directed, ""), _key(way, outcome), _key(way, ""))
        code = next((self._told[key] for key in told if key in self._told), None)
        if code is not None:
            return directed, KindMatch(code, 100, "as you said")
        if is_in:
            return directed, KindMatch(NONE, 100, "only what goes out counts")
        is_ruled = self._rule(directed, plain(outcome)) is not None
        return (directed, self.match(directed, outcome)) if is_ruled else (word, self.match(word, outcome))

    def is_direction(self, word: str) -> bool:
        """Whether a word that names no kind tells which way something went."""
        directions = self._catalogue.direction
        return plain(word) in directions.in_ | directions.out and not self.is_word(word)

    def is_total(self, word: str) -> bool:
        """Whether a heading names totals, points or remarks and no kind."""
        wanted = plain(word)
        return wanted in self._catalogue.totals or wanted in self._catalogue.worths

    def is_word(self, word: str) -> bool:
        """Whether a wording is known word for word."""
        return plain(word) in self._words or _key(word, "") in self._told

    def _match(self, word: str, outcome: str) -> KindMatch:
        for key in (_key(word, outcome), _key(word, "")):
            if key in self._told:
                return KindMatch(self._told[key], 100, "as you said")
        rule = self._rule(word, outcome)
        if rule is not None:
            return KindMatch(rule.kind, 100, rule.because)
        if word in self._words:
            return KindMatch(self._words[word], 100, "by its name")
        return self._nearest(word)

    def _rule(self, word: str, outcome: str) -> RecordRule | None:
        """The first rule for a type and an outcome, both plain."""
        fitting = (rule for rule in self._catalogue.rule if word in map(plain, rule.type))
        return next((r for r in fitting if not r.outcome or outcome in map(plain, r.outcome)), None)

    def _nearest(self, word: str) -> KindMatch:
        if not word:
            return KindMatch("", 0, "it names no kind")
        from rapidfuzz import fuzz, process

        found = process.extractOne(word, list(self._words), scorer=fuzz.token_sort_ratio)
        near, certainty = self._words[found[0]], int(found[1])
        if certainty >= SURE:
            return KindMatch(near, certainty, f"nearly {found[0]!r}")
        if certainty >= WORTH_ASKING:
            return KindMatch("", certainty, f"no kind is called so; perhaps {near}")
        return KindMatch("", certainty, "no kind is called so")

    def _code(self, text: str) -> str:
        return NONE if text.strip().lower() in (NONE, "") else find_kind(self._kinds, text).code

    def _all_words(self) -> dict[str, str]:
        words: dict[str, str] = {}
        for kind in self._kinds:
            for word in (kind.code, kind.name, kind.plural, *self._catalogue.wording.get(kind.code, ())):
                words.setdefault(plain(word), kind.code)
        return words


def _key(word: str, outcome: str) -> str:
    return f"{plain(word)}/{plain(outcome)}"
