"""The people the made-up company sells to: names, addresses and particulars, read from ``prospects.toml``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Literal, NamedTuple, TypeVar

from pydantic import Field

from data.kernel.engine import Value
from data.leads.fields import INFLUENCES
from data.records.normal_forms import folded
from data.story.words import Text, Texts, Words, read_words

DOMAINS = ("example", "test")
LONGER_NAMES = 0.5
SPARE_RANGE = "au"
MOST_BUDGET = 400
"""In quarters of a thousand of a currency."""

_Any = TypeVar("_Any")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d"})
"""Letters that come apart in no letter and accent."""

Likeness = Literal["e-mail", "phone", "name"]


class Place(Words):
    """Names that go together, where such people work, and the ranges of their phone numbers.

    ``further`` says how most names grow longer, where there are no ``middle`` names.
    """

    place: Text
    territory: Text
    phones: Texts
    order: Literal["given", "family"] = "given"
    further: Literal["family", "hyphen", "initial"] = "initial"
    middle: tuple[str, ...] = ()
    given: Texts
    family: Texts


class CompanyParts(Words):
    """What names of companies are put together from; a legal form may be missing.

    ``industry`` says to which each trade belongs.
    """

    first: Texts
    second: Texts
    trade: Texts
    form: tuple[str, ...]
    industry: Mapping[str, Texts]


class LeadWords(Words):
    """What leads' particulars are drawn from, and what is written about them."""

    titles: Texts
    segments: Texts
    products: Texts
    tags: Texts
    files: Texts
    account_files: Texts
    currencies: Texts
    streets: Texts
    next_steps: Texts
    messages: Texts
    lead_notes: Texts
    custom: Mapping[str, Texts]


class Named(Words):
    """Somebody by name."""

    name: Text
    company: Text
    title: Text


class SavedMap(Words):
    """A map of columns that the company keeps for files that come again: columns by field."""

    name: Text
    columns: Mapping[str, Text]


class ProspectWords(Words):
    """All of the file. ``phones`` are patterns by range; ``#`` is any digit."""

    culture: tuple[Place, ...]
    phones: Mapping[str, Texts]
    company: CompanyParts
    words: LeadWords
    named: tuple[Named, ...] = Field(min_length=2)
    saved_map: tuple[SavedMap, ...]


def prospect_words() -> ProspectWords:
    """The words of the demo's leads."""
    return read_words(ProspectWords, "data.leads.demo", "prospects.toml")


class Employer(NamedTuple):
    """A company that somebody works for: its domain, what it does, and whence that person is."""

    name: str
    domain: str
    trade: str
    place: Place


class Twin(NamedTuple):
    """A lead that was entered twice: whose record, and what the two have in common."""

    record: Mapping[str, Value]
    likeness: Likeness


class Prospects:
    """Makes up records of leads, the same for the same random numbers. Phone numbers do not repeat soon."""

    def __init__(self, vocabulary: ProspectWords, random: Random, sources: Texts, channels: Texts) -> None:
        self.words = vocabulary.words
        self.channels = channels
        self._sources = sources
        self.named = vocabulary.named
        self._vocabulary = vocabulary
        self._random = random
        self.employer: Employer | None = None
        """Of the record that was made last, unless that is a twin."""
        self._firm: tuple[str, str, str] = ("", "", "")
        self._industries = {
            trade: industry for industry, trades in vocabulary.company.industry.items() for trade in trades
        }
        self._switchboards = dict.fromkeys(vocabulary.phones, 0)
        self._given_out = dict.fromkeys(vocabulary.phones, 0)
        self._capacity = {
            name: len(patterns) * 10 ** patterns[0].count("#") for name, patterns in vocabulary.phones.items()
        }

    def record(self, named: Named | None = None, *, is_reachable: bool = False) -> dict[str, Value]:
        """The particulars of somebody new; some are missing now and then, as they are in life.

        Somebody who ``is_reachable`` has a name, an e-mail and a phone.
        """
        chance, words = self._random.random, self.words
        culture = self._pick(self._vocabulary.culture)
        given, family, name = self._name(culture)
        company, domain, trade = self._company()
        title = self._pick(words.titles) if chance() < 0.8 else ""
        if named is not None:
            name, company, title = named.name, named.company, named.title
            given, _, family = name.partition(" ")
            domain, trade = _slug(company) + ".example", company.rpartition(" ")[2]
        elif chance() < 0.02 and not is_reachable:
            name = ""
        columns: dict[str, Value] = {
            "name": name,
            "title": title,
            "company": company if chance() < 0.95 or not name or named else "",
            "emails": self._emails(given, family, domain)
            if chance() < 0.88 or not name or is_reachable
            else "",
            "phones": self._phones(culture.phones, is_reachable=is_reachable),
            "links": f"web: https://{domain}" if chance() < 0.4 else "",
            "territory": culture.territory,
            "address": self._address(culture.place, self._random) if chance() < 0.6 else "",
            "segment": self._pick(words.segments) if chance() < 0.6 else "",
            "product_interest": self._pick(words.products) if chance() < 0.7 else "",
            "source": self._pick(self._sources) if chance() < 0.9 else "",
            "channel": self._pick(self.channels) if chance() < 0.85 else "",
            "influence": self._pick(INFLUENCES) if chance() < 0.4 else "",
            "tags": ", ".join(dict.fromkeys(self._pick(words.tags) for _ in range(int(chance() * 3)))),
            "custom": self._custom() if chance() < 0.15 else "",
            "currency": "",
        }
        if chance() < 0.45:
            columns["budget"] = (1 + int(MOST_BUDGET * chance() ** 3)) * 250_00
            columns["currency"] = self._pick(words.currencies)
        self.employer = Employer(company, domain, trade, culture)
        return columns

    def company(self, employer: Employer, random: Random) -> dict[str, Value]:
        """The particulars of a company, some of which are missing, drawn by numbers of its own."""
        chance, words, place = random.random, self.words, employer.place
        size = {"Employees": random.choice(words.custom["Employees"])}
        return {
            "name": employer.name,
            "links": f"https://{employer.domain}",
            "phones": self._switchboard(place.phones[0]) if chance() < 0.7 else "",
            "industry": self._industries[employer.trade],
            "address": self._address(place.place, random) if chance() < 0.8 else "",
            "territory": place.territory,
            "segment": random.choice(words.segments) if chance() < 0.7 else "",
            "custom": json.dumps(size, ensure_ascii=False) if chance() < 0.5 else "",
        }

    def twin(self, twin: Twin) -> dict[str, Value]:
        """Somebody who is there already, written a little differently."""
        columns, base = self.record(), twin.record
        self.employer = None
        columns["name"], columns["company"] = base["name"], base["company"]
        name = str(base["name"])
        if twin.likeness == "e-mail":
            columns["emails"] = base["emails"]
        elif twin.likeness == "phone":
            columns["phones"], columns["emails"] = base["phones"], ""
            columns["name"] = folded(name).title()
        else:
            columns["emails"] = ""
            columns["name"] = name.replace("i", "y", 1) if "i" in name else name + "s"
        return columns

    def _name(self, culture: Place) -> tuple[str, str, str]:
        """A given name, a family name, and the whole; some have families from elsewhere."""
        chance = self._random.random
        families = culture if chance() < 0.75 else self._pick(self._vocabulary.culture)
        given, family = self._pick(culture.given), self._pick(families.family)
        if culture.middle:
            given = f"{self._pick(culture.middle)} {given}"
        elif chance() < LONGER_NAMES:
            other = self._pick(tuple(name for name in culture.family if name != family))
            if culture.further == "initial":
                return given, family, f"{given} {other[0]}. {family}"
            family += ("-" if culture.further == "hyphen" else " ") + other
        whole = f"{family} {given}" if culture.order == "family" else f"{given} {family}"
        return given, family, whole

    def _company(self) -> tuple[str, str, str]:
        """A company, its domain and trade: often that of the lead before, as colleagues come together."""
        if self._firm[0] and self._random.random() < 0.3:
            return self._firm
        parts = self._vocabulary.company
        name = self._pick(parts.first)
        if self._random.random() < 0.6 and " " not in name:
            name += self._pick(parts.second)
        trade = self._pick(parts.trade)
        name = f"{name} {trade}"
        domain = f"{_slug(name)}.{self._pick(DOMAINS)}"
        self._firm = (f"{name} {self._pick(parts.form)}".strip(), domain, trade)
        return self._firm

    def _emails(self, given: str, family: str, domain: str) -> str:
        local = f"{_slug(given)}.{_slug(family)}" if self._random.random() < 0.7 else _slug(given)
        first = f"{local}@{domain}"
        if self._random.random() < 0.1:
            return f"work: {first}\nhome: {_slug(given + family)}{self._random.randrange(100)}@example.com"
        return first

    def _phones(self, ranges: Texts, *, is_reachable: bool) -> str:
        chance = self._random.random()
        if chance < 0.2 and not is_reachable:
            return ""
        if chance < 0.9:
            return self._phone(ranges)
        return f"work: {self._phone(ranges)}\nmobile: {self._phone(ranges)}"

    def _phone(self, ranges: Texts) -> str:
        """The next number of a range, or of the spare one where it is used up; that one starts again."""
        name = self._pick(ranges)
        if self._given_out[name] >= self._capacity[name]:
            name = SPARE_RANGE
        number = self._given_out[name]
        self._given_out[name] += 1
        return self._number(name, number)

    def _switchboard(self, name: str) -> str:
        """The number of a company: those of a range from its end on."""
        self._switchboards[name] += 1
        return self._number(name, -self._switchboards[name] % self._capacity[name])

    def _number(self, name: str, number: int) -> str:
        """The number at that place of a range."""
        patterns = self._vocabulary.phones[name]
        pattern = patterns[number % len(patterns)]
        wanted = pattern.count("#")
        # 7,919 shares no factor with a power of ten, so that no number comes twice.
        place = number // len(patterns) * 7919 + number % len(patterns) * 37 + 41
        digits = iter(f"{place % 10**wanted:0{wanted}}")
        return "".join(next(digits) if c == "#" else c for c in pattern)

    def _address(self, place: str, random: Random) -> str:
        street = self.words.streets[int(random.random() * len(self.words.streets))]
        return f"{street} {random.randrange(1, 200)}\n{place}"

    def _custom(self) -> str:
        fields = {name: self._pick(texts) for name, texts in self.words.custom.items()}
        return json.dumps(fields, ensure_ascii=False)

    def _pick(self, texts: tuple[_Any, ...]) -> _Any:
        return texts[int(self._random.random() * len(texts))]


def _slug(text: str) -> str:
    plain = folded(text).translate(_LETTERS)
    return "".join(c for c in plain if c.isascii() and c.isalnum()) or "office"
