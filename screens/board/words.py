"""How the board is told: cells of its numbers, people and records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from data.board.board import Board, Line
from data.board.numbers import Number
from data.board.opening import Opened
from data.board.words import beside_words, counts_words, months_words, value_words
from data.calendar.days import day_of, short_date
from data.people.person import Person
from data.records.money import money_words
from widgets.paged_list import Cell, Column

NUMBER_COLUMNS = (
    Column("", 1, align="right"),
    Column("number", 16, flex=4),
    Column("value", 12, align="right"),
    Column("beside", 14, flex=1, drop_below=60),
    Column("made of", 14, flex=1, drop_below=72),
)
PEOPLE_COLUMNS = (
    Column("person", 10, flex=2),
    Column("role", 4, drop_below=30),
    Column("value", 10, align="right"),
    Column("beside", 10, flex=2, drop_below=44),
)
RECORD_COLUMNS = (
    Column("day", 6),
    Column("record", 16, flex=3),
    Column("person", 8, flex=1, drop_below=50),
    Column("", 8, flex=1, drop_below=64),
    Column("", 8, align="right", drop_below=36),
)


def number_cells(line: Line, board: Board, kinds: Mapping[str, str]) -> tuple[Cell, ...]:
    """The cells of a number."""
    return (
        Cell(f"{line.number.place}", "dim"),
        Cell(line.number.name),
        Cell(value_words(line.number, line.own, board.currency), "strong"),
        Cell(beside_words(line, board.currency)),
        Cell(counts_words(line.number, line.own, board.currency, kinds), "dim"),
    )


def person_cells(person: Person, line: Line, board: Board) -> tuple[Cell, ...]:
    """The cells of a person, with one number."""
    return (
        Cell(person.name),
        Cell(person.sales_role, "dim"),
        Cell(value_words(line.number, line.own, board.currency), "strong"),
        Cell(beside_words(line, board.currency), "dim"),
    )


def record_cells(
    one: Opened,
    number: Number,
    board: Board,
    names: Mapping[int, str],
    kinds: Mapping[str, str],
    zone: tzinfo,
) -> tuple[Cell, ...]:
    """The cells of a record that a number counts."""
    amount = f"{one.many}" if one.many > 1 else ""
    if one.amount is not None:
        is_money = number.unit != "months"
        amount = money_words(one.amount, board.currency) if is_money else months_words(one.amount)
    day = day_of(one.at, zone)
    return (
        Cell(short_date(day, day), "dim"),
        Cell(one.label or "no name"),
        Cell(names.get(one.person or 0, "nobody"), "dim"),
        Cell(kinds.get(one.part, one.part), "dim"),
        Cell(amount),
    )
