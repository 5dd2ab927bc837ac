"""The engine of several hosts: what is lost on the way is sent again, and is there once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.kernel.cluster_address import read_address
from data.kernel.cluster_engine import LARGEST_BODY, READ, SURE, WRITE, ClusterEngine
from data.kernel.cluster_nodes import AnotherNode, Answer
from data.kernel.engine import BatchRefused
from data.kernel.errors import StoreError, UsageError
from tests.rqlite_nodes import address, nodes


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one node."""
    with nodes(tmp_path_factory.mktemp("nodes")) as members:
        yield address(members)


@pytest.fixture
def engine(place: str) -> Iterator[ClusterEngine]:
    """An engine with two empty tables."""
    made = ClusterEngine(place)
    made.write(
        [
            ("drop table if exists journal", ()),
            ("drop table if exists sale", ()),
            ("create table journal(seq integer primary key, id integer unique, at integer) strict", ()),
            (
                "create table sale(id integer primary key, name text not null, worth real, note text) strict",
                (),
            ),
        ]
    )
    yield made
    made.close()


def test_a_batch_is_there_as_a_whole_or_not_at_all(engine: ClusterEngine) -> None:
    row = ("insert into sale(id, name) values(?, ?)", (9_123_372_036_854_775_807, "Ünïted [b]"))
    engine.write([row])
    assert engine.select("select id, name, worth from sale where name = :name", {"name": "Ünïted [b]"}) == [
        (9_123_372_036_854_775_807, "Ünïted [b]", None)
    ]
    with pytest.raises(BatchRefused) as refused:
        engine.write([("insert into sale(id, name) values(1, 'one')", ()), row])
    assert (refused.value.reason, refused.value.what) == ("taken", "sale.id")
    assert engine.select("select count(*) from sale") == [(1,)]


@pytest.mark.parametrize("length", [10, 4 * LARGEST_BODY // 100_000])
def test_rows_of_an_import_arrive_in_their_order_at_any_size(engine: ClusterEngine, length: int) -> None:
    rows = [(number, f"{number}\n" + "x" * length, number / 4, None) for number in range(1, 25_001)]
    sql = "insert into sale(id, name, worth, note) values(?, ?, ?, ?)"
    engine.write([*((sql, row) for row in rows), ("update sale set note = '' where id = 7", ())])
    found = engine.select("select id, name, worth, note from sale order by id")
    assert found == [row if row[0] != 7 else (*row[:3], "") for row in rows]
    assert "arriving" not in str(engine.select("select * from journal"))
    with pytest.raises(BatchRefused):
        engine.write([(sql, row) for row in rows])
    if engine.select("select 1 from sqlite_master where name = 'arriving'"):
        assert engine.select("select count(*) from arriving") == [(0,)], "what arrived in vain is left behind"


def test_a_batch_whose_answer_was_lost_is_there_once(
    engine: ClusterEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = engine.nodes._once
    lost = iter([True])

    def losing(path: str, body: bytes, patience: float) -> list[dict[str, object]]:
        results = asked(path, body, patience)
        if next(lost, False):
            raise AnotherNode("the line is dead")
        return results

    monkeypatch.setattr(engine.nodes, "_once", losing)
    engine.write(
        [
            ("insert into journal(id, at) values(?, ?)", (77, 1)),
            ("insert into sale(id, name) values(?, ?)", (1, "one")),
        ]
    )
    assert engine.select("select count(*) from sale") == [(1,)]
    with pytest.raises(BatchRefused):
        engine.write([("insert into journal(id, at) values(?, ?)", (77, 1))])


def test_a_large_batch_whose_answer_was_lost_is_there_once(
    engine: ClusterEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = engine.nodes._once
    lost = iter([True])

    def losing(path: str, body: bytes, patience: float) -> list[dict[str, object]]:
        results = asked(path, body, patience)
        if b"insert into sale" in body and next(lost, False):
            raise AnotherNode("the line is dead")
        return results

    monkeypatch.setattr(engine.nodes, "_once", losing)
    row = "insert into sale(id, name) values(?, ?)"
    engine.write([(row, (number, "x" * 200)) for number in range(1, LARGEST_BODY // 200 + 2)])
    assert next(lost, None) is None
    assert engine.select("select count(*) from sale") == [(LARGEST_BODY // 200 + 1,)]
    assert engine.select("select count(*) from arriving") == [(0,)]


def test_nodes_that_are_at_work_are_waited_for_and_do_it_once(
    engine: ClusterEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.kernel.cluster_nodes._ANSWER", 0.05)
    counted = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000) "
    took: list[bool] = []
    asked = engine.nodes.ask

    def impatient(path: str, statements: list[object], *, work: float = 0.0, patience: float = 0.0) -> Answer:
        del patience
        answer = asked(path, statements, work=work, patience=0.1)
        took.append(answer.is_repeated)
        return answer

    monkeypatch.setattr(engine.nodes, "ask", impatient)
    assert engine.select(f"{counted} select count(*) from n") == [(2_000_000,)]
    engine.write(
        [
            ("insert into journal(id, at) values(?, ?)", (78, 1)),
            (f"{counted} insert into sale(id, name) select max(i), 'slow' from n", ()),
        ]
    )
    assert took == [True, True], "both were late"
    assert engine.select("select id from sale") == [(2_000_000,)]


def test_a_leader_that_is_behind_is_asked_again_through_its_log(
    engine: ClusterEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that has just started says what it has read of its log so far."""
    asked = engine.nodes.ask
    ways: list[str] = []
    behind: list[Answer] = []

    def ask(path: str, statements: list[object], **options: float) -> Answer:
        ways.append(path)
        return behind.pop() if behind and path == READ else asked(path, statements, **options)

    monkeypatch.setattr(engine.nodes, "ask", ask)
    count = "select count(*) from sale"
    assert engine.select(count) == [(0,)]
    engine.write(
        [
            ("insert into journal(id, at) values(?, ?)", (77, 1)),
            ("insert into sale(id, name) values(?, ?)", (1, "one")),
        ]
    )
    behind.append(Answer([{"values": [[0]]}, {"values": [[0]]}], is_repeated=False))
    assert engine.select(count) == [(1,)]
    assert ways == [SURE, WRITE, READ, SURE], "the first read of a session goes through the log as well"
    engine.write([("delete from journal", ()), ("delete from sale", ())])
    ways.clear()
    assert engine.select(count) == engine.select(count) == [(0,)], "what was put back from a backup is older"
    assert ways == [READ, SURE, READ]


@pytest.fixture
def requests(engine: ClusterEngine, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many selects were asked for by each request, the number of the newest command aside."""
    asked = engine.nodes.ask
    found: list[int] = []

    def ask(path: str, statements: list[object], **options: float) -> Answer:
        found.append(len(statements) - 1)
        return asked(path, statements, **options)

    monkeypatch.setattr(engine.nodes, "ask", ask)
    return found


def test_what_is_read_twice_in_one_decision_is_asked_for_once(
    engine: ClusterEngine, requests: list[int]
) -> None:
    named = "select count(*) from sale where name = :name"
    with engine.snapshot():
        for name in ("one", "two", "one"):
            engine.select(named, {"name": name}).clear()
        assert engine.select(named, {"name": "one"}) == [(0,)]
        assert len(requests) == 2
    engine.select(named, {"name": "one"})
    assert len(requests) == 3


def test_what_is_usually_read_together_comes_by_one_request_and_is_as_new(
    engine: ClusterEngine, requests: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.kernel.cluster_engine._QUICK", 60.0)

    def read(at: int) -> list[object]:
        requests.clear()
        with engine.snapshot():
            return [
                engine.select("select count(*) from sale"),
                engine.select("select max(id) from sale where name = ?", ("one",)),
                engine.select("select ? + 1", (at,)),
            ]

    for at in (1, 2):
        assert read(at) == [[(0,)], [(None,)], [(at + 1,)]]
        assert requests == [1, 1, 1]
    engine.write([("insert into sale(id, name) values(?, ?)", (5, "one"))])
    assert read(3) == [[(1,)], [(5,)], [(4,)]]
    assert requests == [2, 1], "what changes from time to time is asked for by itself"
    with engine.snapshot():
        engine.select("select count(*) from sale")
    assert read(4)[1] == [(5,)]
    engine.write([("alter table sale rename column name to title", ())])
    assert engine.select("select count(*) from sale") == [(1,)]
    with engine.snapshot():
        assert engine.select("select count(*) from sale") == [(1,)], (
            "what cannot be answered may not be wanted"
        )
        with pytest.raises(StoreError, match="no such column"):
            engine.select("select max(id) from sale where name = ?", ("one",))


def test_what_takes_long_is_asked_for_only_when_it_is_wanted(
    engine: ClusterEngine, requests: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.kernel.cluster_engine._QUICK", 0.0)
    for _ in range(3):
        requests.clear()
        with engine.snapshot():
            for name in ("one", "two"):
                engine.select("select count(*) from sale where name = ?", (name,))
        assert requests == [1, 1]


@pytest.mark.parametrize(
    ("typed", "hosts"),
    [
        ("rqlite://a:4001,b:4002", "a:4001, b:4002"),
        ("rqlite://a, b:4002/", "a:4001, b:4002"),
        ("rqlite://[::1]:4001", "::1:4001"),
    ],
)
def test_an_address_names_hosts(typed: str, hosts: str) -> None:
    assert read_address(typed).hosts == hosts


@pytest.mark.parametrize(
    "typed", ["rqlite://", "rqlite://a:0", "rqlite://a:b", "rqlite://a@b:1", "rqlite://a?x=1"]
)
def test_an_address_of_nothing_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(UsageError, match="rqlite://host1:4001"):
        read_address(typed)


def test_what_is_no_rqlite_is_named(tmp_path: Path) -> None:
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        engine = ClusterEngine(f"rqlite://127.0.0.1:{server.server_port}")
        with pytest.raises(StoreError, match="is no rqlite") as error:
            engine.select("select 1")
        assert error.value.code == "cluster.foreign"
    finally:
        server.shutdown()
        server.server_close()


def test_nobody_at_the_address_is_said_in_time() -> None:
    engine = ClusterEngine("rqlite://127.0.0.1:1")
    with pytest.raises(StoreError, match=r"No node answers at 127\.0\.0\.1:1 "):
        engine.nodes.ask("/db/query", ["select 1"], patience=0.2)
