"""The currency in which the company counts: what an amount is in that says none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, Self, TypeVar

from data.kernel.commands import Reader

SETTING = "currency"


def company_currency(reader: Reader) -> str:
    """The currency in which the company counts."""
    rows = reader.select("select value from setting where name = ?", (SETTING,))
    return str(rows[0][0]) if rows else "USD"


class Priced(Protocol):
    """A record whose amount is in a currency: empty is the company's."""

    @property
    def currency(self) -> str:
        """The ISO code, or nothing."""

    def _replace(self, *, currency: str) -> Self: ...


P = TypeVar("P", bound=Priced)


def with_units(reader: Reader, records: Iterable[P]) -> list[P]:
    """Records as they are shown: that one is counted in the company's currency is said, too."""
    own = company_currency(reader)
    return [one if one.currency else one._replace(currency=own) for one in records]
