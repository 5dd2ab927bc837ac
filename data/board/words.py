"""The numbers of the board in words: values with their units, and how each came about with its counts."""

from __future__ import annotations

from collections.abc import Mapping

from data.board.board import Figure, Line
from data.board.numbers import BY_WAY, FROM_HANDED, Number
from data.kpi.units import figure_words
from data.kpi.words import counts_words as both_counts


def value_words(figure: Figure, currency: str) -> str:
    """A value with its unit: ``12``, ``1,480 USD``, ``1 y 2 m``; n/a for a mean of nothing; dots until it is read."""
    if not figure.is_read:
        return "\u2026"
    unit, value = figure.number.kpi.unit, figure.value.figure
    if unit == "months" and value is not None:
        return months_words(value / 100)
    return figure_words(unit, value, currency)


def months_words(months: float) -> str:
    """Months as years and months: ``1 y 2 m``."""
    years, rest = divmod(round(months), 12)
    return " ".join([*([f"{years} y"] if years else []), *([f"{rest} m"] if rest or not years else [])])


def counts_words(figure: Figure, currency: str, kinds: Mapping[str, str]) -> str:
    """What is behind a value: its parts, the most first, or both counts of a mean.

    ``kinds`` are plurals by the codes of kinds.
    """
    if not figure.is_read:
        return ""
    if not figure.number.is_mean:
        parts = sorted(figure.parts, key=lambda one: -one[1].part)
        return ", ".join(f"{sums.part:,.0f} {kinds.get(part, part)}" for part, sums in parts if part)
    value = figure.value
    apart = f", {value.uncounted:,} in no sum" if value.uncounted else ""
    return f"{both_counts(figure.number.kpi, value, currency)}{apart}"


def unknown_words(number: Number, unknown: int) -> str:
    """What a number of proposals leaves out: deals that an import brought without their way; empty where it is none."""
    if not unknown or number.code not in BY_WAY:
        return ""
    return f"imported deals whose way is not known, counted by their quotes alone: {unknown:,}"


def beside_words(line: Line, currency: str) -> str:
    """What is told beside: ``4 from leads handed over``; nothing where that is nought."""
    if line.beside is None or not line.beside.many:
        return ""
    return f"{value_words(line.beside, currency)} {line.number.beside}"


def beside_in_short(line: Line, currency: str) -> str:
    """The same in a column: ``4 by handover``, ``3 received``."""
    return beside_words(line, currency).replace(FROM_HANDED, "by handover")
