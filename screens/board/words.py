"""How the board is told: cells of its numbers and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from data.board.board import Board, Line
from data.board.words import beside_in_short, counts_words, unknown_words, value_words
from data.people.person import Person
from widgets.paged_list import Cell, Column
from widgets.width import width_of

WIDEST = 250
"""Cells of a list that is wider than any."""
PEOPLE_COLUMNS = (
    Column("person", 10, flex=2),
    Column("role", 4, drop_below=30),
    Column("value", 10, align="right"),
    Column("beside", 10, drop_below=44),
)


def number_columns(cells: Iterable[Sequence[Cell]]) -> tuple[Column, ...]:
    """The columns of the numbers; what they are made of stands among them where all of it has room."""
    made_of = max((width_of(row[-1].text) for row in cells), default=0)
    return (
        Column("", 1, align="right"),
        Column("number", 16, flex=12),
        Column("value", 9, align="right"),
        Column("beside", 12, drop_below=60),
        Column("made of", made_of, drop_below=WIDEST, takes_rest=True),
    )


def number_cells(line: Line, board: Board, kinds: Mapping[str, str]) -> tuple[Cell, ...]:
    """The cells of a number."""
    return (
        Cell(f"{line.number.place}", "dim"),
        Cell(line.number.kpi.name),
        Cell(value_words(line.own, board.currency), "strong"),
        Cell(beside_in_short(line, board.currency)),
        Cell(counts_words(line.own, board.currency, kinds), "dim"),
    )


def made_of_lines(line: Line, board: Board, kinds: Mapping[str, str], unknown: int) -> list[str]:
    """A number: its formula, and what it is made of, where that is known; ``unknown`` deals it leaves out."""
    counts, left_out = counts_words(line.own, board.currency, kinds), unknown_words(line.number, unknown)
    formula = f"{line.number.kpi.name}: {line.number.kpi.formula}{f'; {left_out}' if left_out else ''}"
    return [formula, *([f"made of {counts}"] if counts else [])]


def person_cells(person: Person, line: Line, board: Board) -> tuple[Cell, ...]:
    """The cells of a person, with one number."""
    return (
        Cell(person.name),
        Cell(person.sales_role, "dim"),
        Cell(value_words(line.own, board.currency), "strong"),
        Cell(beside_in_short(line, board.currency), "dim"),
    )
