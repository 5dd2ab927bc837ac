"""A file that is not a store of ours, or no longer a sound one, is refused in words and left as it is."""

import sqlite3 as plain_sqlite
from collections.abc import Callable
from pathlib import Path

import pytest

from cockpit.main import run
from data.kernel.errors import StoreError
from data.opening import open_store
from data.schema.store_file import StoreMissing
from tests.faults.stores import contents, log, new_store


def of_another_program(path: Path) -> None:
    connection = plain_sqlite.connect(path)
    connection.execute("create table bookmark(url text)")
    connection.commit()
    connection.close()


def newer(path: Path) -> None:
    new_store(path)
    connection = plain_sqlite.connect(path)
    connection.execute("pragma journal_mode = delete")
    connection.execute("pragma user_version = 99")
    connection.close()


def truncated(path: Path) -> None:
    new_store(path)
    path.write_bytes(path.read_bytes()[:20_000])


def cut_within_the_header(path: Path) -> None:
    new_store(path)
    path.write_bytes(path.read_bytes()[:60])


def scribbled_over(path: Path) -> None:
    new_store(path)
    whole = bytearray(path.read_bytes())
    whole[100:4096] = b"\xa5" * 3996
    path.write_bytes(whole)


def empty(path: Path) -> None:
    path.touch()


def zeros(path: Path) -> None:
    path.write_bytes(bytes(8192))


def text(path: Path) -> None:
    path.write_text("name,points\nMaria,500\n" * 100)


UNFIT: list[tuple[Callable[[Path], None], str]] = [
    (of_another_program, "another program"),
    (newer, "newer Cockpit"),
    (truncated, "cut short"),
    (cut_within_the_header, "not a Cockpit store"),
    (scribbled_over, "damaged"),
    (empty, "empty file"),
    (zeros, "not a Cockpit store"),
    (text, "not a Cockpit store"),
    (Path.mkdir, "is a folder"),
]


@pytest.mark.parametrize(("make", "words"), UNFIT, ids=[make.__name__ for make, _ in UNFIT])
def test_an_unfit_file_is_refused_and_not_touched(
    tmp_path: Path, make: Callable[[Path], None], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "store.db"
    make(path)
    (tmp_path / "store.db.lock").unlink(missing_ok=True)
    before = contents(tmp_path)
    assert run(["--db", str(path), "log", "call"]) == 1
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.startswith("cockpit: ")
    assert said.out == ""
    assert contents(tmp_path) == before


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing) as missing:
        open_store(str(tmp_path / "store.db"))
    assert missing.value.code == "store.missing"
    assert contents(tmp_path) == {}


def test_damage_found_while_writing_is_told_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    whole = bytearray(path.read_bytes())
    whole[4096:] = b"\xa5" * (len(whole) - 4096)
    path.write_bytes(whole)
    with pytest.raises(StoreError, match="damaged"):
        log(open_store(str(path)), person)
    assert path.read_bytes() == bytes(whole)


def test_a_new_store_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ana")
    with pytest.raises(StoreError, match="already"):
        new_store(path)
    assert contents(tmp_path) == {"letter.txt": b"Dear Ana"}


def test_a_link_to_nowhere_is_not_followed_when_a_store_is_begun(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(StoreError, match="already"):
        new_store(path)
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_store_removed_under_an_open_session_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    store = open_store(str(path))
    log(store, person)
    for file in tmp_path.iterdir():
        file.unlink()
    with pytest.raises(StoreError, match="is gone"):
        log(store, person)
    store.close()
