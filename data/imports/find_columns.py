"""Which column of a file holds which field of a noun: by what was told, else by the columns' names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.files.findings import listed
from data.files.headers import match_columns, parse_mapping
from data.files.refused import FileRefused, OptionRefused, shown_name
from data.files.table import Table
from data.imports.columns import ADDED, AS_SAID, Columns, Found
from data.imports.labelled_columns import labelled_columns
from data.imports.looks import seen_in
from data.imports.options import NONE
from data.imports.spec import ImportSpec
from data.imports.vocabulary import Vocabulary, Words, contact_columns
from data.kernel.text import clean

Told = Mapping[str, str | None]
"""Columns by field, as somebody said; None: the field has no column."""
_NOTHING = re.compile(rf"(?:^|,)\s*([a-z_:0-9]+)\s*=\s*{NONE}\s*(?=,|$)", re.IGNORECASE)


def find_columns(spec: ImportSpec[Any], table: Table, told: Told, because: str = AS_SAID) -> Columns:
    """Say what each column of a table holds; what is told goes before guesses."""
    rules = spec.columns
    if rules.returning is not None and (ours := rules.returning(table)) is not None:
        return ours
    said = [Found(field, column, 100, because) for field, column in told.items() if column is not None]
    free = [column for column in table.columns if column not in told.values()]
    several = [
        found
        for found in labelled_columns(free, rules.contacts)
        if found.field not in told and not (rules.one_each and ":" in found.field)
    ]
    taken = {found.column for found in several}
    words = _with_own_words(field_words(spec), rules.vocabulary(), table)
    open_words = {field: names for field, names in words.items() if field not in told}
    matches = match_columns([column for column in free if column not in taken], open_words)
    guessed = [Found(field, match.column, match.score, match.why) for field, match in matches.items()]
    found = sorted([*said, *several, *guessed], key=lambda one: table.columns.index(one.column))
    identity = rules.identify(table, next((one.column for one in found if one.field == "id"), None))
    if rules.settle is not None:
        found = rules.settle(found, identity.system)
    if identity.id_column is not None and not any(one.field == "id" for one in found):
        found.append(Found("id", identity.id_column, 100, f"the ids of {identity.system or 'the file'}"))
    placed = {one.column for one in found if not one.field.startswith(f"{ADDED}:")}
    rest = tuple(column for column in table.columns if column not in placed)
    return Columns(tuple(found), identity.system, identity.key_prefix, rest=rest)


def check_columns(spec: ImportSpec[Any], table: Table, columns: Columns) -> None:
    """Raise FileRefused where a column is missing that the noun cannot do without."""
    rules = spec.columns
    if rules.check is not None:
        rules.check(table, columns)
    if rules.needs and not any(one.field.startswith(rules.needs) for one in columns.found):
        needs = ", ".join(field.replace("_", " ") for field in rules.needs)
        first = "" if columns.found else " If that is its first record, it has no row of column names."
        raise FileRefused(
            f"{shown_name(table.path)} has no column that is known for any of: {needs}. "
            f"Its columns: {listed(table.columns)}.{first}",
            code="file.no_column",
            field=rules.needs[0],
        )


def told_columns(spec: ImportSpec[Any], text: str | Told, columns: Sequence[str]) -> Told:
    """The fields and columns of ``--map``: ``name=Full Name,emails:work=E-mail,title=none``, or as chosen one by one.

    Raises OptionRefused where a field or column does not exist or is named twice.
    """
    if not isinstance(text, str):
        missing = [column for column in text.values() if column is not None and column not in columns]
        if missing:
            raise FileRefused(
                f"There is no column called {clean(missing[0], 60)} any more. Open the file again."
            )
        return text
    told: dict[str, str | None] = dict.fromkeys((field.lower() for field in _NOTHING.findall(text)), None)
    rest = _NOTHING.sub("", text).strip(", ")
    fields = _fields_to_say(spec, rest)
    unknown = [field for field in told if field not in fields]
    if unknown:
        raise OptionRefused(f"There is no field called {clean(unknown[0], 60)}.")
    if rest or not told:
        told.update(parse_mapping(rest, columns, fields))
    return told


def field_words(spec: ImportSpec[Any]) -> dict[str, Words]:
    """The fields of which a record has one column each, with the names that these are known by."""
    rules = spec.columns
    words = dict(rules.vocabulary().field)
    return {**words, **address_words()} if "address" in rules.contacts else words


def _with_own_words(words: Mapping[str, Words], vocabulary: Vocabulary, table: Table) -> dict[str, Words]:
    """The names of fields, before them those that fields have in files that look like this one alone."""
    seen = seen_in(vocabulary.look, table.columns)
    if seen is None:
        return dict(words)
    return {field: (*seen.look.field.get(field, ()), *names) for field, names in words.items()}


def address_words() -> dict[str, Words]:
    """The parts of an address as fields: ``address``, ``address:city``."""
    parts = contact_columns().address
    return {"address" if part == "address" else f"address:{part}": words for part, words in parts.items()}


def sorts_of(spec: ImportSpec[Any]) -> list[str]:
    """The sorts of columns of which a record may have several."""
    return [sort for sort in spec.columns.contacts if sort != "address"]


def _fields_to_say(spec: ImportSpec[Any], text: str) -> list[str]:
    """All fields that may be told of a file: the noun's, and those of what the file may hold instead."""
    specs: Iterable[ImportSpec[Any]] = (spec, *(other.spec for other in spec.instead))
    fields = [field for one in specs for field in (*field_words(one), *sorts_of(one))]
    sorts = "|".join(sort for sort in sorts_of(spec))
    labelled = re.findall(rf"((?:{sorts}):[^=,\"]{{1,40}})=", text) if sorts else []
    return list(dict.fromkeys([*fields, *labelled]))
