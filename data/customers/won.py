"""A deal that is won makes its company a customer, or the customer worth more; one taken up again takes that back."""

from __future__ import annotations

from datetime import date

from data.customers.churn import returned
from data.customers.customer import CUSTOMERS, TABLE, Customer, marked
from data.customers.of_company import customer_called
from data.customers.renewals import Renewal, open_renewal, renewed, taken_back
from data.customers.worth import Step, ValueChange, converted, step_to, stepped, today_of, worth_words
from data.deals.currencies import exchange_on
from data.deals.deal import Deal
from data.kernel.commands import Change, Command, Deciding
from data.kernel.rows import added, changed, removed, select_records
from data.records.match_keys import key_changes


def follow_win(reader: Deciding, command: Command, deal: Deal) -> tuple[list[Change], str]:
    """What follows from a deal that is won, and its words."""
    today = today_of(reader, command)
    if deal.company_key is None:
        return [], ", it names no company: no customer"
    customer = customer_called(reader, deal.company_key)
    if customer is None:
        return _new_customer(reader, command, deal, today)
    worth = _worth(reader, customer, deal, today)
    waiting = open_renewal(reader, customer.id)
    if waiting is not None and waiting.deal_id == deal.id:
        steps = renewed(reader, command, customer, waiting, worth, None, deal.id)
        words = f", {customer.name} renewed"
    else:
        step = step_to(customer.value, (customer.value or 0) + (worth or 0)) or Step("expansion", 0)
        steps = [stepped(reader, command, customer.id, step, today, deal.id)]
        grown = (
            worth_words(reader, worth, customer.currency)
            if worth is not None
            else "no amount that can be counted"
        )
        words = f", {customer.name} grows by {grown}"
    row = changed(TABLE, customer, returned(customer), command.id) or marked(customer, command.id)
    return [row, *steps], words


def _worth(reader: Deciding, customer: Customer, deal: Deal, day: date) -> int | None:
    """What a deal is worth in the currency of a customer; None where there is no value, or a rate is missing."""
    if deal.amount is None:
        return None
    return converted(exchange_on(reader, day), deal.amount, deal.currency, customer.currency)


def _new_customer(reader: Deciding, command: Command, deal: Deal, today: date) -> tuple[list[Change], str]:
    (row_id,) = reader.new_ids(command.at, 1)
    customer = Customer(
        row_id,
        deal.company,
        value=deal.amount or 0,
        currency=deal.currency,
        since=today.isoformat(),
        channel=deal.channel,
        territory=deal.territory,
        company_key=deal.company_key,
        owner_id=deal.owner_id,
        created_at=command.at,
    )
    step = stepped(reader, command, row_id, Step("new", deal.amount or 0), today, deal.id)
    keys = key_changes(reader, CUSTOMERS, command, customer)
    return [added(TABLE, customer), step, *keys], f", {customer.name} is a customer"


def follow_reopening(reader: Deciding, command: Command, deal: Deal) -> tuple[list[Change], str]:
    """What follows from a deal that is open again: what it brought is taken out of its customer's value, and what it
    renewed is open again, too.
    """
    steps = select_records(reader, ValueChange, "value_change", "where deal_id = ? order by id", (deal.id,))
    agreed = select_records(
        reader, Renewal, "renewal", "where deal_id = ? and outcome = 'renewed' order by id", (deal.id,)
    )
    customer = customer_called(reader, deal.company_key) if steps or agreed else None
    if customer is None:
        return [], ""
    changes = [removed("value_change", step) for step in steps]
    for renewal in agreed:
        changes += taken_back(reader, command, customer, renewal)
    worth = worth_words(reader, (customer.value or 0) - sum(step.amount for step in steps), customer.currency)
    return [*changes, marked(customer, command.id)], f", {customer.name} is worth {worth} again"
