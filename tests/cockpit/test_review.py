"""`cockpit review`, as a rep and a manager type it over a Friday, and the forms in which a week goes out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from data.kernel.sqlite import sqlite3
from tests.cockpit.conftest import Type

HOSTILE = "<script>alert(1)</script> =cmd|' /C calc'!A1 \x1b]0;x\x07 \u202etxt [link=x]y[/]"


@pytest.fixture
def week(team: Type) -> Type:
    """Li has logged 12 calls and a demo: 37 points."""
    team("log", "call", "-n", "12", "--as", "li")
    team("log", "demo", "--as", "li")
    return team


def test_a_week_is_submitted_returned_submitted_again_and_signed(week: Type) -> None:
    assert week("review", "list", "--state", "submitted", "--as", "ada").line.startswith("No week of 2026-Q4")
    said = week("review", "submit", "--words", "Two demos moved", "--as", "li")
    assert said.line.startswith("week 2026-W47 of Li Wei submitted")
    (waiting,) = week("review", "list", "--state", "submitted", "--json", "--as", "ada").json
    assert (waiting["person"], waiting["points"], waiting["goal"], waiting["over"]) == ("li", 37, 500, False)
    assert week("review", "return", "li", "--reason", "Friday is missing", "--as", "ada").code == 0
    assert "returns the week" in week("review", "--as", "li").out
    assert week("review", "submit", "--as", "li").code == 0
    assert week("review", "answer", "li", "Thank you", "--as", "ada").code == 0
    signed = week("review", "sign", "li", "--words", "Well done", "--as", "ada")
    assert signed.line.startswith("week 2026-W47 of Li Wei signed off with 37 points")
    shown = week("review", "--as", "li").out
    assert "signed by Ada Bell 19 Nov 14:05" in shown and "37 of 500 points, 7.4 %" in shown
    closed = week("log", "call", "--as", "li")
    assert closed.code == 1 and "adjustment of its manager" in closed.err
    adjusted = week("review", "adjust", "li", "--points", "-5", "--reason", "logged twice", "--as", "ada")
    assert "adjusted by -5: logged twice" in adjusted.line
    assert "Adjusted since: 37 signed -5 = 32" in week("review", "--as", "li").out
    assert week("undo", "--as", "ada").line.startswith("undone: week 2026-W47 of Li Wei adjusted")


@pytest.mark.parametrize(
    ("words", "problem", "code"),
    [
        (("--week", "someday"), "someday", 2),
        (("--week", "2026-W99"), "2026-W99", 2),
        (("--person", "bo"), "are for Bo Lund", 1),
        (("--person", "nobody"), "Nobody here is called", 1),
        (("--format", "pdf"), "pdf", 2),
        (("--format", "xlsx"), "--out week.xlsx", 2),
        (("--out", "week.pdf"), ".pdf cannot be written", 2),
        (("--week", "last", "submit"), "stand alone", 2),
        (("submit", "--week", "2026-W48"), "has not begun", 1),
        (("submit", "--words", "x" * 2_001), "at most 2,000", 2),
        (("return", "li", "--reason", "x"), "is not submitted", 1),
        (("sign", "li"), "Nobody reviews their own week: Ada Bell", 1),
        (("sign", "bo"), "are for Bo Lund", 1),
        (("adjust", "li", "--points", "many", "--reason", "x"), "Write it like --points +10", 2),
        (("adjust", "li", "--points", "5", "--reason", "x"), "Nobody reviews their own week", 1),
        (("answer", "li", " "), "needs a few words", 2),
        (("list", "--period", "soon"), "soon", 2),
        (("list", "--state", "lost"), "lost", 2),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    week: Type, words: tuple[str, ...], problem: str, code: int
) -> None:
    said = week("review", *words, "--as", "li")
    if words[0] == "return":
        assert said.code == 1 and ("is not submitted" in said.err or "Nobody reviews" in said.err)
    else:
        assert (said.code, said.out) == (code, "") and problem in said.err
    assert week("query", "select count(*) n from comments", "--format", "json").json == [{"n": 0}]


class _Reader(HTMLParser):
    """The tags of a page, and what would be fetched or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.suspicious: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "href", "action") or "javascript:" in (value or ""):
                self.suspicious.append(f"{tag} {name}")


def test_the_page_for_print_is_whole_in_itself_and_runs_nothing_whatever_people_write(
    week: Type, tmp_path: Path
) -> None:
    week("people", "edit", "li", "--name", "<img src=x onerror=alert(1)> Wei")
    week("deals", "add", "--name", HOSTILE, "--as", "li")
    week("review", "submit", "--words", HOSTILE, "--as", "li")
    out = tmp_path / "li.html"
    assert week("review", "--person", "li", "--out", str(out), "--as", "ada").line == f"Written: {out}"
    text = out.read_text(encoding="utf-8")
    page = _Reader()
    page.feed(text)
    assert page.suspicious == [] and "script" not in page.tags and "img" not in page.tags
    assert "svg" in page.tags and "&lt;script&gt;" in text and "\x1b" not in text and "\u202e" not in text
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text) and "default-src 'none'" in text
    assert out.stat().st_mode & 0o077 == 0
    drawings = re.findall(r"<svg.*?</svg>", text, re.S)
    assert len(drawings) == 2 and all(ElementTree.fromstring(one).tag.endswith("svg") for one in drawings)
    for form in ("text", "md", "json"):
        said = week("review", "--person", "li", "--format", form, "--as", "ada").out
        assert "\x1b" not in said and "\u202e" not in said
    assert "\\<script\\>" in week("review", "--person", "li", "--format", "md", "--as", "ada").out


def test_the_sheet_has_no_formulas_and_comes_in_again(week: Type, tmp_path: Path) -> None:
    week("review", "submit", "--words", HOSTILE, "--as", "li")
    out = tmp_path / "week.xlsx"
    assert week("review", "--out", str(out), "--as", "li").code == 0
    sheet = load_workbook(out).active
    assert sheet is not None and all(cell.data_type != "f" for row in sheet.rows for cell in row)
    rows = list(sheet.values)
    assert rows[0] == (
        "week 2026-W47",
        "pts each",
        *("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        "count",
        "points",
    )
    assert rows[1][0] == "call" and rows[1][5] == rows[1][9] == 12
    said = week("points", "import", str(out), "--as", "bo")
    assert said.code == 0, said.err
    assert "37/500" in week("status", "--as", "bo").out


@pytest.mark.of_a_file
def test_machines_read_the_whole_page_and_what_was_edited(week: Type, tmp_path: Path) -> None:
    week("review", "submit", "--as", "li")
    week("review", "sign", "li", "--as", "ada")
    found = week("review", "--format", "json", "--as", "li").json
    assert (found["state"], found["signed_by"], found["total"], found["edited_since"]) == (
        "signed",
        "Ada Bell",
        37,
        False,
    )
    assert len(found["fingerprint"]) == 64 and found["page"]["total"] == 37
    connection = sqlite3.connect(tmp_path / "cockpit.db")
    connection.execute("update signed_week set page = replace(page, '37', '999')")
    connection.commit()
    connection.close()
    assert week("review", "--format", "json", "--as", "li").json["edited_since"] is True
    assert "EDITED SINCE IT WAS SIGNED" in week("review", "--person", "li", "--as", "ada").out
    doctor = week("doctor")
    assert doctor.code == 1 and "differ from what was signed: 2026-W47 of li" in doctor.out


def test_who_is_managed_by_nobody_signs_the_own_week_and_it_says_so(cockpit: Type) -> None:
    cockpit("log", "call")
    cockpit("review", "submit")
    assert "by themself, as nobody manages them" in cockpit("review", "sign", "maria").line
