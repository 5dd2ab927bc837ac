"""Excel workbooks: a rep gets the values that stand on the sheet, or is told which are missing."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from data.files import open_table
from data.files.export import write_table
from data.files.workbook_text import escaped, unescaped
from tests.data.files.tables import cells, refusal, saved


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
    said = refusal(path, sheet="Other")
    assert "no rows below" in said
    assert said.endswith("That is its sheet Other; it also has Empty, Leads.")
    assert "has no sheets" in refusal(saved(tmp_path, "a,b\n1,2\n"), sheet="Leads")


def test_a_title_above_the_header_and_an_error_in_a_cell_that_says_no_more(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Pipeline 2024"],
        [],
        ["Name", "City", "Phone"],
        ["Ana", "#REF!", "1", "vip"],
    ]
    table = open_table(workbook(tmp_path, rows))
    assert table.columns == ["Name", "City", "Phone", "Column 4"]
    [row] = table.rows()
    assert (row.number, row.cells, row.problem) == (4, ["Ana", "#REF!", "1", "vip"], None)


@pytest.mark.parametrize(
    "text", ["a_x000D_b", "_x005F_x000D_", "_xd83d_", "x\ry", "_xa1aD\r", "Bell_x", "☎_x20AC_"]
)
def test_characters_that_a_sheet_holds_as_numbers_come_back_as_they_were(tmp_path: Path, text: str) -> None:
    path = str(tmp_path / "out.xlsx")
    write_table(path, "xlsx", ["Name", text], [["Ana", text]])
    assert cells(open_table(path)) == [["Ana", text]]
    assert unescaped(escaped(text)) == text


def test_numbers_of_characters_are_read(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, [["Name", "Notes"], ["Bell_x0020_Works_x000D_", "_xD83D__xDE00_ _x005F_x000D_ _xZ000_"]]
    )
    assert cells(open_table(path)) == [["Bell Works\r", "😀 _x000D_ _xZ000_"]]


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
