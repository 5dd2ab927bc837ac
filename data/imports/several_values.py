"""Notations by which programs put several values into one cell.

JSON as web programs export it, ``a ::: b`` of Google's contacts, ``^a^,^b^`` and ``a |##| b`` of CRM systems.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from data.kernel.text import clean

_CARETS = re.compile(r"\^[^^]*\^(?:\s*,\s*\^[^^]*\^)*")
_PARTED = re.compile(r"\s*(?::::|\|##\|)\s*")
_VALUE_KEYS = (
    *("value", "email", "emailaddress", "address", "number", "phone", "phonenumber"),
    *("url", "linkurl", "link", "href", "text"),
)
_LABEL_KEYS = ("label", "type", "kind")
_CODE_KEYS = ("callingcode", "phonecallingcode", "dialcode", "countrycallingcode")
_NAME_KEYS = ("name", "title")
_NO_LETTER = re.compile(r"[\W_]")
_PRIMARY = re.compile("^primary")
_MOST_NESTED = 6


class Piece(NamedTuple):
    """One value of a cell, with the label that the notation gives it."""

    text: str
    label: str = ""


class Pieces(NamedTuple):
    """The values of a cell. ``says_more``: the notation holds something that is none of them."""

    pieces: Sequence[Piece]
    says_more: bool = False


def pieces_in(cell: str) -> Pieces | None:
    """The values of a cell in one of these notations; None for any other cell."""
    text = cell.strip()
    if text[:1] in ("[", "{"):
        return _in_json(text)
    if text[:1] == "^" and _CARETS.fullmatch(text):
        return Pieces([Piece(part) for part in text.split("^")[1::2] if part])
    if ":::" in text or "|##|" in text:
        return Pieces([Piece(part) for part in _PARTED.split(text) if part])
    return None


def plain_text(cell: str, between: str = ", ") -> str:
    """The text of a cell: of a list of texts they all in their order, else what stands there."""
    if cell[:1] in ("[", "{") and cell[1:2] not in ('"', "'"):
        return cell
    found = pieces_in(cell)
    if found is None or found.says_more or any(piece.label for piece in found.pieces):
        return cell
    return between.join(piece.text for piece in found.pieces)


def _in_json(text: str) -> Pieces | None:
    value = _loaded(text)
    if value is None and text.startswith("['") and '"' not in text:
        value = _loaded(text.replace("'", '"'))  # as Python writes a list of texts
    if value is None:
        return None
    found: list[Piece] = []
    says_more = _collect(value, found, 0)
    return Pieces(found, says_more)


def _loaded(text: str) -> object:
    try:
        # Digits stay as they are: no number is too long, and none loses its end.
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None


def _collect(value: object, found: list[Piece], depth: int) -> bool:
    """Add the values of a JSON value; tells whether it holds more than these."""
    if isinstance(value, str):
        found += [Piece(value)] if value else []
        return False
    if depth == _MOST_NESTED:
        return bool(value)
    if isinstance(value, list):
        more = [_collect(one, found, depth + 1) for one in value]
        return any(more)
    return isinstance(value, dict) and _collect_object(value, found, depth)


def _collect_object(value: Mapping[str, object], found: list[Piece], depth: int) -> bool:
    plain = {_PRIMARY.sub("", _NO_LETTER.sub("", key.lower())): one for key, one in value.items()}
    place, label, code = (_first_text(plain, keys) for keys in (_VALUE_KEYS, _LABEL_KEYS, _CODE_KEYS))
    if place is None:
        place = _first_text(plain, _NAME_KEYS)
    used: set[str | None] = set()
    if place is not None:
        text = f"{plain[code]} {plain[place]}" if code is not None else str(plain[place])
        found.append(Piece(text, clean(plain[label]) if label is not None else ""))
        used = {place, label, code}
    says_more = len(plain) < len(value)
    for key, one in plain.items():
        if key not in used and one:
            # What is true or false says how a value is used.
            more = _collect(one, found, depth + 1) if isinstance(one, list | dict) else one is not True
            says_more = says_more or more
    return says_more


def _first_text(plain: Mapping[str, object], keys: Sequence[str]) -> str | None:
    return next((key for key in keys if isinstance(plain.get(key), str) and plain[key]), None)


def split_lines(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, each line of them for itself."""
    for piece in pieces:
        for line in piece.text.splitlines():
            text = clean(line, len(line))
            if text:
                yield Piece(text, piece.label)
