"""Who reaches a company: whoever reaches one of its people; everybody, where it has none."""

from __future__ import annotations

from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.leads.companies.company import Company
from data.leads.companies.names import keys_of_company
from data.people.person import Person
from data.people.reach import reach_of


def reaches(reader: Reader, actor: Person, keys: list[str]) -> bool:
    """Whether a person reaches the company that goes by these names, as they are compared."""
    names = ", ".join("?" * len(keys))
    of_company = f"select 1 from lead where company_key in ({names}) and merged_into is null"
    condition, people = reach_of(reader, actor).condition()
    if reader.select(f"{of_company} and {condition} limit 1", (*keys, *people)):
        return True
    return not reader.select(f"{of_company} limit 1", keys)


def refuse_stranger(reader: Reader, actor: Person, company: Company) -> None:
    """Raise Refused where a company is out of a person's reach."""
    if not reaches(reader, actor, keys_of_company(reader, company.id)):
        raise Refused(f"{company.name} has leads of others only.")
