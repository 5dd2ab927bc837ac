"""Names that become nonsense: the bytes of a file mean the letters that its writer saw."""

from pathlib import Path

import pytest

from data.files import open_table
from tests.data.files.tables import cells, refusal, saved


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
