"""A store that several hosts keep, on the command line: the same verbs, a move there and back, and what cannot be."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.kernel.cluster_engine import WRITE, ClusterEngine
from data.kernel.cluster_nodes import AnotherNode, Nodes
from data.kernel.errors import StoreError
from data.opening import open_store
from tests.cockpit.conftest import Type
from tests.rqlite_nodes import Node, address, nodes, wait_until_ready

COUNTED = "select sum(count) from activities"
PASSWORDS = [
    {"username": "cockpit", "password": "a b:c", "perms": ["all"]},
    {"username": "*", "perms": ["ready"]},
]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[str]:
    """The address of a node that keeps nothing yet."""
    folder = tmp_path / "nodes"
    folder.mkdir()
    with nodes(folder) as members:
        yield address(members)


def test_a_store_goes_to_the_hosts_and_comes_back_whole_and_takes_nothing_where_it_was_left(
    cockpit: Type, place: str, tmp_path: Path
) -> None:
    cockpit("log", "call", "-n", "3")
    before = cockpit("export", "--format", "json").out
    moved = json.loads(cockpit("move", "--to", place, "--yes", "--json").out)
    assert moved["tables"] > 40 and moved["rows"] > 100
    left = cockpit("log", "call")
    assert left.code == 1 and "has moved to" in left.err and place in left.err
    assert cockpit("--db", place, "export", "--format", "json").out == before
    assert "cannot" not in cockpit("--db", place, "log", "call", "-n", "2").err
    assert cockpit("--db", place, "undo").code == 0
    assert (
        cockpit("--db", place, "query", "select sum(count) from activities", "--format", "csv").out.split()[
            -1
        ]
        == "3"
    )
    assert cockpit("--db", place, "doctor").code == 0
    assert cockpit("move", "--to", place, "--yes").code == 1, "twice"
    back = str(tmp_path / "back.db")
    assert cockpit("--db", place, "move", "--to", back, "--yes").code == 0
    assert cockpit("--db", back, "export", "--format", "json").out == before
    assert cockpit("--db", place, "log", "call").code == 1
    assert cockpit("--db", place, "move", "--stay").code == 0
    assert cockpit("--db", place, "log", "call").code == 0


def test_a_move_that_was_broken_off_is_taken_up_or_given_up(
    cockpit: Type, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(engine: ClusterEngine, path: str) -> None:
        raise StoreError("The line is dead.")

    with monkeypatch.context() as patch:
        patch.setattr("data.backup.moving.load", break_off)
        assert cockpit("move", "--to", place, "--yes").code == 1
    assert "on its way" in cockpit("log", "call").err
    assert cockpit("--db", place, "status").code == 1
    assert "being moved to" in cockpit("move", "--to", "rqlite://127.0.0.1:1", "--yes").err
    assert cockpit("move", "--stay").code == 0
    assert cockpit("log", "call").code == 0
    assert cockpit("move", "--to", place, "--yes").code == 0
    assert cockpit("--db", place, "log", "call").code == 0


def test_a_store_is_begun_on_the_hosts_and_never_a_second_one(cockpit: Type, place: str) -> None:
    begun = ("--db", place, "init", "--name", "Ana Second", "--start", "2026-09-07")
    assert cockpit("--db", place, "status").code == 1
    assert cockpit(*begun).code == 0
    assert cockpit("--db", place, "log", "call").code == 0
    again = cockpit(*begun)
    assert again.code == 1 and "already" in again.err
    assert "already" in cockpit("move", "--to", place, "--yes").err
    assert cockpit("log", "call").code == 0, "nothing was half done"


def test_a_beginning_or_a_move_whose_answer_was_lost_is_done_once(
    cockpit: Type, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A busy node answers late; the same is sent again."""
    asked = Nodes._once
    lost: list[str] = []

    def losing(nodes: Nodes, path: str, body: bytes, patience: float) -> list[dict[str, object]]:
        results = asked(nodes, path, body, patience)
        if path == WRITE and not lost:
            lost.append(path)
            raise AnotherNode("the line is dead")
        return results

    monkeypatch.setattr(Nodes, "_once", losing)
    begun = ("--db", place, "init", "--name", "Ana Second", "--start", "2026-09-07")
    assert cockpit(*begun).code == 0 and lost
    assert cockpit("--db", place, "log", "call", "-n", "3").code == 0
    lost.clear()
    back = str(tmp_path / "back.db")
    assert cockpit("--db", place, "move", "--to", back, "--yes").code == 0 and lost
    assert cockpit("--db", back, "status").out.startswith("3/")
    assert cockpit(*begun).code == 1, "another one is not begun"


def test_a_copy_of_the_hosts_is_a_store_like_any_other(cockpit: Type, place: str, tmp_path: Path) -> None:
    cockpit("log", "call", "-n", "4")
    cockpit("move", "--to", place, "--yes")
    copy = tmp_path / "copy.db"
    assert cockpit("--db", place, "backup", str(copy)).code == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    open_store(str(copy)).close()
    assert cockpit("--db", str(copy), "status").out.startswith("4/")
    assert cockpit("--db", place, "backup", str(copy)).code == 1
    assert cockpit("--db", place, "backup", "--list").code == 1


def test_a_backup_is_put_back_on_the_hosts_and_what_was_there_is_kept(
    cockpit: Type, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cockpit("log", "call", "-n", "4")
    copy = str(tmp_path / "copy.db")
    cockpit("backup", copy)
    assert cockpit("--db", place, "restore", copy, "--yes").code == 0, "on hosts that keep nothing"
    cockpit("--db", place, "log", "call", "-n", "2")
    previewed = cockpit("--db", place, "restore", copy, "--dry-run")
    assert "Would be lost: 1 step" in previewed.out and "Maria Silva: 2 calls" in previewed.out
    assert cockpit("--db", place, "restore", copy).code == 1, "nobody agreed"
    assert cockpit("--db", place, "status").out.startswith("6/")
    done = json.loads(cockpit("--db", place, "restore", copy, "--yes", "--json").out)
    assert cockpit("--db", place, "status").out.startswith("4/")
    assert cockpit("--db", place, "log", "call").code == 0
    assert cockpit("--db", done["kept_as"], "status").out.startswith("6/")


def test_a_restore_that_fails_on_the_way_leaves_the_hosts_as_they_were(
    cockpit: Type, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(engine: ClusterEngine, path: str) -> None:
        raise StoreError("The line is dead.")

    monkeypatch.chdir(tmp_path)
    copy = str(tmp_path / "copy.db")
    cockpit("backup", copy)
    cockpit("move", "--to", place, "--yes")
    cockpit("--db", place, "log", "call", "-n", "2")
    with monkeypatch.context() as patch:
        patch.setattr("data.backup.moving.load", break_off)
        assert cockpit("--db", place, "restore", copy, "--yes").code == 1
    assert cockpit("--db", place, "status").out.startswith("2/")
    assert cockpit("--db", place, "log", "call").code == 0


def test_a_node_of_another_store_is_left_alone(cockpit: Type, place: str, tmp_path: Path) -> None:
    init = ("init", "--name", "Ana", "--start", "2026-09-07")
    cockpit("--db", place, *init)
    folder = tmp_path / "others"
    folder.mkdir()
    with nodes(folder) as others:
        cockpit("--db", address(others), *init)
        both = f"{place},{others[0].http}"
        said = cockpit("--db", both, "doctor")
        assert said.code == 1 and f"{others[0].http} keeps another store" in said.out
        store = open_store(both)
        assert isinstance(store.engine, ClusterEngine)
        store.engine.nodes._turn()
        with pytest.raises(StoreError, match="keeps another store") as refused:
            store.engine.write([("delete from person", ())])
        assert refused.value.code == "cluster.another"
        store.close()
        assert cockpit("--db", address(others), "log", "call").code == 0, "the person is still there"


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Node]:
    """A node that asks for a name and a password."""
    folder = tmp_path / "guarded"
    folder.mkdir()
    (folder / "auth.json").write_text(json.dumps(PASSWORDS))
    with nodes(folder, options=("-auth", str(folder / "auth.json"))) as members:
        yield members[0]


def test_a_wrong_password_is_told_and_the_right_one_lets_in(
    cockpit: Type, guarded: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = f"rqlite://{guarded.http}?user=cockpit"
    init = ("--db", place, "init", "--name", "Ana", "--start", "2026-09-07")
    refused = cockpit(*init)
    assert refused.code == 1 and "refuses this user or password" in refused.err
    monkeypatch.setenv("COCKPIT_PASSWORD", "a b:c")
    assert cockpit(*init).code == 0
    shown = cockpit("--db", place, "settings")
    assert "a b:c" not in shown.out and "(set)" in shown.out


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 that signs itself, and its key."""
    made, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
            ),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(made)),
        ],
        check=True,
        capture_output=True,
    )
    return made, key


def test_a_certificate_that_does_not_fit_is_told(cockpit: Type, tmp_path: Path) -> None:
    right, key = certificate(tmp_path, "right")
    wrong, _ = certificate(tmp_path, "wrong")
    node = Node(tmp_path, 1, options=("-http-cert", str(right), "-http-key", str(key)))
    try:
        node.start()
        wait_until_ready(node, ca=right)
        init = ("init", "--name", "Ana", "--start", "2026-09-07")
        refused = cockpit("--db", f"rqlite://{node.http}?ca={wrong}", *init)
        assert refused.code == 1 and "does not fit" in refused.err
        assert "Cannot read the certificates" in cockpit("--db", f"rqlite://{node.http}?ca={key}", *init).err
        assert cockpit("--db", f"rqlite://{node.http}?ca={right}", *init).code == 0
    finally:
        node.kill()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda engine: engine.write([("update store_version set version = 900", ())]), "newer Cockpit"),
        (lambda engine: engine.write([("drop table store_version", ())]), "no store"),
    ],
)
def test_a_store_of_another_program_is_left_alone(
    cockpit: Type, place: str, spoil: Callable[[ClusterEngine], None], words: str
) -> None:
    cockpit("--db", place, "init", "--name", "Ana", "--start", "2026-09-07")
    engine = ClusterEngine(place)
    spoil(engine)
    engine.close()
    refused = cockpit("--db", place, "log", "call")
    assert refused.code == 1 and words in refused.err
