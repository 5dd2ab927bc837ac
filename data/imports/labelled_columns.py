"""Columns of which a record may have several: e-mails, phones and links, with the labels that their names give."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

from data.files.headers import joined_name
from data.imports.columns import Found
from data.imports.vocabulary import LabelledColumns, contact_columns
from data.kernel.text import clean

SORTS = ("emails", "phones", "links")
_MARKED_LABEL = re.compile(r"(?P<base>.+?)\s*\((?P<label>[^()]{1,40})\)\s*")


def labelled_columns(columns: Iterable[str], sorts: Collection[str]) -> list[Found]:
    """The columns that are one of several of these sorts, each with a field of its own: ``emails:work``."""
    found: list[Found] = []
    taken: set[str] = set()
    for column in columns:
        place = labelled_field(column)
        if place is None or place[0] not in sorts:
            continue
        field = f"{place[0]}:{place[1]}" if place[1] else place[0]
        number = 2
        while field in taken:
            field = f"{place[0]}:{f'{place[1]} ' if place[1] else ''}{number}"
            number += 1
        taken.add(field)
        found.append(Found(field, column, 100, f"{column} is one of the {place[0]}"))
    return found


def labelled_field(column: str) -> tuple[str, str] | None:
    """The field and the label of a column of which there may be several, or None: ``emails`` and ``work``."""
    names = contact_columns()
    marked = _MARKED_LABEL.fullmatch(column)
    if marked is not None:
        plain = labelled_field(marked["base"])
        if plain is not None:
            return plain[0], clean(marked["label"].lower().replace(":", " "), 40)
    key = joined_name(column)
    for sort, rule in names.labelled.items():
        words = _taken_apart(key, sort)
        if words is None:
            continue
        label = [part for word in words for part in [_label_of(word, rule)] if part]
        return sort, " ".join(dict.fromkeys(label))
    return None


def _label_of(word: str, rule: LabelledColumns) -> str:
    if word in rule.base:
        return rule.labels.get(word, "")
    if word.isdigit():
        return "" if word == "1" else word
    return next((label for label, words in contact_columns().label_words.items() if word in words), "")


def _taken_apart(key: str, sort: str) -> list[str] | None:
    """The words that a name consists of, one of them a base of the sort; None where there are others."""
    bases, whole, single = _patterns(sort)
    if whole.fullmatch(key) is None:
        return None
    words = single.findall(key)
    return words if any(word in bases for word in words) else None


@cache
def _patterns(sort: str) -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    names = contact_columns()
    rule = next(rule for name, rule in names.labelled.items() if name == sort)
    labels = [word for words in names.label_words.values() for word in words]
    words = sorted({*rule.base, *labels, *names.label_filler.words, "address"}, key=len, reverse=True)
    single = "|".join(map(re.escape, words)) + r"|\d{1,2}"
    # Greedy words first: "mobilephone" is one word before it is two.
    return frozenset(rule.base), re.compile(f"(?:{single})+"), re.compile(single)
