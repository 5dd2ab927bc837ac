"""Rows that vanish or shift: delimiters, headers, footers and quotes are found as their writer meant them."""

import csv
import os
from pathlib import Path

import pytest

from data.files import open_table
from tests.data.files.tables import cells, refusal, saved

SAMPLES = os.environ.get("COCKPIT_SAMPLES")


@pytest.mark.skipif(SAMPLES is None, reason="COCKPIT_SAMPLES names no folder with sample files")
def test_every_sample_gives_the_cells_that_a_plain_csv_reader_gives() -> None:
    assert SAMPLES is not None
    paths = sorted(Path(SAMPLES).glob("*.csv"))
    assert len(paths) >= 10
    for path in paths:
        encoding = "cp1252" if "latin1" in path.name else "utf-8-sig"
        delimiter = ";" if "semicolon" in path.name else "\t" if "tab-separated" in path.name else ","
        with path.open(encoding=encoding, newline="") as file:
            header, *expected = [row for row in csv.reader(file, delimiter=delimiter) if row]
        table = open_table(str(path))
        assert len(table.columns) == len(header), path.name
        assert table.count == len(expected), path.name
        assert cells(table) == expected, path.name
        assert not [row for row in table.rows() if row.problem], path.name


@pytest.mark.skipif(SAMPLES is None, reason="COCKPIT_SAMPLES names no folder with sample files")
def test_the_real_western_file_is_read_and_the_guess_is_told() -> None:
    table = open_table(f"{SAMPLES}/salesforce_accounts_dataloader_latin1.csv")
    assert "cp1252 (guessed)" in table.findings[0]
    assert "line 72" in table.findings[1]


# Delimiters, headers, what stands around the table


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (("Name", "City", "Amount"), ("Ana", "Faro", "12")))
    assert cells(open_table(saved(tmp_path, text))) == [["Ana", "Faro", "12"]]


def test_semicolons_win_over_decimal_commas(tmp_path: Path) -> None:
    path = saved(tmp_path, "Name;Amount;Tax\nAna;1,50;0,20\nRui;2,50;0,30\n")
    assert cells(open_table(path))[0] == ["Ana", "1,50", "0,20"]


def test_a_single_column_stays_one_column(tmp_path: Path) -> None:
    table = open_table(saved(tmp_path, "Name\nAna\nRui\n"))
    assert table.columns == ["Name"]
    assert cells(table) == [["Ana"], ["Rui"]]


def test_the_hint_line_of_excel_is_no_data(tmp_path: Path) -> None:
    table = open_table(saved(tmp_path, "sep=;\r\nName;City\r\nAna;Faro\r\n"))
    assert table.columns == ["Name", "City"]
    assert [row.number for row in table.rows()] == [3]
    assert "header in line 2" in table.findings[0]


def test_a_delimiter_can_be_given_by_name_or_character(tmp_path: Path) -> None:
    path = saved(tmp_path, "a^b;c\n1^2;3\n")
    assert open_table(path, delimiter="^").columns == ["a", "b;c"]
    assert open_table(path, delimiter="semicolon").columns == ["a^b", "c"]
    assert "cannot separate" in refusal(path, delimiter="ab")


def test_notes_above_the_header_are_passed_over(tmp_path: Path) -> None:
    text = (
        'Notes:\n"When exporting, some people, and more, are missing."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ana,Silva,,,Acme,CEO,12 Mar 2021\n,,,,,,13 Mar 2021\n"
    )
    table = open_table(saved(tmp_path, text))
    assert table.columns[0] == "First Name"
    assert [row.number for row in table.rows()] == [5, 6]
    assert "header in line 4" in table.findings[0]
    assert "2 lines above the header left out" in table.findings[0]


def test_the_small_print_of_a_report_is_left_out(tmp_path: Path) -> None:
    text = (
        '"Opportunity","Stage","Amount"\n"Acme","Won","100"\n"Only a name","",""\n\n'
        '"Grand Totals (2 records)"\n"Confidential Information - Do Not Distribute"\n'
        '"Copyright © 2000-2025 salesforce.com, inc. All rights reserved."\n'
    )
    table = open_table(saved(tmp_path, text))
    assert [row.cells[0] for row in table.rows()] == ["Acme", "Only a name"]
    assert table.count == 2
    assert "3 footer lines left out" in table.findings[0]
    assert any("Grand Totals (2 records)" in finding for finding in table.findings)


def test_a_customer_called_total_is_no_footer(tmp_path: Path) -> None:
    table = open_table(saved(tmp_path, "Name,City,Phone\nAcme,Faro,1\nTotal,,\n"))
    assert [row.cells[0] for row in table.rows()] == ["Acme", "Total"]


def test_double_and_missing_names_of_columns(tmp_path: Path) -> None:
    table = open_table(saved(tmp_path, "Name,,Name,name,Name (2),\n1,2,3,4,5,\n6,7,8,9,10,\n"))
    assert table.columns == ["Name", "Column 2", "Name (3)", "name (4)", "Name (2)"]
    assert sum("Column 2" in finding or "Name (3)" in finding for finding in table.findings) == 2


def test_an_unnamed_last_column_with_content_is_kept(tmp_path: Path) -> None:
    table = open_table(saved(tmp_path, "Name,City,,\nAna,Faro,vip,\nRui,Lagos,,\n"))
    assert table.columns == ["Name", "City", "Column 3"]
    assert cells(table)[0] == ["Ana", "Faro", "vip"]


def test_ragged_rows(tmp_path: Path) -> None:
    table = open_table(saved(tmp_path, "a,b,c\n1\n1,2,3,4,5\n1,2,3,,\n1,2,3\n"))
    rows = list(table.rows())
    assert rows[0].cells == ["1", "", ""]
    assert rows[0].problem is None
    assert rows[1].problem == "has 5 cells where the header has 3"
    assert rows[2].problem is None
    assert any("1 row is shorter" in finding for finding in table.findings)
    assert any("1 row has more cells" in finding for finding in table.findings)


def test_a_file_without_names_of_columns_is_called_out(tmp_path: Path) -> None:
    table = open_table(saved(tmp_path, "1,ana@acme.pt,2024-01-02\n2,rui@acme.pt,2024-01-03\n"))
    assert any("looks like data" in finding for finding in table.findings)


def test_a_table_is_read_as_often_as_asked_with_the_lines_that_an_editor_shows(tmp_path: Path) -> None:
    path = saved(tmp_path, 'Name,Note\n"Ana","two\r\nlines"\n\n  ,\nRui,x\n')
    table = open_table(path)
    assert [(row.number, row.cells) for row in table.rows()] == [
        (2, ["Ana", "two\r\nlines"]),
        (6, ["Rui", "x"]),
    ]
    assert list(table.rows()) == list(table.rows())


def test_line_ends_of_old_machines(tmp_path: Path) -> None:
    assert cells(open_table(saved(tmp_path, "a,b\r1,2\r3,4\r"))) == [["1", "2"], ["3", "4"]]


# Quotation marks


def test_an_open_quotation_mark_is_refused_with_its_line(tmp_path: Path) -> None:
    assert "line 3 " in refusal(saved(tmp_path, 'a,b\n1,2\n3,"4\n5,6\n7,8\n'))
    assert "line 3 " in refusal(saved(tmp_path, 'a,b\n1,2\n3,"4\n5,"6"\n7,8\n'))
    assert "line 2 " in refusal(saved(tmp_path, 'a,b\n1,"2'))
    assert "line 4 " in refusal(saved(tmp_path, 'a,b\n"x\ny",2\n"y",",\n7,8\n'))


def test_a_stray_quotation_mark_on_one_line_spoils_one_row_only(tmp_path: Path) -> None:
    table = open_table(saved(tmp_path, 'a,b\n"a 5" pipe",2\n3,4\n5,6" pipe\n'))
    rows = list(table.rows())
    assert [row.number for row in rows] == [2, 3, 4]
    assert rows[0].problem is not None and "quotation mark" in rows[0].problem
    assert rows[1].cells == ["3", "4"]
    assert rows[2].cells == ["5", '6" pipe'] and rows[2].problem is None


def test_other_ways_of_quoting(tmp_path: Path) -> None:
    spaced = open_table(saved(tmp_path, 'a, b\n"x", "y, z"\n"u", "v"\n'))
    assert cells(spaced) == [["x", "y, z"], ["u", "v"]]
    backslash = open_table(saved(tmp_path, 'a,b\n"say \\"hi, you\\"",2\n'))
    assert cells(backslash) == [['say "hi, you"', "2"]]
