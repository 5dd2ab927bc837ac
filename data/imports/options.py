"""What a person may say about a file."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.people.person import Person

NONE = "none"
"""In the place of a field, a meaning or a person: no such thing here."""


class Options(NamedTuple):
    """How a file is read, and whose its rows are. ``header``: whether its first row names the columns, ``mend``:
    whether broken letters are put right.

    ``mapping`` is as it is typed, or the columns by field as they were chosen from a list. ``owners`` maps names in
    the file to people here, ``owner`` gets the rows of nobody known. ``meanings`` says what words of the file mean
    here (kinds of activity, stages); ``week`` is that of a sheet that names weekdays alone. ``system`` is whose ids
    the file's are, where nothing tells.
    """

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header: bool = True
    mend: bool = False
    mapping: str | Mapping[str, str | None] = ""
    use_map: str = ""
    owners: Mapping[str, str] = {}
    owner: Person | None = None
    meanings: Mapping[str, str] = {}
    week: date | None = None
    system: str = ""


def parse_pairs(texts: Sequence[str], example: str, *, commas_in_names: bool = False) -> dict[str, str]:
    """``a=b, c=d`` of one or several options as a mapping; a pair that holds a comma stands in quotes.

    ``commas_in_names``: what has no value belongs to the name after it, as in ``Doe, Jane=jane``. Raises UsageError
    where a part is no pair.
    """
    pairs: dict[str, str] = {}
    begun = ""
    try:
        parts = [part for line in csv.reader(texts, skipinitialspace=True) for part in line if part.strip()]
    except csv.Error as error:
        raise UsageError(f"{clean(error, 60)}. Write it like: {example}") from error
    for part in parts:
        part = f"{begun}, {part}" if begun else part
        name, equals, value = part.rpartition("=")
        begun = "" if equals else part
        if (not equals and not commas_in_names) or (equals and not name.strip()):
            begun = part
            break
        if equals:
            pairs[name.strip()] = value.strip()
    if begun:
        raise UsageError(f"{clean(begun, 60)!r} is no pair. Write it like: {example}")
    return pairs


def parse_owners(texts: Sequence[str], example: str) -> tuple[dict[str, str], str]:
    """Who owners in a file are, by their names there; and the person whom the last option alone names.

    Raises UsageError where nothing stands for an owner.
    """
    alone = [text.strip() for text in texts if "=" not in text]
    pairs = parse_pairs([text for text in texts if "=" in text], example, commas_in_names=True)
    return pairs, alone[-1] if alone else ""
