"""The company's currency, and what others are worth in it from a day on: totals are never sums of several silently."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import NamedTuple

from data.calendar.days import instant
from data.kernel.commands import COMPANY, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, select_records
from data.kernel.settings import setting_changes
from data.kernel.text import clean
from data.records.money import checked_currency
from data.records.own_currency import SETTING, company_currency

MILLION = 1_000_000


class CurrencyRate(NamedTuple):
    """From the day ``effective_on`` one unit of ``currency`` is worth so many millionths of the company's."""

    id: int
    currency: str
    effective_on: str
    millionths: int
    touched: int | None = None


class Exchange(NamedTuple):
    """What currencies are worth in the company's on one day; those without a rate are not in it."""

    own: str
    millionths: Mapping[str, int]

    def worth(self, hundredths: int, currency: str) -> int | None:
        """An amount in the company's currency; None where no rate is known. One without a currency is its own."""
        if not currency or currency == self.own:
            return hundredths
        rate = self.millionths.get(currency)
        return None if rate is None else (hundredths * rate + MILLION // 2) // MILLION


def exchange_on(reader: Reader, day: date) -> Exchange:
    """The rates in force on a day: of each currency the newest that is not after it."""
    rows = reader.select(
        "select currency, millionths from currency_rate as rate where effective_on = "
        "(select max(effective_on) from currency_rate where currency = rate.currency and effective_on <= ?)",
        (day.isoformat(),),
    )
    return Exchange(company_currency(reader), dict(rows))


class DatedRates:
    """What amounts are worth at the rates of the days on which they came, in a time zone.

    Rates stay the same from one day on which any begins to the next: such a stretch is an ``era``, the first that
    before all of these days.
    """

    def __init__(self, reader: Reader, where: tzinfo) -> None:
        self.own = company_currency(reader)
        rows = reader.select("select effective_on, currency, millionths from currency_rate order by 1")
        days = sorted({date.fromisoformat(day) for day, _, _ in rows})
        self._begins = [instant(datetime.combine(day, time(), where)) for day in days]
        self._eras = [Exchange(self.own, {})]
        for day in days:
            new = {currency: rate for since, currency, rate in rows if since == day.isoformat()}
            self._eras.append(Exchange(self.own, {**self._eras[-1].millionths, **new}))

    def worth(self, hundredths: int, currency: str, at: int) -> int | None:
        """An amount of an instant in the company's currency; None where no rate is known."""
        return self.worth_in(bisect_right(self._begins, at), hundredths, currency)

    def worth_in(self, era: int, hundredths: int, currency: str) -> int | None:
        """The same of an amount, or a sum of such, of one era."""
        return self._eras[era].worth(hundredths, currency)

    def era_of(self, at: str, currency: str) -> tuple[str, tuple[str, str]]:
        """The SQL of the era of an instant, nought for the company's own currency, and its parameters."""
        begun = f"(select count(*) from json_each(?) where value <= {at})"
        return f"case when {currency} in ('', ?) then 0 else {begun} end", (
            self.own,
            json.dumps(self._begins),
        )


@command("currency.rate", COMPANY)
class SetRate(NamedTuple):
    """Say what one unit of a currency is worth in the company's, from a day on."""

    id: int
    actor: int
    at: int
    currency: str
    rate: str
    effective_on: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses the company's own currency, and a rate that is none."""
        currency, own = checked_currency(self.currency), company_currency(reader)
        if currency == own:
            raise Refused(f"{own} is the company's currency: others are counted in it.")
        rate = CurrencyRate(
            self.id, currency, date.fromisoformat(self.effective_on).isoformat(), _rate(self.rate)
        )
        which = "where currency = ? and effective_on = ?"
        stored = select_records(reader, CurrencyRate, "currency_rate", which, (currency, rate.effective_on))
        summary = f"1 {currency} is {Decimal(rate.millionths) / MILLION} {own} from {rate.effective_on}"
        if not stored:
            return Decision(summary, [added("currency_rate", rate)], whose=(COMPANY,))
        change = changed("currency_rate", stored[0], stored[0]._replace(millionths=rate.millionths), self.id)
        if change is None:
            raise Refused("That changes nothing.")
        return Decision(summary, [change], whose=(COMPANY,))


@command("currency.own", COMPANY)
class SetCompanyCurrency(NamedTuple):
    """Say in which currency the company counts."""

    id: int
    actor: int
    at: int
    currency: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is no currency, and one for which there are rates: these are of the former one."""
        currency = checked_currency(self.currency)
        if reader.select("select 1 from currency_rate limit 1"):
            raise Refused("Rates say what currencies are worth in the present one. Take them out first.")
        changes = setting_changes(reader, self, SETTING, currency)
        if not changes:
            raise Refused("That changes nothing.")
        return Decision(f"the company counts in {currency}", changes, whose=(COMPANY,))


def _rate(text: str) -> int:
    try:
        millionths = round(Decimal(text.strip().replace(",", ".")) * MILLION)
    except ArithmeticError:
        millionths = 0
    if not 0 < millionths < 10**13:
        raise UsageError(f"{clean(text, 20)!r} is no rate. Write what one unit is worth, like 1.08.")
    return millionths
