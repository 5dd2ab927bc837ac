"""What every table of the store keeps to, and that one list of statements makes it."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import pytest
from sqlite_utils import Database

from data import schema
from data.demo.store import write_demo
from data.kernel.ids import IdMaker
from data.kernel.sqlite import sqlite3
from data.schema.steps import step_statements
from tests.data.leads.house import moment
from tests.data.schema import stored

NOW = moment(17)


def test_every_table_is_strict_and_holds_no_bytes(database: Database) -> None:
    """A replicated engine takes numbers and text; a table that is not strict takes anything."""
    tables = [table for table in database.tables if "_search" not in table.name]
    assert len(tables) > 15
    assert [table.name for table in tables if not table.strict] == []
    assert {column.type for table in tables for column in table.columns} == {"INTEGER", "TEXT"}


def test_a_company_can_add_to_every_list(database: Database) -> None:
    """Only roles are the program's own, as rights depend on them; ``guard`` holds nothing."""
    assert {table.name for table in database.tables if table.checks} == {"person", "guard"}
    database.table("choice").insert({"id": 1, "list": "mood", "name": "sunny"})
    database.table("match_key").insert(
        {"id": 2, "record_table": "deal", "record_id": 3, "kind": "number", "value": "7"}
    )


def test_an_import_map_is_of_the_company_or_of_one_person(database: Database) -> None:
    maps = database.table("import_map")
    for identifier, owner in ((1, None), (2, 5), (3, 6)):
        maps.insert({"id": identifier, "noun": "lead", "name": "hubspot", "owner_id": owner, "columns": "{}"})
    for owner in (None, 5):
        with pytest.raises(sqlite3.IntegrityError):
            maps.insert({"id": 4, "noun": "lead", "name": "hubspot", "owner_id": owner, "columns": "{}"})


def test_every_reference_of_a_whole_company_leads_somewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing enforces references while rows are written, so that rows of a long history are held against them."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    write_demo(str(path), {"reps": 3, "activities": 1_000, "leads": 60}, 7, NOW)
    assert stored.rows(path, "pragma foreign_key_check") == []
    assert len(stored.rows(path, "select * from pragma_foreign_key_list('lead')")) == 3


def test_nobody_waits_for_the_library_who_makes_no_store() -> None:
    """Importing it takes a third of a second; the app and an open demo know how to begin a store, too."""
    words = "import sys, cockpit.app, data.begin, data.demo.store, data.kernel.store; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert "data.schema.migrate" in done.stdout.split()
    assert "sqlite_utils" not in done.stdout.split()


def test_a_step_writes_no_values_but_as_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that ``build`` wrote would be the scratch database's alone: no engine would be handed it."""

    def build(database: Database) -> None:
        database.table("setting").insert({"id": 1, "name": "mood", "value": "sunny"})

    monkeypatch.setitem(sys.modules, "careless_step", SimpleNamespace(build=build))
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "careless_step"))
    with pytest.raises(ValueError, match="seeds"):
        step_statements(schema.VERSION + 1, IdMaker(), NOW)
