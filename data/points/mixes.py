"""What is needed to reach the goal: mixes of activities, from the person's own recent habits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

from data.points.kinds import Kind

HABIT_WEEKS = 4
MOST_MIXES = 3


class Mix(NamedTuple):
    """Counts by kind that together are worth at least what is missing."""

    parts: tuple[tuple[Kind, int], ...]
    points: int

    @property
    def text(self) -> str:
        """``3 demos, self led + 40 calls``."""
        return " + ".join(kind.counted(count) for kind, count in self.parts)


def mixes(
    missing: int,
    kinds: Sequence[Kind],
    worths: Mapping[str, int],
    habit: Mapping[str, int],
) -> list[Mix]:
    """Two or three mixes that bring at least ``missing`` points.

    ``habit`` is how many of each kind the person did in the last four weeks. Each mix pairs one kind of high
    worth that the person does, as many as two usual days bring, with the kind of low worth done most; the last
    one is the low kind alone. Without habits, the catalogue's order decides.
    """
    if missing <= 0:
        return []
    usable = [kind for kind in kinds if kind.active and worths.get(kind.code, 0) > 0]
    if not usable:
        return []
    base = max(usable, key=lambda kind: (worths[kind.code] <= 5, habit.get(kind.code, 0), -kind.position))
    strong = sorted(
        (kind for kind in usable if worths[kind.code] >= 10 and kind is not base),
        key=lambda kind: (-habit.get(kind.code, 0) * worths[kind.code], kind.position),
    )
    found = [_paired(missing, kind, base, worths, habit) for kind in strong[: MOST_MIXES - 1]]
    found.append(_mix(missing, ((base, ceil(missing / worths[base.code])),), worths))
    distinct: dict[tuple[tuple[Kind, int], ...], Mix] = {mix.parts: mix for mix in found}
    return list(distinct.values())


def _paired(
    missing: int, strong: Kind, base: Kind, worths: Mapping[str, int], habit: Mapping[str, int]
) -> Mix:
    a_week = ceil(habit.get(strong.code, 0) / HABIT_WEEKS)
    most = missing // worths[strong.code]
    count = min(max(a_week, 1), most) if most else 1
    rest = max(missing - count * worths[strong.code], 0)
    parts: tuple[tuple[Kind, int], ...] = ((strong, count),)
    if rest:
        parts = (*parts, (base, ceil(rest / worths[base.code])))
    return _mix(missing, parts, worths)


def _mix(missing: int, parts: tuple[tuple[Kind, int], ...], worths: Mapping[str, int]) -> Mix:
    points = sum(worths[kind.code] * count for kind, count in parts)
    assert points >= missing
    return Mix(parts, points)
