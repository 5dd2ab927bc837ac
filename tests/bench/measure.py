"""Taking turns between what is measured and its floor, and saying how the two compare."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

TO_KNOW = float("inf")
"""The limit of a number that is printed beside the others and not judged."""

Samples = Mapping[str, Sequence[float]]


class Lacking(Exception):
    """Something that a row needs is not here; the message says what."""


class Left(Exception):
    """A row is left out, as the program that it is about is not on this machine; the message says which."""


class Line(NamedTuple):
    """One measured number against the number to beat. ``floor`` None: the limit is not a ratio."""

    what: str
    value: float
    unit: str
    limit: float
    floor: float | None = None
    best: float | None = None
    best_floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """The median's ratio to the floor's median."""
        return None if self.floor is None else self.value / self.floor

    @property
    def passes(self) -> bool:
        """Whether the number to beat is beaten."""
        return (self.value if self.ratio is None else self.ratio) <= self.limit


def interleave(rounds: int, contenders: Mapping[str, Callable[[], float]]) -> Samples:
    """Let each run once a round, in turns, after one round to warm up: drift then meets all alike."""
    samples: dict[str, list[float]] = {name: [] for name in contenders}
    names = list(contenders)
    for number in range(rounds + 1):
        for name in names if number % 2 else names[::-1]:
            taken = contenders[name]()
            if number:
                samples[name].append(taken)
    return samples


def compared(what: str, ours: Sequence[float], floor: Sequence[float], limit: float) -> Line:
    """Medians against each other, with the best of both beside."""
    return Line(what, statistics.median(ours), "ms", limit, statistics.median(floor), min(ours), min(floor))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(max(-int(-len(ordered) * share // 1) - 1, 0), len(ordered) - 1)]


def printed(line: Line) -> str:
    """One line for people."""
    is_judged = line.limit != TO_KNOW
    mark = "    " if not is_judged else "PASS" if line.passes else "over"
    if line.floor is None:
        limit = f"   (at most {line.limit:g} {line.unit})" if is_judged else ""
        return f"  {mark}  {line.what:<46} {line.value:9.2f} {line.unit}{limit}"
    limit = f"   (at most {line.limit:g}x)" if is_judged else ""
    best = ""
    if line.best is not None and line.best_floor is not None:
        best = f"   min {line.best:.1f} / {line.best_floor:.1f} = {line.best / line.best_floor:.2f}x"
    return (
        f"  {mark}  {line.what:<46} {line.value:9.1f} / {line.floor:.1f} {line.unit} "
        f"= {line.value / line.floor:.2f}x{limit}{best}"
    )
