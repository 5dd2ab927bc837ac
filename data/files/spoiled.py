"""What spreadsheets and databases leave in a cell instead of its value, or do to the value.

Some of it says nothing (NULL, n/a), some is an error or a number that has lost its digits, and some is a number
whose digits are all there behind the marks of a number format.
"""

from __future__ import annotations

import re

NOTHING = frozenset(
    (
        *("null", "NULL", "(null)", "(NULL)", "<null>", "<NULL>", "[null]", "\\N", "nil", "undefined"),
        *("none", "None", "NONE", "nan", "NaN", "n/a", "N/A", "n.a.", "N.A.", "n/A"),
        *("-", "--", "---", "–", "—", "?", "[]", "{}", '[""]', '""', "''"),
    )
)
"""Cells that say nothing. Null and Nan are names of people where they are written so."""

_ERROR = re.compile(
    r"#[A-ZÀ-ÞĀ-ŽА-Я0-9¡¿/_]{1,16}[!?]|#(?:N/A|N/D|N/B|NV|NB|YOK|SAKNAS!|Н/Д|GETTING_DATA)|#{3,}|Err:\d{3}"  # noqa: RUF001
)
_SHORTENED = re.compile(
    r"[+-]?(?P<first>\d{1,3})(?:[.,](?P<more>\d+)[eE]\+?|[eE]\+)(?P<power>\d{1,3})", re.ASCII
)
_WITH_DECIMALS = re.compile(r"(?P<whole>\d{4,15})[.,]0+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:[,'’]\d{3}){2,4}(?:\.0+)?", re.ASCII)
_MOST_DIGITS = 15
"""Digits of a whole number that a spreadsheet keeps; further ones are noughts."""


def is_error(text: str) -> bool:
    """Whether a cell holds a spreadsheet's error, in any of its languages, or the marks of a column too narrow."""
    return _ERROR.fullmatch(text) is not None


def is_shortened(text: str) -> bool:
    """Whether a cell holds a long number in a form like 4.47912E+11, whose digits are lost."""
    match = _SHORTENED.fullmatch(text)
    return match is not None and whole_number(text) is None


def identifier_of(text: str) -> str | None:
    """The id that a cell holds, as its digits tell it; empty for none, None for one that a spreadsheet spoiled."""
    if text in NOTHING:
        return ""
    if text.isalnum() or (text[:1].isalpha() and not is_error(text)):
        return text
    return None if is_error(text) or is_shortened(text) else whole_number(text) or text


def whole_number(text: str) -> str | None:
    """The digits of a whole number that stands there as a number's format shows it, where all of them are known.

    ``447912000001.0``, ``447,912,000,002`` and ``4.47912000003E+11``. None for anything else, plain digits too.
    """
    match = _WITH_DECIMALS.fullmatch(text)
    if match is not None:
        return match["whole"]
    if _GROUPED.fullmatch(text) is not None:
        digits = re.sub(r"\D", "", text.partition(".")[0], flags=re.ASCII)
        return digits if len(digits) <= _MOST_DIGITS else None
    match = _SHORTENED.fullmatch(text)
    if match is None:
        return None
    more, power = match["more"] or "", int(match["power"])
    if not 3 <= power < _MOST_DIGITS or len(more) < power or more[power:].strip("0"):
        return None
    return match["first"] + more[:power]
