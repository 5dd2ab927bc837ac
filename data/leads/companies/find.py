"""Which company is meant by what a person types."""

from __future__ import annotations

from collections import Counter

from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.rows import records_by_ids
from data.kernel.text import clean
from data.leads.companies.company import COMPANIES, Company
from data.leads.companies.listing import Listed, companies_of
from data.leads.companies.names import company_called
from data.leads.companies.overview import Overview, overview_called, overview_of
from data.people.person import Person
from data.people.reach import reach_of
from data.records.find import NAMED, Match, referred, told_apart
from data.records.normal_forms import company_key, folded
from data.records.search import ranked
from data.records.spelling import LAST


def find(reader: Reader, actor: Person, text: str) -> Overview:
    """The company meant by a reference, a name, or words of one; also one of which only leads say the name.

    A name of just these words goes before others, then one that begins so.
    Raises Refused that names those who could be meant, and for one out of the person's reach.
    """
    word = text.strip()
    identifier = referred(reader, "company", word)
    exact = None if identifier is None else overview_of(reader, actor, identifier)
    found = exact or overview_called(reader, actor, word)
    if found.people or (found.company is not None and not found.others):
        return found
    if found.others:
        raise Refused(f"Only others have leads at {found.name}.")
    could_be = companies_of(reader, actor, word)
    begins = [one for one in could_be if folded(one.name).startswith(folded(word))]
    best = begins or could_be
    if not best:
        raise Refused(f"No company matches {clean(word, 80)!r}.", code="company.not_found")
    if len(best) > 1:
        names = [(one.name, one.company_id or 0) for one in best[:NAMED]]
        several = told_apart(names, len(best), "a reference")
        raise Refused(f"{clean(word, 80)!r} could be several companies: {several}")
    return _seen(reader, actor, best[0])


def _seen(reader: Reader, actor: Person, one: Listed) -> Overview:
    found = None if one.company_id is None else overview_of(reader, actor, one.company_id)
    return found or overview_called(reader, actor, one.name)


def best_companies(reader: Reader, actor: Person, text: str, limit: int) -> list[Match]:
    """The companies a person reaches that match words best, then those without a record whose name begins so."""
    best = ranked(reader, COMPANIES, actor, text, limit)
    companies = {one.id: one for one in records_by_ids(reader, Company, "company", best)}
    found = [_match(companies[one]) for one in best if one in companies]
    found += _said(reader, actor, text.strip(), limit)
    return found[:limit]


def _said(reader: Reader, actor: Person, begins: str, limit: int) -> list[Match]:
    """The companies without a record that leads say by a name that begins so, those of most leads first.

    They come from an index alone. The engine knows capitals of plain letters only: others are looked for both ways.
    """
    condition, people = reach_of(reader, actor).condition()
    spelled = {begins, begins[:1].upper() + begins[1:]}
    ranges = " or ".join(["company collate nocase >= ? and company collate nocase < ?"] * len(spelled))
    rows = reader.select(
        f"select min(company), min(id), count(*) from lead where ({ranges}) and merged_into is null and {condition} "
        "group by company collate nocase order by 3 desc, 1 limit ?",
        (*(end for word in sorted(spelled) for end in (word, word + LAST)), *people, limit),
    )
    first: dict[str, tuple[str, int]] = {}
    count: Counter[str] = Counter()
    for name, lead, leads in rows:
        key = company_key(name)
        first.setdefault(key, (name, lead))
        count[key] += leads
    return [
        Match("company", lead, name, f"{count[key]} {'lead' if count[key] == 1 else 'leads'}")
        for key, (name, lead) in first.items()
        if company_called(reader, key) is None
    ]


def _match(company: Company) -> Match:
    about = ", ".join(part for part in (company.industry, company.territory) if part)
    return Match("company", company.id, company.name, about)
