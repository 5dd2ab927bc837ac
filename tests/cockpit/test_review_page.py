"""The page of a week for print, held against what a browser is strict about: no browser is needed, none is asked."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from tests.cockpit.conftest import Type

VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})
"""Elements without an end. Source: HTML Living Standard, section 13.1.2."""
SVG = "{http://www.w3.org/2000/svg}"


class Strict(HTMLParser):
    """Fails on a tag that is not closed, closed twice or crosswise, and on an attribute that stands twice."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.counts: dict[str, int] = {}
        self.cells: list[int] = []
        """The cells of each row, as the rows come; a row of a head begins a table (with a minus)."""
        self.declared = ""

    def handle_decl(self, decl: str) -> None:
        self.declared = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), (tag, names)
        assert all(value is not None for _, value in attrs), (tag, attrs)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag == "tr":
            self.cells.append(0)
        elif tag in ("td", "th"):
            assert self.open[-1] == "tr"
            self.cells[-1] += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "svg" in self.open, f"<{tag}/> closes itself outside of a drawing"

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, tag
        if tag == "table":
            assert len(set(self.cells)) == 1, f"rows of {set(self.cells)} cells in one table"
            self.cells = []

    def handle_data(self, data: str) -> None:
        assert "<" not in data or self.open[-1] == "style"


@pytest.fixture(params=["empty", "lived", "hostile"])
def page(request: pytest.FixtureRequest, team: Type) -> str:
    """The page of a week in which nothing was done, of one that was lived and signed, of one with hostile words."""
    if request.param != "empty":
        team("log", "call", "-n", "12", "--as", "li")
        team("log", "demo", "--as", "li")
        team("deals", "add", "--name", "Website & <b>shop</b>", "--as", "li")
    words = (
        "</td></table><style>*{}</style><svg onload=x> &amp; \"'" if request.param == "hostile" else "Fine"
    )
    team("review", "submit", "--words", words, "--as", "li")
    if request.param == "lived":
        team("review", "sign", "li", "--as", "ada")
        team("review", "adjust", "li", "--points", "-5", "--reason", "logged twice", "--as", "ada")
    said = team("review", "--person", "li", "--format", "html", "--as", "ada")
    assert said.code == 0
    return said.out


def test_every_tag_is_closed_and_every_row_has_its_cells(page: str) -> None:
    reader = Strict()
    reader.feed(page)
    reader.close()
    assert reader.open == [] and reader.declared == "doctype html"
    once = {tag: reader.counts[tag] for tag in ("html", "head", "body", "h1", "style")}
    assert set(once.values()) == {1}
    assert reader.counts["title"] == 3, "of the page, and of each drawing"
    assert not reader.counts.keys() & {"script", "img", "link", "iframe", "object", "form", "a"}


def test_nothing_is_fetched_and_it_prints_without_margins_and_cut_rows(page: str) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.S)
    assert "url(" not in style and "@import" not in style
    assert style.count("{") == style.count("}")
    assert "@media print" in style and "break-inside: avoid" in style and "break-after: avoid" in style
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_what_is_drawn_lies_within_its_drawing(page: str) -> None:
    drawings = [ElementTree.fromstring(text) for text in re.findall(r"<svg.*?</svg>", page, re.S)]
    assert len(drawings) == 2
    for drawing in drawings:
        _, _, wide, high = map(float, drawing.attrib["viewBox"].split())
        assert (wide, high) == (float(drawing.attrib["width"]), float(drawing.attrib["height"]))
        for bar in drawing.iter(f"{SVG}rect"):
            x, y, width, height = (float(bar.attrib[name]) for name in ("x", "y", "width", "height"))
            assert min(x, y, width, height) >= 0 and x + width <= wide and y + height <= high
        for words in drawing.iter(f"{SVG}text"):
            assert 0 <= float(words.attrib["x"]) <= wide and 0 <= float(words.attrib["y"]) <= high
        for line in drawing.iter(f"{SVG}polyline"):
            points = [tuple(map(float, pair.split(","))) for pair in line.attrib["points"].split()]
            assert len(points) == 7 and all(0 <= x <= wide and 0 <= y <= high for x, y in points)
            heights = [y for _, y in points]
            assert heights == sorted(heights, reverse=True), "a sum never falls"
