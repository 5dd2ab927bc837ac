"""Records that may be the same: found by shared keys and by names that are spelled alike.

A record that was merged into another is compared too, and stands for that one: by its keys and its name the one that
was kept is found. Only records that share something are compared: an e-mail, a phone, a company and an initial, or
the words of a name. Where hundreds share it (a switchboard, a large company), each is compared with its neighbours in
the order of names, and ``Found.capped`` says so. Nothing here merges anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Row, Value
from data.people.person import Person
from data.records.fields import Records
from data.records.lines import labelled
from data.records.merged import with_merged
from data.records.normal_forms import company_key, folded, sorted_words
from data.records.search import readable
from data.records.similarity import Compared, Pair, Words, alike_names, judge

MOST_IN_BLOCK = 40
NEIGHBOURS = 8
MOST_NAMES = 1_500
NAME_NEIGHBOURS = 60
MOST_OF_ONE_NAME = 5
MOST_PAIRS = 20_000
MOST_LOOKED_AT = 300
MOST_COLLEAGUES = 5_000
_REPORT_EVERY = 2_000
_PAGE = 500

Progress = Callable[[int, int], None]


class Found(NamedTuple):
    """Pairs that may be the same record, the likeliest first, and where not everything was compared."""

    pairs: list[Pair]
    capped: tuple[str, ...]


def allowed(reader: Reader, records: Records, actor: Person, found: Found) -> Found:
    """What a person may see of it: pairs of records that are both within reach.

    What large groups share may be of records that are not, so others than admins are told only how many there are.
    """
    if actor.role == "admin":
        return found
    ids = {identifier for pair in found.pairs for identifier in (pair.record_a, pair.record_b)}
    seen = readable(reader, records, actor, ids)
    pairs = [pair for pair in found.pairs if pair.record_a in seen and pair.record_b in seen]
    many = len(found.capped)
    return Found(pairs, (f"{many:,} groups of many {records.plural} that share something",) if many else ())


def find_duplicates(
    reader: Reader,
    records: Records,
    *,
    scope: Collection[int] | None = None,
    progress: Progress | None = None,
) -> Found:
    """All pairs of records that may be the same, those left out that were said to be two.

    ``scope`` asks only for pairs with one of these (those of an import, or of a person). ``progress``
    is told how many blocks are done, and of how many; what it raises ends the search.
    """
    by_id = _all_compared(reader, records)
    search = _Search(records, by_id, _said_to_differ(reader), set(scope) if scope is not None else None)
    blocks = [*_key_blocks(reader, by_id), *_name_blocks(by_id)]
    spelled = _spelling_blocks(by_id, records)
    total = len(blocks) + len(spelled)
    for done, (what, members) in enumerate(blocks):
        if progress is not None and done % _REPORT_EVERY == 0:
            progress(done, total)
        search.compare_block(what, members)
    for done, ((company, _), members) in enumerate(spelled.items(), len(blocks)):
        if progress is not None and done % _REPORT_EVERY == 0:
            progress(done, total)
        search.compare_spellings(company, members)
    if progress is not None:
        progress(total, total)
    return search.result()


def duplicates_of(reader: Reader, records: Records, record_id: int) -> list[Pair]:
    """The records that may be the same as this one, the likeliest first; quick enough for every page."""
    itself = _compared(reader, records, with_merged(reader, records.table, record_id))
    if record_id not in itself:
        return []
    near = [one for identifier in itself for one in _near(reader, records, identifier) if one not in itself]
    others = _compared(reader, records, list(dict.fromkeys(near)))
    differing = _said_to_differ(reader, record_id)
    found: dict[tuple[int, int], Pair] = {}
    for one in itself.values():
        for other in others.values():
            pair = judge(one, other) if other.id != record_id else None
            if pair is not None and _both(pair) not in differing:
                found[_both(pair)] = min(pair, found.get(_both(pair), pair), key=_rank)
    return sorted(found.values(), key=_rank)


class _Search:
    """The pairs found so far. Only pairs that count are kept, so memory grows with what is found."""

    def __init__(
        self,
        records: Records,
        by_id: dict[int, Compared],
        differing: set[tuple[int, int]],
        scope: set[int] | None,
    ) -> None:
        self._plural = records.plural
        self._by_id = by_id
        self._differing = differing
        self._scope = scope
        self._pairs: dict[tuple[int, int], Pair] = {}
        self._capped: list[str] = []

    def compare_block(self, what: str, members: Sequence[int]) -> None:
        """Compare records that share one thing, all with all or, where they are many, with their neighbours."""
        if len(members) <= MOST_IN_BLOCK:
            for low, high in combinations(members, 2):
                self._compare(low, high)
            return
        self._capped.append(
            f"{what}: {len(members):,} {self._plural}, compared only with those of like names"
        )
        ordered = sorted(members, key=lambda one: (self._by_id[one].sort_key, one))
        for place, low in enumerate(ordered):
            for high in ordered[place + 1 : place + 1 + NEIGHBOURS]:
                self._compare(low, high)

    def compare_spellings(self, company: str, members: Sequence[int]) -> None:
        """Compare records of one company and initial whose names are spelled alike but not the same."""
        by_name: dict[Words, list[int]] = {}
        for identifier in members:
            by_name.setdefault(self._by_id[identifier].words, []).append(identifier)
        names = sorted(by_name)
        reach = len(names)
        if reach > MOST_NAMES:
            self._capped.append(f"{company}: {reach:,} names, compared only with their neighbours in order")
            reach = NAME_NEIGHBOURS
        for place, name in enumerate(names):
            for other in alike_names(name, names[place + 1 : place + 1 + reach]):
                for low in by_name[name][:MOST_OF_ONE_NAME]:
                    for high in by_name[other][:MOST_OF_ONE_NAME]:
                        self._compare(low, high)

    def _compare(self, one: int, other: int) -> None:
        if self._scope is not None and one not in self._scope and other not in self._scope:
            return
        # Of records that were merged, those that they were merged into.
        low, high = self._by_id[one].id, self._by_id[other].id
        both = (low, high) if low < high else (high, low)
        if low == high or both in self._differing or (both == (one, other) and both in self._pairs):
            return
        pair = judge(self._by_id[one], self._by_id[other])
        if pair is not None and (both not in self._pairs or _rank(pair) < _rank(self._pairs[both])):
            self._pairs[both] = pair

    def result(self) -> Found:
        """What was found, cut to what a person could ever go through."""
        pairs = sorted(self._pairs.values(), key=_rank)
        if len(pairs) > MOST_PAIRS:
            self._capped.append(f"{len(pairs):,} pairs, of which the likeliest {MOST_PAIRS:,} are shown")
        return Found(pairs[:MOST_PAIRS], tuple(self._capped))


def _rank(pair: Pair) -> tuple[int, int, int]:
    return (-pair.score, pair.record_a, pair.record_b)


def _both(pair: Pair) -> tuple[int, int]:
    return (pair.record_a, pair.record_b)


def _all_compared(reader: Reader, records: Records) -> dict[int, Compared]:
    """What is compared of every record, by id."""
    keys = reader.select("select record_id, value from match_key where kind = 'phone'")
    return _from_rows(records, reader.select(_selection(records)), keys)


def _compared(reader: Reader, records: Records, ids: Sequence[int]) -> dict[int, Compared]:
    """The same of some records."""
    found: dict[int, Compared] = {}
    for start in range(0, len(ids), _PAGE):
        page: Sequence[Value] = ids[start : start + _PAGE]
        marks = ", ".join("?" * len(page))
        keys = reader.select(
            f"select record_id, value from match_key where record_id in ({marks}) and kind = 'phone'", page
        )
        found |= _from_rows(
            records, reader.select(f"{_selection(records)} where id in ({marks})", page), keys
        )
    return found


def _selection(records: Records) -> str:
    """The beginning of a SELECT of what is compared: id, whom it stands for, name, company, e-mails."""
    name, company = (*records.named, "''")[:2]
    emails = " || char(10) || ".join(records.of_form("emails")) or "''"
    return f"select id, ifnull(merged_into, id), {name}, {company}, {emails} from {records.table}"


def _from_rows(records: Records, rows: Sequence[Row], keys: Sequence[Row]) -> dict[int, Compared]:
    numbers: dict[int, list[str]] = {}
    for identifier, value in keys:
        numbers.setdefault(identifier, []).append(value)
    found: dict[int, Compared] = {}
    for identifier, standing, name, company, emails in rows:
        addresses = frozenset(value.lower() for _, value in labelled(emails))
        phones = frozenset(numbers.get(identifier, ()))
        words, is_company = _words(records, name), records.names == "companies"
        found[identifier] = Compared(standing, words, company_key(company), addresses, phones, is_company)
    return found


def _words(records: Records, name: str) -> Words:
    """The words of a record's name as they are compared."""
    return sorted_words(company_key(name) if records.names == "companies" else name)


def _said_to_differ(reader: Reader, record_id: int | None = None) -> set[tuple[int, int]]:
    where = "" if record_id is None else f"where record_a = {record_id} or record_b = {record_id}"
    return {
        (low, high) for low, high in reader.select(f"select record_a, record_b from not_duplicate {where}")
    }


def _key_blocks(reader: Reader, by_id: Mapping[int, Compared]) -> Iterator[tuple[str, list[int]]]:
    """Records that share an e-mail or phone."""
    for kind in ("email", "phone"):
        rows = reader.select(
            "select value, record_id from match_key where kind = :kind and value in (select value from match_key "
            "where kind = :kind group by value having count(*) > 1) order by value, record_id",
            {"kind": kind},
        )
        yield from _groups(((f"the {kind} {value}", identifier) for value, identifier in rows), by_id)


def _groups(
    rows: Iterable[tuple[str, int]], by_id: Mapping[int, Compared]
) -> Iterator[tuple[str, list[int]]]:
    blocks: dict[str, list[int]] = {}
    for what, identifier in rows:
        if identifier in by_id:
            blocks.setdefault(what, []).append(identifier)
    yield from ((what, members) for what, members in blocks.items() if len(members) > 1)


def _name_blocks(by_id: Mapping[int, Compared]) -> Iterator[tuple[str, list[int]]]:
    """Records of one name in any order of its words; those without a name by their company."""
    named = ((f"the name {one.words}", identifier) for identifier, one in by_id.items() if one.words)
    nameless = (
        (f"the company {one.company}", identifier) for identifier, one in by_id.items() if not one.words
    )
    yield from _groups(named, by_id)
    yield from _groups(nameless, by_id)


def _spelling_blocks(by_id: Mapping[int, Compared], records: Records) -> dict[tuple[str, str], list[int]]:
    """Records of one company, or companies themselves, that share the initial of a word of their name."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for identifier, one in by_id.items():
        group = records.plural if one.is_company else one.company
        if group and one.words:
            for initial in {word[0] for word in one.words.split()}:
                blocks.setdefault((group, initial), []).append(identifier)
    return {key: members for key, members in blocks.items() if len(members) > 1}


def _near(reader: Reader, records: Records, record_id: int) -> list[int]:
    """The records that share a key with this one, or its company as it is written."""
    (row,) = reader.select(f"{_selection(records)} where id = ?", (record_id,))
    _, _, name, company, _ = row
    rows = reader.select(
        "select distinct near.record_id from match_key itself join match_key near "
        "on near.kind = itself.kind and near.value = itself.value where itself.record_id = ? limit ?",
        (record_id, MOST_LOOKED_AT),
    )
    found = [near[0] for near in rows]
    words = folded(name)
    if words:
        same_name = "select record_id from match_key where kind = 'name' and value >= ? and value < ? limit ?"
        found += [near[0] for near in reader.select(same_name, (f"{words}|", f"{words}}}", MOST_LOOKED_AT))]
    if company:
        called, of_company = records.named
        sql = f"select id, {called} from {records.table} where {of_company} = ? collate nocase limit ?"
        found += _spelled_alike(records, name, reader.select(sql, (company, MOST_COLLEAGUES)))
    if records.names == "companies":
        found += _spelled_alike(records, name, _of_like_initials(reader, records, name))
    return list(dict.fromkeys(found))


def _of_like_initials(reader: Reader, records: Records, name: str) -> list[Row]:
    """Companies, with their names, of which a word begins as one of a name does."""
    called = records.named[0]
    initials = sorted({word[0] for word in (*name.split(), *folded(name).split())})
    patterns = [pattern for initial in initials for pattern in (f"{initial}%", f"% {initial}%")]
    begins = " or ".join(f"{called} like ?" for _ in patterns) or "0"
    sql = f"select id, {called} from {records.table} where {begins} limit ?"
    return reader.select(sql, (*patterns, MOST_COLLEAGUES))


def _spelled_alike(records: Records, name: str, rows: Sequence[Row]) -> list[int]:
    itself = _words(records, name)
    if not itself:
        return [row[0] for row in rows if not row[1]]
    words = {row[0]: _words(records, row[1]) for row in rows}
    alike = set(alike_names(itself, list(set(words.values()))))
    return [identifier for identifier, other in words.items() if other in alike][:MOST_LOOKED_AT]
