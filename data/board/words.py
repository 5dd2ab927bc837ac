"""The numbers of the board in words: values with their units, and how each came about with its counts."""

from __future__ import annotations

from collections.abc import Mapping

from data.board.board import Figure, Line
from data.board.numbers import BY_WAY, Number
from data.customers.numbers import DAYS_OF_A_MONTH
from data.points.explain import NOT_AVAILABLE
from data.records.money import money_words


def value_words(number: Number, figure: Figure, currency: str) -> str:
    """A value with its unit: ``12``, ``1,480.00 USD``, ``1 y 2 m``; n/a for a mean of nothing."""
    if not number.is_mean:
        return f"{figure.many:,}"
    mean = figure.mean.value
    if mean is None:
        return NOT_AVAILABLE
    return money_words(round(mean), currency) if number.unit == "money" else months_words(mean)


def months_words(days: float) -> str:
    """Days as years and months: ``1 y 2 m``."""
    years, rest = divmod(round(days / DAYS_OF_A_MONTH), 12)
    return " ".join([*([f"{years} y"] if years else []), *([f"{rest} m"] if rest or not years else [])])


def counts_words(number: Number, figure: Figure, currency: str, kinds: Mapping[str, str]) -> str:
    """What is behind a value: its parts, or both counts of a mean. ``kinds`` are plurals by the codes of kinds."""
    said = []
    if number.is_mean:
        is_money = number.unit == "money"
        total = money_words(figure.total, currency) if is_money else f"{_months(figure.total):,.1f} months"
        said.append(f"{total} ÷ {figure.valued:,}")
        if figure.many > figure.valued + figure.apart:
            said.append(f"{figure.many - figure.valued - figure.apart:,} without a value")
        if figure.apart:
            said.append(f"{figure.apart:,} in a currency without a rate")
    else:
        said += [f"{count:,} {kinds.get(part, part)}" for part, count in figure.parts]
    return ", ".join(said)


def _months(days: int) -> float:
    return days / DAYS_OF_A_MONTH


def unknown_words(number: Number, unknown: int) -> str:
    """What a number of proposals leaves out: deals that an import brought without their way; empty where it is none."""
    if not unknown or number.code not in BY_WAY:
        return ""
    return f"imported deals whose way is not known, counted by their quotes alone: {unknown:,}"


def beside_words(line: Line, currency: str) -> str:
    """What is told beside: ``4 from leads handed over``; nothing where that is nought."""
    if line.beside is None or not line.beside.many:
        return ""
    return f"{value_words(line.number, line.beside, currency)} {line.number.beside}"
