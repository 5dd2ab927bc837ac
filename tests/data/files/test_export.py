"""What a user would lose: cells changed on the way out and in, half a file, or a formula that runs."""

import csv
import io
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.files import FileRefused, open_table
from data.files.export import Format, write_table
from data.files.formula_guard import guarded, unguarded

COLUMNS = ["Name", "Phone", "Note"]
ATTACKS = [
    "=1+1",
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|x",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "+A1",
    "-A1",
    "+",
    "=",
]
HARMLESS = [
    "+351 21 000 0000",
    "-12.5",
    "+1 (555) 010-2000",
    "+1-955-371-0847 x371",
    "-1,234.50",
    "+5",
    "-5 %",
    "it's",
]

# Stored text holds no controls, and a file full of them is refused as no text.
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc"])
CELLS = st.text(CHARACTERS, max_size=12) | st.text(alphabet="'=+-@\t\r\n,;|\" a1", max_size=8)
ROWS = st.lists(
    st.lists(CELLS, min_size=3, max_size=3).filter(lambda row: bool("".join(row).strip())), min_size=1
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_formulas_cannot_run(attack: str) -> None:
    assert guarded(attack) == "'" + attack


@pytest.mark.parametrize("text", HARMLESS)
def test_telephone_numbers_and_negative_numbers_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


@given(CELLS)
@example("'=1")
@example("''+")
@example("'+351 21 000 0000")
@example('="0123"')
def test_the_guard_comes_off_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_a_cell_that_a_formula_keeps_as_text_is_read_as_that_text(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text('Name,Phone,Note\nAna,"=""0123""","=SUM(""a"",""b"")"\nBo,="045",\n')
    assert [row.cells for row in open_table(str(path)).rows()] == [
        ["Ana", "0123", '=SUM("a","b")'],
        ["Bo", "045", ""],
    ]


@pytest.mark.parametrize("file_format", ["csv", "tsv"])
@given(rows=ROWS)
@example(rows=[["=1", "'=1", "''-x"], ["a;b", "c|d", "e\tf"], ["x\r\ny", "\r", '"'], [" a ", "", ""]])
def test_text_files_give_back_what_was_written(file_format: Format, rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/out.{file_format}"
        assert write_table(path, file_format, COLUMNS, rows) == len(rows)
        table = open_table(path)
        assert table.columns == COLUMNS
        assert [row.cells for row in table.rows()] == rows
        assert not [row for row in table.rows() if row.problem]


def test_one_column_full_of_other_delimiters_comes_back(tmp_path: Path) -> None:
    path = str(tmp_path / "out.csv")
    rows = [["a;b"], ["c;d"], ["e,f"], ["g|h"]]
    write_table(path, "csv", ["Name"], rows)
    assert [row.cells for row in open_table(path).rows()] == rows


def test_other_programs_read_the_csv(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_table(path, "csv", COLUMNS, [["Zoë, Ltd", '5" pipe', "two\nlines"], ["", None, "\r"]])
    assert path.read_bytes().startswith(b"Name,Phone,Note\n")
    with path.open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file))[1:] == [["Zoë, Ltd", '5" pipe', "two\nlines"], ["", "", "'\r"]]


def test_values_in_text_files(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    row = [-12.5, Decimal("1E+3"), date(2024, 3, 12), datetime(2024, 3, 12, 9, 14), True, None, "a\0b"]
    write_table(path, "csv", list("abcdefg"), [row])
    assert path.read_text().splitlines()[1] == "-12.5,1000,2024-03-12,2024-03-12 09:14:00,true,,ab"


@given(rows=st.lists(st.lists(st.text() | st.integers() | st.booleans() | st.none(), min_size=3, max_size=3)))
def test_json_keeps_cells_and_their_types(rows: list[list[object]]) -> None:
    stream = io.BytesIO()
    write_table(stream, "json", COLUMNS, rows)
    assert json.loads(stream.getvalue()) == [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def test_json_numbers(tmp_path: Path) -> None:
    stream = io.StringIO()
    write_table(
        stream,
        "json",
        COLUMNS,
        [[Decimal("12.50"), float("nan"), date(2024, 3, 12)], ["=1", Decimal(3), 0.1]],
    )
    assert json.loads(stream.getvalue()) == [
        {"Name": 12.5, "Phone": None, "Note": "2024-03-12"},
        {"Name": "=1", "Phone": 3, "Note": 0.1},
    ]


def test_workbooks_give_back_what_was_written_and_run_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    texts = [*ATTACKS[:5], *HARMLESS, "'=1", "#N/A!", "12", "x\ny", "ctrl\x01", " a "]
    write_table(path, "xlsx", COLUMNS, [[text, None, 1.5] for text in texts])
    table = open_table(str(path))
    expected = [text.replace("\x01", "") for text in texts]
    assert [row.cells for row in table.rows()] == [[text, "", "1.5"] for text in expected]
    sheet = openpyxl.load_workbook(path).active
    for row in sheet.iter_rows(min_row=2):
        assert row[0].data_type == "s"
        assert row[0].quotePrefix == (guarded(row[0].value) != row[0].value)
        assert row[2].value == 1.5


def test_workbooks_keep_days(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    row = [date(2024, 3, 12), datetime(2024, 3, 12, 9, 14, 59), datetime(2024, 3, 12, tzinfo=UTC)]
    write_table(path, "xlsx", COLUMNS, [row])
    [read] = open_table(str(path)).rows()
    assert read.cells == ["2024-03-12", "2024-03-12 09:14:59", "2024-03-12T00:00:00+00:00"]


def test_a_cell_that_a_workbook_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"row 2 .*Export as CSV"):
        write_table(tmp_path / "out.xlsx", "xlsx", ["a"], [["x" * 40_000]])
    assert os.listdir(tmp_path) == []


# Where it goes


def failing_rows() -> Iterator[list[str]]:
    yield ["a", "b", "c"]
    raise KeyboardInterrupt


def test_a_broken_export_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_table(path, "csv", COLUMNS, failing_rows())
    with pytest.raises(ValueError, match="row 1 has 1 cells for 3 columns"):
        write_table(path, "csv", COLUMNS, [["a"]])
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.csv"]


def test_a_replaced_file_keeps_its_rights_and_a_link_its_target(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    path.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    write_table(link, "csv", ["a"], [["1"]])
    assert link.is_symlink()
    assert path.read_text() == "a\n1\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="is a folder"):
        write_table(tmp_path, "csv", ["a"], [])
    with pytest.raises(FileRefused, match=r"there is no folder .*missing"):
        write_table(tmp_path / "missing" / "out.csv", "csv", ["a"], [])


def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_table("-", "csv", ["Name"], [["Zoë"]])
    assert capfdbinary.readouterr().out == "Name\nZoë\n".encode()


def test_streams_stay_open() -> None:
    text, binary = io.StringIO(), io.BytesIO()
    for stream in (text, binary):
        write_table(stream, "tsv", ["a", "b"], [["1", "2"]])
    assert text.getvalue() == binary.getvalue().decode() == "a\tb\n1\t2\n"


def test_columns_need_names_of_their_own() -> None:
    for columns in ([], ["a", "a"]):
        with pytest.raises(ValueError, match="name of its own"):
            write_table(io.BytesIO(), "csv", columns, [])
