"""New leads of the demo, and the companies whose people they are, as files bring them or somebody adds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

from data.kernel.engine import Value
from data.kernel.ids import IdMaker
from data.leads.companies.company import COMPANIES
from data.leads.demo.plan import NAMED, LeadPlan, LeadStep
from data.leads.demo.prospects import Employer, Prospects, Twin
from data.leads.demo.standing import Standings
from data.leads.demo.turns import Turns
from data.leads.fields import LEADS
from data.records.match_keys import keys_of
from data.records.normal_forms import company_key
from data.story.part import Rows

ON_FILE = 0.5
"""So many of the companies that new leads work for are in the file of accounts that came before theirs."""

_LEAD_COLUMNS = (
    *("id", "name", "title", "company", "company_key", "emails", "phones", "links", "address", "territory"),
    *(
        "segment",
        "product_interest",
        "influence",
        "source",
        "channel",
        "budget",
        "currency",
        "tags",
        "custom",
    ),
    *("owner_id", "created_at", "source_key", "batch_id"),
)
_COMPANY_COLUMNS = (
    *("id", "name", "links", "phones", "industry", "address", "territory", "segment", "custom", "created_at"),
    *("source_key", "batch_id"),
)
_KEY_COLUMNS = ("id", "record_id", "kind", "value", "batch_id")


class _Prospect(NamedTuple):
    """Somebody who is not yet a lead, and for whom that person works as far as it is told."""

    record: dict[str, Value]
    employer: Employer | None


class Newcomers:
    """Makes up leads and companies, and begins them."""

    def __init__(
        self,
        plans: Sequence[LeadPlan],
        standings: Standings,
        turns: Turns,
        prospects: Prospects,
        ids: IdMaker,
        random: Random,
    ) -> None:
        self.rows = (
            Rows(COMPANIES.table, *_COMPANY_COLUMNS),
            Rows(LEADS.table, *_LEAD_COLUMNS),
            Rows("match_key", *_KEY_COLUMNS, record_table=LEADS.table),
            Rows("match_key", *_KEY_COLUMNS, record_table=COMPANIES.table),
        )
        self._companies, self._leads, self._keys, self._company_keys = self.rows
        self._plans = plans
        self._standings = standings
        self._turns = turns
        self._prospects = prospects
        self._ids = ids
        self._random = random
        self._twins: dict[int, dict[str, Value]] = {plan.twin_of: {} for plan in plans}
        self._expected: dict[int, _Prospect] = {}
        self._on_file: set[str] = set()
        """The names, as they are compared, of companies that have a record."""

    def accounts(self, step: LeadStep, batch: int) -> int:
        """The file of companies that comes before one of their people; how many it brings."""
        fresh: dict[str, Employer] = {}
        for lead in step.leads:
            self._expected[lead] = prospect = self._prospect(lead)
            if prospect.employer is not None and self._random.random() < ON_FILE:
                key = company_key(prospect.employer.name)
                if key not in self._on_file:
                    fresh.setdefault(key, prospect.employer)
        self._on_file |= fresh.keys()
        for employer, row in zip(fresh.values(), self._ids.several(step.at, len(fresh)), strict=True):
            made_up = self._prospects.company(employer, self._random)
            company: dict[str, Value] = {**made_up, "id": row, "created_at": step.at}
            company |= {"source_key": f"row:{row:x}", "batch_id": batch}
            self._companies.add(tuple(map(company.get, _COMPANY_COLUMNS)))
            keys = keys_of(COMPANIES, company)
            for (kind, value), number in zip(keys, self._ids.several(step.at, len(keys)), strict=True):
                self._company_keys.add((number, row, kind, value, batch))
        return len(fresh)

    def begin(self, step: LeadStep, batch: int | None, seq: int) -> list[Any]:
        """New leads, of the import ``batch`` or made by hand; the changes of those made by hand."""
        records = [(self._expected.pop(lead, None) or self._prospect(lead)).record for lead in step.leads]
        keys = [keys_of(LEADS, record) for record in records]
        numbers = iter(self._ids.several(step.at, len(records) + sum(map(len, keys))))
        added: list[Any] = []
        for lead, record in zip(step.leads, records, strict=True):
            identifier = next(numbers)
            record |= {"id": identifier, "owner_id": self._plans[lead].owner, "created_at": step.at}
            record["company_key"] = company_key(str(record["company"])) or None
            columns: dict[str, Value]
            if batch is not None:
                columns = {"unworked": 1}
                record |= {"source_key": f"row:{identifier:x}", "batch_id": batch}
            else:
                columns = {"cold_at": self._standings.cold_at("new", step.at)}
            columns["owner_id"] = self._plans[lead].owner
            self._standings.begin(lead, identifier, (str(record["name"]), str(record["company"])), columns)
            if batch is None:
                self._standings.tell(lead, seq)
            self._leads.add(tuple(map(record.get, _LEAD_COLUMNS)))
            added.append(["lead", identifier, None, None])
            self._turns.arrive(lead)
        added += self._add_keys(records, keys, numbers, batch)
        return added

    def _add_keys(
        self,
        records: Sequence[dict[str, Value]],
        keys: Sequence[Sequence[tuple[str, str]]],
        numbers: Iterator[int],
        batch: int | None,
    ) -> Iterator[list[Any]]:
        for record, pairs in zip(records, keys, strict=True):
            for kind, value in pairs:
                key = next(numbers)
                self._keys.add((key, record["id"], kind, value, batch))
                yield ["match_key", key, None, None]

    def _prospect(self, lead: int) -> _Prospect:
        plan, prospects = self._plans[lead], self._prospects
        if lead in NAMED:
            record = prospects.record(prospects.named[NAMED.index(lead)], is_reachable=True)
        elif base := self._twins.get(plan.twin_of):
            record = prospects.twin(Twin(base, plan.likeness))
        else:
            record = prospects.record(is_reachable=lead in self._twins)
        if lead in self._twins:
            self._twins[lead] = dict(record)
        return _Prospect(record, prospects.employer if record["company"] else None)
