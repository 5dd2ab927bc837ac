"""Commands on companies as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random

from data.imports.plan import read_plan
from data.leads.companies.commands import AddCompany, EditCompany, MergeCompanies, NoteCompany, TagCompanies
from data.leads.imports.lead_spec import LEAD_IMPORT
from tests.data.kernel.making import Made, Maker, Owner, planned
from tests.data.leads.house import House


def company_of(house: House, chance: Random, condition: str = "1") -> int | None:
    """One of the companies that were not merged away."""
    rows = house.rows(f"select id from company where merged_into is null and {condition} order by id")
    return int(chance.choice(rows)[0]) if rows else None


def new_company(house: House, owner: Owner, chance: Random) -> Made | None:
    """A company with a further name."""
    number = chance.randrange(10**9)
    columns = {"name": f"Firm {number} Ltd", "also_called": f"F{number}", "phones": f"021 {number:09}"}
    return Made(AddCompany, {"columns": columns, "custom": {"Plan": "gold"}})


def edit_company(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another name and phone."""
    company = company_of(house, chance)
    number = chance.randrange(10**9)
    columns = {"name": f"Edited {number}", "phones": f"+351 {number:09}"}
    return None if company is None else Made(EditCompany, {"company_id": company, "columns": columns})


def note_company(house: House, owner: Owner, chance: Random) -> Made | None:
    """A note on a company."""
    company = company_of(house, chance)
    return None if company is None else Made(NoteCompany, {"company_id": company, "text": "pays late"})


def tag_company(house: House, owner: Owner, chance: Random) -> Made | None:
    """A tag on a company."""
    company = company_of(house, chance, "tags not like '%key%'")
    return None if company is None else Made(TagCompanies, {"companies": (company,), "tag": "key"})


def merge_companies(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two companies made one."""
    rows = house.rows("select id from company where merged_into is null order by id")
    if len(rows) < 2:
        return None
    (keep,), (other,) = chance.sample(rows, 2)
    return Made(MergeCompanies, {"keep": keep, "others": (other,)})


def import_companies(house: House, owner: Owner, chance: Random) -> Made | None:
    """A file of accounts."""
    path = f"{house.store.path}.{chance.randrange(10**9)}.csv"
    number = chance.randrange(10**9)
    with open(path, "w", encoding="utf-8") as file:
        file.write("Account Name,Industry,Website\n")
        file.writelines(f"Firm {number}{n},steel,https://f{n}.example\n" for n in range(3))
    plan = read_plan(LEAD_IMPORT, house.store, house.person(house.admin), house.now, path)
    return planned(house, plan)


MAKERS: dict[str, Maker] = {
    "company.add": new_company,
    "company.edit": edit_company,
    "company.note": note_company,
    "company.tag": tag_company,
    "company.merge": merge_companies,
    "company.import": import_companies,
}
