"""Standards of one's own: made of one that there is, under another title, with items of one's own."""

from __future__ import annotations

from collections.abc import Collection

from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kra.measuring import metrics
from data.kra.shipped import shipped_texts
from data.kra.standard import newest_version
from data.kra.standard_file import code_from, read_standard, written


def area_of(reader: Reader, standard: str, item: str) -> str:
    """The code of an item's area."""
    stored = newest_version(reader, standard)
    if stored is None:
        raise Refused("That standard is no longer there.")
    fact = read_standard(stored.text, standard, metrics())
    return next(one.area for one in fact.item if one.code == item)


def copy_of(reader: Reader, standard: str, title: str, taken: Collection[str]) -> str:
    """The text of a standard under another title and a code that is not taken."""
    stored = newest_version(reader, standard)
    text = shipped_texts()[standard] if stored is None else stored.text
    fact = read_standard(text, standard, metrics())
    return written(fact.model_copy(update={"code": code_from(title, taken), "title": title}))
