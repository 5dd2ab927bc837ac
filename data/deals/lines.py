"""The product lines of a deal: what is sold, how often, at which price; and the discounts in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.deals.commands import RULES, owners_of
from data.deals.deal import Deal
from data.deals.moving import refuse_closed
from data.deals.products import product_named
from data.kernel.commands import REACH, Deciding, Decision, Reader, command
from data.kernel.errors import ChangedSince, Refused, UsageError
from data.kernel.rows import added, changed, removed, select_records
from data.kernel.text import clean
from data.records.changed_since import changed_words
from data.records.changes import journal_heads
from data.records.changing import writable
from data.records.money import money_words, typed_money

MOST_LINES, MOST_PIECES = 100, 1_000_000


class DealLine(NamedTuple):
    """One line of a deal. ``list_price`` and ``price`` are of one piece, in hundredths of the deal's currency."""

    id: int
    deal_id: int
    product: str
    product_line: str = ""
    quantity: int = 1
    list_price: int | None = None
    price: int = 0
    batch_id: int | None = None
    touched: int | None = None

    @property
    def worth(self) -> int:
        """What the line comes to."""
        return self.quantity * self.price

    @property
    def discount(self) -> int:
        """What the line is below its list price; nought where none is known, or it was sold for more."""
        return self.quantity * max((self.list_price or self.price) - self.price, 0)


class Wanted(NamedTuple):
    """A line as somebody asks for it; ``price`` None: the list price."""

    product: str
    quantity: int = 1
    price: int | None = None


def lines_of(reader: Reader, deal_id: int) -> list[DealLine]:
    """The lines of a deal in the order in which they were made."""
    return select_records(reader, DealLine, "deal_line", "where deal_id = ? order by id", (deal_id,))


def discount_rate(lines: Sequence[DealLine]) -> tuple[int, int]:
    """The discount, and the list sub-total that it is a share of. Source: common usage."""
    return (
        sum(line.discount for line in lines),
        sum(line.quantity * max(line.list_price or line.price, line.price) for line in lines),
    )


def typed_line(text: str) -> Wanted:
    """``GTX Pro:2:4500``: the product, how many, and at which price for each. Raises UsageError for what is no line."""
    product, _, rest = text.partition(":")
    pieces, _, price = rest.partition(":")
    if not product.strip() or (pieces.strip() and not pieces.strip().isdecimal()):
        raise UsageError(f"{clean(text, 60)!r} is no product line. Write it like PRODUCT:2:4500.")
    typed = typed_money(price) if price.strip() else None
    if typed is not None and typed.currency:
        raise UsageError(
            "A line's price is in the currency of its deal: write it without one, like PRODUCT:2:4500."
        )
    return Wanted(
        product.strip(), int(pieces) if pieces.strip() else 1, None if typed is None else typed.hundredths
    )


def typed_lines(text: str) -> tuple[Wanted, ...]:
    """Several of them, parted by ;. Raises UsageError for what is none."""
    return tuple(typed_line(part) for part in text.split(";") if part.strip())


def lines_as_typed(lines: Sequence[DealLine]) -> str:
    """Lines as they are typed."""
    return "; ".join(f"{line.product}:{line.quantity}:{money_words(line.price, '')}" for line in lines)


@command("deal.lines", REACH)
class SetLines(NamedTuple):
    """Say what is sold in a deal: these lines and no others. Its value becomes what they come to.

    ``seen`` are the ids of the lines that were seen (None: those that are there now are meant).
    """

    id: int
    actor: int
    at: int
    deal_id: int
    lines: tuple[Wanted, ...]
    seen: tuple[int, ...] | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a closed deal, products that there are not, prices that make no sense, and lines that went unseen."""
        deal = writable(RULES, reader, self, self.deal_id)
        refuse_closed(deal)
        if len(self.lines) > MOST_LINES:
            raise UsageError(f"A deal has at most {MOST_LINES} lines.")
        ids = reader.new_ids(self.at, len(self.lines))
        made = [
            self._line(reader, deal, *pair) for pair in zip(ids, map(Wanted._make, self.lines), strict=True)
        ]
        former = lines_of(reader, deal.id)
        if [line[2:7] for line in former] == [line[2:7] for line in made]:
            raise Refused("That changes nothing.")
        self._refuse_unseen(reader, former)
        worth = sum(line.worth for line in made) if made else None
        after = deal._replace(amount=worth, currency=deal.currency or self._currency(reader))
        change = changed("deal", deal, after, self.id)
        changes = [removed("deal_line", line) for line in former] + [
            added("deal_line", line) for line in made
        ]
        words = f"{len(made)} product{'' if len(made) == 1 else 's'}" if made else "no products"
        return Decision(
            f"{deal.label}: {words}", [*changes, *([change] if change else [])], whose=owners_of([deal])
        )

    def _refuse_unseen(self, reader: Reader, former: Sequence[DealLine]) -> None:
        if self.seen is None or self.seen == tuple(line.id for line in former):
            return
        heads = (head for head in journal_heads(reader, [self.deal_id]) if head.name == "deal.lines")
        now = lines_as_typed(former) or "nothing is sold"
        raise ChangedSince(changed_words(reader, self, next(heads, None), "what is sold", f"now {now}"))

    def _line(self, reader: Reader, deal: Deal, row_id: int, wanted: Wanted) -> DealLine:
        product = product_named(reader, wanted.product)
        if deal.currency and product.currency and deal.currency != product.currency:
            raise Refused(f"{product.name} is priced in {product.currency}, the deal is in {deal.currency}.")
        price = product.list_price if wanted.price is None else wanted.price
        if price is None:
            raise UsageError(f"{product.name} has no list price: say at which price it is sold.")
        if not 1 <= wanted.quantity <= MOST_PIECES or price < 0:
            raise UsageError("A line has a whole number of pieces from 1 on, and a price of nought or more.")
        return DealLine(
            row_id, deal.id, product.name, product.line, wanted.quantity, product.list_price, price
        )

    def _currency(self, reader: Reader) -> str:
        currencies = {product_named(reader, Wanted._make(line).product).currency for line in self.lines} - {
            ""
        }
        if len(currencies) > 1:
            raise Refused(
                f"The products are priced in {' and '.join(sorted(currencies))}: a deal has one currency."
            )
        return next(iter(currencies), "")
