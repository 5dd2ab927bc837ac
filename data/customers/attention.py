"""Why a customer stands where it does in the queue, in words: complaints, renewals, silence; how long it has stayed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of, short_date
from data.calendar.hours import WorkingHours
from data.customers.customer import Customer
from data.customers.queue import DAY, Limits
from data.kernel.tones import Tone
from data.records.money import money_words

SEPARATOR = "; "
"""Between the details of several things."""


class Tenure(NamedTuple):
    """How long somebody has been a customer, in whole months."""

    months: int

    @property
    def words(self) -> str:
        """``3 y 2 m``, ``5 m``, ``2 y``."""
        years, months = divmod(self.months, 12)
        parts = [f"{years} y" if years else "", f"{months} m" if months or not years else ""]
        return " ".join(part for part in parts if part)


def tenure(customer: Customer, today: date) -> Tenure | None:
    """From its first day to today, or to the day on which it left; None where the first day is not known.

    Source: seeds/004, the months and years that each customer stays.
    """
    if not customer.since:
        return None
    first = date.fromisoformat(customer.since)
    last = date.fromisoformat(customer.churned_on) if customer.churned_on else today
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return Tenure(max(months, 0))


class Need(NamedTuple):
    """What a customer needs, in a few words, how urgent it is, and the same with its numbers."""

    words: str
    tone: Tone = ""
    details: str = ""


def needs(customer: Customer, held: Limits, hours: WorkingHours, now: int) -> list[Need]:
    """All that a customer needs, the most urgent first: in the order of the queue."""
    today, found = day_of(now, hours.where), list[Need]()
    if customer.complained_at is not None:
        days = (now - customer.complained_at) // DAY
        since = f"for {_days(days)}" if days else "since today"
        found.append(Need(f"complaint {since}", "bad", f"a complaint is open {since}"))
    if not customer.active:
        return found
    if customer.renewal_on and customer.renewal_on <= held.horizon:
        found.append(_renewal(customer, date.fromisoformat(customer.renewal_on), today))
    if (customer.last_contact_at or 0) < held.silent_before:
        if customer.last_contact_at is None:
            found.append(Need("no contact", "warn", "nobody has been in touch with its people yet"))
        else:
            days = (now - customer.last_contact_at) // DAY
            found.append(Need(f"silent {_days(days)}", "warn", f"no contact for {_days(days)}"))
    return found


def _renewal(customer: Customer, due: date, today: date) -> Need:
    days, when = (due - today).days, short_date(due, today)
    worth = money_words(customer.value, customer.currency)
    stake = f", worth {worth}" if worth else ""
    if days < 0:
        return Need(f"renewal {_days(-days)} over", "bad", f"its renewal was due {when}{stake}")
    words = "renewal today" if not days else f"renews in {_days(days)}"
    return Need(words, "accent", f"its renewal is due {when}{stake}")


def why(customer: Customer, held: Limits, hours: WorkingHours, now: int) -> Need:
    """What is to be said of a customer first: what it needs, else when it renews, or why it left."""
    found = needs(customer, held, hours, now)
    if found:
        words = ", ".join(need.words for need in found)
        return Need(words, found[0].tone, SEPARATOR.join(need.details for need in found))
    today = day_of(now, hours.where)
    if not customer.active:
        reason = f": {customer.churn_reason}" if customer.churn_reason else ""
        words = f"left {short_date(date.fromisoformat(customer.churned_on), today)}{reason}"
        return Need(words, "dim", words)
    if customer.renewal_on:
        words = f"renews {short_date(date.fromisoformat(customer.renewal_on), today)}"
        return Need(words, "dim", words)
    return Need("")


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
