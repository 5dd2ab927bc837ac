"""Of whom KPIs are reckoned: one person, or people together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean
from data.people.person import Person
from data.people.reach import may_read, team_of
from data.people.sales_roles import CODES


class Scope(NamedTuple):
    """People whose records count, and what they are called together; ``with_nobodys``: what is nobody's counts as well.

    ``manager_id`` is whose team they are, where they are one.
    """

    title: str
    people: tuple[Person, ...]
    with_nobodys: bool = False
    manager_id: int | None = None

    @property
    def ids(self) -> tuple[int | None, ...]:
        """Whose records count, by id."""
        return (*(person.id for person in self.people), *((None,) if self.with_nobodys else ()))

    @property
    def person(self) -> Person | None:
        """The one person that it is about; None where it is several."""
        return self.people[0] if len(self.people) == 1 and self.manager_id is None else None


def of_person(reader: Reader, actor: Person, person: Person) -> Scope:
    """One person. Raises Refused where the actor does not reach that one."""
    if not may_read(reader, actor, person):
        raise Refused(f"{person.name}'s numbers are not yours to read.", code="kpi.out_of_reach")
    return Scope(person.name, (person,))


def of_role(reader: Reader, actor: Person, role: str) -> Scope:
    """All sellers of a sales role whom the actor reaches. Raises UsageError for what is no role."""
    code = role.strip().upper()
    if code not in CODES:
        raise UsageError(f"There is no sales role {clean(role, 20)!r}. Sales roles: {', '.join(CODES)}.")
    return Scope(f"all {code}", tuple(one for one in team_of(reader, actor) if one.sales_role == code))


def of_team(reader: Reader, actor: Person) -> Scope:
    """All sellers whom the actor reaches, and what is nobody's."""
    people: Sequence[Person] = team_of(reader, actor)
    title = "everybody" if actor.role == "admin" else f"team of {actor.name}"
    return Scope(title, tuple(people), with_nobodys=True, manager_id=actor.id)
