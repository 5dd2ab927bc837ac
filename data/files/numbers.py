"""Read amounts of money, whichever mark stands before the decimals.

1.234 is a thousand in one country and little more than one in another. The mark is decided once for a column,
over all of its values; a value that does not fit it is refused, never bent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from data.files.refused import CellRefused
from data.kernel.text import clean

DecimalMark = Literal[".", ","]

_LIMIT = 60
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
_SIGNS = {ord("−"): "-", ord("’"): "'"}
_SYMBOLS = {
    "US$": "USD",
    "R$": "BRL",
    "A$": "AUD",
    "C$": "CAD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "₽": "RUB",
    "₴": "UAH",
    "₪": "ILS",
    "zł": "PLN",
    "Kč": "CZK",
}
_CODE = "[A-Z]{3}"
_CURRENCY = "|".join([*map(re.escape, _SYMBOLS), _CODE])
_AMOUNT = re.compile(
    rf"(?P<open>\()?\s?(?P<sign>[+-])?\s?(?P<before>{_CURRENCY})?\s?(?P<sign_within>[+-])?"
    rf"(?P<digits>[\d.,' ]*\d[.,]?|[.,]\d+)\s?(?P<sign_after>-)?\s?(?P<after>{_CURRENCY})?\s?(?P<close>\))?",
    re.ASCII,
)
_DIGITS_ONLY = re.compile("[^0-9.,]", re.ASCII)


class NumberFormat(NamedTuple):
    """How the numbers of one column are read."""

    decimal: DecimalMark = "."
    notes: tuple[str, ...] = ()
    """What to tell about the column: a mark that had to be assumed, or numbers that contradict each other."""

    @property
    def group(self) -> str:
        """The mark that may stand between thousands, besides spaces and apostrophes."""
        return "," if self.decimal == "." else "."


class Amount(NamedTuple):
    """An exact amount, and the ISO code of its currency where one was written ($ is read as USD)."""

    value: Decimal
    currency: str | None


def detect_number_format(values: Iterable[str], default: DecimalMark = ".") -> NumberFormat:
    """Return which decimal mark the numbers of a column have, decided over all of its values.

    Where no value tells, `default` is taken; a note says so if it makes a difference.
    """
    evidence: dict[DecimalMark, str] = {}
    doubtful: dict[DecimalMark, str] = {}
    for value in values:
        digits = _DIGITS_ONLY.sub("", value)
        mark = _telling_mark(digits)
        if mark is not None:
            evidence.setdefault(mark, value)
        elif "." in digits or "," in digits:
            doubtful.setdefault("." if "." in digits else ",", value)
    if len(evidence) == 2:
        point, comma = clean(evidence["."], 40), clean(evidence[","], 40)
        note = f"Numbers contradict each other: {point} has a decimal point, {comma} a decimal comma."
        return NumberFormat(default, (f"{note} Read with a decimal {_words(default)}.",))
    chosen = next(iter(evidence), default)
    # Beside numbers that tell, the other mark parts thousands and is no doubt.
    doubt = doubtful.get(chosen, "") or ("" if evidence else next(iter(doubtful.values()), ""))
    if doubt:
        note = f"{clean(doubt, 40)} does not tell thousands from decimals."
        return NumberFormat(chosen, (f"{note} Read with a decimal {_words(chosen)}.",))
    return NumberFormat(chosen)


def parse_amount(text: str, number_format: NumberFormat = NumberFormat()) -> Amount:  # noqa: B008 - immutable
    """Return the amount that `text` means: "$22,700.00", "1.234,56 €", "(1 200.00)", "EUR -5".

    Raises CellRefused where it is no amount, or its marks do not fit `number_format`.
    """
    shown = clean(text, 40) or "an empty cell"
    plain = text.strip().translate(_SPACES).translate(_SIGNS)
    match = _AMOUNT.fullmatch(plain) if len(plain) <= _LIMIT else None
    if match is None:
        if re.fullmatch(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+", plain, re.ASCII):
            raise CellRefused(f"{shown} was shortened by a spreadsheet; its digits are lost")
        raise CellRefused(f"{shown} is no number")
    signs = [match[name] for name in ("sign", "sign_within", "sign_after") if match[name]]
    parenthesised = match["open"] is not None
    currencies = [match[name] for name in ("before", "after") if match[name]]
    if parenthesised != (match["close"] is not None) or len(signs) + parenthesised > 1 or len(currencies) > 1:
        raise CellRefused(f"{shown} is no number")
    value = _value(match["digits"], number_format, shown)
    if parenthesised or "-" in signs:
        value = -value
    currency = _SYMBOLS.get(currencies[0], currencies[0]) if currencies else None
    return Amount(value, currency)


def _value(digits: str, number_format: NumberFormat, shown: str) -> Decimal:
    whole, mark, fraction = digits.partition(number_format.decimal)
    if mark and not (fraction == "" or fraction.isdigit()):
        raise _misfit(shown, number_format)
    for separator in (number_format.group, " ", "'"):
        if separator in whole:
            first, *groups = whole.split(separator)
            if not _is_grouped(first, groups):
                raise _misfit(shown, number_format)
            whole = first + "".join(groups)
            break
    if whole and not whole.isdigit():
        raise _misfit(shown, number_format)
    return Decimal(f"{whole or '0'}.{fraction or '0'}") if mark else Decimal(whole)


def _is_grouped(first: str, groups: list[str]) -> bool:
    """Tell whether digits are grouped by thousands, or as in India: twos before the last three."""
    if not (first.isdigit() and len(first) <= 3 and all(group.isdigit() for group in groups)):
        return False
    sizes = [len(group) for group in groups]
    return sizes[-1] == 3 and (all(size == 3 for size in sizes) or all(size == 2 for size in sizes[:-1]))


def _misfit(shown: str, number_format: NumberFormat) -> CellRefused:
    return CellRefused(f"{shown} is no number with a decimal {_words(number_format.decimal)}")


def _words(mark: DecimalMark) -> str:
    return "point" if mark == "." else "comma"


def _telling_mark(digits: str) -> DecimalMark | None:
    """Return the decimal mark of one number, or None where it could be either.

    Of two kinds of mark the last is the decimal one. A mark that occurs twice parts thousands. A single mark
    tells unless exactly three digits follow and one to three lead, the first of them not zero.
    """
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points + commas == 0:
        return None
    mark: DecimalMark = "." if points else ","
    other: DecimalMark = "," if points else "."
    if points + commas > 1:
        return other
    before, after = digits.split(mark)
    if len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0"):
        return None
    return mark
