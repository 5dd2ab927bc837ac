"""How the board is told: cells of its numbers and people."""

from __future__ import annotations

from collections.abc import Mapping

from data.board.board import Board, Line
from data.board.words import beside_in_short, counts_words, value_words
from data.people.person import Person
from widgets.paged_list import Cell, Column

NUMBER_COLUMNS = (
    Column("", 1, align="right"),
    Column("number", 16, flex=12),
    Column("value", 9, align="right"),
    Column("beside", 12, drop_below=60),
    Column("made of", 8, flex=1, drop_below=84, takes_rest=True),
)
PEOPLE_COLUMNS = (
    Column("person", 10, flex=2),
    Column("role", 4, drop_below=30),
    Column("value", 10, align="right"),
    Column("beside", 10, drop_below=44),
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


def person_cells(person: Person, line: Line, board: Board) -> tuple[Cell, ...]:
    """The cells of a person, with one number."""
    return (
        Cell(person.name),
        Cell(person.sales_role, "dim"),
        Cell(value_words(line.own, board.currency), "strong"),
        Cell(beside_in_short(line, board.currency), "dim"),
    )
