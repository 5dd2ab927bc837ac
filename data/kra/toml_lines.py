"""On which lines of a TOML file its tables and keys stand: the library tells only of what it cannot read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

Place = tuple[str, int, str]
"""A table (empty: the top), which of that name it is from 0 on, and a key of it (empty: the table itself)."""

_TABLE = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_-]+)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")
_LONG_QUOTES = ('"""', "'''")


def lines_of(text: str) -> Mapping[Place, int]:
    """The line, counted from 1, of every table and of every key."""
    found: dict[Place, int] = {("", 0, ""): 1}
    seen: Counter[str] = Counter()
    table, which, open_quotes = "", 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if open_quotes:
            open_quotes = "" if open_quotes in line else open_quotes
            continue
        if header := _TABLE.match(line):
            table = header[1]
            which = seen[table]
            seen[table] += 1
            found[table, which, ""] = number
        elif key := _KEY.match(line):
            found.setdefault((table, which, key[1]), number)
            value = line[key.end() :]
            open_quotes = next((quotes for quotes in _LONG_QUOTES if value.count(quotes) == 1), "")
    return found


def line_of(lines: Mapping[Place, int], table: str, which: int, key: str = "") -> int:
    """The line of a key, else that of its table, else the first."""
    return lines.get((table, which, key)) or lines.get((table, which, "")) or 1
