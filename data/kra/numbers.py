"""Numbers of items: kept in hundredths, typed and shown with their unit."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from data.kernel.errors import UsageError
from data.kernel.text import clean

MOST = 10**13
"""The largest number that is kept, in hundredths."""


def hundredths(number: float) -> int:
    """A number of a file as it is kept."""
    return round(number * 100)


def typed_number(text: str, unit: str = "") -> int:
    """A number as a person types it, in hundredths: ``1200``, ``1,200.50``, ``4.9``, ``95 %``.

    Raises UsageError for what is none, or none that can be kept.
    """
    word = text.strip().removesuffix("%").strip()
    if unit and word.casefold().endswith(unit.casefold()):
        word = word[: -len(unit)].strip()
    try:
        number = Decimal(word.replace(",", "").replace("_", "")) * 100
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > MOST or number != int(number):
        shown = clean(text, 20)
        what = f" in {unit}" if unit else ""
        raise UsageError(
            f"{shown!r} is no number{what} with at most two decimals. Write it like 12, 4.9 or 1,200.50."
        )
    return int(number)


def typed_target(text: str) -> tuple[int | None, str]:
    """A target as a person types it, in hundredths, and its unit: ``3 visits``, ``1200``; ``none`` takes it away.

    Raises UsageError for what is none.
    """
    word = text.strip()
    if word.casefold() == "none":
        return None, ""
    number, _, unit = word.partition(" ")
    return typed_number(number), unit.strip()


def number_words(number: int | None, unit: str = "") -> str:
    """``1,200 USD``, ``4.9``, ``95 %``; nothing where there is no number."""
    if number is None:
        return ""
    digits = 0 if number % 100 == 0 else 1 if number % 10 == 0 else 2
    return f"{number / 100:,.{digits}f} {unit}".strip()


def target_words(bound: str, target: int | None, unit: str) -> str:
    """``at least 1,200 USD``."""
    return " ".join(part for part in (bound, number_words(target, unit)) if part)


def reached(number: int, bound: str, target: int) -> bool:
    """Whether a number keeps to its bound."""
    return number <= target if bound == "at most" else number >= target
