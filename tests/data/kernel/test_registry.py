"""What the nouns declare is complete: forgetting a table, a command or a reference fails here and not with a user."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from data.nouns import NOUNS, ROOMS, named
from data.people.rights import check
from tests.data.kernel.every_command import BACK_AND_FORTH, MAKERS
from tests.data.leads.house import House

DATA = Path(__file__).parents[3] / "data"
REFERS = ("_id", "_by", "_into", "_a", "_b")
"""How columns end that name rows of other tables."""
NAMES_NO_ROW = {("journal", "batch_id"), ("message", "id")}


def test_every_class_of_commands_is_listed_by_its_noun() -> None:
    declared = {
        f"{'.'.join(path.relative_to(DATA.parent).with_suffix('').parts)}:{node.name}"
        for path in DATA.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(
            isinstance(d, ast.Call) and getattr(d.func, "id", "") == "command" for d in node.decorator_list
        )
    }
    listed = [name for noun in NOUNS.all for name in noun.commands]
    assert declared == set(listed)
    assert [name for name, count in Counter(listed).items() if count > 1] == []
    assert len(NOUNS.facts()) == len(listed), "two commands of one name"


def test_every_command_has_a_name_of_its_noun_and_a_maker_for_the_tests_of_rights_and_undo() -> None:
    assert {name for name in NOUNS.facts() if name.count(".") != 1} == set()
    assert set(MAKERS) | BACK_AND_FORTH == set(NOUNS.facts())


def test_every_table_is_declared(house: House) -> None:
    rows = house.rows(
        "select name from sqlite_master where type = 'table' and name not like '%search%' and name not like 'sqlite%'"
    )
    stored = {name for (name,) in rows} | {"search_rests"}
    assert stored == set(NOUNS.tables())


def test_every_column_that_names_another_row_is_declared(house: House) -> None:
    undeclared = []
    for name, table in NOUNS.tables().items():
        columns = {row[1] for row in house.rows(f"select * from pragma_table_info('{name}')")}
        declared = {reference.column for reference in table.references} | {"batch_id"}
        assert {reference.column for reference in table.references} <= columns, name
        undeclared += [(name, column) for column in columns - declared if column.endswith(REFERS)]
        assert table.keeps_batch == ("batch_id" in columns), name
        assert not table.owner or table.owner in columns, name
        assert not table.search or house.rows(f"select count(*) from {table.search}"), name
    assert undeclared == []


def test_what_a_declaration_names_is_there() -> None:
    tables = set(NOUNS.tables())
    below: set[str] = set()
    for noun in NOUNS.all:
        assert set(noun.hooks) <= below, "a noun waits for what happens in one below it"
        below |= set(noun.happenings)
        said = filter(None, (noun.strip, noun.stands_fast, noun.demo))
        for name in (*noun.hooks.values(), *noun.finds, *said):
            assert callable(named(name))
        for table in noun.tables:
            assert {r.table for r in table.references if r.table} <= tables


def test_a_command_of_nobody_knows_whose_records_is_refused_to_everybody(house: House) -> None:
    with pytest.raises(Exception, match="not said whose"):
        check(house.store, house.admin, "reach", ())


def test_a_declaration_costs_the_quick_commands_nothing_but_itself() -> None:
    for room in ROOMS:
        tree = ast.parse((DATA / room / "noun.py").read_text(encoding="utf-8"))
        modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert modules <= {"data.kernel.nouns", "data.kernel.tables"}, room
