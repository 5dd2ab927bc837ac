"""What of a file stays beside its records as text, or is read otherwise than it stands: kept, counted and said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from data.files.findings import counted, listed
from data.kernel.text import clean

Why = Literal["unread", "cut", "whole", "unplanned", "nothing", "mended"]
"""``unread``: it is not what its column holds. ``cut``: it is too long for its place. ``whole``: it says more than was
read of it. ``unplanned``: it is no step with a day ahead. ``nothing``: it says that there is nothing. ``mended``: its
digits were read, not its form."""
MOST_ROWS = 1_000
"""Rows that are named of each column."""
_EMPTY = frozenset(("[]", "{}", '""', "''", '[""]'))
_ROWS_SAID = 5
_COLUMNS_SAID = 8


class Spill(dict[str, str]):
    """Cells of one row that stay beside its record, by column; ``told`` is why, and what is to be said of others."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[Why, str, str]] = []

    def keep(self, why: Why, column: str, cell: str) -> None:
        """Keep a cell beside the record, and say so."""
        self[column] = cell
        self.told.append((why, column, cell))

    def tell(self, why: Why, column: str, text: str) -> None:
        """Say of a cell how it was read."""
        self.told.append((why, column, text))

    def say_nothing(self, column: str, cell: str) -> None:
        """Say that a filled cell was read as empty, unless nobody would take it for filled."""
        if cell not in _EMPTY:
            self.told.append(("nothing", column, cell))


class Aside(NamedTuple):
    """The cells of a column of which one thing is to be said: how many, in which rows, and what the first one says."""

    why: Why
    column: str
    cells: int
    rows: Sequence[int]
    example: str


class SetAside:
    """Counts by column what stays beside the records of a file, or was read otherwise."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._rows: dict[tuple[Why, str], list[int]] = {}
        self._counts: dict[tuple[Why, str], int] = {}
        self._first: dict[tuple[Why, str], str] = {}

    def take(self, spill: Spill, row: int) -> None:
        """Add what is to be said of one row."""
        for why, column, cell in spill.told:
            key = (why, column)
            rows = self._rows.setdefault(key, [])
            if len(rows) < MOST_ROWS:
                rows.append(row)
            self._counts[key] = self._counts.get(key, 0) + 1
            self._first.setdefault(key, cell)

    @property
    def all(self) -> list[Aside]:
        """What is to be said, by column."""
        return [
            Aside(why, column, count, self._rows[why, column], self._first[why, column])
            for (why, column), count in self._counts.items()
        ]

    def findings(self) -> list[str]:
        """A sentence for each column, and one for all that says nothing."""
        order: Sequence[Why] = ("unread", "whole", "cut", "unplanned", "mended")
        said = [self._said(one) for why in order for one in self.all if one.why == why]
        nothing = [one for one in self.all if one.why == "nothing"]
        if nothing:
            count = sum(one.cells for one in nothing)
            words = listed(list(dict.fromkeys(one.example.strip() for one in nothing)), 3)
            columns = listed([one.column for one in nothing], _COLUMNS_SAID)
            says = "says" if count == 1 else "say"
            said.append(f"{counted(count, 'cell')} of {columns} {says} nothing ({words}): read as empty.")
        return said

    def _said(self, one: Aside) -> str:
        column, example = clean(one.column, 60), clean(one.example, 40)
        cells = f"{counted(one.cells, 'cell')} of {column}"
        rows = f"({rows_said(one.rows, one.cells)})"
        if one.why == "unread":
            they = "it is" if one.cells == 1 else "they are"
            return (
                f"{cells} cannot be read {rows}, such as {example}: kept beside the {self._noun} as {they}."
            )
        if one.why == "whole":
            says = "says" if one.cells == 1 else "say"
            return f"{cells} {says} more than was read {rows}, such as {example}: kept whole beside the {self._noun}."
        if one.why == "unplanned":
            return (
                f"{cells} no step with a day ahead {rows}, such as {example}: kept beside the {self._noun}."
            )
        if one.why == "cut":
            return f"{cells} too long {rows}: cut, and kept whole beside the {self._noun}."
        return (
            f"{cells} read by the digits {rows}, as a spreadsheet changed the form: {clean(one.example, 80)}."
        )


def rows_said(rows: Sequence[int], count: int) -> str:
    """Row numbers in words, the first ones of ``count``: ``rows 2, 5 and 7``."""
    if count == 1:
        return f"row {rows[0]:,}"
    numbers = [f"{row:,}" for row in rows[:_ROWS_SAID]]
    if count > _ROWS_SAID:
        return f"rows {', '.join(numbers)} and {count - _ROWS_SAID:,} more"
    return f"rows {', '.join(numbers[:-1])} and {numbers[-1]}"


def columns_aside(kept: Sequence[str], left_out: Sequence[str], ignored: Sequence[str]) -> list[str]:
    """One sentence on columns without a field: those kept under their own names, and those that are not taken."""
    parts = (
        ("kept as own fields", kept),
        ("left out", left_out),
        ("not taken, as no field is called so", ignored),
    )
    said = [f"{what}: {_named(columns)}" for what, columns in parts if columns]
    return [f"Columns {'; '.join(said)}."] if said else []


def _named(columns: Sequence[str]) -> str:
    return listed([clean(column, 40) for column in columns], _COLUMNS_SAID)
