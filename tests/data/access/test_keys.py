"""Keys: what is taken as one, whose it is, and who may say so."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.access.commands import AddKey, RemoveKey, SetIdle, idle_minutes
from data.access.keys import all_keys, find_key, refusal
from data.access.public_key import KINDS, read_public_key
from data.kernel.errors import CockpitError, Refused, UsageError
from data.kernel.ids import IdMaker
from data.kernel.text import clean
from data.people.commands import AddPerson, EditPerson
from tests.data.access.public_keys import public_key
from tests.data.leads.house import House

KEY = public_key(Random(1)).strip()
KIND, BODY, _ = KEY.split()


def packed(*parts: bytes) -> str:
    """The body of a key of these parts."""
    return base64.b64encode(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).decode()


def test_a_fingerprint_is_what_ssh_keygen_says(tmp_path: Path) -> None:
    file = tmp_path / "key.pub"
    file.write_text(KEY)
    try:
        said = subprocess.run(
            ["ssh-keygen", "-lf", file], capture_output=True, text=True, check=True, timeout=60
        )
    except FileNotFoundError:
        pytest.skip("ssh-keygen is not installed here")
    assert said.stdout.split()[1] == read_public_key(KEY).fingerprint


def test_every_kind_is_read_and_its_comment_becomes_a_label() -> None:
    rsa = packed(b"ssh-rsa", b"\1\0\1", b"\0" + b"\xff" * 256)
    curve = packed(b"ecdsa-sha2-nistp256", b"nistp256", b"\4" * 65)
    hardware = packed(b"sk-ssh-ed25519@openssh.com", b"\1" * 32, b"ssh:")
    token = packed(b"sk-ecdsa-sha2-nistp256@openssh.com", b"nistp256", b"\4" * 65, b"ssh:")
    for kind, body in (
        ("ssh-ed25519", BODY), ("ssh-rsa", rsa), ("ecdsa-sha2-nistp256", curve),
        ("sk-ssh-ed25519@openssh.com", hardware), ("sk-ecdsa-sha2-nistp256@openssh.com", token),
    ):  # fmt: skip
        found = read_public_key(f"# a remark\n\n  {kind} {body}   ana\u202e on\tthe \x1b[2Jmoon  \n")
        assert (found.kind, found.body, found.label) == (kind, body, "ana on the [2Jmoon")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no public key in it"),
        ("hello", "no kind of key"),
        (f"{KEY}\n{KEY}", "several keys"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n-----END OPENSSH PRIVATE KEY-----", "private key"),
        ("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----", "another form"),
        (f'command="sh" {KEY}', "options are not taken"),
        (f'no-pty,environment="A=b" {KEY}', "options are not taken"),
        (f"ssh-dss {BODY}", "DSA"),
        (f"ssh-rsa {BODY}", "damaged"),
        (f"{KIND} {BODY[:-8]}", "damaged"),
        (f"{KIND} {BODY[:-2]}!=", "damaged"),
        (KIND, "damaged"),
        (f"{KIND} {packed(b'ssh-ed25519', b'short')}", "damaged"),
        (f"{KIND} {packed(b'ssh-ed25519', b'1' * 32, b'more')}", "damaged"),
        (f"ssh-rsa {packed(b'ssh-rsa', bytes((1, 0, 1)), bytes([255]) * 128)}", "2048 bits"),
        ("x" * 20_000, "more than"),
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_plain_public_key_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_public_key(text)


@given(st.text(max_size=60), st.sampled_from(KINDS))
def test_whatever_stands_in_a_file_no_line_break_comes_out(text: str, kind: str) -> None:
    for whole in (text, f"{kind} {text}", f"{KEY} {text}"):
        try:
            found = read_public_key(whole)
        except UsageError:
            continue
        assert found.label == clean(found.label)
        assert found.body.isalnum() or set(found.body) - set("+/=")


def test_a_key_tells_one_person(house: House) -> None:
    house.do(AddKey, house.admin, person_id=house.ana, text=KEY)
    with pytest.raises(Refused, match="has that key already"):
        house.do(AddKey, house.admin, person_id=house.ana, text=f"{KEY} again")
    with pytest.raises(Refused, match="A key tells who somebody is"):
        house.do(AddKey, house.admin, person_id=house.ben, text=KEY)
    house.do(AddKey, house.admin, person_id=house.ana, text=public_key(Random(2), "tablet"))
    keys = all_keys(house.store)
    assert [(key.person_id, key.label) for key in keys] == [(house.ana, "laptop"), (house.ana, "tablet")]
    assert find_key(keys, "tablet") == find_key(keys, keys[1].fingerprint[:15]) == keys[1]
    for unclear in ("SHA256:", "SHA256:abc", "nothing", ""):
        with pytest.raises(Refused):
            find_key(keys, unclear)


def test_who_may_be_here(house: House) -> None:
    house.do(AddKey, house.admin, person_id=house.ana, text=KEY)
    key = all_keys(house.store)[0]
    assert refusal(house.store, house.ana, key.fingerprint) == ""
    assert "not one of" in refusal(house.store, house.ben, key.fingerprint)
    assert refusal(house.store, house.ben, "") == ""
    house.do(RemoveKey, house.admin, key_id=key.id)
    assert "was removed" in refusal(house.store, house.ana, key.fingerprint)
    house.do(EditPerson, house.admin, person_id=house.ana, columns={"active": 0})
    assert "no longer active" in refusal(house.store, house.ana, "")
    assert refusal(house.store, 12345, "") != ""
    with pytest.raises(Refused, match="no longer active"):
        house.do(AddKey, house.admin, person_id=house.ana, text=KEY)


def test_a_rep_gives_nobody_a_key_by_a_command_made_by_hand(house: House) -> None:
    house.do(AddKey, house.admin, person_id=house.ben, text=KEY)
    key, now, ids = all_keys(house.store)[0], house.now, IdMaker()
    row = {
        "name": "Eve", "role": "admin", "start_date": "2026-09-07", "time_zone": "UTC",
        "working_hours": "Mon-Fri 09:00-17:00",
    }  # fmt: skip
    before = house.store.revision()
    for made in (
        AddKey(ids.new(now), house.ana, now, house.ana, public_key(Random(3))),
        AddKey(ids.new(now), house.ana, now, house.admin, public_key(Random(3))),
        RemoveKey(ids.new(now), house.ana, now, key.id),
        SetIdle(ids.new(now), house.ana, now, 1_440),
        AddPerson(ids.new(now), house.ana, now, row),
        EditPerson(ids.new(now), house.ana, now, house.ana, {"role": "admin"}),
        EditPerson(ids.new(now), house.ana, now, house.ben, {"active": 0}),
    ):
        with pytest.raises(CockpitError):
            house.store.apply(made)
    assert house.store.revision() == before


def test_sessions_end_after_half_an_hour_unless_it_was_said_otherwise(house: House) -> None:
    assert idle_minutes(house.store) == 30
    house.do(SetIdle, house.admin, minutes=5)
    assert idle_minutes(house.store) == 5
    for minutes in (0, -1, 1_441):
        with pytest.raises(UsageError):
            house.do(SetIdle, house.admin, minutes=minutes)
