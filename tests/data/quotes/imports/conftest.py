"""A company, and a way to bring files of quotes in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.imports.options import Options
from data.imports.plan import Plan, read_plan
from data.kernel.rows import select_records
from data.quotes.imports.quote_spec import QUOTE_IMPORT
from data.quotes.quote import Quote
from tests.data.leads.house import House


class QuoteDesk(House):
    """The house with files of quotes; Ana imports unless another is named."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def plan(self, text: str, actor: int | None = None, **options: Any) -> Plan[Any]:
        """What an import of a file with that text would do."""
        path = self.folder / "file.csv"
        path.write_text(text, encoding="utf-8")
        who = self.person(self.ana if actor is None else actor)
        return read_plan(QUOTE_IMPORT, self.store, who, self.now, str(path), Options(**options))

    def carry_out(self, plan: Plan[Any], actor: int | None = None) -> dict[str, int]:
        """Apply a plan; the rows have to add up."""
        counts = plan.counts()
        assert sum(counts.values()) == plan.table.count
        if not plan.found.is_empty:
            self.store.apply(plan.command(self.store.ids, self.ana if actor is None else actor, self.now))
        return {what: count for what, count in counts.items() if count}

    def bring(self, text: str, actor: int | None = None, **options: Any) -> dict[str, int]:
        """Import a text; returns what became of its rows."""
        return self.carry_out(self.plan(text, actor, **options), actor)

    def quotes(self) -> list[Quote]:
        """All quotes in the order in which they came."""
        return select_records(self.store, Quote, "quote", "order by id")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[QuoteDesk]:
    """A new store and an empty folder."""
    made = QuoteDesk(tmp_path)
    yield made
    made.store.close()
