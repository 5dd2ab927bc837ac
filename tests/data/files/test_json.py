"""JSON as one more table: our own exports come back, and hostile files end in a sentence."""

import json
from pathlib import Path

import pytest

from data.files import open_table
from data.files.export import write_table
from tests.data.files.tables import cells, refusal, saved


def test_keys_are_columns_and_cells_keep_their_digits(tmp_path: Path) -> None:
    text = (
        '[{"Name": "Ana", "Id": 12345678901234567890123, "Sum": 1.10, "Open": true},\n'
        '{"City": "Faro", "Name": null, "Sum": 1e3}, {}, {"Name": "Total"}]'
    )
    table = open_table(saved(tmp_path, text, "a.txt"))
    assert table.columns == ["Name", "Id", "Sum", "Open", "City"]
    assert cells(table) == [
        ["Ana", "12345678901234567890123", "1.10", "true", ""],
        ["", "", "1e3", "", "Faro"],
        ["Total", "", "", "", ""],
    ]
    assert [row.number for row in table.rows()] == [1, 2, 4]
    assert (table.count, table.findings) == (3, ["JSON, UTF-8, 3 rows"])


def test_an_object_gives_columns_and_a_list_stays_one_cell(tmp_path: Path) -> None:
    text = (
        '[{"name": {"first": "Ana", "last": "Costa"}, "emails": ["a@x.example", 1.50], "none": [], "no": {}},\n'
        '{"a": {"b": {"c": {"d": {"e": [{"f": null}]}}}}, "name": "Bo"}]'
    )
    table = open_table(saved(tmp_path, text, "a.json"))
    assert table.columns == ["name / first", "name / last", "emails", "none", "no", "a / b / c / d", "name"]
    assert cells(table) == [
        ["Ana", "Costa", '["a@x.example", "1.50"]', "", "", "", ""],
        ["", "", "", "", "", '{"e": [{"f": null}]}', "Bo"],
    ]


def test_what_was_written_comes_back(tmp_path: Path) -> None:
    path = str(tmp_path / "out.json")
    rows = [["=1+1", "x\ny"], ["\ud83c'", "€"], ["", "Ægir"]]
    write_table(path, "json", ["Name", "name (2)"], rows)
    assert cells(open_table(path)) == [["=1+1", "x\ny"], ["?'", "€"], ["", "Ægir"]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "no records"),
        ("[{}, {}]", "no records"),
        ('{"leads": [{"a": 1}]}', "another shape"),
        ('"text"', "another shape"),
        ("[1, 2]", "record 1 is no object"),
        ('[["a"], ["b"]]', "record 1 is no object"),
        ('[{"a": ' + "[" * 200_000 + "]" * 200_000 + "}]", "record 1 holds lists or objects"),
        ('[{"a": 1},\n{"a": 2,\n"b" 3}]', "line 3"),
        ('[{"a": 1},\n{"a": "open\n', "line 2"),
        ('[{"a": 1}\n{"a": 2}]', "line 2: a comma"),
        ('[{"a": 1},\n]', "line 2: a record is missing"),
        ('[{"a": 1}\n', "the list has no end"),
        ('[{"a": 1}]\n{"a": 2}', "line 2: there is more"),
        (json.dumps([{f"k{number}": 1} for number in range(2_100)]), "columns"),
    ],
)
def test_other_shapes_and_broken_files_are_refused(tmp_path: Path, text: str, words: str) -> None:
    assert words in refusal(saved(tmp_path, text, "a.json"))


def test_a_key_that_stands_twice_rejects_its_row_and_no_number_is_said(tmp_path: Path) -> None:
    table = open_table(saved(tmp_path, '[{"a": 1, "a": 2}, {"a": NaN, "b": -Infinity, "c": 1}]'))
    first, second = table.rows()
    assert (first.problem, second.problem) == ("names a twice", None)
    assert second.cells == ["", "", "1"]
    assert "2 values NaN or Infinity" in table.findings[1]


def test_records_larger_than_what_is_read_at_once(tmp_path: Path) -> None:
    rows = [{"Name": f"Name {number}", "Notes": "x" * 900_000} for number in range(4)]
    table = open_table(saved(tmp_path, json.dumps(rows, indent=1), "a.json"))
    assert [len(cell) for _, cell in cells(table)] == [900_000] * 4
    assert "more than 16,000,000 characters" in refusal(
        saved(tmp_path, '[{"a": "' + "x" * 17_000_000, "b.json")
    )


def test_a_json_file_takes_no_delimiter(tmp_path: Path) -> None:
    assert "no delimiter" in refusal(saved(tmp_path, '[{"a": 1}]'), delimiter=";")
