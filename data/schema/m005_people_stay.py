"""A person who has done anything, or to whom leads belong, stays: adding that person can no longer be taken back."""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker

STATEMENTS: tuple[str, ...] = (
    "drop trigger person_removed",
    """create trigger person_removed before delete on person
    when exists(select 1 from tally where person_id = old.id)
    or exists(select 1 from person where manager_id = old.id)
    or exists(select 1 from lead where owner_id = old.id)
    or exists(select 1 from journal where actor = old.id)
    begin select raise(abort, 'that person has entries, leads or a team by now'); end""",
)


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """Nothing new to begin with."""
    del ids, now
    yield from ()
