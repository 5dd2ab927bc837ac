"""Text in cells: nothing on a line pushes what stands right of it, whatever the script."""

from __future__ import annotations

import pytest

from widgets.width import cut, fit, in_lines, width_of, wrapped


def test_text_is_cut_and_padded_by_the_cells_it_takes() -> None:
    assert cut("Acme Ltd", 8) == "Acme Ltd"
    assert cut("Acme Ltd", 6) == "Acme…"
    assert cut("商談中", 4) == "商…"
    assert [cut("Acme", width) for width in (-1, 0, 1)] == ["", "", "…"]
    assert fit("商談", 6, "right") == "  商談"
    assert fit("ab", 5, "center") == " ab  "
    for width in range(12):
        assert {width_of(fit(text, width)) for text in ("", "商談中 🚀", "x" * 50)} == {width}


@pytest.mark.parametrize("indent", ["", "  "])
def test_wrapped_text_fits_its_lines_and_loses_no_letter(indent: str) -> None:
    text = "Acme 商談中商談中商談中 and a-word-that-is-much-longer-than-its-line, end"
    for width in (6, 9, 20, 80):
        lines = wrapped(text, width, indent)
        assert max(map(width_of, lines)) <= width
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(line.startswith(indent) for line in lines[1:])
    assert wrapped("", 20) == []


def test_parts_go_to_another_line_rather_than_being_cut() -> None:
    parts = ("order first", "90 %", "12 days", "100 % complete")
    assert in_lines(parts, "   ", 80) == ["order first   90 %   12 days   100 % complete"]
    assert in_lines(parts, "   ", 36) == ["order first   90 %   12 days", "100 % complete"]
    assert in_lines(parts, "   ", 4) == list(parts)
    assert in_lines((), "   ", 36) == []
