"""Money in the company's currency, in SQL."""

from __future__ import annotations

from data.deals.currencies import MILLION


def worth(amount: str, currency: str, day: str = "period.until") -> str:
    """The SQL of an amount in hundredths of the company's currency at the rate of a day; null where there is none."""
    rate = (
        f"(select millionths from currency_rate where currency_rate.currency = {currency} "
        f"and effective_on <= {day} order by effective_on desc limit 1)"
    )
    return (
        f"case when {currency} in ('', :own) then {amount} "
        f"else ({amount} * {rate} + {MILLION // 2}) / {MILLION} end"
    )
