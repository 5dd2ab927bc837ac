"""What is said once of a noun's fields is what the store holds: else a value is stored and neither found nor told."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from data.kernel.store import Store
from data.leads.fields import TOGGLES
from data.nouns import NOUNS, named
from data.records.fields import Records
from tests.data.leads.house import House

ROWS: Mapping[str, type[NamedTuple]] = {
    name: named(table.row) for name, table in NOUNS.tables().items() if table.row
}
UNTYPED = {
    **dict.fromkeys(
        ("journal", "guard", "store_version", "search_rests", "reference_place"), "the store's own"
    ),
    **dict.fromkeys(
        ("tally", "deal_tally", "stage_tally", "record_event", "lead_qualified"), "triggers write them"
    ),
    "kpi_value": "one command writes them as a whole",
}
"""Tables whose rows have no type, and why."""
LISTED: tuple[Records, ...] = tuple(named(name) for noun in NOUNS.all for name in noun.records)

EVERY_TABLES = {"id", "batch_id", "touched"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return House(Path(tmp_path_factory.mktemp("fields"))).store


def columns(store: Store, table: str) -> dict[str, Any]:
    """The columns of a table, and what stands in each where nothing is written."""
    rows = store.select(f"select name, dflt_value from pragma_table_info('{table}')")
    return dict(rows)


def watched(store: Store, trigger: str) -> set[str]:
    """The columns whose changes a trigger follows; none where there is no such trigger."""
    rows = store.select("select sql from sqlite_master where type = 'trigger' and name = ?", (trigger,))
    found = re.search(r"after update of (.*?)\s+on ", rows[0][0], re.S) if rows else None
    return set(re.findall(r"\w+", found[1])) if found else set()


def test_every_table_has_typed_rows() -> None:
    assert {*NOUNS.tables()} == {*ROWS, *UNTYPED}


@pytest.mark.parametrize("table", ROWS)
def test_a_typed_row_has_the_columns_of_its_table(store: Store, table: str) -> None:
    assert set(ROWS[table]._fields) == set(columns(store, table))


@pytest.mark.parametrize("table", ROWS)
def test_a_new_row_is_what_the_table_makes_of_nothing(store: Store, table: str) -> None:
    given = ROWS[table]._field_defaults
    for column, default in columns(store, table).items():
        if default is not None:
            assert given[column] == (int(default) if default.isdigit() else default.strip("'")), column


@pytest.mark.parametrize("records", LISTED, ids=lambda records: records.table)
def test_every_column_is_a_field_or_said_to_be_none(store: Store, records: Records) -> None:
    fields = [field.column for field in records.fields]
    assert len(set(fields)) == len(fields)
    none = EVERY_TABLES | set(records.unsaid)
    assert {*fields, *none} == set(columns(store, records.table))
    assert not none & set(fields)


@pytest.mark.parametrize("records", LISTED, ids=lambda records: records.table)
def test_what_is_searched_and_told_is_what_the_store_follows(store: Store, records: Records) -> None:
    assert set(records.searched) == watched(store, f"{records.search_table}_changed")
    told = {field.column for field in records.told}
    assert told == watched(store, f"{records.table}_recorded") - {"merged_into"}


@pytest.mark.parametrize("records", LISTED, ids=lambda records: records.table)
def test_what_a_field_names_is_there(records: Records) -> None:
    names = {field.column for field in records.fields}
    assert set(records.named) <= names
    assert {field.along for field in records.fields} <= names | {""}
    assert all(field.label for field in records.fields)


@pytest.mark.parametrize("records", LISTED, ids=lambda records: records.table)
def test_nothing_of_a_record_is_left_out_of_exports(records: Records) -> None:
    left_out = {field.column for field in records.fields} - {
        field.column for field in records.headed.values()
    }
    assert left_out <= {"custom", "company_key"}, "added fields have columns of their own, companies a name"
    assert len({heading.casefold() for heading in records.headed}) == len(records.headed)


@pytest.mark.parametrize("records", LISTED, ids=lambda records: records.table)
def test_what_goes_out_of_a_record_comes_in_again(records: Records) -> None:
    comes = {*records.imported_by("any file"), *records.imported_by("own export"), "source_key"}
    assert {field.column for field in records.headed.values()} <= comes


def test_the_questions_of_qualifying_are_the_trades() -> None:
    assert [*TOGGLES.values()] == ["budget", "need", "authority", "timing", "willing to meet"]
