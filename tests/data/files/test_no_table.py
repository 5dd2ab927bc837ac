"""What is no table, and what is too large for one: advice in one sentence, never a traceback."""

import gzip
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.files import FileRefused, open_table
from data.files.row import CELL_LIMIT
from tests.data.files.tables import cells, refusal, saved


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n \n\n", "nothing but blank lines"),
        (b"\xef\xbb\xbf", "nothing but blank lines"),
        (b"Name,City\n", "no rows below"),
        (b"Name,City\n\n ,\n", "no rows below"),
        (gzip.compress(b"Name,City\nAna,Faro\n", mtime=0), "gzip"),
        (b"Name,City\nA\0na,Faro\n", "byte 12 is zero"),
        ("Name,City\nAna,Faro\n".encode("utf-16-le"), "byte 2 is zero"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (bytes(range(1, 32)) * 50, "not a text file"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"PK\x03\x04" + bytes(40), "damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_advice(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in refusal(saved(tmp_path, content))


def test_a_broken_workbook_is_called_one(tmp_path: Path) -> None:
    broken = tmp_path / "leads.xlsx"
    broken.write_bytes(b"Once a workbook, cut off and mended by hand \0\0")
    assert (
        refusal(str(broken)) == "leads.xlsx is a damaged workbook, or none. Export it again as XLSX or CSV."
    )


def test_places_that_hold_no_file(tmp_path: Path) -> None:
    assert "is a folder" in refusal(str(tmp_path))
    assert "no such file" in refusal(str(tmp_path / "missing.csv"))
    assert "zero byte" in refusal("a\0b")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "pipe or a device" in refusal(str(pipe))
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert refusal(str(loop)).startswith("loop: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = saved(tmp_path, "a,b\n1,2\n")
    os.chmod(path, 0)
    assert "no permission" in refusal(path)


def test_a_hostile_file_name_reaches_no_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in refusal(str(tmp_path / "\x1b[2Jmissing.csv"))


def test_a_file_that_vanishes_after_opening_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, "a,b\n1,2\n")
    table = open_table(path)
    os.unlink(path)
    with pytest.raises(FileRefused, match="no such file"):
        list(table.rows())


PIECES = st.sampled_from(
    [
        b"Name,City\n",
        b'"',
        b"\n",
        b",",
        b";",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\0",
        b"\xe9",
        b"sep=;\n",
        b"Ana",
        b"PK\x03\x04",
    ]
)


@given(st.binary(max_size=200) | st.lists(PIECES, max_size=20).map(b"".join))
def test_any_bytes_are_a_table_or_are_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            table = open_table(saved(Path(folder), content))
        except FileRefused as refused:
            assert str(refused).isprintable()
            return
        rows = list(table.rows())
        assert len(rows) == table.count
        assert all(len(row.cells) == len(table.columns) for row in rows)
        assert [row.number for row in rows] == sorted({row.number for row in rows})


def test_a_thousand_columns(tmp_path: Path) -> None:
    names = [f"c{index}" for index in range(1000)]
    table = open_table(saved(tmp_path, ",".join(names) + "\n" + ",".join(names) + "\n"))
    assert table.columns == names
    assert cells(table) == [names]


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    line = ",".join(f"c{index}" for index in range(5000))
    assert "5,000 columns" in refusal(saved(tmp_path, f"{line}\n{line}\n"))


def test_a_cell_of_ten_megabytes_is_cut_and_told(tmp_path: Path) -> None:
    table = open_table(saved(tmp_path, 'a,b\n1,"' + "x\n" * 5_000_000 + '"\n3,4\n'))
    rows = list(table.rows())
    assert len(rows[0].cells[1]) == CELL_LIMIT
    assert rows[0].problem == f"cell 2 holds 10,000,000 characters; only {CELL_LIMIT:,} can be read"
    assert rows[1].cells == ["3", "4"]
