"""What the points are made of: one lying bar for each kind, longest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.text import clean
from widgets.charts.canvas import Canvas
from widgets.charts.chart import Chart
from widgets.charts.picture import Picture, Role
from widgets.charts.scale import short_number
from widgets.width import fit, width_of

LONGEST_BAR = 60
GAP = 2


class Share(NamedTuple):
    """The points of one kind."""

    label: str
    points: int


class MixChart(Chart[tuple[Share, ...]]):
    """Lying bars with label, length and points. Kinds that do not fit are added up in the last line."""

    def is_blank(self, data: tuple[Share, ...]) -> bool:
        """Whether no kind has points."""
        return not any(share.points for share in data)

    def draw(self, data: tuple[Share, ...], width: int, height: int) -> Picture:
        """Draw the kinds, with a blank line between them where there is room."""
        shown = _longest_first(data, height)
        numbers = [short_number(share.points) for share in shown]
        number_cells = max(len(number) for number in numbers)
        label_cells = min(width // 3, max(width_of(share.label) for share in shown))
        first = label_cells + number_cells + 2 * GAP
        bar_cells = min(LONGEST_BAR, width - first)
        most = max(1, *(share.points for share in shown))
        line_step = 2 if height >= 2 * len(shown) - 1 else 1
        rows = range(0, len(shown) * line_step, line_step)
        canvas = Canvas(width, height)
        for row, share in zip(rows, shown, strict=True):
            length = max(0, share.points) * bar_cells / most
            canvas.lying_bar(first, height - 1 - row, length, Role.DONE)
        picture = canvas.picture()
        for row, share, number in zip(rows, shown, numbers, strict=True):
            picture.write(0, row, fit(share.label, label_cells), Role.LABEL)
            picture.write(label_cells + GAP, row, number.rjust(number_cells), Role.VALUE)
        return picture

    def summary(self, data: tuple[Share, ...]) -> str:
        """The largest kinds by name and number."""
        return "  ".join(f"{share.label} {short_number(share.points)}" for share in _longest_first(data, 12))


def _longest_first(data: Sequence[Share], most: int) -> list[Share]:
    """At most `most` shares, largest first, with clean labels and without those of no points."""
    counted = [Share(clean(share.label), share.points) for share in data if share.points]
    ordered = sorted(counted, key=lambda share: -share.points)
    if len(ordered) <= most:
        return ordered
    rest = ordered[most - 1 :]
    return [*ordered[: most - 1], Share(f"{len(rest)} more", sum(share.points for share in rest))]
