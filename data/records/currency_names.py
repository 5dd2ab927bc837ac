"""The currencies that there are, by their codes and by what they are called in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple


class _Known(NamedTuple):
    codes: frozenset[str]
    names: Mapping[str, str]
    """Codes by what currencies are called, in small letters."""


@cache
def _known() -> _Known:
    from data.catalog import currencies  # what checks it takes longer than a quick verb

    found = currencies()
    names = {word: code for code, words in found.names.items() for word in words}
    return _Known(frozenset(found.codes.split()), names)


def currency_of(text: str) -> str:
    """The code of a currency that a text names by it or in words; empty for none that there is."""
    word = text.strip()
    return word.upper() if word.upper() in _known().codes else _known().names.get(word.casefold(), "")
