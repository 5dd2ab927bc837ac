"""A store of an admin and a rep, and a way to bring files in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.begin import begin_store
from data.imports.options import Options
from data.imports.plan import Plan, read_plan
from data.kernel.commands import Result
from data.kernel.engine import Row
from data.kernel.store import Store
from data.opening import open_store
from data.people.commands import AddPerson
from data.people.person import Person, by_id
from data.points.imports.activity_spec import ACTIVITY_IMPORT

NOW = 1_795_097_100_000
"""Thursday, 19 November 2026, 14:05 UTC."""


class Desk:
    """The store, its people Pam (admin, Lisbon) and Jim (rep, New York), and what they do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = str(folder / "cockpit.db")
        pam = begin_store(path, NOW, name="Pam Beesly", email="pam@example.com", start="2026-09-07")
        self.store: Store = open_store(path)
        columns = {
            "name": "Jim Halpert",
            "email": "jim@example.com",
            "role": "rep",
            "start_date": "2026-09-07",
        }
        hours = {"time_zone": "America/New_York", "working_hours": "Mon-Fri 09:00-17:30"}
        jim = self.do(AddPerson, pam, columns={**columns, **hours}).id
        self.pam: Person = by_id(self.store, pam)
        self.jim: Person = by_id(self.store, jim)

    def do(self, command: Any, actor: int, **payload: Any) -> Result:
        """Apply a command of somebody's."""
        return self.store.apply(command(self.store.ids.new(NOW), actor, NOW, **payload))

    def file(self, text: str, name: str = "file.csv") -> str:
        """A text file; returns its path."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
        return str(path)

    def read(self, path: str, actor: Person | None = None, **options: Any) -> Plan[Any]:
        """What a file would do."""
        return read_plan(ACTIVITY_IMPORT, self.store, actor or self.pam, NOW, path, Options(**options))

    def bring(self, path: str, actor: Person | None = None, **options: Any) -> Plan[Any]:
        """Read a file and import it, where there is anything to write; returns what was planned."""
        who = actor or self.pam
        plan = self.read(path, who, **options)
        if not plan.found.is_empty:
            self.carry_out(plan, who)
        return plan

    def carry_out(self, plan: Plan[Any], actor: Person | None = None, *, remember: bool = False) -> Result:
        """Apply a plan."""
        who = actor or self.pam
        return self.store.apply(plan.command(self.store.ids, who.id, NOW, remember=remember))

    def tables(self) -> dict[str, list[Row]]:
        """Every row of the domain's tables."""
        names = ("activity", "tally", "person", "kind", "scale", "goal", "owner_alias")
        return {name: self.store.select(f"select * from {name} order by 1, 2, 3") for name in names}

    def counts(self, person: Person | None = None) -> dict[tuple[str, str], int]:
        """What the log holds by day and kind."""
        rows = self.store.select(
            "select day, kind, count from tally where person_id = ?", ((person or self.pam).id,)
        )
        return {(day, kind): count for day, kind, count in rows}

    def points(self) -> int:
        """All points in the log."""
        return int(self.store.select("select ifnull(sum(points), 0) from activity")[0][0])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A new store with its people."""
    made = Desk(tmp_path)
    yield made
    made.store.close()
