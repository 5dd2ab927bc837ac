"""The doctor finds what is wrong, says what to do, and mends what can be counted anew."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.begin import begin_store
from data.doctor import file_checks as doctor_file
from data.doctor.examine import examine, repair
from data.kernel.finding import NOTE, OK, WARNING, WRONG, Finding
from data.kernel.store import Store
from data.kernel.undo import Undo
from data.opening import open_store
from data.points.correct import DeleteActivity
from data.points.log import LogActivity

NOW = 1_795_097_100_000
DAY = 86_400_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with a life: logged, deleted, undone."""
    path = str(tmp_path / "cockpit.db")
    me = begin_store(path, NOW - DAY, name="Pam Beesly", start="2026-09-07")
    opened = open_store(path)
    logs = [
        opened.apply(LogActivity(opened.ids.new(NOW), me, NOW, kind=kind, count=2, done_at=NOW))
        for kind in ("call", "demo", "email")
    ]
    opened.apply(DeleteActivity(opened.ids.new(NOW), me, NOW, entry=logs[-1].id))
    opened.apply(Undo(opened.ids.new(NOW), me, NOW))
    yield opened
    opened.close()


def odd(store: Store, now: int = NOW) -> dict[str, Finding]:
    """The findings other than ok, by subject."""
    return {found.subject: found for found in examine(store.path, now) if found.verdict != OK}


def test_a_healthy_store_has_nothing_wrong(store: Store) -> None:
    found = odd(store)
    found.pop("library", None)
    found.pop("space", None)
    assert found == {}


def test_wrong_totals_are_found_and_counted_anew(store: Store) -> None:
    before = store.select("select * from tally order by 1, 2, 3")
    store.engine.write(
        [
            ("update tally set points = 99 where kind = 'call'", ()),
            ("delete from tally where kind = 'demo'", ()),
        ]
    )
    assert odd(store)["totals"].text.startswith("2 totals")
    assert repair(store.path)[0] == "counted 2 totals anew"
    assert store.select("select * from tally order by 1, 2, 3") == before
    assert "totals" not in odd(store)


@pytest.mark.parametrize(
    ("sql", "subject", "verdict"),
    [
        ("update activity set person_id = 5 where kind = 'call'", "references", WRONG),
        ("update activity set kind = 'yodel' where kind = 'call'", "references", WRONG),
        ("delete from journal where seq = 3", "journal", WRONG),
        ("delete from journal where seq = 1", "journal", WRONG),
        ("update activity set count = 0 where kind = 'call'", "entries", WRONG),
        ("update activity set day = '2020-01-01' where kind = 'call'", "entries", WRONG),
        ("update journal set at = at - 86400000 where seq = 4", "clock", NOTE),
        ("update activity set flag = 'burst' where kind = 'call'", "review", NOTE),
        ("drop trigger activity_added", "schema", WRONG),
        ("drop index activity_day", "schema", WRONG),
        ("create table mine(x)", "schema", WARNING),
    ],
)
def test_what_another_program_did_is_found(store: Store, sql: str, subject: str, verdict: str) -> None:
    store.engine.write([(sql, ())])
    found = odd(store)[subject]
    assert found.verdict == verdict
    assert found.code


def test_a_clock_that_is_behind_is_found(store: Store) -> None:
    found = odd(store, NOW - 3 * DAY)["clock"]
    assert "ahead" in found.text or "future" in found.text


@pytest.mark.parametrize("content", [b"", b"no store", b"SQLite format 3\x00" + b"\x01" * 84])
def test_a_file_that_is_no_store_is_a_finding(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.db"
    path.write_bytes(content)
    (found,) = [found for found in examine(str(path), NOW) if found.verdict == WRONG]
    assert found.subject == "file"
    assert (found.code == "doctor.no_store") is not content.startswith(b"SQLite")
    assert path.read_bytes() == content


def test_damaged_pages_are_a_finding(store: Store) -> None:
    store.engine.select("pragma wal_checkpoint(truncate)")
    path = Path(store.path)
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    (found,) = [found for found in examine(str(path), NOW) if found.verdict == WRONG]
    assert found.subject == "pages"
    assert "\n" not in found.text
    assert found.code or "cockpit restore" in found.text


def test_a_newer_store_is_not_called_unsound(store: Store) -> None:
    store.engine.select("pragma user_version = 99")
    found = odd(store)
    assert found["schema"].code == "doctor.store_newer"
    assert found["rows"].text == "Not looked at, since the tables are not as expected."


def test_a_missing_store_and_folder_are_findings(tmp_path: Path) -> None:
    assert any(found.verdict == WRONG for found in examine(str(tmp_path / "none.db"), NOW))
    assert any(found.subject == "folder" for found in examine(str(tmp_path / "no" / "none.db"), NOW))


def test_a_library_with_the_bug_is_warned_of(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_file, "library_is_safe", lambda: False)
    assert odd(store)["library"].verdict == WARNING


def test_a_network_disk_is_wrong(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_file, "_file_system_of", lambda folder: "nfs4")
    assert odd(store)["disk"].verdict == WRONG


@pytest.mark.parametrize(
    ("rights", "what", "closed"), [(0o666, "read and change", 0o660), (0o644, "read it", 0o600)]
)
def test_a_store_that_everybody_can_look_into_is_warned_of_and_closed(
    store: Store, rights: int, what: str, closed: int
) -> None:
    store.revision()
    os.chmod(store.path, rights)
    found = odd(store)["rights"]
    assert found.code == "doctor.open_to_all" and what in found.text
    assert "closed the store to everybody but its owner and group" in repair(store.path)
    assert stat.S_IMODE(os.stat(store.path).st_mode) == closed and "rights" not in odd(store)
    os.chmod(store.path + ".lock", 0o644)
    assert odd(store)["rights"].code == "doctor.open_to_all"
