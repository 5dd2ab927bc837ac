"""Which system wrote a file, and what the ids of its rows are known by: ids of two systems must not clash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from pydantic import field_validator

from data.files.headers import joined_name
from data.files.table import Table
from data.imports.vocabulary import Fact, Words, read_catalogue
from data.kernel.ids import from_reference

OUR_KEY = "cockpit:"
"""Begins keys of rows that Cockpit itself exported; the reference of the record follows."""
FILE_KEY = "file-"
"""Begins keys made of ids of a file whose system is unknown; a digest of its columns' names follows."""
ROW_KEY = "row:"
"""Begins keys of rows without an id: a digest of all that stands in them."""
_LOOKED_AT = 200


class System(Fact):
    """A CRM: the columns that tell it (none: its ids do), where its ids stand and what they look like."""

    name: str
    columns: Words = ()
    id_pattern: str = r".+"
    id_column: str = ""

    @field_validator("id_pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        re.compile(pattern)
        return pattern


class _Systems(Fact):
    source: str
    system: tuple[System, ...]


class Identity(NamedTuple):
    """Who wrote a file (empty: unknown), what its rows' keys begin with, and the column of their ids."""

    system: str
    key_prefix: str
    id_column: str | None


@cache
def _systems() -> tuple[System, ...]:
    return read_catalogue("crm_systems.toml", _Systems).system


def identity_of(table: Table, id_column: str | None) -> Identity:
    """Who wrote a file, by its columns and its ids; ``id_column`` is where these seem to stand."""
    keys = {joined_name(column) for column in table.columns}
    for system in _systems():
        if not all(joined_name(column) in keys for column in system.columns):
            continue
        column = id_column
        if system.id_column:
            column = next(c for c in table.columns if joined_name(c) == joined_name(system.id_column))
        if column is not None and _all_match(table, column, system.id_pattern):
            return Identity(system.name, f"{system.name}:", column)
    if id_column is None:
        return Identity("", ROW_KEY, None)
    digest = blake2b("\x1f".join(sorted(keys)).encode(), digest_size=4).hexdigest()
    return Identity("", f"{FILE_KEY}{digest}:", id_column)


def row_digest(cells: Sequence[str]) -> str:
    """What stands for a row without an id: it changes with anything in the row."""
    return blake2b("\x1f".join(cells).encode("utf-8", "replace"), digest_size=12).hexdigest()


def our_id(key: str) -> int | None:
    """The id of the record that a key of our own export names, or None."""
    try:
        value, _ = from_reference(key.removeprefix(OUR_KEY))
    except ValueError:
        return None
    return value if value < 2**63 else None


def _all_match(table: Table, column: str, pattern: str) -> bool:
    place, form = table.columns.index(column), re.compile(pattern)
    cells = [row.cells[place].strip() for row in islice(table.rows(), _LOOKED_AT)]
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(form.fullmatch(cell) for cell in filled)
