"""Amounts of money: read as they are typed, kept in hundredths, shown with their currency."""

from __future__ import annotations

from typing import Any

from data.kernel.errors import CockpitError, UsageError
from data.kernel.text import clean

MOST_MONEY = 10**13


def checked_money(value: Any) -> int | None:
    """Hundredths of a currency from a number or text; None from nothing. Raises UsageError."""
    if value is None or value == "":
        return None
    if isinstance(value, int):
        return value
    from data.files.numbers import parse_amount  # its patterns take as long as a quick verb

    try:
        amount = parse_amount(str(value)).value
    except CockpitError:
        amount = None
    if amount is None or not 0 <= amount <= MOST_MONEY:
        raise UsageError(f"{clean(value, 40)!r} is no amount. Write it like 1500 or 1,500.00.")
    return int(amount * 100)


def currency_in(value: Any) -> str:
    """The currency that is written beside an amount of money, empty for none."""
    if not isinstance(value, str) or value.strip().isdecimal():
        return ""
    from data.files.numbers import parse_amount

    try:
        return parse_amount(value).currency or ""
    except CockpitError:
        return ""


def money_words(hundredths: int | None, currency: str) -> str:
    """``1,500 USD``, ``1,500.50``, or nothing."""
    if hundredths is None:
        return ""
    whole, cents = divmod(hundredths, 100)
    return f"{whole:,}{f'.{cents:02d}' if cents else ''} {currency}".strip()
