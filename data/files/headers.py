"""Find out which column of a file holds which field."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple

from data.files.findings import listed
from data.files.refused import OptionRefused
from data.kernel.text import clean

LIKELY_FROM = 86
"""How alike two names must be, of 100, for a column to be proposed."""

_SHORTEST_FUZZY = 5  # "day" and "way" are alike, and nothing to each other
_CASE_CHANGE = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_BARE_LETTERS = str.maketrans("łıøđ", "liod")
"""Letters that are written without their stroke or as with a dot where a keyboard lacks them."""
_NO_WORD = re.compile(r"[\W_]+")


class Match(NamedTuple):
    """The column that serves a field, how alike their names are (100: the same), and why it was taken."""

    column: str
    score: int
    why: str

    @property
    def is_sure(self) -> bool:
        """Whether the name is a known one, not only like one."""
        return self.score == 100


class _Candidate(NamedTuple):
    score: int
    rank: int
    field: str
    column: str
    synonym: str


def match_columns(
    columns: Sequence[str],
    vocabulary: Mapping[str, Sequence[str]],
    alike: Mapping[str, Sequence[str]] | None = None,
    shorter: Mapping[str, str] = MappingProxyType({}),
    never: Collection[tuple[str, str]] = (),
) -> dict[str, Match]:
    """Return the column for each field of `vocabulary` that has one.

    The vocabulary lists the known names of every field, the most telling first. A column of a known name
    comes before one that is only alike, and an earlier name before a later one. A column serves one field.
    `alike` are the names to which one may be alike, all where none are told; `shorter` are names by which columns
    go besides, such as "City" for "Address / City", and `never` fields and columns that do not belong together.
    """
    matches: dict[str, Match] = {}
    free = list(columns)
    passes = (
        (_same_names, vocabulary),
        (partial(_same_names, shorter=shorter), vocabulary),
        (_alike_names, vocabulary if alike is None else alike),
    )
    for find, words in passes:
        open_fields = {field: names for field, names in words.items() if field not in matches}
        if not open_fields or not free:
            break
        # Sorting is stable: among equals, the order of the vocabulary and of the columns decides.
        for candidate in sorted(find(free, open_fields), key=lambda found: (-found.score, found.rank)):
            pair = (candidate.field, candidate.column)
            if candidate.field not in matches and candidate.column in free and pair not in never:
                matches[candidate.field] = Match(candidate.column, candidate.score, _why(candidate))
                free.remove(candidate.column)
    return {field: matches[field] for field in vocabulary if field in matches}


def parse_mapping(text: str, columns: Sequence[str], fields: Iterable[str]) -> dict[str, str]:
    """Return the columns named in a mapping such as `kind=Activity Type,day=Activity Date`.

    A pair that holds a comma is put in quotation marks: `"company=Acme, customer",day=Date`. Upper and lower
    case and punctuation in names of columns do not matter. Raises OptionRefused where a field or a column does
    not exist or is named twice; the message lists those that exist.
    """
    existing = list(fields)
    mapping: dict[str, str] = {}
    try:
        pairs = [pair for line in csv.reader([text], skipinitialspace=True, strict=True) for pair in line]
    except csv.Error as error:
        raise OptionRefused("The mapping has a quotation mark that is not closed.") from error
    for pair in pairs:
        if not pair.strip():
            continue
        field, equals, name = (part.strip() for part in pair.partition("="))
        if not (field and equals and name):
            raise OptionRefused(f"{clean(pair, 60)} is no pair. Write field=column,field=column.")
        if field not in existing:
            raise OptionRefused(
                f"There is no field called {clean(field, 60)}. The fields are {listed(existing)}."
            )
        if field in mapping:
            raise OptionRefused(f"The field {field} is mapped twice. Name one column for it.")
        column = _column_called(name, columns)
        if column in mapping.values():
            raise OptionRefused(
                f"The column {clean(column, 60)} is mapped twice. A column can serve one field."
            )
        mapping[field] = column
    if not mapping:
        raise OptionRefused("The mapping is empty. Write field=column,field=column.")
    return mapping


def normalised(name: str) -> str:
    """Return a name of a column as plain lower-case words: "close date" for CloseDate and CLOSE_DATE.

    Accents are dropped, and so is the ending __c of fields that a company has added to Salesforce.
    """
    text = _CASE_CHANGE.sub(" ", name.strip().removesuffix("__c").removesuffix("__C"))
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_BARE_LETTERS))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(_NO_WORD.sub(" ", bare).split())


def joined_name(name: str) -> str:
    """The same without blanks, by which names are compared: exports in capitals run words together (CLOSEDATE)."""
    return normalised(name).replace(" ", "")


@lru_cache(maxsize=8_192)
def _joined_word(word: str) -> str:
    """The same of a word of a vocabulary: these are asked for again and again."""
    return joined_name(word)


def _column_called(name: str, columns: Sequence[str]) -> str:
    for form in (str, str.casefold, normalised):
        wanted = form(name)
        found = [column for column in columns if form(column) == wanted]
        if wanted and len(found) == 1:
            return found[0]
    raise OptionRefused(
        f"There is no column called {clean(name, 60)}. The columns are {listed(columns, 40)}."
    )


def _same_names(
    columns: Sequence[str],
    vocabulary: Mapping[str, Sequence[str]],
    shorter: Mapping[str, str] | None = None,
) -> list[_Candidate]:
    by_key: dict[str, list[str]] = {}
    for column in columns:
        if shorter is None or column in shorter:
            by_key.setdefault(joined_name(shorter[column] if shorter else column), []).append(column)
    return [
        _Candidate(100, rank, field, column, synonym)
        for field, synonyms in vocabulary.items()
        for rank, synonym in enumerate(synonyms)
        for column in by_key.get(_joined_word(synonym), [])
        if _joined_word(synonym)
    ]


def _alike_names(columns: Sequence[str], vocabulary: Mapping[str, Sequence[str]]) -> list[_Candidate]:
    from rapidfuzz import fuzz

    plain = [(column, normalised(column)) for column in columns]
    found: list[_Candidate] = []
    for field, synonyms in vocabulary.items():
        for rank, synonym in enumerate(synonyms):
            wanted = normalised(synonym)
            if len(wanted) < _SHORTEST_FUZZY:
                continue
            for column, name in plain:
                # An id names a thing by a number, and is never the thing: ACCOUNTID is no account.
                if len(name) < _SHORTEST_FUZZY or name.endswith("id") != wanted.endswith("id"):
                    continue
                score = int(max(fuzz.ratio(name, wanted), fuzz.token_sort_ratio(name, wanted)))
                if score >= LIKELY_FROM:
                    # 100 is kept for known names: words in another order are only likely the same.
                    found.append(_Candidate(min(score, 99), rank, field, column, synonym))
    return found


def _why(candidate: _Candidate) -> str:
    if candidate.score == 100:
        return f"{candidate.column} is a known name for {candidate.field}"
    return f"{candidate.column} is {candidate.score} % like {candidate.synonym}"
