"""Which system wrote a file, and what the ids of its rows are known by: ids of two systems must not clash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple
from unicodedata import normalize

from pydantic import field_validator

from data.files.headers import joined_name
from data.files.refused import OptionRefused
from data.files.table import Table
from data.imports.vocabulary import Fact, Words, read_catalogue
from data.kernel.ids import from_reference
from data.kernel.text import clean

OUR_KEY = "cockpit:"
"""Begins keys of rows that Cockpit itself exported; the reference of the record follows."""
FILE_KEY = "file-"
"""Begins keys made of ids of a file whose system is unknown; a digest of its columns' names follows."""
ROW_KEY = "row:"
"""Begins keys of rows without an id: a digest of all that stands in them."""
NAME_LIMIT = 40
_LOOKED_AT = 200


class System(Fact):
    """A CRM: how many of which columns tell it (none: its ids do), where its ids stand and what they look like.

    Names of columns are spelled as the system spells them: ``Record ID`` and ``Record Id`` are those of two.
    """

    name: str
    id_columns: Words = ()
    id_pattern: str = r".+"
    typical: Words = ()
    least: int = 0

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
    spelled = {normalize("NFC", column.strip()): column for column in table.columns}
    for system in _systems():
        if sum(column in spelled for column in system.typical) < system.least:
            continue
        column = id_column
        if system.id_columns:
            column = next((spelled[name] for name in system.id_columns if name in spelled), None)
        if column is not None and _all_match(table, column, system.id_pattern):
            return Identity(system.name, f"{system.name}:", column)
    if id_column is None:
        return Identity("", ROW_KEY, None)
    return Identity("", f"{FILE_KEY}{shape_digest(table.columns)}:", id_column)


def shape_digest(columns: Iterable[str]) -> str:
    """What stands for a set of headings, in any order and spelling."""
    keys = sorted({joined_name(column) for column in columns})
    return blake2b("\x1f".join(keys).encode(), digest_size=4).hexdigest()


def system_named(text: str) -> str:
    """The name of a system as keys begin with it. Raises OptionRefused for one that no system can have."""
    name = " ".join(clean(text, NAME_LIMIT + 1).casefold().replace(":", " ").split())
    is_taken = f"{name}:" in (OUR_KEY, ROW_KEY) or name.startswith(FILE_KEY)
    if not name or is_taken or len(name) > NAME_LIMIT:
        raise OptionRefused(
            f"{clean(text, 60)!r} is no name for the system of a file's ids. Write one like north-agency."
        )
    return name


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
