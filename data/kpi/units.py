"""Units of KPIs: how a figure is typed, checked and shown. Figures are in hundredths of their unit, as money is."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.records.money import typed_money

Unit = Literal[
    "count", "points", "money", "percent", "times", "minutes", "days", "months", "score", "net", "difference"
]
UNITS: tuple[Unit, ...] = get_args(Unit)
MOST = 10**15

SCALE: dict[Unit, int] = dict.fromkeys(UNITS, 100) | {
    "money": 1,
    "percent": 10_000,
    "net": 10_000,
    "difference": 10_000,
}
"""What a quotient or a sum of records is multiplied by to be a figure: records hold money in hundredths already."""

_LABELS: dict[Unit, str] = {
    "percent": " %",
    "times": "x",
    "minutes": " min",
    "days": " days",
    "months": " months",
}
_EXAMPLES: dict[Unit, str] = {
    "money": "1,200",
    "percent": "95 or 95 %",
    "difference": "2.5",
    "times": "4 or 4x",
    "minutes": "60",
    "score": "4.9",
}


def figure_words(unit: Unit, figure: float | None, currency: str = "") -> str:
    """A figure with its unit: ``1,200 USD``, ``63.2 %``, ``4.1x``, ``38 min``; ``n/a`` where there is none."""
    if figure is None:
        return "n/a"
    if unit == "money":
        return f"{figure / 100:,.0f} {currency}".strip()
    if unit in ("count", "points") and figure % 100 == 0:
        return f"{figure / 100:,.0f}"
    if unit == "net":
        return f"{figure / 100:+.0f}"
    if unit == "difference":
        return f"{figure / 100:+,.1f} %-points"
    digits = 2 if unit == "score" else 1
    number = f"{figure / 100:,.{digits}f}"
    return f"{number.removesuffix('.' + '0' * digits)}{_LABELS.get(unit, '')}"


def typed_figure(unit: Unit, text: str) -> int:
    """A figure as a person types it, in hundredths. Raises UsageError for what is none, with an example."""
    if unit == "money":
        return typed_money(text).hundredths
    word = (
        text.strip().lower().removesuffix("%").removesuffix("x").removesuffix("min").strip().replace(",", ".")
    )
    try:
        hundredths = Decimal(word) * 100
    except InvalidOperation:
        hundredths = Decimal("NaN")
    if not hundredths.is_finite() or abs(hundredths) > MOST or hundredths != int(hundredths):
        example = _EXAMPLES.get(unit, "12")
        raise UsageError(f"{clean(text, 20)!r} is no figure in {unit}. Write it like {example}.")
    return int(hundredths)
