"""Who reviews whom: a manager exists, may review, and is reviewed by nobody below."""

from __future__ import annotations

from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.text import first_of
from data.people.person import Person, by_id


def refuse_manager(reader: Reader, person_id: int, manager_id: int | None) -> None:
    """Raise Refused unless the manager may review the person: active, manager or admin, in no circle."""
    if manager_id is None:
        return
    manager = by_id(reader, manager_id)
    if manager.id == person_id:
        raise Refused("Nobody reviews their own week: name somebody else as the manager.")
    if not manager.active:
        raise Refused(f"{manager.name} is no longer active and cannot be a manager.")
    if not manager.leads:
        raise Refused(
            f"{manager.name} is a {manager.role}, not a manager.",
            code="person.no_manager",
            handle=manager.handle,
        )
    above: Person | None = manager
    seen = {person_id}
    while above is not None:
        if above.id in seen:
            raise Refused(f"{manager.name} is reviewed by that person already: a circle of managers.")
        seen.add(above.id)
        above = by_id(reader, above.manager_id) if above.manager_id else None


def refuse_orphans(reader: Reader, person_id: int) -> None:
    """Raise Refused where active people still have the person as their manager."""
    rows = reader.select(
        "select handle from person where manager_id = ? and active = 1 order by handle", (person_id,)
    )
    if rows:
        names = first_of([row[0] for row in rows])
        raise Refused(f"That person still reviews: {names}.", code="person.has_team")
