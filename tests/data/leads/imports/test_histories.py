"""Any history of imports, merges, corrections, undo and redo: nothing fails, and nothing typed is lost."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from data.imports.plan import Plan
from data.kernel.errors import Refused
from data.leads.commands import EditLead
from data.leads.lead import Lead
from data.leads.merge import MergeLeads
from data.opening import open_store
from data.records.custom_fields import custom_fields
from data.records.lines import labelled
from tests.data.leads.imports.conftest import Desk

FILES = (
    """Id,Name,Email,Phone,Title,Tags
A1,Ana Costa,ana@acme.example,+351 210 000 111,CFO,vip
B1,Ana Costa,ana.costa@mail.example,,,
C1,Carl Cruz,carl@c.example,555 010 0100,Boss,
""",
    """Id,Name,Email,Phone,Title,Tags
B1,ANA COSTA,ana.costa@mail.example,+351 210 000 222,CEO,gold
A1,Ana Costa,ana@acme.example,+351 210 000 999,COO,
D1,Dina Dorn,dina@d.example,,,
""",
    """Name,Email,Phone,Company,Notes
Ana Costa,ana@acme.example,+351 210 000 333,Acme,first
A. Costa,ana@acme.example,+351 210 000 444,Acme Lda,second
Carl Cruz,carl@c.example,,Cruz & Co,third
Carl Cruz,,555 010 0100,,fourth
""",
    """Lead ID,Name,Email,Website,Shoe
LD-001,Ana Costa,ana@acme.example,a.example,41
LD-002,Carl Cruz,carl@c.example,c.example,42
""",
    """Lead ID,Name,Email,Website,Shoe
LD-001,Eve Poe,eve@e.example,e.example,43
LD-002,Carl Cruz,carl@cruz.example,d.example,44
""",
    """Name,Company,Phone
Ana Costa,Acme,
Dina Dorn,,+49 30 1234567
Carl Cruz,Cruz & Co,555 010 0100
""",
)
TYPED = (
    {"phones": "+351 910 000 001"},
    {"phones": "+351 910 000 001\n+351 210 000 111"},
    {"emails": "own@own.example"},
    {"emails": "own@own.example\nana@acme.example"},
    {"title": "Own Title"},
    {"company": "Own Company"},
    {"notes": "own words"},
    {"tags": "own"},
    {"links": "own.example"},
    {"custom": '{"Shoe": "own"}'},
    {"custom": '{"Shoe": "own", "Company": "own"}'},
)
Typed = dict[int, set[tuple[str, str]]]
"""What was typed and stands, by lead: column and value."""


def held(lead: Lead, column: str) -> set[str]:
    """The values of a column of a lead."""
    text = str(getattr(lead, column))
    if column == "custom":
        return {f"{name}={value}" for name, value in custom_fields(text).items()}
    if column in ("phones", "emails", "links"):
        return {value for _, value in labelled(text)}
    return set(text.split("\n\n" if column == "notes" else ", ")) if column in ("notes", "tags") else {text}


class History:
    """A store, what was typed in it, and what undo and redo would bring back of that."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.typed: Typed = {}
        self.undone: list[Typed] = []
        self.done: list[Typed] = []

    def apply(self, command: Any, **payload: Any) -> bool:
        """Apply a command of the admin's; tells whether it was refused."""
        before = deepcopy(self.typed)
        try:
            self.desk.do(command, self.desk.admin, **payload)
        except Refused as refused:
            note(f"refused: {refused}")
            return False
        self.done.append(before)
        self.undone.clear()
        return True

    @property
    def seen(self) -> list[Lead]:
        """The leads that are not merged."""
        return [lead for lead in self.desk.leads() if lead.merged_into is None]

    def bring(self, number: int) -> None:
        """Import a file; each of its rows is accounted for once, and the same file again says nothing new."""
        before, names = deepcopy(self.typed), {lead.id: lead.name for lead in self.seen}
        plan = self.desk.plan(FILES[number], self.desk.admin)
        self.account_for(plan)
        if not plan.found.is_empty:
            self.desk.carry_out(plan, self.desk.admin)
            self.done.append(before)
            self.undone.clear()
        again = self.desk.plan(FILES[number], self.desk.admin)
        assert again.found.is_empty, (again.found.updates, again.found.new)
        for lead in self.seen:
            name = names.get(lead.id, lead.name)
            assert name == lead.name or name.casefold() != lead.name.casefold()

    def account_for(self, plan: Plan[Any]) -> None:
        """Whatever becomes of them, all rows are told, and none twice."""
        numbers = [left.number for left in plan.left] + [draft.number for draft in plan.drafts]
        left = {left.number for left in plan.found.left}
        told = sorted(number for number in numbers if number not in left) + sorted(left)
        assert sorted(told) == list(range(2, plan.table.count + 2))
        assert sum(plan.counts().values()) == plan.table.count

    def edit(self, place: int, columns: dict[str, str]) -> None:
        """Type something into one of the leads."""
        leads = self.seen
        if not leads:
            return
        lead = leads[place % len(leads)]
        if self.apply(EditLead, lead_id=lead.id, columns=columns):
            (column,) = columns
            there = {(column, value) for value in held(lead, column)}
            stands = {(column, value) for value in held(self.desk.lead(lead.id), column)}
            typed = self.typed.get(lead.id, set())
            others = {one for one in typed if one[0] != column}
            self.typed[lead.id] = others | (typed & stands) | (stands - there)

    def merge(self, keep: int, other: int) -> None:
        """Merge two of the leads; what was typed in either and stands in the kept one is to stay."""
        leads = self.seen
        if len(leads) < 2:
            return
        kept, gone = leads[keep % len(leads)].id, leads[other % len(leads)].id
        if kept != gone and self.apply(MergeLeads, keep=kept, others=(gone,)):
            both = self.typed.get(kept, set()) | self.typed.get(gone, set())
            lead = self.desk.lead(kept)
            self.typed[kept] = {(column, value) for column, value in both if value in held(lead, column)}
            self.typed.pop(gone, None)

    def undo(self) -> None:
        """Take the last step back, where there is one."""
        if self.done:
            self.desk.undo(self.desk.admin)
            self.undone.append(self.typed)
            self.typed = self.done.pop()

    def redo(self) -> None:
        """Bring it back, where there is something to bring back."""
        if self.undone:
            self.desk.redo(self.desk.admin)
            self.done.append(self.typed)
            self.typed = self.undone.pop()

    def check(self) -> None:
        """All that was typed stands in a lead that is seen, and no key of a source leads to two of them."""
        leads = {lead.id: lead for lead in self.seen}
        for identifier, typed in self.typed.items():
            if identifier in leads:
                missing = [one for one in typed if one[1] not in held(leads[identifier], one[0])]
                assert not missing, (missing, leads[identifier])


Step = tuple[Callable[..., None], tuple[Any, ...]]
_PLACES = st.integers(0, 3)


def _step(what: Callable[..., None], *made: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(what), st.tuples(*made))


_BRING = _step(History.bring, st.integers(0, len(FILES) - 1))
STEPS = st.one_of(
    *(_BRING, _BRING, _step(History.edit, _PLACES, st.sampled_from(TYPED))),
    *(_step(History.merge, _PLACES, _PLACES), _step(History.undo), _step(History.redo)),
)


@pytest.fixture(scope="module")
def began() -> Iterator[Desk]:
    """A store to begin with, at rest."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.rows("select 1")
        desk.store.close()
        yield desk


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=4, max_size=12))
def test_no_history_fails_or_loses_what_was_typed(began: Desk, steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cockpit.db"
        shutil.copy(began.folder / "cockpit.db", path)
        began.store = open_store(str(path))
        history = History(began)
        try:
            for what, made in steps:
                began.now += 60_000
                what(history, *made)
                history.check()
        finally:
            began.store.close()
