"""The list of companies: those with a record, and those of which only leads say the name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from data.kernel.commands import Reader
from data.leads.companies.company import COMPANIES
from data.people.person import Person
from data.people.reach import Reach, reach_of
from data.records.normal_forms import folded
from data.records.search import all_matching

Order = Literal["name", "people", "touch"]
ORDERS: tuple[Order, ...] = get_args(Order)


class Listed(NamedTuple):
    """One company of the list. ``company_id`` is None where only leads say its name; ``key`` is that as it is compared.

    ``people``, ``open``, ``owners`` and ``last_touch_at`` are of those of its people whom one reaches.
    """

    name: str
    key: str
    company_id: int | None
    people: int = 0
    open: int = 0
    owners: frozenset[int] = frozenset()
    last_touch_at: int | None = None

    def with_people(self, other: Listed) -> Listed:
        """The company with the people of another name of its own."""
        touches = [at for at in (self.last_touch_at, other.last_touch_at) if at is not None]
        return self._replace(
            people=self.people + other.people,
            open=self.open + other.open,
            owners=self.owners | other.owners,
            last_touch_at=max(touches, default=None),
        )


def companies_of(
    reader: Reader, actor: Person, words: str = "", order: Order = "name", *, mine: bool = False
) -> list[Listed]:
    """The companies that a person reaches, as far as they hold all of the words.

    ``mine``: only those where a lead of the person's own is.
    """
    found = [one for one in _reached(reader, actor) if not mine or actor.id in one.owners]
    if words.strip():
        matching = all_matching(reader, COMPANIES, words)
        typed = folded(words).split()
        found = [one for one in found if one.company_id in matching or _holds(one.name, typed)]
    found.sort(key=lambda one: (folded(one.name), one.company_id or 0))
    if order == "people":
        found.sort(key=lambda one: (-one.people, -one.open))
    if order == "touch":
        found.sort(key=lambda one: -(one.last_touch_at or 0))
    return found


def _holds(name: str, typed: list[str]) -> bool:
    """Whether each word that was typed is the beginning of one in a name."""
    words = folded(name).split()
    return all(any(word.startswith(begins) for word in words) for begins in typed)


def _reached(reader: Reader, actor: Person) -> list[Listed]:
    """All companies that a person reaches, in no order."""
    meant: dict[str, int] = dict(
        reader.select(
            "select called.value, min(ifnull(company.merged_into, company.id)) from match_key called "
            "join company on company.id = called.record_id "
            "where called.kind = 'name' and called.record_table = 'company' group by called.value"
        )
    )
    records = {
        identifier: Listed(name, "", identifier)
        for identifier, name in reader.select("select id, name from company where merged_into is null")
    }
    reach = reach_of(reader, actor)
    said: list[Listed] = []
    peopled: set[int] = set()
    for one in _said(reader, reach):
        company = meant.get(one.key)
        if company is None:
            said.append(one)
        else:
            records[company] = records[company].with_people(one)
            peopled.add(company)
    others = set() if reach.people is None else _with_people_of_anybody(reader, meant) - peopled
    return [*said, *(one for identifier, one in records.items() if identifier not in others)]


def _said(reader: Reader, reach: Reach) -> Iterator[Listed]:
    """The names that leads within reach say, with these as their people."""
    condition, people = reach.condition()
    rows = reader.select(
        "select company_key, min(company), count(*), sum(open), group_concat(distinct owner_id), max(last_touch_at) "
        f"from lead where company_key is not null and merged_into is null and {condition} group by company_key",
        people,
    )
    for key, name, count, is_open, owners, touched in rows:
        ids = frozenset(map(int, owners.split(","))) if owners else frozenset[int]()
        yield Listed(name, key, None, count, is_open, ids, touched)


def _with_people_of_anybody(reader: Reader, meant: dict[str, int]) -> set[int]:
    """The companies that have people, whoever reaches these."""
    sql = "select distinct company_key from lead where company_key is not null and merged_into is null"
    return {meant[key] for (key,) in reader.select(sql) if key in meant}
