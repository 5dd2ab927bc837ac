"""Asking in SQL reads and never writes, ends in time, and says what is wrong with a query."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from data.kernel.errors import CockpitError, Refused, UsageError
from data.kernel.store import Store
from data.query.ask import asked
from tests.data.query.conftest import answer, records

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
BEYOND_READING = (
    "delete from lead",
    "update lead set name = 'x'",
    "insert into setting(id, name, value) values(1, 'x', 'y')",
    "with x as (select 1) insert into setting(id, name, value) values(1, 'x', 'y')",
    "with x as (select id from lead) delete from lead where id in x",
    "with x as (select 1) update lead set name = 'x' returning id",
    "with x as (select 1) update sqlite_master set name = 'x'",
    "create table mine(x)",
    "create temp table mine(x)",
    "attach 'other.db' as other",
    "pragma journal_mode = delete",
    "pragma query_only = 0",
    "select * from pragma_journal_mode",
    "select * from pragma_wal_checkpoint",
    "vacuum into 'copy.db'",
    "begin immediate",
    "explain select 1",
    "select load_extension('x')",
    "reindex",
    "select 1; delete from lead",
    "select 1;select 2",
)


@pytest.mark.parametrize("sql", BEYOND_READING)
def test_nothing_but_reading_is_possible(
    demo: Store, sql: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    before = (demo.revision(), demo.select("select count(*), group_concat(name) from lead"))
    with pytest.raises(UsageError):
        answer(demo, sql)
    assert (demo.revision(), demo.select("select count(*), group_concat(name) from lead")) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("", "no query"),
        (" ;\n", "no query"),
        ("-- select 1", "comment"),
        ("/* select 1", "comment"),
        ("select frm leads", "no column frm"),
        ("select * frm leads", "not understood near frm"),
        ("select (", "ends too early"),
        ("select 'abc", "not understood at 'abc"),
        ("select nix(1)", "no function nix"),
        ("select person from activities join day_points using(day)", "several views"),
        ("drop table lead", "only reads"),
        ("select ?", ":day"),
        ("select \udce4", "bytes"),
    ],
)
def test_what_is_wrong_with_a_query_is_said(demo: Store, sql: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        answer(demo, sql)
    assert words in str(refused.value)


def test_a_wrong_name_is_answered_with_the_nearest_and_what_there_is(demo: Store) -> None:
    with pytest.raises(CockpitError) as refused:
        answer(demo, "select * from week_point")
    assert "mean week_points?" in str(refused.value) and "response_times" in str(refused.value)
    with pytest.raises(CockpitError) as refused:
        answer(demo, "select weak from week_points")
    assert "mean week?" in str(refused.value)
    assert (refused.value.code, refused.value.values) == ("query.no_column", {"view": "week_points"})


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from leads;",
        "-- how many?\nselect count(*) /* ; */ from leads -- done;",
        "WITH every AS (SELECT * FROM leads) SELECT count(*) FROM every",
        'select count(*) from (select \';\' as [a;b], "name" as "c;d" from leads)',
    ],
)
def test_whoever_can_read_the_file_may_ask_in_any_way(demo: Store, sql: str) -> None:
    assert answer(demo, sql) == [(150,)]


def test_tables_search_and_json_may_be_read_too(demo: Store) -> None:
    assert answer(demo, "select count(*) from lead") == [(150,)]
    assert answer(demo, "select term from lead_search_terms limit 1")
    assert answer(demo, "select name from pragma_table_info('leads') limit 1") == [("lead_id",)]
    assert answer(demo, "select value from json_each('[1, 2]')") == [(1,), (2,)]


def test_values_are_filled_in_numbers_as_numbers(demo: Store) -> None:
    typed = "select typeof(:a), typeof(:b), typeof(:c), :d"
    values = {"a": "12", "b": "1.50", "c": "007", "d": "x' or 1 = 1 --"}
    assert answer(demo, typed, values) == [("integer", "real", "text", "x' or 1 = 1 --")]


def test_values_that_are_missing_or_too_many_are_named(demo: Store) -> None:
    with pytest.raises(UsageError) as refused:
        answer(demo, "select :since, ':not' -- :nor")
    assert (refused.value.code, refused.value.values) == ("query.no_value", {"name": "since"})
    with pytest.raises(UsageError, match="no place"):
        answer(demo, "select 1", {"since": "x"})


def test_an_answer_that_takes_too_long_ends(demo: Store) -> None:
    with pytest.raises(Refused) as refused:
        answer(demo, ENDLESS, seconds=0.2)
    assert refused.value.code == "query.too_long"


def test_the_keyboard_ends_it_as_anything_else(demo: Store) -> None:
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        answer(demo, ENDLESS)


def test_a_limit_cuts_and_says_so(demo: Store) -> None:
    for limit, is_cut in ((149, True), (150, False), (None, False)):
        with asked(demo, "select name from leads", {}, seconds=30, limit=limit) as found:
            assert len(list(found)) == (limit or 150)
        assert found.is_cut is is_cut


def test_what_is_answered_is_safe_to_show(demo: Store) -> None:
    sql = """select char(27) || '[2J' || char(8238) || 'x' as "a\x1b[2Jb", 1 as same, 2 as same, x'00ff' as bytes"""
    (row,) = records(demo, sql)
    assert row == {"a[2Jb": "[2Jx", "same": 1, "same_2": 2, "bytes": "00ff"}


def test_an_answer_is_of_one_state_and_leaves_the_store_to_others(demo: Store) -> None:
    with asked(demo, "select (select count(*) from leads) from leads", {}, seconds=30) as found:
        assert set(found) == {(150,)}
    assert demo.select("pragma query_only") == [(0,)]
