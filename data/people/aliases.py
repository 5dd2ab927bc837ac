"""Names by which imported files know a person, beside handle, name and e-mail address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Change, Command, Deciding, Reader
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added
from data.kernel.text import bounded

ALIAS_LIMIT = 120


class OwnerAlias(NamedTuple):
    """One name by which imported files know a person."""

    id: int
    alias: str
    person_id: int
    touched: int | None = None


def checked_alias(text: str) -> str:
    """An alias as it is stored and compared: one line, in lower case. Raises UsageError where it is empty."""
    alias = bounded(text, ALIAS_LIMIT, "An alias").lower()
    if not alias:
        raise UsageError("An alias needs letters, such as the owner's name in the file that is imported.")
    return alias


def alias_changes(reader: Deciding, command: Command, person_id: int, aliases: Sequence[str]) -> list[Change]:
    """The rows of new aliases. Raises Refused where one belongs to somebody already."""
    changes = []
    names = list(dict.fromkeys(checked_alias(text) for text in aliases))
    for row, text in zip(reader.new_ids(command.at, len(names)), names, strict=True):
        rows = reader.select(
            "select person.name from owner_alias join person on person.id = person_id where alias = ?",
            (text,),
        )
        if rows:
            raise Refused(f"{text!r} is an alias of {rows[0][0]} already.")
        changes.append(added("owner_alias", OwnerAlias(row, text, person_id)))
    return changes


def aliases_by_person(reader: Reader) -> dict[int, list[str]]:
    """Every alias, by the id of its person."""
    found: dict[int, list[str]] = {}
    for person_id, alias in reader.select("select person_id, alias from owner_alias order by alias"):
        found.setdefault(person_id, []).append(alias)
    return found
