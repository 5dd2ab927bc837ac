"""Cells of e-mails, phones and links: which values stand in one, with their labels, however they are written.

What of a cell is neither a value nor a label of one makes the cell stay beside its record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from data.files.spoiled import NOTHING, whole_number
from data.imports.cell_readers import READ, STAYS, UNREAD
from data.imports.labelled_columns import label_from
from data.imports.several_values import Piece, pieces_in, split_lines
from data.imports.vocabulary import contact_columns
from data.kernel.text import clean
from data.records.normal_forms import LEAST_DIGITS, normal_email, plain_number
from data.records.phone_notation import (
    chat_number,
    is_spoiled,
    is_word_number,
    numbers_in,
    plain_digits,
)

VALUE_LIMIT = 300
LABEL_LIMIT = 40
_PLAIN_EMAIL = re.compile(r"\w[\w.+\-']{0,80}@[\w\-]{1,80}(?:\.[\w\-]{1,80})+", re.ASCII)
_NO_PLAIN_LINK = re.compile(r"[^\w./?=%&#~+@:-]", re.ASCII)
_AROUND = r"\s<>()\[\]{},;:|\"^/?`"
"""Characters that no address in a cell holds."""
_ADDRESS = re.compile(rf"[^@{_AROUND}]+@[^@{_AROUND}]+")
_SCHEMES = re.compile(r"\b(?:mailto|smtp|tel|callto|sms)\s?:\s*", re.IGNORECASE)
_BREAKS = re.compile(r"[,;|\n/]")
_BARE = " \t\n,;:|/.()[]{}<>\"'`*•·-–—^="
_LINK_BREAKS = re.compile(r"\s+\|\s+|\s*;\s+|,\s+|\s+/\s+|\s*,(?=https?:)|\s*;(?=https?:)")
_LINK_LABEL = re.compile(r"(?P<label>[^\W\d_][\w .-]{0,38}?)\s*:\s+(?P<link>\S+)")


class Value(NamedTuple):
    """A value of a cell. ``words`` stand before or behind it and are no label that is known."""

    value: str
    label: str = ""
    words: str = ""


class Said(NamedTuple):
    """What a cell says, and how far it was read. ``mended``: a value by its digits, where it stands otherwise."""

    values: Sequence[Value]
    how: int = READ
    mended: str = ""


class _Spans(NamedTuple):
    """The values in a line of text with where each stands. ``is_unread``: the rest of it is no words of theirs."""

    found: Sequence[tuple[int, int, str]]
    is_unread: bool = False
    mended: str = ""


def _read_pieces(sort: str, spans_of: Callable[[str], _Spans], cell: str) -> Said:
    """The values of a cell in whatever notation."""
    parted = pieces_in(cell)
    values: list[Value] = []
    how = STAYS if parted is not None and parted.says_more else READ
    mended = ""
    for piece in split_lines(parted.pieces if parted is not None else [Piece(cell)]):
        if piece.text in NOTHING:
            continue
        line = plain_digits(piece.text) if sort == "phones" else piece.text
        spans = spans_of(line)
        if not spans.found or spans.is_unread:
            how = UNREAD
        mended = mended or spans.mended
        values += _with_words(line, spans.found, sort, piece.label)
    if any(len(value.value) > VALUE_LIMIT for value in values):
        return Said([], UNREAD)
    fitting = [value if _fits(value.words) else value._replace(words="") for value in values]
    return Said(fitting, STAYS if how == READ and fitting != values else how, mended)


def _fits(words: str) -> bool:
    """Whether words around a value can be its label."""
    return len(words) <= LABEL_LIMIT and "=" not in words and "@" not in words


def _addresses_in(line: str) -> _Spans:
    line = _SCHEMES.sub(lambda match: " " * len(match[0]), line)
    found = []
    for match in _ADDRESS.finditer(line):
        address = match[0].strip("'.*")
        if normal_email(address):
            start = match.start() + match[0].index(address)
            found.append((start, start + len(address), address))
    return _Spans(found, "@" in _without(line, found))


def _phones_in(line: str) -> _Spans:
    bare = line.strip(" \"'`<>[]{}")
    whole = whole_number(bare)
    if whole is not None:
        return _Spans([(0, len(line), whole)], mended=whole)
    if is_spoiled(bare):
        return _Spans([], is_unread=True)
    number = chat_number(bare)
    if number is None and (is_word_number(bare) or _is_short_number(bare)):
        number = bare
    if number is not None:
        return _Spans([(0, len(line), number)])
    return _Spans([(one.start, one.end, one.number) for one in numbers_in(line)])


def _is_short_number(text: str) -> bool:
    """Whether a text is digits and marks alone: a number within a house or a town."""
    return 3 <= sum(c.isdigit() for c in text) <= 5 and not text.strip("0123456789+-() ./")


def _without(line: str, spans: Iterable[tuple[int, int, str]]) -> str:
    for start, end, _ in spans:
        line = line[:start] + " " * (end - start) + line[end:]
    return line


def _with_words(line: str, spans: Sequence[tuple[int, int, str]], sort: str, label: str) -> list[Value]:
    """The values of a line, each with the words that stand before and behind it."""
    befores, behinds = [""] * len(spans), [""] * len(spans)
    place = 0
    for number, (start, end, _) in enumerate(spans):
        between = line[place:start]
        if number:
            behinds[number - 1], between = _parted(between)
        befores[number] = between
        place = end
    if spans:
        behinds[-1] = line[place:]
    return [
        _labelled(value, [befores[number], behinds[number]], sort, label)
        for number, (_, _, value) in enumerate(spans)
    ]


def _parted(between: str) -> tuple[str, str]:
    """What stands between two values: what belongs to the first, and what to the second."""
    stripped = between.lstrip(" >\"')]")
    if stripped[:1] == "(":
        behind, _, before = stripped.partition(")")
        return behind, before
    match = _BREAKS.search(between)
    if match is None:
        return ("", between) if between.rstrip()[-1:] in (":", "<", "") else _at_connector(between)
    return between[: match.start()], between[match.end() :]


def _at_connector(between: str) -> tuple[str, str]:
    words = between.split()
    place = next((place for place, word in enumerate(words) if word.lower() in _connectors()), None)
    if place is None:
        return between, ""
    return " ".join(words[:place]), " ".join(words[place + 1 :])


def known_label(text: str, sort: str) -> str:
    """The label that a text of its own gives a value, in our word for it where there is one."""
    bare = _bare(text)
    found = label_from(bare, sort)
    return clean(bare, LABEL_LIMIT).lower().replace(":", " ") if found is None else found


def _labelled(value: str, around: Sequence[str], sort: str, label: str) -> Value:
    """A value with its labels; words that are none that is known stay words."""
    labels = [known_label(label, sort)]
    words: list[str] = []
    for text in around:
        bare = _bare(_SCHEMES.sub("", text))
        found = label_from(bare, sort) if bare else ""
        if found is None:
            words.append(bare)
        else:
            labels.append(found)
    joined = " ".join(dict.fromkeys(part for part in labels if part)).replace(":", " ")
    return Value(value, clean(joined, LABEL_LIMIT), " ".join(words))


def _bare(text: str) -> str:
    """Words without the marks and connectors around them."""
    text = text.strip(_BARE)
    words = text.split()
    while words and words[0].lower() in _connectors():
        words.pop(0)
    while words and words[-1].lower() in _connectors():
        words.pop()
    return " ".join(words).strip(_BARE)


@cache
def _connectors() -> frozenset[str]:
    return frozenset(contact_columns().connectors)


def _links(cell: str) -> Said:
    """The links in a cell, one a line or between commas and the like; any text may be one."""
    parted = pieces_in(cell)
    values: list[Value] = []
    for piece in split_lines(parted.pieces if parted is not None else [Piece(cell)]):
        for part in _LINK_BREAKS.split(piece.text):
            link = part.strip(" <>\"'`,;|")
            named = _LINK_LABEL.fullmatch(link)
            label = known_label(piece.label, "links")
            if named is not None:
                link, label = named["link"], known_label(named["label"], "links")
            if len(link) > VALUE_LIMIT:
                return Said([], UNREAD)
            if link and link not in NOTHING:
                values.append(Value(link, label))
    return Said(values, STAYS if parted is not None and parted.says_more else READ)


def plain_email(cell: str) -> str:
    """The key of a cell that is one e-mail address as it stands; empty for any other."""
    return cell.lower() if _PLAIN_EMAIL.fullmatch(cell) else ""


def plain_phone(cell: str) -> str:
    """A cell that is one number as it stands, as it is dialled; empty for any other."""
    number = plain_number(cell)
    return number if len(number) >= LEAST_DIGITS and "  " not in cell and cell == cell.strip() else ""


def plain_link(cell: str) -> str:
    """A cell that is one link as it stands; empty for any other."""
    is_plain = _NO_PLAIN_LINK.search(cell) is None and len(cell) <= VALUE_LIMIT and cell not in NOTHING
    return cell if is_plain else ""


READERS: Mapping[str, Callable[[str], Said]] = {
    "emails": partial(_read_pieces, "emails", _addresses_in),
    "phones": partial(_read_pieces, "phones", _phones_in),
    "links": _links,
}
"""How a cell of each field with labels is taken apart."""
PLAIN: Mapping[str, Callable[[str], str]] = {
    "emails": plain_email,
    "phones": plain_phone,
    "links": plain_link,
}
"""The same of cells that are one value as they stand, which most are: what that is known by."""
