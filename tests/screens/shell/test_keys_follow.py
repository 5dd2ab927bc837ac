"""An admin who takes back at the screen what was done about keys: the file that ``sshd`` believes goes along."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from random import Random

import pytest

from cockpit.keys_follow import follow_command
from cockpit.session import Session
from cockpit.settings import load
from cockpit.sshd_files import write_keys
from data.access.commands import AddKey
from tests.data.access.public_keys import public_key
from tests.screens.cockpits import Cockpit, notice, press, running, until


async def test_undo_and_redo_of_a_key_are_followed_by_the_file(
    cockpit: Cockpit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / ".ssh" / "authorized_keys"
    session = Session(load({"HOME": str(tmp_path), "COCKPIT_DB": cockpit.store.path}))
    cockpit.apply(AddKey, person_id=cockpit.person.id, text=public_key(Random(1), "laptop"))
    write_keys(session, str(file))
    whole = file.read_text()
    app = cockpit.app()
    app.desk.follows = partial(follow_command, session)
    async with running(app) as pilot:
        await press(pilot, "u")
        await until(pilot, lambda: len(file.read_text().splitlines()) == 2)
        await press(pilot, "ctrl+r")
        await until(pilot, lambda: file.read_text() == whole)
        file.write_text(whole.replace("# Cockpit's keys end here.", ""))
        await press(pilot, "u")
        await until(pilot, lambda: "no longer a pair" in notice(pilot))
    session.close()
