"""Qualified handoffs: how many of what was handed over was in order at first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.handovers.kinds import KINDS
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio

_ANSWERED_AT_FIRST = (
    "state in ('accepted', 'returned') and answered_at >= ? and answered_at < ? and first = 1"
)
"""Whether the first offer of a handover was answered in a period."""


class Rate(NamedTuple):
    """Qualified handoffs of a kind (empty: of all), and the handovers that count: by their ids, the latest first.

    Qualified are those that were offered with a whole checklist and accepted at the first offer. All are those whose
    first offer was answered; one that was taken back was none. Source: seeds/000, which wants all of them to be so.
    """

    kind: str
    qualified: tuple[int, ...]
    all: tuple[int, ...]

    @property
    def share(self) -> Ratio:
        """Accepted at first ÷ all."""
        return Ratio(len(self.qualified), len(self.all))


def rates(reader: Reader, givers: Sequence[int] | None, since: int, until: int) -> list[Rate]:
    """The rates of some people's handovers (None: everybody's) that were answered from an instant on, before another.

    Of each kind, then of all.
    """
    found = [_rate(reader, kind.code, givers, since, until) for kind in KINDS]
    together = Rate(
        "",
        tuple(sorted((one for rate in found for one in rate.qualified), reverse=True)),
        tuple(sorted((one for rate in found for one in rate.all), reverse=True)),
    )
    return [*found, together]


def share_of(reader: Reader, givers: Sequence[int] | None, since: int, until: int) -> Ratio:
    """The share of all of them, without the handovers that it is made of."""
    kinds = ", ".join(f"'{kind.code}'" for kind in KINDS)
    qualified, answered = reader.select(
        f"select ifnull(sum(state = 'accepted'), 0), count(*) from handover where kind in ({kinds}) "
        f"and {_ANSWERED_AT_FIRST} {_of(givers)}",
        (since, until),
    )[0]
    return Ratio(qualified, answered)


def _of(givers: Sequence[int] | None) -> str:
    return "" if givers is None else f"and giver_id in ({', '.join(map(str, givers))})"


def _rate(reader: Reader, kind: str, givers: Sequence[int] | None, since: int, until: int) -> Rate:
    rows = reader.select(
        f"select id, state from handover where kind = ? and {_ANSWERED_AT_FIRST} {_of(givers)} order by id desc",
        (kind, since, until),
    )
    accepted = tuple(identifier for identifier, state in rows if state == "accepted")
    return Rate(kind, accepted, tuple(identifier for identifier, _ in rows))
