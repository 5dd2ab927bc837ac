"""Amounts of money: read as they are typed, kept in hundredths, shown with their currency."""

from __future__ import annotations

from typing import Any, NamedTuple

from data.kernel.errors import CockpitError, UsageError
from data.kernel.text import clean

MOST_MONEY = 10**13
LONGEST_SHOWN = 40
_THOUSANDS = {"k": 1_000, "m": 1_000_000}
"""What a letter behind a number multiplies it by: ``15k``."""
_CURRENCIES = {
    "euro": "EUR",
    "euros": "EUR",
    "dollar": "USD",
    "dollars": "USD",
    "pound": "GBP",
    "pounds": "GBP",
}


class Money(NamedTuple):
    """An amount in hundredths, and the ISO code of its currency, empty where none was written."""

    hundredths: int
    currency: str = ""


def typed_money(text: str, currency: str = "") -> Money:
    """An amount as a person types it: ``1500``, ``1,500.50``, ``1.500,50``, ``1500 EUR``, ``€1.500``, ``15k``.

    Of two marks the last one stands before the cents. A single mark before exactly three digits parts thousands, as
    nobody counts in thousandths of money. Raises UsageError for what is none, or none that can be kept, with an example
    in ``currency`` where only one can be meant.
    """
    # Its patterns take as long to compile as a quick verb takes.
    from data.files.numbers import detect_number_format, parse_amount

    plain, times = _without_thousands(_with_code(text.strip()))
    try:
        number_format = detect_number_format([plain], "," if "." in plain else ".")
        amount = parse_amount(plain, number_format)
    except CockpitError:
        amount = None
    if amount is None or not 0 <= amount.value * times <= MOST_MONEY:
        shown = clean(text, LONGEST_SHOWN)
        raise UsageError(f"{shown!r} is no amount. Write it like 1500, 1,500.50 or 1500 {currency or 'EUR'}.")
    return Money(int(amount.value * times * 100), amount.currency or "")


def checked_money(value: Any) -> int | None:
    """Hundredths of a currency from a number or text; None from nothing. Raises UsageError."""
    if value is None or value == "":
        return None
    return value if isinstance(value, int) else typed_money(str(value)).hundredths


def money_in(text: str, currency: str, what: str) -> int:
    """An amount as it is typed, in hundredths of the one ``currency`` in which it is counted.

    Raises UsageError for what is none, and for one in another currency: that would be counted as if it were the same.
    ``what`` begins the sentence: ``Quotas are``.
    """
    typed = typed_money(text, currency)
    if typed.currency not in ("", currency):
        raise UsageError(
            f"{what} counted in {currency}, not in {typed.currency}. Write it like 1500 {currency}."
        )
    return typed.hundredths


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


def _with_code(text: str) -> str:
    """The text with the code of a currency in place of its name or of the same in small letters."""
    words = text.split()
    found = {"eur", "usd", "gbp", "chf"}
    return " ".join(
        _CURRENCIES.get(word.lower(), word.upper() if word.lower() in found else word) for word in words
    )


def _without_thousands(text: str) -> tuple[str, int]:
    """The text without a letter for thousands or millions right behind its digits, and how much that multiplies."""
    for letter, times in _THOUSANDS.items():
        for form in (letter, letter.upper()):
            before, found, after = text.partition(form)
            if found and before[-1:].isdigit() and not after[:1].isalnum():
                return before + after, times
    return text, 1


def checked_currency(text: str) -> str:
    """A currency's code in capitals. Raises UsageError for what is none."""
    code = clean(text, 10).upper()
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise UsageError(f"{clean(text, 20)!r} is no currency. Write three letters, like EUR.")
    from data.records.currency_names import currency_of  # as typed_money

    if not currency_of(code):
        raise UsageError(f"There is no currency {code}. Write its three letters, like EUR.")
    return code
