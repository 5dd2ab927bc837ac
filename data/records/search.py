"""Search over everything about records: by beginnings of words, by phone numbers, and spelled nearly so."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence

from data.kernel.commands import Reader
from data.kernel.engine import Params, Value
from data.kernel.id_lists import pieces_of_ids
from data.people.person import Person
from data.people.reach import reach_of
from data.records.fields import Records
from data.records.normal_forms import LEAST_DIGITS
from data.records.spelling import LAST, near_queries

MOST_FOUND = 5_000
FEW = 2_000
"""Records that are sooner asked one by one whether they match than found among all that do."""
FEW_IN = 100
"""Of so many records one is few as well."""
A_LOOK = 250
"""Records looked at in one go where only the first that match are wanted."""
MOST_WORDS = 12
MOST_RANKED = 400
"""How many records are compared with what was typed to find the best."""

_AMONG = "in (select value from json_each(:among))"
"""A condition on ids: that they are among some."""


def _found(records: Records, *, among: bool = False, note_by_note: bool = False) -> str:
    """The selection of the records that words, or digits of a phone number, are found in, or of those ``among`` some.

    ``note_by_note``: the notes of these are asked one by one, where the notes of all that match are far more.
    """
    search, table = records.search_table, records.table
    row, record = (f"and {column} {_AMONG}" if among else "" for column in ("rowid", "record_id"))
    matched = "select rowid from note_search where note_search match :query"
    notes = f"note where record_table = '{table}' {record} and id in ({matched})"
    if note_by_note:
        notes = (
            "note cross join note_search on note_search.rowid = note.id "
            f"where record_table = '{table}' {record} and note_search match :query"
        )
    return f"""(        select rowid as id from {search} where {search} match :query {row}
        union all select record_id from {notes}
        union all select record_id from match_key
            where :digits > '' and kind = 'phone' and instr(value, :digits) and record_table = '{table}' {record}
    )"""


def query_of(text: str) -> str:
    """What a person types as a query of the search table: every word is the beginning of one in the record."""
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


def matching(reader: Reader, records: Records, text: str, limit: int = MOST_FOUND) -> list[int]:
    """The ids of records whose particulars, or one of whose notes, hold all words of ``text``; newest first.

    Also those with a phone number that holds its digits. What was merged away is found as the record that it
    was merged into.
    """
    params = _params(text)
    if not params:
        return []
    rows = reader.select(
        f"select distinct id from {_found(records)} order by 1 desc limit :limit", params | {"limit": limit}
    )
    return _standing(reader, records, [row[0] for row in rows])


def all_matching(reader: Reader, records: Records, text: str) -> set[int]:
    """The same records, however many, in no order: for narrowing a list letter by letter."""
    params = _params(text)
    return _ids(reader, records, f"select id from {_found(records)}", params) if params else set()


def filtered(reader: Reader, records: Records, ids: Sequence[int], text: str) -> array[int]:
    """Those of a list's records that words match, in its order."""
    if not text.strip():
        return array("q", ids)
    are_few = len(ids) <= FEW or _are_far_more(reader, records, ids)
    found = _matching_of(reader, records, ids, text) if are_few else all_matching(reader, records, text)
    return array("q", [identifier for identifier in ids if identifier in found] if found else ())


def _are_far_more(reader: Reader, records: Records, ids: Sequence[int]) -> bool:
    """Whether there are so many records that these are few; no more are counted than it takes."""
    most = len(ids) * FEW_IN
    counted = f"select count(*) from (select 1 from {records.table} limit ?)"
    return bool(reader.select(counted, (most,))[0][0] == most)


def first_filtered(
    reader: Reader, records: Records, ids: Sequence[int], text: str, enough: int
) -> array[int]:
    """The first of a long list's records that words match: about ``enough``, fewer where they are sparse among its
    first few thousand.
    """
    first = array("q")
    for start in range(0, min(len(ids), FEW), A_LOOK):
        first.extend(filtered(reader, records, ids[start : start + A_LOOK], text))
        if len(first) >= enough:
            break
    return first


def _matching_of(reader: Reader, records: Records, ids: Sequence[int], text: str) -> set[int]:
    """Those of a few records that words match, also by what was merged into them."""
    params = _params(text)
    if not params:
        return set()
    merged: dict[int, int] = dict(
        reader.select(
            f"select id, merged_into from {records.table} "
            "where merged_into in (select value from json_each(?))",
            (json.dumps(list(ids)),),
        )
    )
    found = _found(records, among=True, note_by_note=_are_far_more(reader, records, ids))
    selection = f"select id from {found}"
    return _ids(reader, records, selection, params | {"among": json.dumps([*ids, *merged])})


def matching_within_reach(reader: Reader, records: Records, actor: Person, text: str) -> list[int]:
    """The same records as far as they are within a person's reach, newest first; of all of an admin's the newest."""
    if actor.role == "admin":
        return matching(reader, records, text)
    return sorted(readable(reader, records, actor, all_matching(reader, records, text)), reverse=True)


def readable(reader: Reader, records: Records, actor: Person, ids: set[int]) -> set[int]:
    """Those of the records that are within a person's reach."""
    condition, params = records.reached(reach_of(reader, actor))
    if not params or not ids:
        return ids
    selection = f"select id from {records.table} where id in (select value from json_each(?)) and {condition}"
    return _ids(reader, records, selection, (json.dumps(list(ids)), *params))


def _params(text: str) -> dict[str, Value]:
    query = query_of(text)
    return {"query": query, "digits": phone_digits(text)} if query else {}


def _ids(reader: Reader, records: Records, selection: str, params: Params) -> set[int]:
    merged, ids = _merged(reader, records), set[int]()
    for piece in pieces_of_ids(reader, selection, params):
        ids.update(piece)
    gone = merged.keys() & ids
    return (ids - gone) | {merged[one] for one in gone} if gone else ids


def _standing(reader: Reader, records: Records, ids: list[int]) -> list[int]:
    merged = _merged(reader, records)
    return list(dict.fromkeys(merged.get(found, found) for found in ids)) if merged else ids


def _merged(reader: Reader, records: Records) -> dict[int, int]:
    """By each record that was merged away the one that stands for it."""
    return dict(reader.select(f"select id, merged_into from {records.table} where merged_into is not null"))


def nearly(reader: Reader, records: Records, ids: Sequence[int], text: str) -> array[int]:
    """Those of the records whose particulars have words spelled nearly as typed, in the order given.

    Only those with the fewest mistakes: where one mistake in each word finds any, two are not looked for.
    """
    if not ids:
        return array("q")
    found = (array("q", [one for one in ids if one in near]) for near in _nearly(reader, records, text))
    return next(filter(None, found), array("q"))


def _nearly(reader: Reader, records: Records, text: str) -> Iterator[set[int]]:
    search = records.search_table
    for query in near_queries(reader, search, _words(text)):
        yield _ids(reader, records, f"select rowid as id from {search} where {search} match ?", (query,))


def ranked(reader: Reader, records: Records, actor: Person, text: str, limit: int) -> list[int]:
    """The records a person may read that match best: those with a name that begins so go first.

    Where the words as typed match none, those spelled nearly so.
    """
    if not _words(text):
        return []
    found = (readable(reader, records, actor, ids) for ids in _exactly_then_nearly(reader, records, text))
    return _best(reader, records, next(filter(None, found), set()), text.strip().lower(), limit)


def _exactly_then_nearly(reader: Reader, records: Records, text: str) -> Iterator[set[int]]:
    yield all_matching(reader, records, text)
    yield from _nearly(reader, records, text)


def _best(reader: Reader, records: Records, ids: set[int], wanted: str, limit: int) -> list[int]:
    from rapidfuzz import fuzz

    chosen = sorted(ids, reverse=True)
    if len(ids) > MOST_RANKED:
        first = _begins(reader, records, wanted)
        chosen.sort(key=lambda one: one not in first)
        del chosen[MOST_RANKED:]
    marks = ", ".join("?" * len(chosen))
    columns = ", ".join(records.named)
    rows = reader.select(
        f"select id, {columns} from {records.table} where id in ({marks}) order by id desc", chosen
    )
    # Lowered here, as the engine lowers plain letters only.
    names = [(row[0], [name.lower() for name in row[1:]]) for row in rows]
    names.sort(
        key=lambda row: (
            *(not name.startswith(wanted) for name in row[1]),
            -fuzz.WRatio(wanted, " ".join(row[1])),
        )
    )
    return [row[0] for row in names[:limit]]


def _begins(reader: Reader, records: Records, wanted: str) -> set[int]:
    """The records with a name that begins as typed; capitals are known of plain letters only."""
    columns = " union all ".join(
        f"select id from {records.table} where {name} collate nocase >= ? and {name} collate nocase < ?"
        for name in records.named
    )
    return _ids(reader, records, columns, (wanted, wanted + LAST) * len(records.named))
