"""Who reaches a company: whoever reaches one of its people; everybody, where it has none."""

from __future__ import annotations

from data.kernel.engine import Value
from data.people.reach import Reach

_OF_PEOPLE = (
    "exists(select 1 from match_key called join lead on lead.company_key = called.value "
    "where called.kind = 'name' and called.record_table = 'company' and lead.merged_into is null "
    "and called.record_id in "
    "(select company.id union all select merged.id from company merged where merged.merged_into = company.id){more})"
)


def with_people(reach: Reach) -> tuple[str, list[Value]]:
    """The SQL condition on companies that somebody reaches, and its parameters: none for everybody's."""
    condition, people = reach.condition("lead.owner_id")
    if not people:
        return condition, []
    return f"({_OF_PEOPLE.format(more=f' and {condition}')} or not {_OF_PEOPLE.format(more='')})", people
