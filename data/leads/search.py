"""Search over everything about a lead: by beginnings of words, by phone numbers, and spelled nearly so."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence

from data.kernel.commands import Reader
from data.kernel.engine import Params, Value
from data.leads.lead import Lead, by_ids
from data.leads.match_keys import LEAST_DIGITS
from data.leads.spelling import LAST, near_queries
from data.people.person import Person
from data.people.reach import reach_of

MOST_FOUND = 5_000
MOST_WORDS = 12
MOST_RANKED = 400
"""How many leads are compared with what was typed to find the best."""
_FOUND = """(
    select rowid as id from lead_search where lead_search match :query
    union all select record_id from note where record_table = 'lead' and id in
        (select rowid from note_search where note_search match :query)
    union all select record_id from match_key
        where :digits > '' and kind = 'phone' and instr(value, :digits) and record_table = 'lead'
)"""


def query_of(text: str) -> str:
    """What a person types as a query of the search table: every word is the beginning of one in the lead."""
    return " ".join(f'"{word}"*' for word in _words(text))


def _words(text: str) -> list[str]:
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFC", text)  # else an accent that stands for itself would part a word
    return "".join(c if c.isalnum() else " " for c in text).split()[:MOST_WORDS]


def phone_digits(text: str) -> str:
    """What is looked for in phone numbers: the digits, without the zeros that one dials first.

    Empty where there are letters, or fewer than six digits.
    """
    if any(c.isalpha() or c == "@" for c in text):
        return ""
    digits = "".join(c for c in text.replace("(0)", "") if c.isascii() and c.isdigit()).lstrip("0")
    return digits if len(digits) >= LEAST_DIGITS else ""


def matching(reader: Reader, text: str, limit: int = MOST_FOUND) -> list[int]:
    """The ids of leads whose particulars, or one of whose notes, hold all words of ``text``; newest first.

    Also those with a phone number that holds its digits. What was merged away is found as the lead that it
    was merged into.
    """
    params = _params(text)
    if not params:
        return []
    rows = reader.select(
        f"select distinct id from {_FOUND} order by 1 desc limit :limit", params | {"limit": limit}
    )
    return _standing(reader, [row[0] for row in rows])


def all_matching(reader: Reader, text: str) -> set[int]:
    """The same leads, however many, in no order: for narrowing a list letter by letter."""
    params = _params(text)
    return _ids(reader, f"select id from {_FOUND}", params) if params else set()


def matching_within_reach(reader: Reader, actor: Person, text: str) -> list[int]:
    """The same leads as far as they are within a person's reach, newest first; of all of an admin's the newest."""
    if actor.role == "admin":
        return matching(reader, text)
    return sorted(_readable(reader, actor, all_matching(reader, text)), reverse=True)


def _params(text: str) -> dict[str, Value]:
    query = query_of(text)
    return {"query": query, "digits": phone_digits(text)} if query else {}


def _ids(reader: Reader, selection: str, params: Params) -> set[int]:
    # One text of all ids, as most leads match a first letter: a tuple for each would take four times as long.
    rows = reader.select(f"select json_group_array(id) from ({selection})", params)
    return set(_standing(reader, json.loads(rows[0][0])))


def _standing(reader: Reader, ids: list[int]) -> list[int]:
    pairs = reader.select("select id, merged_into from lead where merged_into is not null")
    merged: dict[int, int] = dict(pairs)
    return list(dict.fromkeys(merged.get(found, found) for found in ids)) if merged else ids


def nearly(reader: Reader, ids: Sequence[int], text: str) -> array[int]:
    """Those of the leads whose particulars have words spelled nearly as typed, in the order given.

    Only those with the fewest mistakes: where one mistake in each word finds any, two are not looked for.
    """
    if not ids:
        return array("q")
    found = (array("q", [one for one in ids if one in near]) for near in _nearly(reader, text))
    return next(filter(None, found), array("q"))


def _nearly(reader: Reader, text: str) -> Iterator[set[int]]:
    for query in near_queries(reader, _words(text)):
        yield _ids(reader, "select rowid as id from lead_search where lead_search match ?", (query,))


def ranked(reader: Reader, actor: Person, text: str, limit: int) -> list[Lead]:
    """The leads a person may read that match best: those with a name or company that begins so go first.

    Where the words as typed match none, those spelled nearly so.
    """
    if not _words(text):
        return []
    found = (_readable(reader, actor, ids) for ids in _exactly_then_nearly(reader, text))
    best = _best(reader, next(filter(None, found), set()), text.strip().lower(), limit)
    leads = {lead.id: lead for lead in by_ids(reader, best)}
    return [leads[lead_id] for lead_id in best if lead_id in leads]


def _exactly_then_nearly(reader: Reader, text: str) -> Iterator[set[int]]:
    yield all_matching(reader, text)
    yield from _nearly(reader, text)


def _readable(reader: Reader, actor: Person, ids: set[int]) -> set[int]:
    condition, owners = reach_of(reader, actor).condition()
    if not owners or not ids:
        return ids
    selection = f"select id from lead where id in (select value from json_each(?)) and {condition}"
    return _ids(reader, selection, (json.dumps(list(ids)), *owners))


def _best(reader: Reader, ids: set[int], wanted: str, limit: int) -> list[int]:
    from rapidfuzz import fuzz

    chosen = sorted(ids, reverse=True)
    if len(ids) > MOST_RANKED:
        first = _begins(reader, wanted)
        chosen.sort(key=lambda one: one not in first)
        del chosen[MOST_RANKED:]
    marks = ", ".join("?" * len(chosen))
    rows = reader.select(f"select id, name, company from lead where id in ({marks}) order by id desc", chosen)
    # Lowered here, as the engine lowers plain letters only.
    names = [(lead_id, name.lower(), company.lower()) for lead_id, name, company in rows]
    names.sort(
        key=lambda row: (
            not row[1].startswith(wanted),
            not row[2].startswith(wanted),
            -fuzz.WRatio(wanted, f"{row[1]} {row[2]}"),
        )
    )
    return [row[0] for row in names[:limit]]


def _begins(reader: Reader, wanted: str) -> set[int]:
    """The leads whose name or company begins with what was typed; capitals are known of plain letters only."""
    columns = " union all ".join(
        f"select id from lead indexed by lead_{name} where {name} collate nocase >= ? and {name} collate nocase < ?"
        for name in ("name", "company")
    )
    return _ids(reader, columns, (wanted, wanted + LAST) * 2)
