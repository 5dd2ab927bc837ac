"""How alike two records are: a score from 0 to 100, and the reasons a person reads beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

Words = str
"""The words of a name as ``sorted_words`` gives them."""

LEAST_SCORE = 50
ALIKE = 86
"""From here on (percent) two names count as spelled alike."""

CERTAIN = 95
OTHER_EMAIL = 20
"""What different e-mail addresses take off a score that no shared key supports."""


class Compared(NamedTuple):
    """What is compared of a record: its name, its company, its addresses and numbers in their normal forms.

    ``id`` is that of the record it stands for: of a merged one, the record that it was merged into. ``is_company``:
    its name is that of a company, of which there are not many that are spelled alike.
    """

    id: int
    words: Words
    company: str
    emails: frozenset[str]
    phones: frozenset[str]
    is_company: bool = False

    @property
    def sort_key(self) -> tuple[str, str]:
        """Records next to each other in this order have like names."""
        return (self.words, self.company)


class Pair(NamedTuple):
    """Two records that may be the same (``record_a`` the lower id). ``score`` 0 to 100, reasons in words.

    ``certain``: an address and the name are the same, so that a machine might merge them. Two records with
    different e-mails never are.
    """

    record_a: int
    record_b: int
    score: int
    reasons: tuple[str, ...]
    certain: bool = False


def judge(one: Compared, other: Compared) -> Pair | None:
    """What speaks for two records being the same, or None where it is too little."""
    names = round(fuzz.ratio(one.words, other.words)) if one.words and other.words else -1
    same_email, same_phone = bool(one.emails & other.emails), bool(one.phones & other.phones)
    companies = _companies(one.company, other.company)
    apart = bool(one.emails and other.emails) and not same_email
    score = max(
        _by_email(names) if same_email else 0,
        _by_phone(names, companies) if same_phone else 0,
        _by_name(names, companies, one.is_company) - (OTHER_EMAIL if apart else 0),
    )
    if score < LEAST_SCORE:
        return None
    reasons = [word for word, is_so in (("same e-mail", same_email), ("same phone", same_phone)) if is_so]
    reasons.append(_name_words(names))
    reasons += [_company_words(companies)] if companies >= 0 else []
    reasons += ["different e-mails"] if apart else []
    low, high = sorted((one.id, other.id))
    certain = same_email and names >= CERTAIN
    return Pair(low, high, min(score, 100), tuple(reasons), certain)


def alike_names(words: Words, others: Sequence[Words]) -> list[Words]:
    """Those of ``others`` that are spelled like a name."""
    return [
        found for found, _, _ in process.extract_iter(words, others, scorer=fuzz.ratio, score_cutoff=ALIKE)
    ]


def _companies(one: str, other: str) -> int:
    """How alike two companies are, in percent; -1 where one is unknown."""
    if not one or not other:
        return -1
    return 100 if one == other else round(fuzz.token_set_ratio(one, other))


def _by_email(names: int) -> int:
    if names < 0:
        return 90
    return 100 if names >= CERTAIN else 95 if names >= ALIKE else 70 if names >= 60 else 55


def _by_phone(names: int, companies: int) -> int:
    """A phone alone says little: a company's switchboard is many people's."""
    if names < 0:
        return 70
    if names < ALIKE:
        return 0
    return 92 if names >= CERTAIN or companies == 100 else 85


def _by_name(names: int, companies: int, is_company: bool) -> int:
    if names < 0:
        return 75 if companies == 100 else 0
    if names < ALIKE:
        return 0
    if companies < 0:
        return 65 if names == 100 else round(0.6 * names) if is_company else 0
    if companies == 100:
        return 90 if names == 100 else round(0.88 * names)
    return 75 if names == 100 and companies >= ALIKE else 0


def _name_words(names: int) -> str:
    if names < 0:
        return "no name to compare"
    if names == 100:
        return "same name"
    return f"name {names} % alike" if names >= ALIKE else "other name"


def _company_words(companies: int) -> str:
    if companies == 100:
        return "same company"
    return f"company {companies} % alike" if companies >= ALIKE else "other company"
