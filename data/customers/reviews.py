"""Reviews that customers wrote, and the rating on platforms that they come to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from data.customers.commands import RULES, owners_of, refuse_to_come
from data.customers.customer import marked
from data.customers.worth import today_of
from data.kernel.commands import EVENTS, REACH, Deciding, Decision, Reader, command
from data.kernel.errors import UsageError
from data.kernel.rows import added, select_records
from data.kernel.text import bounded, clean
from data.records.changing import writable
from data.records.fields import LINE_LIMIT

LEAST, MOST = 100, 500
"""Stars in hundredths."""
PLATFORM_LIMIT = 60


class Review(NamedTuple):
    """A review of a day, on a platform (empty: nowhere that rates). ``stars`` are in hundredths, 100 to 500."""

    id: int
    customer_id: int
    day: str
    stars: int
    person_id: int
    platform: str = ""
    text: str = ""
    batch_id: int | None = None
    touched: int | None = None


def reviews_of(reader: Reader, customer_id: int) -> list[Review]:
    """All reviews of a customer, the newest first."""
    members = "select id from customer where id = ? or merged_into = ?"
    which = f"where customer_id in ({members}) order by day desc, id desc"
    return select_records(reader, Review, "customer_review", which, (customer_id, customer_id))


def checked_stars(text: str) -> int:
    """Stars as they are typed, in hundredths. Raises UsageError for what are none."""
    try:
        stars = Decimal(text.strip().replace(",", ".")) * 100
    except InvalidOperation:
        stars = Decimal(0)
    if not (stars.is_finite() and LEAST <= stars <= MOST and stars == int(stars)):
        raise UsageError(f"{clean(text, 20)!r} are no stars. Write a number from 1 to 5, like 5 or 4.8.")
    return int(stars)


def stars_words(hundredths: float) -> str:
    """``4.87``, ``5``."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


@command("customer.review", REACH, EVENTS)
class CollectReview(NamedTuple):
    """Keep a review that a customer wrote, on a day (empty: today). ``stars`` are in hundredths."""

    id: int
    actor: int
    at: int
    customer_id: int
    stars: int
    platform: str = ""
    day: str = ""
    text: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses stars that cannot be given, and a day to come."""
        customer = writable(RULES, reader, self, self.customer_id)
        if not LEAST <= self.stars <= MOST:
            raise UsageError("Reviews have 1 to 5 stars.")
        today = today_of(reader, self)
        refuse_to_come(self.day, today, "The day")
        day = date.fromisoformat(self.day) if self.day else today
        platform = bounded(self.platform, PLATFORM_LIMIT, "A platform") or customer.channel
        text = bounded(self.text, LINE_LIMIT, "A review's words")
        review = Review(self.id, customer.id, day.isoformat(), self.stars, self.actor, platform, text)
        where = f" on {platform}" if platform else ""
        return Decision(
            f"review of {customer.name}{where}: {stars_words(self.stars)} stars",
            [added("customer_review", review), marked(customer, self.id)],
            whose=owners_of([customer]),
        )
