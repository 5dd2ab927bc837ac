"""On whom a store opens where nobody says who acts: a setting that demo stores have."""

from __future__ import annotations

from data.kernel.commands import Reader
from data.people.person import COLUMNS, Person

SETTING = "default_person"


def default_person(reader: Reader) -> Person | None:
    """The active person whom the store names for that, or None."""
    rows = reader.select(
        f"select {COLUMNS} from person where active = 1 "
        "and id = (select cast(value as integer) from setting where name = ?)",
        (SETTING,),
    )
    return Person(*rows[0]) if rows else None
