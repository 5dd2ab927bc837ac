"""Search over everything about a lead: the search table finds, fuzzy ranking orders what it found."""

from __future__ import annotations

import json
from itertools import chain

from data.commands import Reader

MOST_FOUND = 5_000


def query_of(text: str) -> str:
    """What a person types as a query of the search table: every word is the beginning of one in the lead."""
    words = "".join(c if c.isalnum() else " " for c in text).split()
    return " ".join(f'"{word}"*' for word in words[:12])


def matching(reader: Reader, text: str, limit: int = MOST_FOUND) -> list[int]:
    """The ids of leads whose particulars, or one of whose notes, hold all words of ``text``; newest first.

    What was merged away is found as the lead that it was merged into.
    """
    query = query_of(text)
    if not query:
        return []
    rows = reader.select(
        "select rowid from lead_search where lead_search match :query "
        "union select lead_id from note where id in "
        "(select rowid from note_search where note_search match :query) "
        "order by 1 desc limit :limit",
        {"query": query, "limit": limit},
    )
    return _standing(reader, [row[0] for row in rows])


def all_matching(reader: Reader, text: str) -> set[int]:
    """The same leads, however many, in no order: for narrowing a list letter by letter."""
    query = query_of(text)
    if not query:
        return set()
    # One text of all ids, as most leads match a first letter: a tuple for each would take four times as long.
    texts = reader.select(
        "select json_group_array(rowid) from lead_search where lead_search match :query "
        "union all select json_group_array(lead_id) from note where id in "
        "(select rowid from note_search where note_search match :query)",
        {"query": query},
    )
    return set(_standing(reader, list(chain.from_iterable(json.loads(text) for (text,) in texts))))


def _standing(reader: Reader, ids: list[int]) -> list[int]:
    pairs = reader.select("select id, merged_into from lead where merged_into is not null")
    merged: dict[int, int] = dict(pairs)
    return list(dict.fromkeys(merged.get(found, found) for found in ids)) if merged else ids


def ranked(reader: Reader, text: str, limit: int = 200) -> list[int]:
    """The ids of leads that match best, name and company before the rest.

    Where the words as typed match nothing, names that are spelled nearly so are looked for.
    """
    from rapidfuzz import fuzz

    ids = matching(reader, text)
    if not ids:
        return nearly(reader, text, limit)
    if len(ids) > limit * 5:
        return ids[:limit]
    marks = ", ".join("?" * len(ids))
    names = reader.select(f"select id, name || ' ' || company from lead where id in ({marks})", ids)
    wanted = text.lower()
    scored = sorted(names, key=lambda row: (-fuzz.WRatio(wanted, row[1].lower()), row[0]))
    return [row[0] for row in scored[:limit]]


def nearly(reader: Reader, text: str, limit: int) -> list[int]:
    """Leads with a name or company spelled nearly as typed, from those that share its first letters."""
    from rapidfuzz import fuzz, process

    words = ["".join(c for c in word if c.isalnum()) for word in text.lower().split()]
    query = " OR ".join(f'"{word[:2]}"*' for word in words if len(word) >= 3)
    if not query:
        return []
    rows = reader.select(
        "select id, lower(name || ' ' || company) from lead where id in "
        "(select rowid from lead_search where lead_search match ? limit 20000)",
        (query,),
    )
    names = {row[0]: row[1] for row in rows}
    found = process.extract(text.lower(), names, scorer=fuzz.partial_ratio, score_cutoff=75, limit=limit)
    return _standing(reader, [identifier for _, _, identifier in found])
