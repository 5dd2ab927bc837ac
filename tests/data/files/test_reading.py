"""What a user would lose: rows that vanish, names turned into nonsense, or a traceback instead of advice."""

import csv
import gzip
import os
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.files import FileRefused, Table, open_table
from data.files.row import CELL_LIMIT

SAMPLES = os.environ.get("COCKPIT_SAMPLES")


def saved(folder: Path, content: str | bytes, name: str = "leads.csv") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def cells(table: Table) -> list[list[str]]:
    return [row.cells for row in table.rows()]


def refusal(path: str, **options: str) -> str:
    with pytest.raises(FileRefused) as caught:
        list(open_table(path, **options).rows())
    message = str(caught.value)
    assert message.endswith(".") and "\n" not in message
    return message


# Real files


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


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_unicode_files_keep_their_names(tmp_path: Path, encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    table = open_table(saved(tmp_path, mark + "Name,City\nZoë,東京\n".encode(encoding)))
    assert table.columns == ["Name", "City"]
    assert cells(table) == [["Zoë", "東京"]]
    assert len(table.findings) == 1


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Name,Ort\nMüller,Köln\nGroß,Gießen\n"),
        ("cp1250", "Imię,Miasto\nŁukasz Żółć,Łódź\nGrażyna Wiśniewska,Kraków\n"),
        ("cp1251", "Имя,Город\nИван Петров,Москва\nМария,Казань\n"),
        ("cp932", "名前,会社\n山田太郎,株式会社テスト\n佐藤花子,東京商事\n"),
    ],
)
def test_older_encodings_are_guessed_and_the_guess_is_told(tmp_path: Path, encoding: str, text: str) -> None:
    table = open_table(saved(tmp_path, text.encode(encoding)))
    assert [table.columns, *cells(table)] == [line.split(",") for line in text.splitlines()]
    assert f"{encoding} (guessed)" in table.findings[0]
    assert "name the encoding" in table.findings[1]


def test_bytes_without_a_meaning_in_the_usual_code_page_are_still_read(tmp_path: Path) -> None:
    table = open_table(saved(tmp_path, b"Name,City\nJos\xe9\x81,Faro\n"))
    assert table.count == 1
    assert "guessed" in table.findings[0]


def test_a_given_encoding_is_believed_or_refused_with_the_byte(tmp_path: Path) -> None:
    path = saved(tmp_path, "Name,City\nGüneş,Muğla\n".encode("cp1254"))
    assert cells(open_table(path, encoding="cp1254")) == [["Güneş", "Muğla"]]
    assert "0xFC in line 2 (byte 12 of the file)" in refusal(path, encoding="utf-8")
    assert "no encoding called" in refusal(path, encoding="klingon")
    assert "no encoding called" in refusal(path, encoding="base64")


def test_a_late_foreign_byte_is_found_at_its_place(tmp_path: Path) -> None:
    line = "Ana,Faro €\n".encode()
    content = b"Name,City\n" + line * 120_000 + b"Jos\xe9,Lagos\n"
    table = open_table(saved(tmp_path, content))
    assert f"line {120_002:,} (byte {10 + len(line) * 120_000 + 4:,}" in table.findings[1]


def test_lying_marks_are_refused(tmp_path: Path) -> None:
    assert "mark of UTF-16" in refusal(saved(tmp_path, b"\xff\xfeName,City\nAna,Faro\n"))
    assert "mark of UTF-8" in refusal(saved(tmp_path, b"\xef\xbb\xbfName,City\nJos\xe9,Faro\n"))
    assert "mark of UTF-32" in refusal(saved(tmp_path, b"\xff\xfe\0\0Name,City\nAna,Faro\n"))


# Files that are no tables


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n \n\n", "nothing but blank lines"),
        (b"\xef\xbb\xbf", "nothing but blank lines"),
        (b"Name,City\n", "no rows below"),
        (b"Name,City\n\n ,\n", "no rows below"),
        (gzip.compress(b"Name,City\nAna,Faro\n"), "gzip"),
        (b"Name,City\nA\0na,Faro\n", "byte 12 is zero"),
        ("Name,City\nAna,Faro\n".encode("utf-16-le"), "byte 2 is zero"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (bytes(range(1, 32)) * 50, "not a text file"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "XML"),
        (b'[{"name": "Ana"}]', "JSON"),
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


# Anything at all


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


# Sizes


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


# Workbooks


def workbook(folder: Path, rows: list[list[object]], title: str = "Leads") -> str:
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    book.create_sheet("Other").append(["x"])
    path = str(folder / "leads.xlsx")
    book.save(path)
    return path


def test_a_workbook_is_read_as_its_owner_sees_it(tmp_path: Path) -> None:
    from datetime import date, datetime, time

    path = workbook(
        tmp_path,
        [
            ["Name", "Amount", "Day", "At", "Time", "Won", "Id"],
            [
                "Ana",
                12.0,
                date(2024, 3, 12),
                datetime(2024, 3, 12, 9, 14, 59),
                time(9, 5),
                True,
                123456789012,
            ],
            [],
            ["Rui", 0.1, None, datetime(2024, 3, 12), None, False, 1e-7],
            ["'=x", -12.5],
        ],
    )
    table = open_table(path)
    assert table.findings[0] == "XLSX, sheet Leads, header in row 1, 3 rows"
    assert "Empty, Other" in table.findings[1]
    assert [(row.number, row.cells) for row in table.rows()] == [
        (2, ["Ana", "12", "2024-03-12", "2024-03-12 09:14:59", "09:05:00", "TRUE", "123456789012"]),
        (4, ["Rui", "0.1", "", "2024-03-12", "", "FALSE", "0.0000001"]),
        (5, ["'=x", "-12.5", "", "", "", "", ""]),
    ]
    assert list(table.rows()) == list(table.rows())


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Name"], ["Ana"]])
    assert open_table(path, sheet="leads").columns == ["Name"]
    assert "It has Empty, Leads, Other" in refusal(path, sheet="Deals")
    assert "is empty" in refusal(path, sheet="Empty")
    assert "no rows below" in refusal(path, sheet="Other")
    assert "has no sheets" in refusal(saved(tmp_path, "a,b\n1,2\n"), sheet="Leads")


def test_a_title_above_the_header_and_an_error_in_a_cell(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Pipeline 2024"],
        [],
        ["Name", "City", "Phone"],
        ["Ana", "#REF!", "1", "vip"],
    ]
    table = open_table(workbook(tmp_path, rows))
    assert table.columns == ["Name", "City", "Phone", "Column 4"]
    [row] = table.rows()
    assert row.number == 4
    assert row.problem == "cell 2 holds the spreadsheet error #REF!"


def test_formulas_give_their_stored_result_and_a_missing_one_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Name", "Sum"], ["Ana", "=1+1"], ["Rui", 3]])
    table = open_table(path)
    assert cells(table) == [["Ana", ""], ["Rui", "3"]]
    assert any("formulas hold no result" in finding for finding in table.findings)
    computed = tmp_path / "computed.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(computed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>"))
    table = open_table(str(computed))
    assert cells(table) == [["Ana", "2"], ["Rui", "3"]]
    assert not any("formulas" in finding for finding in table.findings)


def archive(folder: Path, parts: dict[str, bytes]) -> str:
    path = str(folder / "book.xlsx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"leads.csv": b"a,b\n1,2\n"}, "an archive and not a workbook"),
        ({"mimetype": b"x", "content.xml": b"<x/>"}, "OpenDocument"),
        ({"xl/workbook.bin": b"x"}, ".xlsb"),
        ({"xl/workbook.xml": b"<x/>"}, "damaged workbook"),
        ({"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}, "no workbook needs"),
        ({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(60 << 20)}, "unpacks to 60 MB"),
    ],
)
def test_archives_that_are_no_honest_workbook(tmp_path: Path, parts: dict[str, bytes], words: str) -> None:
    assert words in refusal(archive(tmp_path, parts))


def test_a_truncated_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Name"], ["Ana"]])
    content = Path(path).read_bytes()
    Path(path).write_bytes(content[: len(content) // 2])
    assert "damaged" in refusal(path)
