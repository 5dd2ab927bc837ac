"""What a row of a file says of a record, before it is held against the store."""

from __future__ import annotations

from typing import NamedTuple

from data.imports.dated_notes import DatedNote
from data.kernel.engine import Value


class Draft(NamedTuple):
    """One record of a file. ``values`` are those of the noun's fields, empty or None where the row does not say.

    ``key`` is what it is known by again (``has_id``: by an id of its source), ``second_key`` that of the system from
    which our own export once had it. ``emails``, ``phones`` and ``name_key`` are match keys. ``extras`` and the dated
    ``notes`` are what our own export alone has. ``parts`` are what comes with the record as rows of other tables.
    """

    number: int
    key: str
    has_id: bool
    values: tuple[Value, ...]
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    name_key: str = ""
    extras: tuple[Value, ...] = ()
    second_key: str = ""
    notes: tuple[DatedNote, ...] = ()
    parts: tuple[NamedTuple, ...] = ()
