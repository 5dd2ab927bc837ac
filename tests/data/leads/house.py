"""A small company with a clock that tests move, for the tests of leads."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.begin import begin_store
from data.calendar.days import instant
from data.kernel.commands import Result
from data.kernel.store import Store
from data.kernel.undo import Redo, Undo
from data.leads.commands import AddLead
from data.leads.lead import Lead, by_id
from data.nouns import NOUNS
from data.opening import open_store
from data.people.commands import AddPerson
from data.people.person import Person
from data.people.person import by_id as person_by_id

NOT_DOMAIN = (
    *("journal", "record_event", "guard", "search_rests", "sqlite_"),
    *(table.search for table in NOUNS.tables().values() if table.search),
)


def moment(day: int, clock: str = "09:00", month: int = 11) -> int:
    """An instant in November 2026 (UTC), where the 16th is a Monday."""
    hour, minute = clock.split(":")
    return instant(datetime(2026, month, day, int(hour), int(minute), tzinfo=UTC))


class House:
    """A store with an admin, a manager with two reps, and another rep; all work Mon-Fri 09:00-17:00 UTC."""

    def __init__(self, folder: Path) -> None:
        path = str(folder / "cockpit.db")
        self.now = moment(16)
        self.admin = begin_store(
            path, self.now, name="Ada Admin", start="2026-09-07", working_hours="Mon-Fri 09:00-17:00"
        )
        self.store: Store = open_store(path)
        self.manager = self._person("Mo Manager", role="manager")
        self.ana = self._person("Ana Rep", manager_id=self.manager)
        self.ben = self._person("Ben Rep", manager_id=self.manager)
        self.cy = self._person("Cy Rep")

    def _person(self, name: str, **columns: Any) -> int:
        row = {
            "name": name,
            "role": "rep",
            "start_date": "2026-09-07",
            "time_zone": "UTC",
            "working_hours": "Mon-Fri 09:00-17:00",
            **columns,
        }
        return self.do(AddPerson, columns=row, actor=self.admin).id

    def do(self, command: Any, actor: int | None = None, **payload: Any) -> Result:
        """Apply a command of the rep Ana, or of another actor, at the present instant."""
        who = self.ana if actor is None else actor
        made = command(id=self.store.ids.new(self.now), actor=who, at=self.now, **payload)
        return self.store.apply(made)

    def add(self, name: str = "", actor: int | None = None, **columns: Any) -> int:
        """A new lead of the rep Ana, or of another actor."""
        return self.do(AddLead, actor, columns={"name": name, **columns}).id

    def undo(self, actor: int | None = None) -> Result:
        """Take back the actor's last step."""
        return self.do(Undo, actor)

    def redo(self, actor: int | None = None) -> Result:
        """Bring it back."""
        return self.do(Redo, actor)

    def lead(self, lead: int) -> Lead:
        """A lead as it stands."""
        return by_id(self.store, lead)

    def person(self, person: int) -> Person:
        """A person as it stands."""
        return person_by_id(self.store, person)

    def rows(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        """The rows of a SELECT."""
        return self.store.select(sql, params)

    def state(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of the domain's tables."""
        tables = self.rows("select name from sqlite_master where type = 'table' order by name")
        names = [name for (name,) in tables if not name.startswith(NOT_DOMAIN)]
        return {name: sorted(self.rows(f"select * from {name}"), key=repr) for name in names}
