"""Columns of which a record may have several: e-mails, phones and links, with the labels that their names give."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from data.files.headers import joined_name
from data.imports.columns import Found
from data.imports.vocabulary import LabelledColumns, Part, contact_columns
from data.kernel.text import clean

SORTS = ("emails", "phones", "links")
_MARKED_LABEL = re.compile(r"(?P<base>.+?)\s*\((?P<label>[^()]{1,40})\)\s*")
_LABEL_LIMIT = 40


class _Words(NamedTuple):
    """The words that names of a sort are made of: the bases, and all with the labels that they give."""

    bases: frozenset[str]
    labels: Mapping[str, str]
    longest: int

    def parts(self, key: str) -> list[str] | None:
        """The words and numbers that a name consists of, the longest first; None where there are others."""
        found: list[str] = []
        place = 0
        while place < len(key):
            if key[place].isdecimal():
                end = place + (2 if key[place + 1 : place + 2].isdecimal() else 1)
            else:
                ends = range(min(len(key), place + self.longest), place, -1)
                end = next((end for end in ends if key[place:end] in self.labels), 0)
            if not end:
                return None
            found.append(key[place:end])
            place = end
        return found or None


def labelled_columns(columns: Iterable[str], sorts: Collection[str]) -> list[Found]:
    """The columns that are one of several of these sorts, each with a field of its own: ``emails:work``.

    A column that says more of one of them is a part of it: ``phones/code``, ``emails:2/label``.
    """
    found: list[Found] = []
    field_of: dict[tuple[str, str], str] = {}
    others: list[str] = []
    taken: set[str] = set()
    for column in columns:
        place = labelled_field(column)
        if place is None or place[0] not in sorts:
            others.append(column)
            continue
        field = f"{place[0]}:{place[1]}" if place[1] else place[0]
        number = 2
        while field in taken:
            field = f"{place[0]}:{f'{place[1]} ' if place[1] else ''}{number}"
            number += 1
        taken.add(field)
        field_of.setdefault(place, field)
        found.append(Found(field, column, 100, f"{column} is one of the {place[0]}"))
    for column in others:
        part = _part(column, field_of)
        if part is not None and part not in taken:
            taken.add(part)
            found.append(Found(part, column, 100, f"{column} is a part of {part.partition('/')[0]}"))
    return found


def labelled_field(column: str) -> tuple[str, str] | None:
    """The field and the label of a column of which there may be several, or None: ``emails`` and ``work``."""
    marked = _MARKED_LABEL.fullmatch(column)
    if marked is not None:
        plain = labelled_field(marked["base"])
        if plain is not None:
            return plain[0], clean(marked["label"].lower().replace(":", " "), _LABEL_LIMIT)
    return _taken_apart(joined_name(column))


def label_from(text: str, sort: str) -> str | None:
    """The label that words before or behind a value give it: ``work`` for ``(Office)``, nothing for ``Tel.``.

    None for words that are no label here.
    """
    words = _words(sort)
    key = joined_name(text)
    in_cell = _cell_labels(sort).get(key)
    if in_cell is not None or not key:
        return in_cell or ""
    parts = words.parts(key)
    return None if parts is None else _label_of(parts, words)


def _taken_apart(key: str) -> tuple[str, str] | None:
    """The sort and the label of a name, one of whose words is a base of the sort and all others words of it."""
    for sort in contact_columns().labelled:
        words = _words(sort)
        parts = words.parts(key)
        if parts is not None and any(part in words.bases for part in parts):
            return sort, _label_of(parts, words)
    return None


def _label_of(parts: Iterable[str], words: _Words) -> str:
    labels = (
        "" if part == "1" else part if part.isdecimal() else words.labels.get(part, "") for part in parts
    )
    return " ".join(dict.fromkeys(label for label in labels if label))


def _part(column: str, field_of: Mapping[tuple[str, str], str]) -> str | None:
    """The part of one of several that a column is, or None. A calling code alone is that of the phones."""
    key = joined_name(column)
    for word, part in _part_words():
        base = key.removesuffix(word)
        if base == key:
            continue
        if not base:
            return "phones/code" if part == "code" and any(sort == "phones" for sort, _ in field_of) else None
        place = _taken_apart(base)
        if place is not None and place in field_of and (part == "label" or place[0] == "phones"):
            return f"{field_of[place]}/{part}"
    return None


@cache
def _part_words() -> tuple[tuple[str, Part], ...]:
    """The words that make a column a part of another, the longest first."""
    words = [(joined_name(word), part) for part, words in contact_columns().part.items() for word in words]
    return tuple(sorted(words, key=lambda pair: len(pair[0]), reverse=True))


@cache
def _cell_labels(sort: str) -> Mapping[str, str]:
    """Abbreviations in cells, and their labels."""
    return {word: label for label, words in _rule(sort).cells.items() for word in words}


def _rule(sort: str) -> LabelledColumns:
    return next(rule for name, rule in contact_columns().labelled.items() if name == sort)


@cache
def _words(sort: str) -> _Words:
    names = contact_columns()
    rule = _rule(sort)
    labels = {joined_name(word): label for label, words in names.label_words.items() for word in words}
    labels |= {joined_name(word): label for word, label in rule.label_of.items()}
    bases = frozenset(joined_name(word) for word in rule.label_of)
    filler = {joined_name(word): "" for word in names.filler}
    return _Words(bases, filler | labels, max(map(len, labels)))
