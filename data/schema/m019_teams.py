"""Teams that nest: who is below whom, however many managers lie between; and no circle of managers, by whatever way.

Entries that were logged long after they were done are found by an index: the id of an entry tells when it was logged.
"""

from __future__ import annotations

from itertools import pairwise

from sqlite_utils import Database

_HIGHEST = 16
"""Levels up to which a circle is looked for when a row is written, whatever writes it."""
_DEEPEST = 64
"""Levels that are followed at most: a circle in a file that was written by other means ends there."""

_VIEW = f"""
with recursive above(manager_id, person_id, level) as (
    select manager_id, id, 1 from person where manager_id is not null
    union
    select manager.manager_id, above.person_id, level + 1
    from above cross join person as manager on manager.id = above.manager_id
    where manager.manager_id is not null and level < {_DEEPEST}
)
select above.manager_id, manager.handle as manager, above.person_id, person.handle as person, above.level
from above join person as manager on manager.id = above.manager_id join person on person.id = above.person_id"""


_ABOVE = [f"above{level}" for level in range(1, _HIGHEST + 1)]
_IS_CIRCLE = f"""exists(
    select 1 from person as above1 {
    " ".join(f"left join person as {one} on {one}.id = {below}.manager_id" for below, one in pairwise(_ABOVE))
}
    where above1.id = new.manager_id and new.id in ({", ".join(f"{one}.id" for one in _ABOVE)})
)"""
"""Whether somebody above a person's new manager is the person. Triggers know no recursion."""


_LATE = "batch_id is null and (id >> 21) + 1577836800000 - at > 259200000"
"""Logged by hand more than three days after it was done."""


def build(database: Database) -> None:
    """The members of a team are found by their manager."""
    database.table("person").create_index(["manager_id"], "person_manager")
    database.create_view("team_members", _VIEW)
    for name, event in (("added", "insert"), ("changed", "update of manager_id")):
        database.execute(
            f"""create trigger person_{name}_in_a_circle before {event} on person
            when new.manager_id = new.id or {_IS_CIRCLE}
            begin select raise(abort, 'a circle of managers'); end"""
        )
    database.execute(f"create index activity_late on activity(person_id, day) where {_LATE}")
