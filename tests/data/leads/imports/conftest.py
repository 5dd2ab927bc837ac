"""A company, and a way to bring files of leads in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.imports.options import Options
from data.imports.plan import Plan, read_plan
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.leads.lead import COLUMNS, Lead
from tests.data.leads.house import House


class Desk(House):
    """The house with files; Ana imports unless another is named."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def file(self, text: str | bytes, name: str = "file.csv") -> str:
        """A file; returns its path."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def plan(self, text: str | bytes, actor: int | None = None, **options: Any) -> Plan[Any]:
        """What an import of a file with that text would do."""
        return self.plan_of(self.file(text), actor, **options)

    def plan_of(self, path: str, actor: int | None = None, **options: Any) -> Plan[Any]:
        """What an import of the file would do."""
        who = self.person(self.ana if actor is None else actor)
        return read_plan(LEAD_IMPORT, self.store, who, self.now, path, Options(**options))

    def bring(self, text: str | bytes, actor: int | None = None, **options: Any) -> dict[str, int]:
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

    def leads(self) -> list[Lead]:
        """All leads in the order in which they came."""
        return [Lead(*row) for row in self.rows(f"select {COLUMNS} from lead order by id")]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A new store and an empty folder."""
    made = Desk(tmp_path)
    yield made
    made.store.close()
