"""Names that become nonsense: the bytes of a file mean the letters that its writer saw."""

from pathlib import Path

import pytest

from data.files import open_table
from data.files.mojibake import mended
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


TEXTS = ("Name,City\nAna,Faro\n", "名前,会社\n山田太郎,株式会社テスト\n", "Name;Ort\n😀;Köln\n")


@pytest.mark.parametrize("order", ["le", "be"])
def test_text_of_four_bytes_a_letter_is_named_with_and_without_a_lying_mark(
    tmp_path: Path, order: str
) -> None:
    mark = {"le": b"\xff\xfe", "be": b"\xfe\xff"}
    for text in TEXTS:
        wide, usual = text.encode(f"utf-32-{order}"), text.encode(f"utf-16-{order}")
        words = refusal(saved(tmp_path, mark[order] + wide))
        assert f"mark of UTF-16-{order.upper()}, but its content is UTF-32-{order.upper()}" in words
        assert f"UTF-32-{order.upper()} without a mark: say so (utf-32-{order})" in refusal(
            saved(tmp_path, wide)
        )
        assert len(cells(open_table(saved(tmp_path, wide), encoding=f"utf-32-{order}"))) == 1
        assert "its content is UTF-32" in refusal(saved(tmp_path, wide), encoding=f"utf-16-{order}")
        other = "be" if order == "le" else "le"
        assert f"its content is UTF-16-{order.upper()}" in refusal(saved(tmp_path, mark[other] + usual))
        assert "mark of UTF-" in refusal(saved(tmp_path, mark[other] + wide))
        assert f"UTF-16-{order.upper()} without a mark" in refusal(saved(tmp_path, usual))


def broken(text: str, codec: str = "cp1252") -> str:
    """A text as a program shows it that takes its UTF-8 for something else."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())


SOUND = ("Zoë Müller", "São João", "Łódź", "Иван", "東京", "it’s “so” – 5 €…", "à la", "😀", "Αθήνα", "ÀÁÏ")


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_broken_letters_become_what_they_were_and_sound_ones_stay(codec: str) -> None:
    for text in SOUND:
        assert mended(text) == text
        assert mended(broken(text, codec)) == text
        assert mended(broken(broken(text, codec), codec)) == text, "broken twice"
    for text in ("NESCAFÉ® und Söhne", "MANHÃ", "NÃO", "25Â", "Ærø", "Þór", "«Ça»", "Ñandú – ¿sí?"):
        assert mended(text) == text


def test_broken_letters_are_told_and_taken_as_they_stand_unless_they_are_to_be_mended(tmp_path: Path) -> None:
    lines = f"{broken('Prénom')},Nom\n{broken('Zoë')},Nuñez\nAna,Lee\n"
    for content, name in ((lines, "a.csv"), (f'[{{"{broken("Prénom")}": "{broken("Zoë")}"}}]', "a.json")):
        path = saved(tmp_path, content, name)
        table = open_table(path)
        assert table.columns[0] == "PrÃ©nom" and cells(table)[0][0] == "ZoÃ«"
        assert table.broken is not None and ("ZoÃ«", "Zoë") in table.broken.samples
        mending = open_table(path, mend=True)
        assert mending.columns[0] == "Prénom" and cells(mending)[0][0] == "Zoë" and mending.broken is None
    assert cells(open_table(saved(tmp_path, lines, "a.csv"), mend=True))[0][1] == "Nuñez"
    assert open_table(saved(tmp_path, "Name\nZoë\nMANHÃ\n")).broken is None
