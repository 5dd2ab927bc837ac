"""The deal that a row of a file means: by its id in its system or our own reference, else by its name."""

from __future__ import annotations

from typing import NamedTuple

from data.imports.source_systems import OUR_KEY
from data.kernel.commands import Reader
from data.kernel.ids import reference
from data.people.person import Person
from data.people.reach import reach_of
from data.records.normal_forms import company_key, folded


class _Named(NamedTuple):
    id: int
    company: str
    is_open: bool


class DealFinder:
    """Finds deals among those that whoever imports reaches. They are read once, for all rows of a file."""

    def __init__(self, reader: Reader, actor: Person) -> None:
        condition, params = reach_of(reader, actor).condition()
        rows = reader.select(
            f"select id, name, company, source_key, open from deal where merged_into is null and {condition}",
            params,
        )
        self._by_id: dict[str, list[int]] = {}
        self._by_name: dict[str, list[_Named]] = {}
        for deal, name, company, key, is_open in rows:
            ids = {reference(deal)}
            if key:
                ids.add(key.removeprefix(OUR_KEY) if key.startswith(OUR_KEY) else key.partition(":")[2])
            for one in ids:
                self._by_id.setdefault(one, []).append(deal)
            named = _Named(deal, company_key(company), bool(is_open))
            for called in {folded(name), folded(f"{name}, {company}"), "" if name else folded(company)} - {
                ""
            }:
                self._by_name.setdefault(called, []).append(named)

    def find(self, identifier: str, name: str, company: str) -> int | None:
        """The one deal of an id, else of a name, with that company or open where several are called so; or None."""
        by_id = self._by_id.get(identifier.strip(), []) if identifier else []
        if len(by_id) == 1:
            return by_id[0]
        found = self._by_name.get(folded(name), []) if name else []
        key = company_key(company)
        found = [deal for deal in found if key and deal.company == key] or found
        found = [deal for deal in found if deal.is_open] or found
        return found[0].id if len(found) == 1 else None
