"""Phone numbers as people and programs write them: what of a text is dialled, and what stands around it.

Only what is not plain digits with blanks, hyphens and brackets comes here: see ``data.records.normal_forms``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from data.files.spoiled import is_error, is_shortened, whole_number
from data.records.normal_forms import LEAST_DIGITS, MOST_DIGITS

_EXTENSION_WORDS = (
    *(";ext=", "ext", "extn", "extension", "x", "#", "int", "interno", "poste", "durchwahl", "dw", "klappe"),
    *("ramal", "anexo", "toestel", "tst", "wew", "wewn", "w", "dahili", "anknytning", "ankn"),
    *("доб", "добавочный", "вн", "转", "轉", "分机", "分機", "内線", "تحويلة", "داخلي"),
)
_WORDS = "|".join(map(re.escape, sorted(_EXTENSION_WORDS, key=len, reverse=True)))
_EXTENSION = re.compile(
    rf"\s*[,;(\[/-]?\s*(?:{_WORDS})(?![^\W\d_])[\s.:=#]*(?P<digits>\d{{1,7}})(?!\d)\s?[)\]]?", re.IGNORECASE
)
_MARKS = r"[\d\x20().\-–‐·/]"  # noqa: RUF001 - hyphens of other programs
_NUMBER = re.compile(rf"(?:[(\[]?\+\x20?)?[(\[]?\d(?:{_MARKS}*\d)?")
_CHAT = re.compile(
    r"(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)\+?(?P<digits>\d{6,15})/?", re.IGNORECASE
)
_TOLL_FREE = re.compile(
    r"(?:\+?1[\s.-]*)?\(?(?P<area>8[0-8]\d)\)?[\s.-]*(?P<word>(?=(?:[^A-Z]*[A-Z]){3})[A-Z\d](?:[\s.-]?[A-Z\d]){6,})"
)
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_DATE = re.compile(
    r"(?:(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d\d|(?:19|20)\d\d([./-])\d\d?\2\d\d?)"
    r"(?:[T\x20]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?Z?)?",
    re.ASCII,
)
_TRUNK_ZERO = re.compile(r"[(\[]\s?0\s?[)\]]")
_KEEPS_NOUGHT = "39"
"""The code of Italy, where the nought is part of the number."""
_NO_DIGIT = re.compile(r"\D", re.ASCII)
_SHORT_ENDING = re.compile(r"\s?/\s?\d{1,4}$")
_WHOLE_AT_LEAST = 7
"""Digits from which what stands on either side of a stroke is a number of its own."""


class Written(NamedTuple):
    """A number in a text: where it stands, extension included, and how it is written."""

    start: int
    end: int
    number: str


def numbers_in(text: str) -> Iterator[Written]:
    """The numbers of at least six digits in one line of text, one after the other; dates are none."""
    place = 0
    while (match := _NUMBER.search(text, place)) is not None:
        start, end = match.span()
        # "06221 / 123456" is one number, "210 000 333 / 210 000 444" are two.
        for stroke in re.finditer("/", match[0]):
            if (
                _digit_count(match[0][: stroke.start()])
                >= _WHOLE_AT_LEAST
                <= _digit_count(match[0][stroke.end() :])
            ):
                end = start + len(match[0][: stroke.start()].rstrip())
                break
        place = end
        number = text[start:end]
        if not LEAST_DIGITS <= _digit_count(number) <= MOST_DIGITS or _DATE.fullmatch(number):
            continue
        extension = _EXTENSION.match(text, end)
        if extension is not None:
            place = extension.end()
            number = text[start:place]
        yield Written(start, place, _without_loose_bracket(number))


def is_spoiled(text: str) -> bool:
    """Whether a text that stands for a phone is an error, a date or a number that has lost its digits."""
    return is_error(text) or is_shortened(text) or _DATE.fullmatch(text) is not None


def chat_number(text: str) -> str | None:
    """The number, with its country, that a link to a WhatsApp chat leads to; None for any other text."""
    match = _CHAT.fullmatch(text)
    return None if match is None else f"+{match['digits']}"


def is_word_number(text: str) -> bool:
    """Whether a text is a toll-free number of North America with letters: 1-800-FLOWERS."""
    return _TOLL_FREE.fullmatch(text) is not None


def dialled(text: str) -> list[str]:
    """The numbers in a text as they are dialled, ``+`` and digits or digits alone.

    Extensions are left out, and the nought in brackets that is dialled within a country alone.
    """
    plain = plain_digits(text).strip()
    single = whole_number(plain) or chat_number(plain)
    if single is not None:
        return [single]
    if is_spoiled(plain):
        return []
    words = _TOLL_FREE.fullmatch(plain)
    if words is not None:
        return [f"+1{words['area']}" + re.sub(r"\W", "", words["word"])[:7].translate(_KEYPAD)]
    return [_dialled(written.number) for written in numbers_in(plain)]


def _dialled(number: str) -> str:
    extension = next((found for found in _EXTENSION.finditer(number) if found.end() == len(number)), None)
    if extension is not None:
        number = number[: extension.start()]
    # The last digits of a second number: 210 000 333/334.
    first = _SHORT_ENDING.sub("", number)
    number = first if _digit_count(first) >= _WHOLE_AT_LEAST else number
    digits = _NO_DIGIT.sub("", number)
    is_international = "+" in number or digits.startswith("00")
    if is_international and not digits.lstrip("0").startswith(_KEEPS_NOUGHT):
        digits = _NO_DIGIT.sub("", _TRUNK_ZERO.sub("", number))
    return f"+{digits}" if "+" in number else digits


def plain_digits(text: str) -> str:
    """A text with its digits, plus and brackets in the forms of ASCII: Arabic, Persian and full-width ones too."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _digit_count(text: str) -> int:
    return sum(c.isdigit() for c in text)


def _without_loose_bracket(number: str) -> str:
    """A number without a bracket that is closed behind what belongs to it: ``(+351 210 000 000)``."""
    if number[0] in "([" and not any(mark in number for mark in ")]"):
        return number[1:].lstrip()
    return number
