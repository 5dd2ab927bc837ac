"""A company, and a way to bring files of deals and products in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.deals.deal import DEALS, Deal
from data.deals.imports.deal_spec import DEAL_IMPORT
from data.imports.options import Options
from data.imports.plan import Plan, read_plan
from data.imports.spec import ImportSpec
from data.kernel.rows import select_records
from tests.data.leads.house import House


class DealDesk(House):
    """The house with files of deals; Ana imports unless another is named."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def plan(
        self,
        text: str,
        actor: int | None = None,
        spec: ImportSpec[Any] = DEAL_IMPORT,
        **options: Any,
    ) -> Plan[Any]:
        """What an import of a file with that text would do."""
        path = self.folder / "file.csv"
        path.write_text(text, encoding="utf-8")
        return self.plan_of(str(path), actor, spec, **options)

    def plan_of(
        self, path: str, actor: int | None = None, spec: ImportSpec[Any] = DEAL_IMPORT, **options: Any
    ) -> Plan[Any]:
        """What an import of the file would do."""
        who = self.person(self.ana if actor is None else actor)
        return read_plan(spec, self.store, who, self.now, path, Options(**options))

    def bring(self, text: str, actor: int | None = None, **options: Any) -> dict[str, int]:
        """Import a text; returns what became of its rows, those without any left out."""
        return self.carry_out(self.plan(text, actor, **options), actor)

    def carry_out(self, plan: Plan[Any], actor: int | None = None) -> dict[str, int]:
        """Apply a plan; the rows have to add up."""
        counts = plan.counts()
        assert sum(counts.values()) == plan.table.count
        if not plan.found.is_empty:
            who = self.ana if actor is None else actor
            self.store.apply(plan.command(self.store.ids, who, self.now))
        return {what: count for what, count in counts.items() if count}

    def deals(self) -> list[Deal]:
        """All deals in the order in which they came."""
        return select_records(self.store, Deal, DEALS.table, "order by id")

    def rejected(self, plan: Plan[Any]) -> list[tuple[int, str]]:
        """The rejected rows with the reason and its detail."""
        return [(left.number, left.words) for left in plan.rejected]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DealDesk]:
    """A new store and an empty folder."""
    made = DealDesk(tmp_path)
    yield made
    made.store.close()
