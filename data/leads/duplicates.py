"""Leads that may be the same: found by shared keys and by names that are spelled alike.

Only leads that share something are compared: an e-mail, a phone, a company and an initial, or the words of a
name. Where hundreds share it (a switchboard, a large company), each is compared with its neighbours in the
order of names, and ``Found.capped`` says so. Nothing here merges anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Row
from data.leads.lead import Lead, by_ids, labelled
from data.leads.match_keys import company_key, folded
from data.leads.similarity import Card, Pair, Words, alike_names, judge
from data.people.person import Person
from data.people.reach import reached_ids

MOST_IN_BLOCK = 40
NEIGHBOURS = 8
MOST_NAMES = 1_500
NAME_NEIGHBOURS = 60
MOST_OF_ONE_NAME = 5
MOST_PAIRS = 20_000
MOST_LOOKED_AT = 300
MOST_COLLEAGUES = 5_000
_REPORT_EVERY = 2_000

Progress = Callable[[int, int], None]


class Found(NamedTuple):
    """Pairs that may be the same lead, the likeliest first, and where not everything was compared."""

    pairs: list[Pair]
    capped: tuple[str, ...]


def allowed(reader: Reader, actor: Person, found: Found) -> Found:
    """What a person may see of it: pairs of leads that are both within reach.

    What large groups share may be of leads that are not, so others than admins are told only how many there are.
    """
    if actor.role == "admin":
        return found
    ids = list({lead for pair in found.pairs for lead in (pair.lead_a, pair.lead_b)})
    within = set(reached_ids(reader, actor, "lead", ids))
    pairs = [pair for pair in found.pairs if pair.lead_a in within and pair.lead_b in within]
    many = len(found.capped)
    return Found(pairs, (f"{many:,} groups of many leads that share something",) if many else ())


def find_duplicates(
    reader: Reader, *, scope: Collection[int] | None = None, progress: Progress | None = None
) -> Found:
    """All pairs of leads that may be the same, those left out that were said to be two.

    ``scope`` asks only for pairs with one of these leads (those of an import, or of a person). ``progress``
    is told how many blocks are done, and of how many; what it raises ends the search.
    """
    cards = _cards(reader)
    search = _Search(cards, _said_to_differ(reader), set(scope) if scope is not None else None)
    blocks = [*_key_blocks(reader, cards), *_name_blocks(cards)]
    spelled = _company_blocks(cards)
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


def duplicates_of(reader: Reader, lead_id: int) -> list[Pair]:
    """The leads that may be the same as this one, the likeliest first; quick enough for every lead page."""
    own = next(iter(by_ids(reader, [lead_id])), None)
    if own is None or own.merged_into is not None:
        return []
    cards = _cards_of(reader, [lead_id, *_near(reader, own)])
    card = cards.pop(lead_id)
    differing = _said_to_differ(reader, lead_id)
    pairs = (judge(card, other) for other in cards.values())
    found = [pair for pair in pairs if pair is not None and _both(pair) not in differing]
    return sorted(found, key=_rank)


class _Search:
    """The pairs found so far. Only pairs that count are kept, so memory grows with what is found."""

    def __init__(
        self, cards: dict[int, Card], differing: set[tuple[int, int]], scope: set[int] | None
    ) -> None:
        self._cards = cards
        self._differing = differing
        self._scope = scope
        self._pairs: dict[tuple[int, int], Pair] = {}
        self._capped: list[str] = []

    def compare_block(self, what: str, members: Sequence[int]) -> None:
        """Compare leads that share one thing, all with all or, where they are many, with their neighbours."""
        if len(members) <= MOST_IN_BLOCK:
            for low, high in combinations(members, 2):
                self._compare(low, high)
            return
        self._capped.append(f"{what}: {len(members):,} leads, compared only with those of like names")
        ordered = sorted(members, key=lambda lead_id: (self._cards[lead_id].sort_key, lead_id))
        for place, low in enumerate(ordered):
            for high in ordered[place + 1 : place + 1 + NEIGHBOURS]:
                self._compare(low, high)

    def compare_spellings(self, company: str, members: Sequence[int]) -> None:
        """Compare leads of one company and initial whose names are spelled alike but not the same."""
        by_name: dict[Words, list[int]] = {}
        for lead_id in members:
            by_name.setdefault(self._cards[lead_id].words, []).append(lead_id)
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
        both = (one, other) if one < other else (other, one)
        if both in self._pairs or both in self._differing:
            return
        pair = judge(self._cards[both[0]], self._cards[both[1]])
        if pair is not None:
            self._pairs[both] = pair

    def result(self) -> Found:
        """What was found, cut to what a person could ever go through."""
        pairs = sorted(self._pairs.values(), key=_rank)
        if len(pairs) > MOST_PAIRS:
            self._capped.append(f"{len(pairs):,} pairs, of which the likeliest {MOST_PAIRS:,} are shown")
        return Found(pairs[:MOST_PAIRS], tuple(self._capped))


def _rank(pair: Pair) -> tuple[int, int, int]:
    return (-pair.score, pair.lead_a, pair.lead_b)


def _both(pair: Pair) -> tuple[int, int]:
    return (pair.lead_a, pair.lead_b)


def _cards(reader: Reader) -> dict[int, Card]:
    """What is compared of every lead that is not merged, by id."""
    numbers: dict[int, list[str]] = {}
    for lead_id, value in reader.select("select record_id, value from match_key where kind = 'phone'"):
        numbers.setdefault(lead_id, []).append(value)
    rows = reader.select("select id, name, company, emails from lead where merged_into is null")
    return {row[0]: _card(row, numbers) for row in rows}


def _cards_of(reader: Reader, ids: Sequence[int]) -> dict[int, Card]:
    """The same of some leads."""
    found: dict[int, Card] = {}
    for start in range(0, len(ids), 500):
        page = ids[start : start + 500]
        marks = ", ".join("?" * len(page))
        numbers: dict[int, list[str]] = {}
        keys = f"select record_id, value from match_key where record_id in ({marks}) and kind = 'phone'"
        for lead_id, value in reader.select(keys, page):
            numbers.setdefault(lead_id, []).append(value)
        rows = reader.select(
            f"select id, name, company, emails from lead where id in ({marks}) and merged_into is null", page
        )
        found |= {row[0]: _card(row, numbers) for row in rows}
    return found


def _card(row: Row, numbers: Mapping[int, Sequence[str]]) -> Card:
    lead_id, name, company, emails = row
    addresses = frozenset(value.lower() for _, value in labelled(emails))
    words = " ".join(sorted(folded(name).split()))
    return Card(lead_id, words, company_key(company), addresses, frozenset(numbers.get(lead_id, ())))


def _said_to_differ(reader: Reader, lead_id: int | None = None) -> set[tuple[int, int]]:
    where = "" if lead_id is None else f"where record_a = {lead_id} or record_b = {lead_id}"
    return {
        (low, high) for low, high in reader.select(f"select record_a, record_b from not_duplicate {where}")
    }


def _key_blocks(reader: Reader, cards: dict[int, Card]) -> Iterator[tuple[str, list[int]]]:
    """Leads that share an e-mail or phone."""
    for kind in ("email", "phone"):
        rows = reader.select(
            "select value, record_id from match_key where kind = :kind and value in (select value from match_key "
            "where kind = :kind group by value having count(*) > 1) order by value, record_id",
            {"kind": kind},
        )
        yield from _groups(((f"the {kind} {value}", lead_id) for value, lead_id in rows), cards)


def _groups(rows: Iterable[tuple[str, int]], cards: dict[int, Card]) -> Iterator[tuple[str, list[int]]]:
    blocks: dict[str, list[int]] = {}
    for what, lead_id in rows:
        if lead_id in cards:
            blocks.setdefault(what, []).append(lead_id)
    yield from ((what, members) for what, members in blocks.items() if len(members) > 1)


def _name_blocks(cards: dict[int, Card]) -> Iterator[tuple[str, list[int]]]:
    """Leads of one name in any order of its words; those without a name by their company."""
    named = ((f"the name {card.words}", card.id) for card in cards.values() if card.words)
    nameless = ((f"the company {card.company}", card.id) for card in cards.values() if not card.words)
    yield from _groups(named, cards)
    yield from _groups(nameless, cards)


def _company_blocks(cards: dict[int, Card]) -> dict[tuple[str, str], list[int]]:
    """Leads of one company that share the initial of a word of their name."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for card in cards.values():
        if card.company and card.words:
            for initial in {word[0] for word in card.words.split()}:
                blocks.setdefault((card.company, initial), []).append(card.id)
    return {key: members for key, members in blocks.items() if len(members) > 1}


def _near(reader: Reader, lead: Lead) -> list[int]:
    """The leads that share a key with this one, or its company as it is written."""
    rows = reader.select(
        "select distinct near.record_id from match_key own join match_key near "
        "on near.kind = own.kind and near.value = own.value where own.record_id = ? limit ?",
        (lead.id, MOST_LOOKED_AT),
    )
    found = [row[0] for row in rows]
    words = folded(lead.name)
    if words:
        same_name = "select record_id from match_key where kind = 'name' and value >= ? and value < ? limit ?"
        found += [row[0] for row in reader.select(same_name, (f"{words}|", f"{words}}}", MOST_LOOKED_AT))]
    if lead.company:
        sql = "select id, name from lead where company = ? collate nocase limit ?"
        found += _spelled_alike(lead, reader.select(sql, (lead.company, MOST_COLLEAGUES)))
    return list(dict.fromkeys(found))


def _spelled_alike(lead: Lead, rows: Sequence[Row]) -> list[int]:
    own = " ".join(sorted(folded(lead.name).split()))
    if not own:
        return [row[0] for row in rows if not row[1]]
    words = {row[0]: " ".join(sorted(folded(row[1]).split())) for row in rows}
    alike = set(alike_names(own, list(set(words.values()))))
    return [lead_id for lead_id, name in words.items() if name in alike][:MOST_LOOKED_AT]
