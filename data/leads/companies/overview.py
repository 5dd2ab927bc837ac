"""A company as one looks at it: its record, where there is one, and the leads who are its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.rows import read_record
from data.leads.companies.company import Company
from data.leads.companies.names import company_called, keys_of_company
from data.leads.lead import Lead, by_ids
from data.people.person import Person
from data.people.reach import reach_of
from data.records.merged import standing
from data.records.normal_forms import company_key

MOST_PEOPLE = 2_000


class Overview(NamedTuple):
    """A company and its people, those that one reaches: open ones first, then whom one was in touch with last.

    ``company`` is None where only leads say the name. ``keys`` are the names that mean it, as they are compared;
    ``others`` is how many people of it one does not reach.
    """

    name: str
    keys: tuple[str, ...]
    company: Company | None
    people: list[Lead]
    others: int

    @property
    def open(self) -> int:
        """How many of the people are being worked."""
        return sum(1 for lead in self.people if lead.open)

    @property
    def last_touch_at(self) -> int | None:
        """When somebody was last in touch with one of them."""
        return max((at for lead in self.people if (at := lead.last_touch_at) is not None), default=None)


def overview_of(reader: Reader, actor: Person, company_id: int) -> Overview | None:
    """A company by its record, or by that of the one it was merged into; None where it is gone."""
    company = read_record(reader, Company, "company", standing(reader, "company", company_id))
    if company is None:
        return None
    keys = keys_of_company(reader, company.id)
    return _overview(reader, actor, company.name, keys, company)


def overview_called(reader: Reader, actor: Person, name: str) -> Overview:
    """The company that a name means, perhaps one of which there is no record and nobody who says it."""
    key = company_key(name)
    company = company_called(reader, key)
    found = None if company is None else overview_of(reader, actor, company)
    return found or _overview(reader, actor, name, [key], None)


def overview_of_row(reader: Reader, actor: Person, row: int) -> Overview | None:
    """The company that has this id, or which the lead of this id says; None where that is none."""
    found = overview_of(reader, actor, row)
    if found is not None:
        return found
    said = reader.select("select company from lead where id = ? and company <> ''", (row,))
    return overview_called(reader, actor, said[0][0]) if said else None


def _overview(
    reader: Reader, actor: Person, name: str, keys: Sequence[str], company: Company | None
) -> Overview:
    of_company = f"from lead where company_key in ({', '.join('?' * len(keys))}) and merged_into is null"
    condition, owners = reach_of(reader, actor).condition()
    rows = reader.select(
        f"select id {of_company} and {condition} "
        "order by open desc, last_touch_at is null, last_touch_at desc, id desc limit ?",
        (*keys, *owners, MOST_PEOPLE),
    )
    ids = [row[0] for row in rows]
    people = {lead.id: lead for lead in by_ids(reader, ids)}
    if company is None:
        # As the list of companies does, which cannot know who writes it well.
        name = min((lead.company for lead in people.values()), default=name)
    everybody = int(reader.select(f"select count(*) {of_company}", keys)[0][0])
    return Overview(name, tuple(keys), company, [people[one] for one in ids], max(everybody - len(ids), 0))
