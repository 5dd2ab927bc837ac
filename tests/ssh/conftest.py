"""One host a run of tests: a store, a real ``sshd`` before it, and people with keys."""

from __future__ import annotations

import getpass
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cockpit.session import Session
from cockpit.settings import load
from cockpit.sshd_files import write_keys
from data.access.commands import AddKey, RemoveKey
from data.begin import begin_store
from data.comments.saying import AddComment
from data.comments.subject import week_of_person
from data.kernel.store import Store
from data.opening import open_store
from data.people.commands import AddPerson, EditPerson
from data.people.person import Person, by_handle
from data.points.log import LogActivity
from tests.sshd import LACKING, Sshd, make_key

ODD_COMMENT = 'li@box, command="sh" no-pty; rm -rf $HOME `id` \\ "\' # --as bob'


class Host:
    """A store that people reach by ``ssh`` alone. ``keys`` are the files of their private keys, by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sshd = Sshd(folder)
        self.path = str(folder / "store" / "cockpit.db")
        (folder / "store").mkdir(mode=0o700)
        now = time.time_ns() // 1_000_000
        self.boss = begin_store(self.path, now, name="Boss Lind", start="2026-01-05", handle="boss")
        self.store: Store = open_store(self.path)
        self.keys = {name: folder / name for name in ("maria", "maria-2", "bob", "li", "boss")}
        for name in ("Maria Silva", "Bob Lund", "Li Wei"):
            self.do(AddPerson, columns={
                "name": name, "role": "rep", "start_date": "2026-01-05", "time_zone": "UTC",
                "working_hours": "Mon-Fri 09:00-17:00",
            })  # fmt: skip
            seller, now = by_handle(self.store, name.split()[0].lower()).id, time.time_ns() // 1_000_000
            # Whoever has logged something is not welcomed.
            self.store.apply(
                LogActivity(self.store.ids.new(now), seller, now, kind="email", count=1, done_at=now)
            )
        for name, path in self.keys.items():
            text = make_key(path, ODD_COMMENT if name == "li" else f"{name}@laptop")
            self.do(AddKey, person_id=by_handle(self.store, name.partition("-")[0]).id, text=text)
        self.write_keys()

    def do(self, command: Any, **payload: Any) -> None:
        """Have the boss apply a command."""
        now = time.time_ns() // 1_000_000
        self.store.apply(command(self.store.ids.new(now), self.boss, now, **payload))

    def person(self, handle: str) -> Person:
        """Somebody of the store."""
        return by_handle(self.store, handle)

    def says(self, handle: str, monday: date, text: str) -> None:
        """Have somebody say something on the own week to the boss, by a command made by hand."""
        who, now = by_handle(self.store, handle).id, time.time_ns() // 1_000_000
        week = week_of_person(who, monday)
        self.store.apply(AddComment(self.store.ids.new(now), self.boss, now, week, "and?"))
        self.store.apply(AddComment(self.store.ids.new(now), who, now, week, text))

    def write_keys(self) -> None:
        """Bring authorized_keys in line, as ``cockpit ssh setup`` does."""
        settings = load({"HOME": str(self.folder), "COCKPIT_DB": self.path})
        session = Session(settings)
        try:
            write_keys(session, str(self.sshd.keys_file))
        finally:
            session.close()

    def remove_key(self, name: str) -> None:
        """Take a key out of the store alone: the file of ``sshd`` is not touched."""
        body = self.keys[name].with_suffix(".pub").read_text().split()[1]
        self.do(RemoveKey, key_id=self.store.select("select id from ssh_key where body = ?", (body,))[0][0])

    def deactivate(self, handle: str) -> None:
        """Take somebody's access."""
        self.do(EditPerson, person_id=by_handle(self.store, handle).id, columns={"active": 0})

    def calls(self, handle: str) -> int:
        """How many calls somebody has logged."""
        rows = self.store.select(
            "select ifnull(sum(count), 0) from activity join person on person.id = person_id "
            "where kind = 'call' and handle = ?",
            (handle,),
        )
        return int(rows[0][0])

    @property
    def commands(self) -> int:
        """How many commands the journal has."""
        return self.store.revision()

    @property
    def user(self) -> str:
        """As whom everybody comes in."""
        return getpass.getuser()


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host of Maria (with two keys), Bob, Li, and their boss."""
    if LACKING:
        pytest.skip(f"sessions over SSH are not tested: {', '.join(LACKING)} is not installed here")
    made = Host(tmp_path_factory.mktemp("host"))
    yield made
    made.store.close()
    made.sshd.close()


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Another host, of which tests take away keys and people: each its own."""
    if LACKING:
        pytest.skip(f"sessions over SSH are not tested: {', '.join(LACKING)} is not installed here")
    made = Host(tmp_path_factory.mktemp("other"))
    yield made
    made.store.close()
    made.sshd.close()
