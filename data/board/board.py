"""The board: the nine numbers of a period, for each person that somebody reaches, and for several together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from data.board.meetings import meeting_kinds
from data.board.numbers import NUMBERS, Code, Number
from data.board.sources import SOURCES, Rows, Span
from data.calendar.days import day_of
from data.calendar.periods import Period
from data.deals.currencies import Exchange, exchange_on
from data.kernel.commands import Reader
from data.kernel.ratio import Ratio
from data.people.person import Person, everybody
from data.people.reach import reach_of

NOBODY = 0
"""Stands for the person of what is nobody's."""


class Figure(NamedTuple):
    """How much there is of a number: records (``many``), those of them with an amount, and the sum of these.

    The sum is in hundredths of the company's currency or in days. ``parts`` are the records by what they are;
    ``apart`` have an amount in a currency without a rate, which is in no sum.
    """

    many: int = 0
    valued: int = 0
    total: int = 0
    apart: int = 0
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def mean(self) -> Ratio:
        """The sum ÷ the records that have an amount."""
        return Ratio(self.total, self.valued)


class Line(NamedTuple):
    """A number for some people: their own, and what is told beside."""

    number: Number
    own: Figure
    beside: Figure | None


class Board(NamedTuple):
    """The nine numbers of a period by code and person. ``people`` are those who are reached and sell.

    ``everybody``: what is nobody's and of whom no longer sells counts in the sum of all, too.
    """

    period: Period
    currency: str
    people: tuple[Person, ...]
    everybody: bool
    own: Mapping[Code, Mapping[int, Figure]]
    beside: Mapping[Code, Mapping[int, Figure]]

    def lines(self, numbers: Iterable[Number], people: Collection[int] | None) -> list[Line]:
        """Numbers for some people together (None: for all that are counted)."""
        return [
            Line(
                number,
                _sum(self.own[number.code], people),
                _sum(self.beside[number.code], people) if number.code in self.beside else None,
            )
            for number in numbers
        ]

    def of_role(self, role: str) -> tuple[Person, ...]:
        """The people who work as that."""
        return tuple(person for person in self.people if person.sales_role == role)


def board_of(reader: Reader, actor: Person, period: Period, now: int) -> Board:
    """The board of all whom a person reaches. Money is in the company's currency, at the rates of the last day."""
    reach = reach_of(reader, actor)
    span = span_of(reader, actor, period, now)
    exchange = exchange_on(reader, last_day(actor, period, now))
    people = None if reach.people is None else sorted(reach.people)
    own, beside = dict[Code, Mapping[int, Figure]](), dict[Code, Mapping[int, Figure]]()
    for code, source in SOURCES.items():
        own[code] = _figures(reader, (source.counted or source.own)(span), people, exchange)
        if source.beside is not None:
            beside[code] = _figures(reader, source.beside(span), people, exchange)
    sellers = tuple(
        person
        for person in everybody(reader, active_only=True)
        if person.sells and reach.holds_person(person.id)
    )
    return Board(period, exchange.own, sellers, people is None, own, beside)


def span_of(reader: Reader, actor: Person, period: Period, now: int) -> Span:
    """A period as rows are asked for it, in the time zone of whoever looks."""
    begin, end = period.instants(actor.zone)
    return Span(
        *(begin, end),
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        until=last_day(actor, period, now).isoformat(),
        kinds=meeting_kinds(reader),
    )


def last_day(actor: Person, period: Period, now: int) -> date:
    """The last day of a period, or today while it goes on: its rates hold, and customers are counted then."""
    return min(period.last, day_of(now, actor.zone))


def _figures(
    reader: Reader, rows: Rows, people: list[int] | None, exchange: Exchange
) -> Mapping[int, Figure]:
    sql, params = within(rows, people)
    found: dict[int, Figure] = {}
    for person, part, currency, many, valued, total in reader.select(
        f"select person, part, currency, sum(many), count(amount), sum(amount) from ({sql}) group by 1, 2, 3",
        params,
    ):
        worth = None if total is None else exchange.worth(total, currency)
        apart = valued if total is not None and worth is None else 0
        figure = Figure(many, valued - apart, worth or 0, apart, ((part, many),) if part else ())
        key = person or NOBODY
        found[key] = _together([found[key], figure]) if key in found else figure
    return found


def within(rows: Rows, people: Collection[int] | None) -> Rows:
    """The rows that count for some people (None: for anybody)."""
    if people is None:
        return rows
    ids = ", ".join(f"{person:d}" for person in people)
    return Rows(f"select * from ({rows.sql}) where person in ({ids})", rows.params)


def _sum(figures: Mapping[int, Figure], people: Collection[int] | None) -> Figure:
    return _together(
        figure for person, figure in sorted(figures.items()) if people is None or person in people
    )


def _together(figures: Iterable[Figure]) -> Figure:
    many = valued = total = apart = 0
    parts: dict[str, int] = {}
    for figure in figures:
        many, valued = many + figure.many, valued + figure.valued
        total, apart = total + figure.total, apart + figure.apart
        for part, number in figure.parts:
            parts[part] = parts.get(part, 0) + number
    return Figure(many, valued, total, apart, tuple(sorted(parts.items())))


def no_board(period: Period, currency: str) -> Board:
    """A board on which nothing was read yet."""
    return Board(period, currency, (), False, {one.code: {} for one in NUMBERS}, {})
