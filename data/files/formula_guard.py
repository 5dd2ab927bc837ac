"""Keep cells of text files from running as formulas, and take that guard away again when reading.

A spreadsheet program takes a cell that begins with one of a few characters for a formula. A leading
apostrophe makes it text. So that nothing is lost on the way, an original apostrophe before such a character
is doubled.

Other programs keep a cell as text by a formula that gives nothing else, ``="0123"``: what it gives is read.
"""

from __future__ import annotations

import re

# Some East Asian settings take the full-width forms for formulas as well.
_STARTER = "[=+\\-@\t\r\n＝＋－＠]"  # noqa: RUF001
_NEEDS_GUARD = re.compile(f"'*{_STARTER}")
_GUARDED = re.compile(f"'+{_STARTER}")
_TEXT_FORMULA = re.compile('="([^"]*)"')
# A sign and digits can only be a number or a telephone number: nothing in it names a function or a cell.
_HARMLESS = re.compile(
    r"[+-]\d+(?:[.,]\d+)*\s?%?"
    r"|\+[\d(][\d ().\-/]*\d(?: ?(?:x|ext\.?) ?\d{1,6})?",
    re.ASCII | re.IGNORECASE,
)


def guarded(text: str) -> str:
    """Return `text` with an apostrophe before it where a spreadsheet program would run it."""
    if _NEEDS_GUARD.match(text) and not _HARMLESS.fullmatch(text):
        return "'" + text
    return text


def unguarded(text: str) -> str:
    """Return `text` without the apostrophe that `guarded` puts before it, or what a formula of a text gives."""
    if _GUARDED.match(text):
        return text[1:]
    formula = _TEXT_FORMULA.fullmatch(text)
    return text if formula is None else formula[1]
