"""What more a customer could buy: noted as an opportunity, opened as a deal for it, or for its renewal."""

from __future__ import annotations

from typing import Literal, NamedTuple

from data.customers.commands import RULES, owners_of
from data.customers.customer import Customer, marked
from data.customers.queue import limits_of
from data.customers.renewals import open_renewal
from data.deals.commands import AddDeal
from data.kernel.commands import EVENTS, MATCH_KEYS, REACH, Change, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, select_records
from data.kernel.text import bounded
from data.people.person import by_id
from data.records.changing import writable
from data.records.fields import LINE_LIMIT

Kind = Literal["expansion", "renewal"]


class Upsell(NamedTuple):
    """What more a customer could buy, found by a person at an instant; ``amount`` is in hundredths of its currency.

    ``deal_id`` is the deal that it became (None: none yet), of this kind.
    """

    id: int
    customer_id: int
    at: int
    person_id: int
    what: str
    amount: int | None = None
    kind: Kind = "expansion"
    deal_id: int | None = None
    batch_id: int | None = None
    touched: int | None = None


def upsells_of(reader: Reader, customer_id: int) -> list[Upsell]:
    """All of a customer, the newest first."""
    members = "select id from customer where id = ? or merged_into = ?"
    which = f"where customer_id in ({members}) order by at desc, id desc"
    return select_records(reader, Upsell, "upsell", which, (customer_id, customer_id))


def open_upsells(reader: Reader, customer_id: int) -> list[Upsell]:
    """Those that are no deal yet, the newest first."""
    return [upsell for upsell in upsells_of(reader, customer_id) if upsell.deal_id is None]


@command("customer.upsell", REACH, EVENTS)
class FindUpsell(NamedTuple):
    """Note what more a customer could buy, and for how much."""

    id: int
    actor: int
    at: int
    customer_id: int
    what: str
    amount: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses one without words."""
        customer = writable(RULES, reader, self, self.customer_id)
        what = _checked(self.what)
        upsell = Upsell(self.id, customer.id, self.at, self.actor, what, self.amount)
        return Decision(
            f"{customer.name} could buy: {what}",
            [added("upsell", upsell), marked(customer, self.id)],
            whose=owners_of([customer]),
        )


@command("customer.open_deal", REACH, EVENTS | MATCH_KEYS)
class OpenCustomerDeal(NamedTuple):
    """Open a deal with a customer, with the id of the command: an expansion, or its renewal that is due first.

    Without a ``kind`` it is what was noted last and is no deal yet, else the renewal where one is due, else an
    expansion. ``what`` names it (empty: what was noted, or what it renews); what was noted in these words is meant.
    """

    id: int
    actor: int
    at: int
    customer_id: int
    kind: Kind | Literal[""] = ""
    what: str = ""
    amount: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a renewal where none is open, or has a deal already."""
        customer = writable(RULES, reader, self, self.customer_id)
        kind = self.kind or self._likely(reader, customer)
        made = self._renewal if kind == "renewal" else self._expansion
        upsell, changes = made(reader, customer)
        opened = AddDeal(
            self.id,
            self.actor,
            self.at,
            {
                "name": upsell.what,
                "company": customer.name,
                "amount": upsell.amount,
                "currency": customer.currency if upsell.amount is not None else "",
                "channel": customer.channel,
                "territory": customer.territory,
                "source": upsell.kind,
            },
        ).decide(reader)
        return opened._replace(
            summary=f"deal opened: {upsell.what}, {customer.name}",
            changes=[*opened.changes, *changes, marked(customer, self.id)],
            whose={*opened.whose, *owners_of([customer])},
        )

    def _likely(self, reader: Deciding, customer: Customer) -> Kind:
        """What a deal is likely about of which nothing is said."""
        if self.what.strip() or open_upsells(reader, customer.id):
            return "expansion"
        horizon = limits_of(reader, by_id(reader, self.actor), self.at).horizon
        waiting = open_renewal(reader, customer.id)
        is_due = waiting is not None and waiting.due_on <= horizon and waiting.deal_id is None
        return "renewal" if is_due else "expansion"

    def _expansion(self, reader: Deciding, customer: Customer) -> tuple[Upsell, list[Change]]:
        wanted = self.what.strip().casefold()
        noted = [one for one in open_upsells(reader, customer.id) if wanted in ("", one.what.casefold())]
        if noted:
            taken = noted[0]._replace(deal_id=self.id)
            if self.amount is not None:
                taken = taken._replace(amount=self.amount)
            change = changed("upsell", noted[0], taken, self.id)
            return taken, [] if change is None else [change]
        return self._new(reader, customer, "expansion", self.what or "Expansion", self.amount)

    def _renewal(self, reader: Deciding, customer: Customer) -> tuple[Upsell, list[Change]]:
        waiting = open_renewal(reader, customer.id)
        if waiting is None:
            raise Refused(f"{customer.name} has no renewal that is open.", code="customer.no_renewal")
        if waiting.deal_id is not None:
            raise Refused(f"The renewal of {customer.name} on {waiting.due_on} has a deal already.")
        stake = customer.value if waiting.amount is None else waiting.amount
        what = self.what or f"Renewal {waiting.due_on}"
        amount = stake if self.amount is None else self.amount
        upsell, changes = self._new(reader, customer, "renewal", what, amount)
        change = changed("renewal", waiting, waiting._replace(deal_id=self.id), self.id)
        return upsell, [*changes, *([] if change is None else [change])]

    def _new(
        self, reader: Deciding, customer: Customer, kind: Kind, what: str, amount: int | None
    ) -> tuple[Upsell, list[Change]]:
        (row_id,) = reader.new_ids(self.at, 1)
        upsell = Upsell(row_id, customer.id, self.at, self.actor, _checked(what), amount, kind, self.id)
        return upsell, [added("upsell", upsell)]


def _checked(what: str) -> str:
    words = bounded(what, LINE_LIMIT, "What could be bought")
    if not words:
        raise UsageError("What could be bought? Write it in a few words.")
    return words
