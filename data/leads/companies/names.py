"""By which names companies go, and which company a lead's is."""

from __future__ import annotations

from collections.abc import Iterable

from data.kernel.commands import Reader
from data.leads.companies.company import COMPANIES, Company
from data.records.match_keys import name_keys
from data.records.merged import with_merged
from data.records.normal_forms import company_key

FIRST_SO_CALLED = (
    "select min(ifnull(company.merged_into, company.id)) from match_key called "
    "join company on company.id = called.record_id and called.record_table = 'company' "
    "where called.kind = 'name' and called.value = {key}"
)
"""The company that is meant by a name as it is compared: of several that go by it, the first."""


def company_called(reader: Reader, key: str) -> int | None:
    """The id of the company that is meant by a name as it is compared; None where there is no record of it."""
    found = reader.select(FIRST_SO_CALLED.format(key="?"), (key,))[0][0]
    return None if found is None else int(found)


def keys_of_company(reader: Reader, company_id: int) -> list[str]:
    """The names, as they are compared, by which this company is meant; those of companies merged into it too."""
    ids = with_merged(reader, "company", company_id)
    rows = reader.select(
        "select distinct value from match_key where record_table = 'company' and kind = 'name' "
        f"and record_id in ({', '.join('?' * len(ids))}) and ({FIRST_SO_CALLED.format(key='match_key.value')}) = ? "
        "order by value",
        (*ids, company_id),
    )
    return [row[0] for row in rows]


def with_former_name(reader: Reader, former: str, company: Company) -> Company:
    """A company that has got another name, which goes by the former one as well where leads say it."""
    key = company_key(former)
    if key in name_keys(COMPANIES, company._asdict()) or not is_said(reader, [key]):
        return company
    return company._replace(also_called=further_names((*company.also_called.splitlines(), former)))


def further_names(names: Iterable[str]) -> str:
    """Further names as a company holds them: each once, however it is written."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(company_key(name), name)
    return "\n".join(filter(None, found.values()))


def is_said(reader: Reader, keys: Iterable[str]) -> bool:
    """Whether any lead says one of these names."""
    return any(
        reader.select("select 1 from lead where company_key = ? and merged_into is null limit 1", (key,))
        for key in keys
    )
