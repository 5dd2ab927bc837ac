"""What a key over SSH can make this host do without a terminal: a short list of commands, and nothing else."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ssh.conftest import Host
from tests.sshd import processes_of, wait_for_end_of


@pytest.fixture(scope="module")
def line(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Maria's line to the host, kept open: each command is a session of its own on it."""
    path = tmp_path_factory.mktemp("line") / "line"
    master = subprocess.Popen(
        host.sshd.ssh(host.keys["maria"], before=("-N",), ControlMaster="yes", ControlPath=str(path)),
        stdin=subprocess.DEVNULL,
    )
    while not path.exists() and master.poll() is None:
        time.sleep(0.02)
    yield path
    master.terminate()
    master.wait()


def ask(host: Host, line: Path, *words: str, sent: bytes = b"") -> tuple[int, str, str]:
    """Ask for something on the open line; returns the exit code and what was said."""
    done = host.sshd.run(host.keys["maria"], *words, sent=sent, ControlPath=str(line))
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_what_is_on_the_list_is_done_for_whose_key_it_is(host: Host, line: Path) -> None:
    before = host.calls("maria")
    code, out, _ = ask(host, line, "log call -n 3 --note 'two words; and $HOME' --json")
    assert (code, json.loads(out)["points"]) == (0, 3)
    assert host.calls("maria") == before + 3
    note = "select note from activity order by id desc limit 1"
    assert host.store.select(note) == [("two words; and $HOME",)]
    assert json.loads(ask(host, line, "status", "--json")[1])["person"] == "maria"
    assert "Maria Silva" in ask(host, line, "week")[1]
    rows = ask(host, line, "export --week this --format csv")[1].splitlines()
    assert "two words; and $HOME" in rows[-1]
    assert ask(host, line, "undo --yes")[0] == 0
    assert host.calls("maria") == before
    assert ask(host, line, "redo --yes")[1].startswith("redone: 3 calls")
    assert host.calls("maria") == before + 3


def test_leads_come_in_by_the_standard_input(host: Host, line: Path) -> None:
    file = b"Name,Email\nAna Costa,ana@acme.example\n"
    code, out, err = ask(host, line, "leads import - --yes", sent=file)
    assert (code, err) == (0, "")
    assert "imported 1 lead" in out
    rows = host.store.select("select lead.name, handle from lead join person on person.id = owner_id")
    assert rows == [("Ana Costa", "maria")]


def test_a_file_whose_sender_is_cut_off_is_not_taken_for_a_whole_one(host: Host) -> None:
    before = host.commands
    with subprocess.Popen(
        host.sshd.ssh(host.keys["bob"], "leads import - --yes"),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as client:
        assert client.stdin is not None
        client.stdin.write(b"Name,Email\nHalf Done,half@acme.example\nThe Rest,")
        client.stdin.flush()
        while not processes_of(["serve", host.path, "bob"]):
            time.sleep(0.02)
        client.kill()
    assert wait_for_end_of(["serve", host.path, "bob"]) == []
    assert host.commands == before


ATTACKS = [
    "/bin/sh -i",
    "log call; touch {marker}",
    "log $(touch {marker})",
    "status > {marker}",
    "log call --as bob",
    "status --db /etc/passwd",
    "serve --as bob",
    "log call --note 'not closed",
    "log call\ntouch {marker}",
    "export --out={marker}",
    "leads import {passwd} --yes",
    "undo; touch {marker}",
    "redo --as bob",
    "redo --db /etc/passwd",
    "export --to {marker}",
    "review --out {marker}",
    "review sign bob",
    "review return bob --reason x",
    "review adjust bob --points 5 --reason x",
    "review answer bob x",
    "week --of bob",
    "export --of bob",
    "export --team",
]
"""What somebody tries who has a key and no good in mind; more of it: ``tests/cockpit/test_serve.py``."""


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda text: text[:24].encode("unicode_escape").decode())
def test_whatever_else_is_asked_for_is_refused_in_a_sentence(
    host: Host, line: Path, tmp_path: Path, attack: str
) -> None:
    marker, before = tmp_path / "marker", host.commands
    code, out, err = ask(host, line, attack.format(marker=marker, passwd="/etc/passwd"))
    assert code in (1, 2)
    assert out == ""
    assert err.startswith("cockpit: ")
    assert "Traceback" not in err
    assert "root:" not in err
    assert not marker.exists()
    assert host.commands == before


def test_the_environment_of_the_client_changes_nothing(host: Host, tmp_path: Path) -> None:
    evil = tmp_path / "evil"
    evil.mkdir()
    for name in ("sitecustomize", "usercustomize", "data"):
        (evil / f"{name}.py").write_text(f"open({str(tmp_path / 'imported')!r}, 'w')")
    said = {
        "COCKPIT_AS": "bob", "COCKPIT_DB": str(tmp_path / "else.db"), "COCKPIT_NOW": "2020-01-01T00:00+00:00",
        "PYTHONPATH": str(evil), "PYTHONSTARTUP": str(evil / "data.py"), "PYTHONINSPECT": "1",
        "XDG_CONFIG_HOME": str(evil), "XDG_STATE_HOME": str(evil), "TMPDIR": str(evil),
        "TEXTUAL_LOG": str(tmp_path / "log"), "EDITOR": "sh", "PAGER": "sh", "LANG": "../../evil",
    }  # fmt: skip
    setting = " ".join(f"{name}={value}" for name, value in said.items())
    done = host.sshd.run(host.keys["maria"], "status", "--json", SetEnv=setting)
    assert (done.returncode, done.stderr) == (0, b"")
    answer = json.loads(done.stdout)
    assert answer["person"] == "maria"
    assert not answer["monday"].startswith("2020")
    assert sorted(os.listdir(tmp_path)) == ["evil"]


def test_without_a_terminal_and_a_command_the_week_is_told(host: Host, line: Path) -> None:
    code, out, err = ask(host, line)
    assert (code, err) == (0, "")
    assert "Maria Silva" in out
    assert "\x1b" not in out


def test_no_file_goes_either_way(host: Host, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    options = [*host.sshd.options(host.keys["maria"])]
    for program in (
        ["scp", *options, str(tmp_path / "mine"), f"127.0.0.1:{tmp_path}/theirs"],
        ["scp", "-O", *options, str(tmp_path / "mine"), f"127.0.0.1:{tmp_path}/theirs"],
        ["scp", "-O", *options, "127.0.0.1:/etc/passwd", str(tmp_path)],
        ["sftp", *options, "127.0.0.1:/etc/passwd", str(tmp_path)],
    ):
        done = subprocess.run(program, capture_output=True, timeout=60, check=False)
        assert done.returncode != 0
        assert os.listdir(tmp_path) == ["mine"]


def test_nothing_is_forwarded(host: Host, tmp_path: Path) -> None:
    sshd, key = host.sshd, host.keys["maria"]
    there = f"127.0.0.1:{sshd.port}"
    said = sshd.run(key, before=("-W", there))
    assert (said.returncode != 0, said.stdout) == (True, b"")
    back = sshd.run(key, "status", before=("-R", f"0:{there}"), ExitOnForwardFailure="yes")
    assert (back.returncode != 0, back.stdout) == (True, b"")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = sshd.ssh(key, before=("-N", "-A", "-L", f"{port}:{there}"), LogLevel="DEBUG1")
    with subprocess.Popen(words, stderr=subprocess.PIPE) as forward:
        assert forward.stderr is not None
        options = next(text for text in forward.stderr if b"key options:" in text)
        with socket.create_connection(("127.0.0.1", port), timeout=20) as through:
            through.settimeout(20)
            assert through.recv(100) == b""
        forward.kill()
    assert options.split(b"key options:")[1].split() == [b"command", b"pty"]


def test_each_key_of_a_person_lets_in_that_person(host: Host) -> None:
    for name in ("maria", "maria-2", "bob", "li"):
        said = host.sshd.run(host.keys[name], "status", "--json")
        assert json.loads(said.stdout)["person"] == name.partition("-")[0]


def test_a_key_that_was_removed_and_a_person_who_left_come_in_no_more(other: Host) -> None:
    other.remove_key("maria-2")
    gone = other.sshd.run(other.keys["maria-2"], "status")
    assert (gone.returncode, gone.stdout) == (1, b"")
    assert gone.stderr == b"cockpit: That key is not one of Maria Silva's, or was removed.\n"
    assert other.sshd.run(other.keys["maria"], "status").returncode == 0
    other.write_keys()
    assert b"Permission denied" in other.sshd.run(other.keys["maria-2"], "status").stderr
    other.deactivate("bob")
    left = other.sshd.run(other.keys["bob"], "status")
    assert (left.returncode, left.stderr[:37]) == (1, b"cockpit: Bob Lund is no longer active")
