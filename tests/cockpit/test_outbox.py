"""A laptop on the train: what is logged while no host of the store answers is kept, and logged once at the desk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pexpect
import pytest

from cockpit.forced import ASKED
from data.begin import begin_store
from data.kernel.errors import Unreachable
from data.kernel.store import Store
from tests.cockpit.conftest import Said, Type
from tests.cockpit.test_app import spawn
from tests.rqlite_nodes import Node, address, nodes, wait_until_ready

KEPT = "kept, waiting to be sent: no node answers   (cockpit outbox)"


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Node]:
    """The one host of a store with Maria; it was reached from here once."""
    with nodes(tmp_path) as (only,):
        place = address([only])
        monkeypatch.setenv("COCKPIT_DB", place)
        begin_store(
            place, 1_795_097_100_000, name="Maria Silva", start="2026-09-07", time_zone="Europe/Lisbon"
        )
        yield only


def test_what_is_logged_on_the_train_is_sent_at_the_desk_each_entry_once(bare: Type, node: Node) -> None:
    assert bare("log", "call").line.startswith("1 call logged, +1   1 / 500")
    node.kill()
    assert bare("log", "call", "-n", "3").line == f"3 calls {KEPT}"
    assert bare("log", "demo", "--at", "mon 16:30").line == f"1 demo on Mon 16 Nov 16:30 {KEPT}"
    assert bare("log", "meeting", "--json").json["waiting"] is True
    assert [entry["summary"] for entry in bare("outbox", "--json").json] == [
        "3 calls",
        "1 demo on Mon 16 Nov 16:30",
        "1 meeting booked",
    ]
    assert bare("undo").line == "taken back: 1 meeting booked, which waited to be sent"
    said = bare("status")
    assert (said.code, said.line) == (1, "no node answers; waiting to be sent: 2 entries")
    assert bare("status", "--json").json == {
        "person": "maria",
        "unreachable": "no node answers",
        "waiting": 2,
    }
    assert bare("log", "nope").code == 2
    assert bare("log", "call", "--lead", " ").code == 2
    node.start()
    wait_until_ready(node)
    said = bare("log", "email")
    assert said.line.startswith("1 e-mail logged, ")
    assert said.err == "cockpit: 2 entries sent, +28\n"
    assert bare("outbox").line == "Nothing waits to be sent."
    assert bare("outbox", "send").line == "Nothing waits to be sent."
    assert sorted(entry["count"] for entry in bare("log", "list", "--week", "this", "--json").json) == [
        1,
        1,
        1,
        3,
    ]


def test_whom_one_talked_to_on_the_train_is_looked_up_at_the_desk(bare: Type, node: Node) -> None:
    bare("leads", "add", "--name", "Ana Costa", "--company", "Acme")
    bare("log", "call")
    node.kill()
    said = bare("log", "call", "--lead", "acme", "--outcome", "No Answer", "--note", "tunnel").line
    assert said == (
        '1 call for "acme": No Answer kept, waiting to be sent; whom it was with is looked up then: no node answers'
        "   (cockpit outbox)"
    )
    assert bare("log", "meeting", "--lead", "acm", "--json").json["summary"] == '1 meeting booked for "acm"'
    assert bare("log", "email", "--lead", "zorro").code == 0
    node.start()
    wait_until_ready(node)
    said_then = bare("outbox", "send")
    assert said_then.out.startswith("2 entries sent, +")
    assert "not taken: 1 e-mail for \"zorro\". No lead matches 'zorro'" in said_then.err
    entries = bare("log", "list", "--week", "this", "--json").json
    told = [(entry["kind"], entry["outcome"], entry["note"]) for entry in entries if entry["lead"]]
    assert sorted(told) == [("call", "no answer", "tunnel"), ("meeting", None, None)]
    assert len({entry["lead"] for entry in entries if entry["lead"]}) == 1


def test_the_screen_opens_on_the_train_and_goes_on_by_itself_at_the_desk(bare: Type, node: Node) -> None:
    bare("log", "call")
    place = os.environ["COCKPIT_DB"]
    node.kill()
    child = spawn(place)
    child.expect("no node answers since")
    child.send("c")
    child.expect("kept, waiting to be sent")
    node.start()
    child.expect("1 entry sent")
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert bare("outbox").line == "Nothing waits to be sent."
    assert bare("status").line.startswith("2/500")


def test_what_the_store_refuses_is_shown_with_its_reason_until_it_is_dropped(bare: Type, node: Node) -> None:
    bare("log", "call")
    node.kill()
    bare("log", "demo")
    node.start()
    wait_until_ready(node)
    assert bare("kinds", "retire", "demo").code == 0
    said = bare("outbox", "send")
    assert said.code == 1
    assert "not taken: 1 demo. " in said.err
    (entry,) = bare("outbox", "--json").json
    assert "retired" in entry["refused"]
    letters = bare("outbox").out.splitlines()[1].split()[0]
    assert bare("log", "call").err == ""
    assert bare("outbox", "drop", letters).line == "dropped: 1 demo; it was not logged"
    assert bare("outbox").line == "Nothing waits to be sent."
    assert "No entry that waits" in bare("outbox", "drop", letters).err


def test_a_store_that_was_never_reached_keeps_nothing(bare: Type, node: Node) -> None:
    node.kill()
    said = bare("log", "call")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("cockpit: No node answers at ")


def test_a_store_in_a_file_has_no_outbox(cockpit: Type) -> None:
    assert cockpit("outbox").line == "Nothing waits to be sent. A store in a file takes entries at once."
    assert cockpit("outbox", "--json").json == []
    assert cockpit("outbox", "send").line == "Nothing waits to be sent."
    assert cockpit("outbox", "drop", "abc").code == 1


def test_over_ssh_each_person_has_an_outbox_of_their_own_on_the_host(
    bare: Type, node: Node, private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = os.environ["COCKPIT_DB"]
    bare("people", "add", "Li Wei", "--start", "2026-09-14")
    bare("log", "call", "--as", "maria")

    def serve(handle: str, command: str) -> Said:
        with pytest.MonkeyPatch.context() as patch:
            for name in os.environ:
                patch.setenv(name, os.environ[name])  # a forced session takes most of it away
            patch.setenv(ASKED, command)
            return bare("serve", "--db", place, "--as", handle)

    def lost(*_: object, **__: object) -> NoReturn:
        raise Unreachable("Nobody.", why="no node answers", may_be_written=False)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "apply", lost)
        assert serve("li", "log call -n 2").out.startswith("2 calls kept, waiting to be sent")
        assert serve("maria", "log call -n 5").out.startswith("5 calls kept, waiting to be sent")
    files = list(private_home.rglob("*.outbox"))
    assert len({file.parent for file in files if file.stat().st_size}) == 2
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)
    assert bare("outbox", "--as", "maria").line == "Nothing waits to be sent.", "on the host itself"
    assert [one["summary"] for one in serve("li", "outbox --json").json] == ["2 calls"]
    assert serve("li", "outbox send").line.startswith("1 entry sent")
    assert [one["summary"] for one in serve("maria", "outbox --json").json] == ["5 calls"]
    node.kill()
    said = serve("li", "log call")
    assert (said.code, said.out) == (1, "")
    assert (
        said.err == "cockpit: Whether you may come in cannot be asked: no node answers. Nothing was done.\n"
    )
