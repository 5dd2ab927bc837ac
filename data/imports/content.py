"""What the columns of a file hold, by what stands in their first rows: for columns whose names tell nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice

from data.files.dates import DateFormat, parse_moment
from data.files.headers import joined_name, normalised
from data.files.refused import CellRefused
from data.files.spoiled import NOTHING
from data.files.table import Table
from data.imports.columns import BY_CONTENT, Found
from data.imports.vocabulary import contact_columns
from data.kernel.text import clean

_LOOKED_AT = 200
_MOSTLY = 0.8
"""The share of filled cells from which a column is taken for what they look like."""
_OWN_SHARE = 0.6
"""The least share of different cells: what several people have in common is no address of any of them."""
_FEW = 5
"""Filled cells below which they may all be the same."""
SCORE = 60
"""How sure a guess by content is, in percent."""
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.\d]{2,24}")
_PHONE = re.compile(
    r"\+[\d(][\d ().\-/]{6,22}|00[1-9][\d ().\-/]{7,22}"
    r"|\(?[2-9]\d\d\)?[ .-]\d{3}[ .-]\d{4}|\(?0[1-9]\d{0,4}\)?[ ./-][\d ./-]{5,14}",
    re.ASCII,
)
_CODE = re.compile(r"(?:\+|00)[1-9]\d{0,2}", re.ASCII)
_WORDS = {"emails": "e-mail addresses", "phones": "phone numbers", "dates": "dates", "codes": "calling codes"}


class Sample:
    """The first filled cells of columns, read once and only where they are asked for."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._cells: dict[str, list[str]] | None = None

    def of(self, column: str) -> Sequence[str]:
        """Filled cells of a column, without those that say nothing."""
        if self._cells is None:
            rows = [row.cells for row in islice(self._table.rows(), _LOOKED_AT)]
            self._cells = {
                name: [text for cells in rows if (text := clean(cells[place], 120)) and text not in NOTHING]
                for place, name in enumerate(self._table.columns)
            }
        return self._cells[column]


def is_unlike(cells: Sequence[str], pattern: str) -> bool:
    """Whether most of the cells are what a field never holds."""
    form = re.compile(pattern)
    return _share(cells, lambda cell: form.fullmatch(cell.lower())) >= _MOSTLY


def guessed_columns(
    free: Iterable[str], sample: Sample, fields: Mapping[str, str], taken: Collection[str]
) -> list[Found]:
    """The fields that columns of unknown names seem to hold.

    ``fields`` are those of ``emails``, ``phones`` and ``dates`` in the noun. Of the first two a record may have
    several; a day is only guessed where no column has its field and only one could.
    """
    names = contact_columns()
    others = {joined_name(word) for word in names.others}
    found: list[Found] = []
    dated: list[str] = []
    taken = set(taken)
    for column in free:
        if others & set(normalised(column).split()):
            continue
        what = _what(sample.of(column))
        if what == "dates" and fields.get("dates"):
            dated.append(column)
        elif what == "codes" and "phones" in taken and "phones/code" not in taken:
            found.append(_guess("phones/code", column, what))
            taken.add("phones/code")
        elif what in ("emails", "phones") and fields.get(what):
            field = _free_field(fields[what], taken)
            if field is not None:
                found.append(_guess(field, column, what))
                taken.add(field)
    if len(dated) == 1 and fields["dates"] not in taken:
        found.append(_guess(fields["dates"], dated[0], "dates"))
    return found


def _guess(field: str, column: str, what: str) -> Found:
    return Found(field, column, SCORE, f"{BY_CONTENT}: {_WORDS[what]}")


def _free_field(field: str, taken: Collection[str]) -> str | None:
    """The field, or another one of its sort where a record may have several; None where there is no other."""
    if field not in taken:
        return field
    if field not in ("emails", "phones"):
        return None
    return next(
        f"{field}:{number}" for number in range(2, len(taken) + 3) if f"{field}:{number}" not in taken
    )


def _what(cells: Sequence[str]) -> str:
    """What most cells of a column are: emails, phones, dates, codes or nothing of these."""
    if not cells:
        return ""
    if _share(cells, _EMAIL.fullmatch) >= _MOSTLY:
        return "emails" if _are_own(cells) else ""
    if _share(cells, _CODE.fullmatch) >= _MOSTLY:
        return "codes"
    if _share(cells, _is_date) >= _MOSTLY:
        return "dates"
    if _share(cells, _PHONE.fullmatch) >= _MOSTLY:
        return "phones" if _are_own(cells) else ""
    return ""


def _share(cells: Sequence[str], fits: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if fits(cell)) / len(cells) if cells else 0.0


def _are_own(cells: Sequence[str]) -> bool:
    return len(cells) < _FEW or len(set(cells)) >= _OWN_SHARE * len(cells)


def _is_date(cell: str) -> bool:
    if cell.isdigit():
        return False
    try:
        parse_moment(cell, DateFormat(serial=False))
    except CellRefused:
        return False
    return True
