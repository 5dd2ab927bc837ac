"""Saying of one column after the other what it holds, on top of what its name tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from data.files.headers import normalised
from data.imports.columns import ADDED, OMITTED, Columns, Found
from data.imports.find_columns import address_words, sorts_of
from data.imports.labelled_columns import SORTS
from data.imports.spec import ImportSpec
from data.imports.vocabulary import contact_columns

GUESSED = "guessed"
"""The choice for a column that is to become what its name tells."""
_OFTEN = ("work", "home")
"""Labels that any e-mail address or phone may have."""


class Choosable(NamedTuple):
    """A field that a column can become, and its name in words."""

    field: str
    words: str


def choosable(spec: ImportSpec[Any]) -> list[Choosable]:
    """All that a column can become in an import of a noun."""
    rules = spec.columns
    fields = list(rules.vocabulary().field)
    contacts = [field for sort in sorts_of(spec) for field in _labelled_fields(sort, rules.one_each)]
    contacts += address_words() if "address" in rules.contacts else []
    after = fields.index(rules.contacts_after) + 1 if rules.contacts_after else len(fields)
    return [
        Choosable(field, _words(field, rules.labels))
        for field in (*fields[:after], *contacts, *fields[after:])
    ]


def reason_of(found: Found) -> str:
    """Why a column became what it is: ``exact``, ``vocabulary``, ``likely 93 %``, its content, or who said so."""
    if found.is_guessed:
        return f"guessed {found.why}"
    if not found.why.startswith(f"{found.column} is "):
        return found.why
    if found.score < 100:
        return f"likely {found.score} %"
    return "exact" if normalised(found.column) == normalised(found.field) else "vocabulary"


def told_with(columns: Columns, column: str, choice: str) -> dict[str, str]:
    """What is told of the columns once ``column`` is to become ``choice``: columns by field.

    ``choice`` is a field, ``ADDED``, ``OMITTED`` or ``GUESSED``. A field of which a record has one goes over from the
    column that had it.
    """
    told = {found.field: found.column for found in columns.found if found.is_told and found.column != column}
    if choice == GUESSED:
        return told
    field = f"{choice}:{column}" if choice in (ADDED, OMITTED) else _free(choice, columns, column)
    return {**told, field: column}


def _free(field: str, columns: Columns, column: str) -> str:
    """The field; of those that may be there several times, the first that no other column has."""
    sort, _, label = field.partition(":")
    if sort not in SORTS:
        return field
    taken = {found.field for found in columns.found if found.column != column}
    number, free = 2, field
    while free in taken:
        free = f"{sort}:{label} {number}" if label else f"{sort}:{number}"
        number += 1
    return free


def _labelled_fields(sort: str, one_each: bool) -> list[str]:
    if one_each:
        return [sort]
    rule = next(rule for name, rule in contact_columns().labelled.items() if name == sort)
    labels = dict.fromkeys((*rule.labels, *(_OFTEN if sort != "links" else ())))
    return [sort, *(f"{sort}:{label}" for label in labels), *(["phones/code"] if sort == "phones" else [])]


def _words(field: str, labels: Mapping[str, str]) -> str:
    if field == "phones/code":
        return "calling code of the phone"
    base, _, part = field.partition(":")
    words = labels.get(base, base.replace("_", " "))
    part = part.replace("_", " ")
    return f"{words} ({part})" if part and base in SORTS else f"{words}: {part}" if part else words
