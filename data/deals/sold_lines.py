"""What a deal sells by product line, as the view ``deal_sold`` tells it of the rows that are in the store."""

from __future__ import annotations

from collections.abc import Iterable
from json.encoder import encode_basestring

_NO_LINE = ""
_ALL_OF_NO_LINE = "[]"


def sold_lines_of(lines: Iterable[tuple[str, int]]) -> str:
    """For each product line in small letters where its part begins, where it ends, and out of how much: as in
    ``{"":[0,0,1200],"care":[0,300,1200],"sites":[300,1200,1200]}``.

    ``lines`` are names of product lines and what each comes to. Where none comes to anything, all belongs to no line;
    where no other line is named, this is ``[]``.
    """
    worths, is_worth_something = {_NO_LINE: 0}, False
    for name, worth in lines:
        line = _small(name)
        worths[line] = worths.get(line, 0) + worth
        is_worth_something = is_worth_something or worth > 0
    if len(worths) == 1:
        return _ALL_OF_NO_LINE
    if not is_worth_something:
        worths[_NO_LINE] += 1
    whole, end, parts = sum(worths.values()), 0, list[str]()
    for line, worth in sorted(worths.items()):
        begin, end = end, end + worth
        parts.append(f"{encode_basestring(line)}:[{begin},{end},{whole}]")
    return f"{{{','.join(parts)}}}"


def _small(name: str) -> str:
    """A name in small letters as SQLite's ``lower`` has them: those beyond ASCII stay."""
    return name.lower() if name.isascii() else name.encode().lower().decode()
