"""Saying of one column after the other what it holds, on top of what its name tells."""

from __future__ import annotations

from typing import NamedTuple

from data.files.headers import normalised
from data.leads.fields import PARTICULARS
from data.leads.imports.columns import KEPT, LABELLED, OMITTED, Columns, Found
from data.leads.imports.vocabulary import lead_columns

GUESSED = "guessed"
"""The choice for a column that is to become what its name tells."""
_LABELS = {field.column: field.label for field in PARTICULARS}
_OF_COMPANIES = ("name", "industry", "segment", "territory", "phones", "links")
_OFTEN = ("work", "home")
"""Labels that any e-mail address or phone may have."""


class Choosable(NamedTuple):
    """A field that a column can become, and its name in words."""

    field: str
    words: str


def choosable(columns: Columns) -> list[Choosable]:
    """All that a column of such a file can become."""
    names = lead_columns()
    address = ["address" if part == "address" else f"address:{part}" for part in names.address]
    if columns.holds_companies:
        fields = [*_OF_COMPANIES, *address, "notes", "id"]
    else:
        own = list(names.field)
        after = own.index("company") + 1
        fields = [*own[:after], *_labelled_fields(), *address, *own[after:]]
    return [Choosable(field, _words(field)) for field in fields]


def reason_of(found: Found) -> str:
    """Why a column became what it is: ``exact``, ``vocabulary``, ``likely 93 %``, or who said so."""
    if not found.why.startswith(f"{found.column} is "):
        return found.why
    if found.score < 100:
        return f"likely {found.score} %"
    return "exact" if normalised(found.column) == normalised(found.field) else "vocabulary"


def told_with(columns: Columns, column: str, choice: str) -> dict[str, str]:
    """What is told of the columns once ``column`` is to become ``choice``: columns by field.

    ``choice`` is a field, ``KEPT``, ``OMITTED`` or ``GUESSED``. A field of which a lead has one goes over from the
    column that had it.
    """
    told = {found.field: found.column for found in columns.found if found.is_told and found.column != column}
    if choice == GUESSED:
        return told
    field = f"{choice}:{column}" if choice in (KEPT, OMITTED) else _free(choice, columns, column)
    return {**told, field: column}


def _free(field: str, columns: Columns, column: str) -> str:
    """The field; of those that may be there several times, the first that no other column has."""
    sort, _, label = field.partition(":")
    if sort not in LABELLED:
        return field
    taken = {found.field for found in columns.found if found.column != column}
    number, free = 2, field
    while free in taken:
        free = f"{sort}:{label} {number}" if label else f"{sort}:{number}"
        number += 1
    return free


def _labelled_fields() -> list[str]:
    fields = []
    for sort, rule in lead_columns().labelled.items():
        labels = [label for label in rule.labels.values() if label] + list(_OFTEN if sort != "links" else ())
        fields += [sort, *(f"{sort}:{label}" for label in dict.fromkeys(labels))]
    return fields


def _words(field: str) -> str:
    base, _, part = field.partition(":")
    words = _LABELS.get(base, base.replace("_", " "))
    part = part.replace("_", " ")
    return f"{words} ({part})" if part and base in LABELLED else f"{words}: {part}" if part else words
