"""`cockpit ssh` as an admin types it: keys in the store, the file that `sshd` reads, and a look at both."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from tests.cockpit.conftest import Type
from tests.data.access.public_keys import public_key


@pytest.fixture
def keys(tmp_path: Path) -> list[str]:
    """The files of three keys; the last one has options before it."""
    files = [tmp_path / f"{number}.pub" for number in range(3)]
    for number, file in enumerate(files):
        file.write_text(public_key(Random(number), f"laptop {number}"))
    files[2].write_text('command="sh" ' + files[2].read_text())
    return [str(file) for file in files]


def test_a_key_is_added_listed_and_removed_and_the_file_follows(
    team: Type, keys: list[str], private_home: Path
) -> None:
    file = private_home / ".ssh" / "authorized_keys"
    file.parent.mkdir(mode=0o700)
    file.write_text("ssh-ed25519 AAAA mine\n")
    said = team("ssh", "add", "li", keys[0])
    assert said.code == 0
    assert "cockpit ssh setup" in said.out
    assert file.read_text() == "ssh-ed25519 AAAA mine\n"
    assert team("ssh", "setup").code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    mine, _, line, _ = file.read_text().splitlines()
    assert mine == "ssh-ed25519 AAAA mine"
    assert " -I -m cockpit serve --db " in line
    assert " --as li --key SHA256:" in line
    assert '",restrict,pty ssh-ed25519 ' in line
    assert "follows" in team("ssh", "add", "li", keys[1]).out
    listed = team("ssh", "list", "--json").json
    assert [(key["person"], key["label"]) for key in listed] == [("li", "laptop 0"), ("li", "laptop 1")]
    said = team("ssh", "remove", "li")
    assert (said.code, "2 keys" in said.err) == (1, True)
    assert team("ssh", "remove", "li", "--key", listed[0]["fingerprint"][:16]).code == 0
    assert len(file.read_text().splitlines()) == 4
    assert team("ssh", "remove", "li", "--all").code == 0
    assert len(file.read_text().splitlines()) == 3
    assert file.read_text().startswith("ssh-ed25519 AAAA mine\n")


def test_the_file_follows_undo_and_redo(
    team: Type, keys: list[str], private_home: Path, tmp_path: Path
) -> None:
    file = private_home / ".ssh" / "authorized_keys"
    team("ssh", "setup")
    empty = file.read_text()
    team("ssh", "add", "li", keys[0])
    one = file.read_text()
    assert one != empty
    for verb, text in (("undo", empty), ("redo", one), ("undo", empty), ("redo", one)):
        said = team(verb)
        assert said.code == 0 and said.out.endswith("authorized_keys follows.\n")
        assert file.read_text() == text
    team("ssh", "remove", "li")
    assert file.read_text() == empty
    assert set(team("undo", "--json").json) >= {"id", "summary"}
    assert file.read_text() == one
    team("people", "deactivate", "li")
    team("ssh", "setup")
    assert file.read_text() == empty
    team("undo")
    assert file.read_text() == one


def test_the_file_follows_who_leaves_and_another_handle(
    team: Type, keys: list[str], private_home: Path
) -> None:
    file = private_home / ".ssh" / "authorized_keys"
    team("ssh", "add", "li", keys[0])
    team("ssh", "setup")
    assert "follows" not in team("people", "edit", "li", "--name", "Li Wei Ming").out, (
        "nothing there is different"
    )
    assert team("people", "edit", "li", "--handle", "liwei").out.endswith("authorized_keys follows.\n")
    assert " --as liwei " in file.read_text()
    assert "authorized_keys follows." in team("people", "deactivate", "liwei").out
    assert "--as" not in file.read_text()
    assert "authorized_keys follows." in team("undo").out
    assert " --as liwei " in file.read_text()


def test_the_file_of_another_store_is_left_as_it_is(team: Type, keys: list[str], private_home: Path) -> None:
    file = private_home / ".ssh" / "authorized_keys"
    team("ssh", "add", "li", keys[0])
    team("ssh", "setup")
    theirs = file.read_text().replace("/cockpit.db ", "/another.db ")
    file.write_text(theirs)
    assert "follows" not in team("undo").out
    assert "cockpit ssh setup" in team("ssh", "add", "bo", keys[1]).out
    assert file.read_text() == theirs
    file.write_text("x" + theirs.replace("# Cockpit's keys end here.", ""))
    said = team("undo")
    assert said.code == 0 and "follows" not in said.out


def test_a_file_that_cannot_be_told_apart_is_complained_of_and_the_step_holds(
    team: Type, keys: list[str], private_home: Path
) -> None:
    file = private_home / ".ssh" / "authorized_keys"
    team("ssh", "setup")
    team("ssh", "add", "li", keys[0])
    file.write_text(file.read_text().replace("# Cockpit's keys end here.", ""))
    said = team("undo")
    assert (
        said.code == 1
        and said.out.startswith("undone: key of Li Wei added")
        and "no longer a pair" in said.err
    )
    assert team("ssh", "list", "--json").json == []


def test_what_is_no_key_is_refused_with_what_to_give(team: Type, keys: list[str], tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for file, said in ((keys[2], "ssh-keygen wrote it"), (str(tmp_path / "bytes"), "ends in .pub")):
        answer = team("ssh", "add", "li", file)
        assert answer.code == 2
        assert said in answer.err
    assert team("ssh", "add", "li", str(tmp_path / "nowhere")).code == 1
    assert team("ssh", "add", "nobody", keys[0]).code == 1
    assert team("ssh", "list").out.startswith("Nobody comes in over SSH yet")


def test_only_an_admin_says_who_comes_in(team: Type, keys: list[str]) -> None:
    team("ssh", "add", "li", keys[0])
    for who in ("li", "ada"):
        for words in (("add", who, keys[1]), ("remove", "li"), ("idle", "60")):
            said = team("--as", who, "ssh", *words)
            assert (said.code, said.out) == (1, "")
            assert "Only an admin" in said.err


def test_a_rep_may_not_do_what_a_manager_does(team: Type) -> None:
    for words in (
        ("people", "add", "Eve Doe"),
        ("people", "edit", "bo", "--role", "manager"),
        ("people", "edit", "li", "--role", "admin"),
        ("people", "deactivate", "bo"),
        ("days", "off", "2026-12-01", "--everyone"),
        ("goals", "set", "1", "--for", "li"),
        ("kinds", "rate", "call", "99", "--from", "2026-12-01"),
        ("backup", "--keep", "1,1,1"),
        ("week", "--team"),
        ("week", "--of", "bo"),
    ):
        said = team("--as", "li", *words)
        assert (said.code, said.out) == (1, ""), words


def test_minutes_until_a_session_ends(team: Type) -> None:
    assert "30 minutes" in team("ssh", "idle").out
    assert team("ssh", "idle", "5").code == 0
    assert "5 minutes" in team("ssh", "idle").out
    for nonsense in ("0", "1441", "soon", "-5", "5.5"):
        said = team("ssh", "idle", nonsense)
        assert said.code == 2
        assert "30" in said.err or "help" in said.err.lower()


def test_the_doctor_finds_what_would_let_somebody_out(
    team: Type, keys: list[str], private_home: Path, tmp_path: Path
) -> None:
    os.chmod(tmp_path, 0o700)
    team("ssh", "add", "li", keys[0])
    assert team("ssh", "doctor").code == 1
    team("ssh", "setup")
    assert team("ssh", "doctor").code == 0
    file = private_home / ".ssh" / "authorized_keys"
    whole = file.read_text()

    def found() -> str:
        said = team("ssh", "doctor")
        assert said.code == 1
        return said.out

    file.write_text(Path(keys[0]).read_text() + whole)
    assert "nothing holds them back" in found()
    file.write_text(whole.replace("--as li", "--as maria"))
    assert "not what the store says" in found()
    file.write_text(whole.replace("# Cockpit's keys end here.", ""))
    assert "no longer a pair" in found()
    said = team("ssh", "setup")
    assert (said.code, said.out) == (1, "")
    file.write_text(whole)
    file.chmod(0o666)
    assert "Others can write" in found()


@pytest.mark.of_a_file
def test_the_doctor_of_the_store_says_who_else_can_get_at_it(
    team: Type, keys: list[str], tmp_path: Path
) -> None:
    os.chmod(tmp_path, 0o755)
    os.chmod(tmp_path / "cockpit.db", 0o600)
    assert "over SSH" not in team("doctor").out
    team("ssh", "add", "li", keys[0])
    assert f"-> Close it: chmod 700 {tmp_path}\n" in team("doctor").out
    os.chmod(tmp_path, 0o700)
    assert "nobody else of this machine" in team("doctor").out
    os.chmod(tmp_path / "cockpit.db", 0o660)
    assert f"-> Close it: chmod 600 {tmp_path / 'cockpit.db'}\n" in team("doctor").out


def test_what_sshd_is_to_be_told_names_this_user_and_this_file(team: Type, private_home: Path) -> None:
    said = team("ssh", "sshd").out
    assert f"AuthorizedKeysFile {private_home}/.ssh/authorized_keys\n" in said
    assert "DisableForwarding yes\n" in said
