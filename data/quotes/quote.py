"""A quote as it stands in the store, and its fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from data.kernel.commands import NOBODY, Reader, Whose
from data.kernel.engine import Value
from data.people.reach import Reach
from data.records.fields import Field, Records

Status = Literal["requested", "presented", "accepted", "declined", "expired", "withdrawn"]
STATUSES: tuple[Status, ...] = get_args(Status)
OPEN: tuple[Status, ...] = ("requested", "presented")
Outcome = Literal["accepted", "declined", "expired", "withdrawn"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
SOON = timedelta(days=7)
"""How long before its last day a quote is said to end soon."""


class Quote(NamedTuple):
    """One quote. Instants are Unix milliseconds, money is in hundredths of ``currency``, ``valid_until`` is the last
    ISO day on which it holds (empty: no end was said).

    ``deal_id`` is None where a file names a deal that nobody knows here, which ``deal_name`` says. ``settled_at`` is
    when it was accepted, declined, expired or withdrawn.
    """

    id: int
    name: str = ""
    number: str = ""
    amount: int | None = None
    currency: str = ""
    product_line: str = ""
    valid_until: str = ""
    tags: str = ""
    notes: str = ""
    custom: str = ""
    status: str = "requested"
    deal_id: int | None = None
    deal_name: str = ""
    requested_at: int | None = None
    presented_at: int | None = None
    settled_at: int | None = None
    created_at: int = 0
    merged_into: int | None = None
    source_key: str | None = None
    batch_id: int | None = None
    touched: int | None = None

    @property
    def label(self) -> str:
        """``Website, Sites``: its name, else its number or what its deal is called; and its product line."""
        called = self.name or self.number or self.deal_name
        return ", ".join(part for part in (called, self.product_line) if part) or "a quote"

    @property
    def is_open(self) -> bool:
        """Whether nothing has become of it yet."""
        return self.status in OPEN

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None where no end was said."""
        return date.fromisoformat(self.valid_until) if self.valid_until else None


_STANDING = "deal as own join deal on deal.id = ifnull(own.merged_into, own.id)"
"""Deals with those that stand for them."""


def _reached(reach: Reach) -> tuple[str, list[Value]]:
    """Quotes of deals that are reached, and those of no deal."""
    owned, params = reach.condition("deal.owner_id")
    condition = f"(deal_id is null or exists(select 1 from {_STANDING} where own.id = deal_id and {owned}))"
    return (condition if params else "1"), params


QUOTES = Records(
    table="quote",
    word="quote",
    plural="quotes",
    named=("name",),
    fields=(
        Field("name", "name", heading="Quote", wanted=True),
        Field("number", "number", heading="Quote number"),
        Field("amount", "value", "money", heading="Value", wanted=True, searched=False),
        Field("currency", "currency", "currency", heading="Currency", searched=False, along="amount"),
        Field("product_line", "product line", heading="Product line", wanted=True),
        Field("valid_until", "valid until", "day", heading="Valid until", wanted=True, searched=False),
        Field("tags", "tags", "tags", heading="Tags", merging="united"),
        Field("notes", "notes", "lines", heading="Notes", merging="united"),
        Field("custom", "other fields", "custom", merging="united"),
        Field(
            *("status", "status", "choice"),
            typed=False, searched=False, heading="Status", options=STATUSES, merging="",
        ),
        Field(
            *("deal_id", "deal", "record"),
            typed=False, searched=False, told=False, heading="Deal", merging="",
        ),
        Field(
            "deal_name", "deal in the source",
            typed=False, told=False, heading="Deal in the source", merging="",
        ),
        Field(
            *("requested_at", "requested", "moment"),
            typed=False, searched=False, heading="Requested", merging="earliest",
        ),
        Field(
            *("presented_at", "presented", "moment"),
            typed=False, searched=False, heading="Presented", merging="earliest",
        ),
        Field(
            *("settled_at", "settled", "moment"),
            typed=False, searched=False, heading="Settled", merging="",
        ),
        Field(
            *("created_at", "created", "moment"),
            typed=False, searched=False, told=False, heading="Created", merging="earliest",
        ),
        Field(
            "source_key", "source record",
            typed=False, searched=False, told=False, heading="Source record", imported="", merging="",
        ),
    ),
    unsaid=("merged_into",),
    reached=_reached,
)  # fmt: skip


class Trouble(NamedTuple):
    """What is to be said of a quote in words, and whether it is past its last day or soon will be."""

    words: str
    is_past: bool = False
    is_soon: bool = False


def standing(quote: Quote, today: date) -> Trouble:
    """How an open quote stands by its last day: past it, soon past it, or how long it still holds."""
    last = quote.last_day
    if not quote.is_open or last is None:
        return Trouble("")
    days = (last - today).days
    if days < 0:
        return Trouble(f"ended {_days(-days)} ago", is_past=True)
    words = "ends today" if not days else f"ends in {_days(days)}"
    return Trouble(words, is_soon=last - today <= SOON)


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def owners_of(reader: Reader, quotes: Sequence[Quote]) -> frozenset[Whose]:
    """Whose records these are, for the rights: those of their deals' owners."""
    deals: list[Value] = [*{quote.deal_id for quote in quotes if quote.deal_id is not None}]
    sql = f"select distinct deal.owner_id from {_STANDING} where own.id in ({', '.join('?' * len(deals))})"
    found: set[Whose] = {NOBODY if owner is None else owner for (owner,) in reader.select(sql, deals)}
    if any(quote.deal_id is None for quote in quotes):
        found.add(NOBODY)
    return frozenset(found)
