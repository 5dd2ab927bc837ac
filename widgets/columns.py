"""Columns of a list: what is declared, and how they share a given width by what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from widgets.row_cache import Row
from widgets.width import Align, width_of

GAP = 2
"""Blank cells between two columns."""
LEAST = 8
"""Cells without which a text that has room for more says nothing."""
WIDEST = 400
"""Cells beyond which nobody looks how wide a text is."""


class Column(NamedTuple):
    """One column of a list.

    Each takes what its cells need. Without `flex` that is `width` at least, and never less. With it, `width` is what it
    may be cut down to where there is not room for all; what nobody needs is shared by `flex`, unless a column
    `takes_rest`: then what stands before it stays together in a wide list. A column in which nothing stands is left
    out. One with `drop_below` shows its cells in short in a list narrower than that, unless the others leave it its
    least.

    Where there is no room for the least widths, a column that `joins` runs on after the text of the one before it.
    """

    title: str
    width: int = 0
    flex: int = 0
    align: Align = "left"
    drop_below: int = 0
    joins: bool = False
    takes_rest: bool = False


class Slot(NamedTuple):
    """Where a column ended up: its place among the declared columns and its width in cells.

    ``joined`` are the places of columns that run on in it; ``is_short`` says that its cells show in short.
    """

    position: int
    column: Column
    width: int
    joined: tuple[int, ...] = ()
    is_short: bool = False


class Contents:
    """How wide what stands in each column is, as far as rows were seen: widths only grow, so that nothing jumps."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.texts = [0] * len(columns)
        """The cells of the widest text of each column."""
        self.shorts = [0] * len(columns)
        """The same in short."""

    def take(self, rows: Iterable[Row]) -> bool:
        """Look at rows; says whether any column needs more than before."""
        before = (*self.texts, *self.shorts)
        for row in rows:
            cells = row or ()
            if len(cells) == 1 < len(self.texts):
                continue  # it takes the whole line
            for place, cell in enumerate(cells[: len(self.texts)]):
                self.texts[place] = max(self.texts[place], min(width_of(cell.text), WIDEST))
                self.shorts[place] = max(self.shorts[place], width_of(cell.short))
        return before != (*self.texts, *self.shorts)

    @property
    def are_seen(self) -> bool:
        """Whether anything was seen to stand in a column."""
        return any(self.texts)


class Layout:
    """The columns of a list in its width: laid out anew only where something does not fit that could."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self._contents = Contents(columns)
        self._slots: list[Slot] = []
        self._width = -1

    @property
    def needed(self) -> int:
        """The cells in which every column shows all that was seen of it."""
        texts = enumerate(self._contents.texts)
        return sum_with_gaps([_wanted(self.columns[at], text) for at, text in texts if text])

    def slots(self, width: int) -> list[Slot]:
        """The columns that show in ``width`` cells."""
        if width != self._width:
            self._width = width
            self._slots = lay_out(self.columns, width, self._contents)
        return self._slots

    def take(self, rows: Iterable[Row]) -> bool:
        """Look at rows that are to be shown; says whether columns have moved by it."""
        if not self._contents.take(rows) or self._holds_all():
            return False
        before, self._slots = self._slots, lay_out(self.columns, self._width, self._contents)
        return before != self._slots

    def forget(self) -> None:
        """Forget what was seen: other rows follow."""
        self._contents = Contents(self.columns)
        self._width = -1

    def _holds_all(self) -> bool:
        """Whether each column with anything in it has a place, wide enough for what was seen."""
        shown = {slot.position: slot.width for slot in self._slots if not slot.is_short and not slot.joined}
        return all(shown.get(at, -1) >= text for at, text in enumerate(self._contents.texts) if text)


def lay_out(columns: Sequence[Column], width: int, contents: Contents | None = None) -> list[Slot]:
    """Return the columns that show in `width` cells, left to right.

    Until contents were seen, the declared widths count. Columns that no longer fit are cut, then dropped, from the
    right.
    """
    seen = contents if contents is not None and contents.are_seen else None
    places = [at for at in range(len(columns)) if seen is None or seen.texts[at]]
    wanted = {at: _wanted(columns[at], seen.texts[at] if seen else 0) for at in places}
    kept = _kept(columns, places, wanted, width, is_seen=seen is not None)
    slots = [Slot(at, columns[at], wanted[at]) for at in kept]
    if seen is not None:
        left_out = [at for at in places if at not in kept and seen.shorts[at]]
        slots += [Slot(at, columns[at], seen.shorts[at], is_short=True) for at in left_out]
    slots.sort(key=lambda slot: slot.position)
    return _cut_to(width, _shared(_joined(slots, width), width))


def fair_shares(
    room: int, wanted: Sequence[int], weights: Sequence[int] = (), least: Sequence[int] = ()
) -> list[int]:
    """Share `room` cells by weight among columns that want so many, and take so many at least.

    None gets more than it wants, and none goes short while another has more than its share.
    """
    widths = [min(low, want) for low, want in zip(least or [0] * len(wanted), wanted, strict=True)]
    left = room - sum(widths)
    while left > 0 and (short := [at for at, want in enumerate(wanted) if widths[at] < want]):
        parts = _share(left, [max(1, weights[at]) if weights else 1 for at in short])
        for at, part in zip(short, parts, strict=True):
            more = min(part, wanted[at] - widths[at])
            widths[at] += more
            left -= more
    return widths


def sum_with_gaps(widths: Sequence[int]) -> int:
    """The cells of columns side by side."""
    return sum(widths) + GAP * max(0, len(widths) - 1)


def _wanted(column: Column, text: int) -> int:
    """The cells that a column takes where there is room."""
    if not text:
        return column.width
    return max(text, width_of(column.title) if column.flex else column.width)


def _least(slot: Slot) -> int:
    return min(slot.column.width, slot.width) if slot.column.flex and not slot.is_short else slot.width


def _kept(
    columns: Sequence[Column], places: Sequence[int], wanted: dict[int, int], width: int, *, is_seen: bool
) -> list[int]:
    """The columns that are not left out for want of room."""
    kept = [at for at in places if not columns[at].drop_below]
    for at in (at for at in places if columns[at].drop_below):
        column = columns[at]
        least = min(wanted[at], max(column.width, LEAST if column.flex else 0))
        rest = sum_with_gaps([*(wanted[other] for other in kept), least])
        if width >= column.drop_below or (is_seen and rest <= width):
            kept.append(at)
    return sorted(kept)


def _joined(slots: Sequence[Slot], width: int) -> list[Slot]:
    """The slots, those that run on united with the ones before them where the least widths do not fit."""
    if sum_with_gaps([_least(slot) for slot in slots]) <= width:
        return list(slots)
    united: list[Slot] = []
    for slot in slots:
        if slot.column.joins and not slot.is_short and united and not united[-1].is_short:
            before = united.pop()
            both = sum_with_gaps([before.width, slot.width])
            slot = before._replace(width=both, joined=(*before.joined, slot.position))
        united.append(slot)
    return united


def _shared(slots: Sequence[Slot], width: int) -> list[Slot]:
    """The slots as wide as they may be: what they want where it fits, what is left over shared as well."""
    room = width - GAP * max(0, len(slots) - 1)
    weights = [0 if slot.is_short else slot.column.flex for slot in slots]
    widths = fair_shares(room, [slot.width for slot in slots], weights, [_least(slot) for slot in slots])
    takers = [int(slot.column.takes_rest and not slot.is_short) for slot in slots]
    extra = _share(max(0, room - sum(widths)), takers if any(takers) else weights)
    return [slot._replace(width=cells + more) for slot, cells, more in zip(slots, widths, extra, strict=True)]


def _cut_to(width: int, slots: Sequence[Slot]) -> list[Slot]:
    """The slots that begin within the width."""
    shown: list[Slot] = []
    left = width
    for slot in slots:
        cells = min(slot.width, left)
        if cells <= 0:
            break
        shown.append(slot._replace(width=cells))
        left -= cells + GAP
    return shown


def _share(cells: int, weights: Sequence[int]) -> list[int]:
    """Divide `cells` by weight without losing one: each share ends where its running total rounds to."""
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    ends = [cells * sum(weights[: count + 1]) // total for count in range(len(weights))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
