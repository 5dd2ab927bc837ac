"""What is sent to a terminal besides text: safe whatever a record holds, made in one place, never into a pipe."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style

from widgets.row_cache import Cell
from widgets.row_lines import Piece, RowStyles, row_segments
from widgets.terminal import (
    is_terminal,
    linked,
    mail_target,
    notification,
    phone_target,
    takes_links,
    target_of,
    web_target,
)

ROOT = Path(__file__).parents[2]
HOSTILE = ("x\x1b]8;;https://evil.example\x1b\\", "\x07", "\u202emoc.elpmaxe", "a\nb", "\x9c", "\ud800")


@pytest.mark.parametrize(
    ("form", "value", "target"),
    [
        ("emails", "ana@acme.example", "mailto:ana@acme.example"),
        ("emails", "ana+sales@acme.example", "mailto:ana+sales@acme.example"),
        ("emails", "żółw@x.example", "mailto:%C5%BC%C3%B3%C5%82w@x.example"),
        ("emails", "ana@acme.example?bcc=all@evil.example", ""),
        ("emails", "Ana <ana@acme.example>", ""),
        ("emails", "ana", ""),
        ("phones", "+351 210 000 001", "tel:+351210000001"),
        ("phones", "+49 (0)30 123 45 ext. 6", "tel:+493012345"),
        ("phones", "(030) 123-45", "tel:03012345"),
        ("phones", "call me", ""),
        ("phones", "112", ""),
        ("links", "HTTPS://acme.example/ü?q=1#x", "https://acme.example/%C3%BC?q=1#x"),
        ("links", "www.linkedin.example/in/ana", "https://www.linkedin.example/in/ana"),
        ("links", "javascript:alert(1)", ""),
        ("links", "file:///etc/passwd", ""),
        ("links", "data:text/html,x", ""),
        ("links", "https://acme.example/ x", ""),
        ("links", "https://acme.example/" + "x" * 3000, ""),
        ("line", "ana@acme.example", ""),
    ],
)
def test_what_a_value_leads_to(form: str, value: str, target: str) -> None:
    assert target_of(form, value) == target


@pytest.mark.parametrize("make", [mail_target, phone_target, web_target])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_value_ends_a_link_or_begins_another(make: object, text: str) -> None:
    assert callable(make)
    for value in (text, f"ana{text}@acme.example", f"+351 21 000{text}0001", f"https://acme.example/{text}"):
        target = make(value)
        assert target.isascii() and not any(letter < " " or letter in "\x7f " for letter in target)
        assert linked("x", target).count("\x1b") in (0, 4)


def test_a_target_of_another_scheme_leaves_the_text_plain() -> None:
    for target in ("", "javascript:alert(1)", "https://a b", "https://\x1b", "ftp://x.example"):
        assert linked("here", target) == "here"
    assert linked("here", "https://x.example") == "\x1b]8;;https://x.example\x1b\\here\x1b]8;;\x1b\\"


def test_a_notification_is_one_sequence_whatever_it_tells() -> None:
    text = "Ana;Costa\x07\x1b]0;title\x07\n4;1"
    assert notification("Cockpit", text, "9", {}) == "\x1b]9;Cockpit: Ana;Costa]0;title 4;1\x07"
    assert notification("Cockpit", text, "777", {}) == "\x1b]777;notify;Cockpit;Ana,Costa]0,title 4,1\x07"
    assert notification("C", "x", "9", {"TMUX": "/tmp/t"}) == "\x1bPtmux;\x1b\x1b]9;C: x\x07\x1b\\"
    assert len(notification("C", "x" * 9000, "9", {})) < 300


class Stream:
    """Where text goes."""

    def __init__(self, is_tty: bool) -> None:
        self._is_tty = is_tty

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._is_tty


def test_pipes_files_and_simple_terminals_are_given_none() -> None:
    assert takes_links(Stream(True), {"TERM": "xterm-256color"})
    for is_tty, term in ((False, "xterm-256color"), (True, "dumb"), (True, "linux"), (True, "")):
        assert not takes_links(Stream(is_tty), {"TERM": term})
    assert is_terminal(Stream(True), {"TERM": "linux"}) and not is_terminal(Stream(True), {})


def test_sequences_are_made_in_one_module_alone() -> None:
    makes = [
        str(file.relative_to(ROOT))
        for folder in ("cockpit", "screens", "widgets", "data")
        for file in sorted((ROOT / folder).rglob("*.py"))
        if any(
            code in file.read_text(encoding="utf-8")
            for code in ("\\x1b", "\\033", "\\u001b", "\\x9b", "\\e[")
        )
    ]
    # The two others recognise them: in text from outside, and in the pictures of the chart library.
    assert sorted(makes) == ["data/kernel/text.py", "widgets/charts/picture.py", "widgets/terminal.py"]


@pytest.mark.parametrize(("width", "shown"), [(60, "ana@acme.example"), (20, "ana@acme.ex")])
def test_the_part_of_a_cell_that_is_in_sight_leads_where_the_whole_does(width: int, shown: str) -> None:
    cell = Cell("work ana@acme.example x", links=(("ana@acme.example", "mailto:ana@acme.example"),))
    styles = RowStyles(Style(), {}, Style())
    segments = row_segments([Piece(cell, width)], 3, styles, is_cursor=False, is_marked=False)
    leading = [segment.text for segment in segments if segment.style and segment.style.link]
    assert leading and leading[0].startswith(shown[:8]) and "ana@acme.example".startswith(leading[0])
    assert "".join(segment.text for segment in segments)[3:].startswith("work ana@acme")
