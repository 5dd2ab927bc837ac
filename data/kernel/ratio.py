"""A share or an average with both counts behind it, so that every number can be opened."""

from __future__ import annotations

from typing import NamedTuple


class Ratio(NamedTuple):
    """``part`` of ``whole``; without a value where there is no whole."""

    part: float
    whole: float

    @property
    def value(self) -> float | None:
        """The quotient; None where the denominator is nought."""
        return self.part / self.whole if self.whole else None

    @property
    def percent(self) -> str:
        """``63.2 %``, or ``n/a``."""
        return "n/a" if self.value is None else f"{self.value * 100:.1f} %"
