"""What is typed for customers on one line: an amount behind words, a day with an amount, stars with a platform."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.calendar.days import full_day
from data.customers.reviews import checked_stars
from data.customers.worth import amount_in
from data.kernel.errors import UsageError
from data.people.person import Person
from data.records.money import money_words
from screens.records.typed_fields import typed_day


class Opportunity(NamedTuple):
    """What could be bought, and for how much, in hundredths (None: not said)."""

    what: str
    amount: int | None
    currency: str

    @property
    def words(self) -> str:
        """How it was understood."""
        return ", ".join(filter(None, (self.what, money_words(self.amount, self.currency))))


def opportunity(text: str, currency: str) -> Opportunity:
    """``a shop; 4800``, of a customer that is counted in ``currency``.

    Raises UsageError where there are no words, or what stands behind the ; is no amount in it.
    """
    what, semicolon, amount = text.partition(";")
    if not what.strip():
        raise UsageError("What could it buy? Write it like: a shop; 4800")
    hundredths = amount_in(amount, currency) if semicolon and amount.strip() else None
    return Opportunity(what.strip(), hundredths, currency)


class Due(NamedTuple):
    """The day of a renewal, and what is at stake, in hundredths (None: not said)."""

    day: date
    amount: int | None
    currency: str

    @property
    def words(self) -> str:
        """How it was understood."""
        return ", ".join(filter(None, (full_day(self.day), money_words(self.amount, self.currency))))


def due(text: str, currency: str, now: int, person: Person) -> Due:
    """``1 mar 2027``, ``90d; 4800``, of a customer that is counted in ``currency``.

    Raises UsageError where the text makes no sense.
    """
    day, semicolon, amount = text.partition(";")
    if not day.strip():
        raise UsageError("When is it due? Write it like: 1 mar 2027, or 90d; 4800")
    hundredths = amount_in(amount, currency) if semicolon and amount.strip() else None
    return Due(typed_day(day, now, person), hundredths, currency)


class TypedReview(NamedTuple):
    """Stars in hundredths, the platform (empty: not said), the words."""

    stars: int
    platform: str
    words: str


def review(text: str) -> TypedReview:
    """``5``, ``4.8 Upwork``, ``5 Fiverr: quick and clear``. Raises UsageError where the first word is no stars."""
    head, _, words = text.partition(":")
    stars, _, platform = head.strip().partition(" ")
    if not stars:
        raise UsageError("How many stars? Write it like: 5, or 4.8 Upwork: quick and clear")
    return TypedReview(checked_stars(stars), platform.strip(), words.strip())


def amount_meaning(text: str, currency: str) -> str:
    """An amount of a customer that is counted in ``currency``, as it was understood. Raises UsageError for none."""
    return money_words(amount_in(text, currency), currency)
