"""Whose records a person reaches: the one rule, for single records and, as SQL, for lists.

Reached are one's own records and those of nobody; by a manager those of the team; by an admin everybody's.
"""

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.people.person import Person, everybody


class Reach(NamedTuple):
    """The people whose records somebody reaches; None: everybody's."""

    people: frozenset[int] | None

    def holds(self, owner: int | None) -> bool:
        """Whether records of this owner, or of nobody (None), are reached."""
        return owner is None or self.holds_person(owner)

    def holds_person(self, person: int) -> bool:
        """Whether somebody's own log and week are reached."""
        return self.people is None or person in self.people

    def condition(self, column: str = "owner_id") -> tuple[str, list[Value]]:
        """The SQL condition on rows with an owner in ``column``, and its parameters: none for everybody's."""
        if self.people is None:
            return "1", []
        people: list[Value] = [*sorted(self.people)]
        return f"({column} is null or {column} in ({', '.join('?' * len(people))}))", people


def reach_of(reader: Reader, actor: Person) -> Reach:
    """Whose records a person reaches."""
    if actor.role == "admin":
        return Reach(None)
    if actor.role != "manager":
        return Reach(frozenset({actor.id}))
    return Reach(frozenset({actor.id, *below(reader, actor.id)}))


def below(reader: Reader, manager_id: int) -> list[int]:
    """Everybody below a manager, active or not: the team, the teams of those, and so on."""
    rows = reader.select(
        """with recursive below(id) as (
            select id from person where manager_id = ?
            union select person.id from below cross join person on person.manager_id = below.id
        ) select id from below""",
        (manager_id,),
    )
    return [row[0] for row in rows]


def reached_ids(reader: Reader, actor: Person, table: str, ids: Sequence[int]) -> list[int]:
    """Those of the rows of a table with owners that a person reaches, in their order."""
    condition, people = reach_of(reader, actor).condition()
    if not people:
        return list(ids)
    found: set[int] = set()
    for start in range(0, len(ids), 500):
        page = ids[start : start + 500]
        sql = f"select id from {table} where id in ({', '.join('?' * len(page))}) and {condition}"
        found.update(row[0] for row in reader.select(sql, [*page, *people]))
    return [row_id for row_id in ids if row_id in found]


def team_of(reader: Reader, manager: Person) -> list[Person]:
    """The active sellers whom a person reviews, the person included; an admin reviews all."""
    reach = reach_of(reader, manager)
    sellers = (person for person in everybody(reader, active_only=True) if person.sells)
    return [person for person in sellers if reach.holds_person(person.id)]


def may_read(reader: Reader, actor: Person, subject: Person) -> bool:
    """Whether a person may look at another's log and weeks."""
    return reach_of(reader, actor).holds_person(subject.id)
