"""How a lead of the demo stands: the columns that its history changes, and the commands that change them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import Any

from data.catalog import StatusFact
from data.kernel.commands import Facts, facts_of
from data.kernel.engine import Value
from data.kernel.sqlite import sqlite3
from data.leads.commands import AddLead, AddNote
from data.leads.demo.plan import Step
from data.leads.imports.company_spec import ImportCompanies
from data.leads.imports.lead_spec import ImportLeads
from data.leads.merge import NotDuplicate
from data.leads.triage import Disqualify, Qualify, ReceiveMessage, SetNextStep, Snooze
from data.leads.win import WinLeads
from data.people.demo.calendar import DAY
from data.story.part import Rows

BEGINNING: dict[str, Value] = {
    "status": "new",
    "reason": "",
    "open": 1,
    "unworked": 0,
    "owner_id": None,
    "next_step": "",
    "has_budget": None,
    "has_need": None,
    "has_authority": None,
    "has_timing": None,
    "will_meet": None,
    "waiting_since": None,
    "response_due_at": None,
    "follow_up_at": None,
    "cold_at": None,
    "snoozed_until": None,
    "last_touch_at": None,
    "opened_at": None,
    "touched": None,
}
"""The columns that the history changes, as a new lead has them."""

TOLD = frozenset(BEGINNING) - {
    *(
        "open",
        "unworked",
        "waiting_since",
        "response_due_at",
        "cold_at",
        "last_touch_at",
        "opened_at",
        "touched",
    )
}
"""Those of whose changes a lead's timeline tells."""

_STANDING_SQL = f"update lead set {', '.join(f'{name} = ?' for name in BEGINNING)} where id = ?"

COMMANDS: Mapping[Step, Facts] = {
    "accounts": facts_of(ImportCompanies),
    "import": facts_of(ImportLeads),
    "add": facts_of(AddLead),
    "message": facts_of(ReceiveMessage),
    "question": facts_of(ReceiveMessage),
    "note": facts_of(AddNote),
    "qualify": facts_of(Qualify),
    "next step": facts_of(SetNextStep),
    "snooze": facts_of(Snooze),
    "drop": facts_of(Disqualify),
    "differ": facts_of(NotDuplicate),
    "won": facts_of(WinLeads),
}
"""The commands of the steps."""


def closed(status: str, reason: str) -> dict[str, Value]:
    """The columns of a lead that is done: it wants nothing any more."""
    kept: dict[str, Value] = {"status": status, "reason": reason, "open": 0, "unworked": 0, "next_step": ""}
    dates = ("waiting_since", "response_due_at", "follow_up_at", "cold_at", "snoozed_until")
    return kept | dict.fromkeys(dates)


class Standings:
    """All leads by their place in the plan: ids, names, and what differs from a new lead.

    ``told`` takes what a lead's timeline tells.
    """

    def __init__(self, number: int, statuses: Iterable[StatusFact], told: Rows) -> None:
        self.ids = array("q", bytes(8 * number))
        """Those of leads that there are by now; the others' are 0."""
        self.names: list[tuple[str, str]] = [("", "")] * number
        """Name and company."""
        self._columns: list[dict[str, Value]] = [{} for _ in range(number)]
        self._cold_days = {status.code: status.cold_days for status in statuses if status.open}
        self._told = told

    def begin(self, lead: int, identifier: int, names: tuple[str, str], columns: dict[str, Value]) -> None:
        """Take a new lead."""
        self.ids[lead], self.names[lead], self._columns[lead] = identifier, names, columns

    def tell(self, lead: int, seq: int) -> None:
        """Let the timeline tell of a command."""
        self._told.add((self.ids[lead], seq))

    def get(self, lead: int, column: str) -> Any:
        """A column as it stands."""
        return self._columns[lead].get(column, BEGINNING[column])

    def label(self, lead: int) -> str:
        """What a lead is called."""
        return ", ".join(part for part in self.names[lead] if part)

    def cold_at(self, status: str, touched: int) -> int | None:
        """When a lead of a status that was last touched then goes cold."""
        days = self._cold_days.get(status)
        return None if days is None else touched + days * DAY

    def taken_up(self, lead: int, at: int) -> dict[str, Value]:
        """What changes where nobody has worked with a lead yet: from that instant on it cools."""
        if not self.get(lead, "unworked"):
            return {}
        return {"unworked": 0, "opened_at": at, "cold_at": self.cold_at(str(self.get(lead, "status")), at)}

    def update(self, lead: int, command: int, seq: int, columns: Mapping[str, Value]) -> list[Any]:
        """Change a lead as a command does, and return the change for the journal, if there is one."""
        state = self._columns[lead]
        different = {n: v for n, v in columns.items() if state.get(n, BEGINNING[n]) != v}
        if not different:
            return []
        before = {name: state.get(name, BEGINNING[name]) for name in (*different, "touched")}
        after = {**different, "touched": command}
        state.update(after)
        if not TOLD.isdisjoint(different):
            self.tell(lead, seq)
        return [["lead", self.ids[lead], before, after]]

    def put(self, connection: sqlite3.Connection) -> None:
        """Write how every lead stands."""
        rows = (
            (*(state.get(name, value) for name, value in BEGINNING.items()), identifier)
            for state, identifier in zip(self._columns, self.ids, strict=True)
        )
        connection.executemany(_STANDING_SQL, rows)
