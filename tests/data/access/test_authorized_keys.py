"""authorized_keys: our lines say exactly what a key opens, all others stay as they are."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.access.authorized_keys import (
    BEGIN,
    END,
    block_of,
    bodies_outside,
    line_of,
    read_file,
    with_block,
    write_file,
)
from data.access.keys import SshKey
from data.access.public_key import read_public_key
from data.kernel.errors import Refused
from tests.data.access.public_keys import public_key

_READ = read_public_key(public_key(Random(1), "laptop"))
KEY = SshKey(1, 2, _READ.kind, _READ.body, _READ.fingerprint, _READ.label, 3)


def test_a_line_holds_the_key_back_to_one_command() -> None:
    line = line_of(KEY, "ana", ["/opt/cockpit/bin/python", "-I", "-m", "cockpit"])
    assert line == (
        f'command="/opt/cockpit/bin/python -I -m cockpit",restrict,pty ssh-ed25519 {KEY.body} ana laptop'
    )


def test_a_path_with_quotes_and_blanks_stays_one_word() -> None:
    odd = '/srv/it\'s "ours"; rm/$HOME'
    line = line_of(KEY, "ana", [odd])
    quoted = line.removeprefix('command="').partition('",restrict')[0]
    assert '"' not in quoted.replace('\\"', "")
    assert shlex.split(quoted.replace('\\"', '"'))[0] == odd
    with pytest.raises(Refused):
        line_of(KEY, "ana", ["/srv/two\nlines"])


other_lines = st.lists(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\n"),
        max_size=20,
    )
)


@settings(max_examples=50)
@given(other_lines, other_lines, other_lines)
def test_what_is_not_ours_stays_whatever_is_written(
    before: list[str], after: list[str], ours: list[str]
) -> None:
    there = "".join(f"{line}\n" for line in (*before, BEGIN, "old", END, *after))
    written = with_block(there, ours)
    assert written.split("\n")[:-1] == [*before, BEGIN, *ours, END, *after]
    assert block_of(written) == ours
    assert with_block(written, ours) == written
    assert block_of(with_block("\n".join(before), ours)) == ours


@pytest.mark.parametrize(
    "text", [BEGIN, END, f"{END}\n{BEGIN}", f"{BEGIN}\n{BEGIN}\n{END}", f"{BEGIN}\n{END}\n{END}"]
)
def test_marks_that_do_not_fit_are_left_alone(text: str) -> None:
    for look in (block_of, lambda text: with_block(text, []), lambda text: bodies_outside(text, [])):
        with pytest.raises(Refused, match="no longer a pair"):
            look(text)


def test_a_key_that_also_stands_outside_of_our_lines_is_seen() -> None:
    text = with_block(f"# {KEY.body}\nssh-ed25519 {KEY.body} ana\n", [line_of(KEY, "ana", ["cockpit"])])
    assert bodies_outside(text, [KEY.body]) == {KEY.body}
    assert bodies_outside(with_block("", [line_of(KEY, "ana", ["cockpit"])]), [KEY.body]) == set()


def test_the_file_is_private_and_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "home" / ".ssh" / "authorized_keys"
    real.write_bytes(b"caf\xe9\n")
    real.chmod(0o644)
    link.parent.mkdir(parents=True)
    link.symlink_to(real)
    write_file(str(link), with_block(read_file(str(link)), ["line"]))
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"caf\xe9\n")
    assert real.stat().st_mode & 0o777 == 0o600
    fresh = tmp_path / "new" / ".ssh" / "authorized_keys"
    write_file(str(fresh), "x\n")
    assert fresh.parent.stat().st_mode & 0o777 == 0o700
    assert os.listdir(fresh.parent) == ["authorized_keys"]
    with pytest.raises(Refused):
        write_file(str(fresh / "below"), "x")
