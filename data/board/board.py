"""The board: the nine numbers of a period, for each person that somebody reaches, and for several together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from data.board.meetings import meeting_kinds
from data.board.numbers import Code, Number
from data.board.sources import SOURCES, Source, Span
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
                _sum(self.beside[number.code], people) if number.beside else None,
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
    counted: dict[Source, Counted] = {}
    for source in SOURCES.values():
        if source not in counted:
            counted[source] = _counted(reader, source, span, exchange)
    sellers = tuple(
        person
        for person in everybody(reader, active_only=True)
        if person.sells and reach.holds_person(person.id)
    )
    return Board(
        *(period, exchange.own, sellers),
        everybody=span.people is None,
        own={code: counted[source].own for code, source in SOURCES.items()},
        beside={code: counted[source].beside for code, source in SOURCES.items()},
    )


def span_of(reader: Reader, actor: Person, period: Period, now: int) -> Span:
    """A period as rows are asked for it: in the time zone of whoever looks, of those who are reached."""
    begin, end = period.instants(actor.zone)
    people = reach_of(reader, actor).people
    return Span(
        *(begin, end),
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        until=last_day(actor, period, now).isoformat(),
        kinds=meeting_kinds(reader),
        people=None if people is None else tuple(sorted(people)),
    )


def last_day(actor: Person, period: Period, now: int) -> date:
    """The last day of a period, or today while it goes on: its rates hold, and customers are counted then."""
    return min(period.last, day_of(now, actor.zone))


class Counted(NamedTuple):
    """What a source gives: the figures of each person's own, and of what each has a part in besides."""

    own: Mapping[int, Figure]
    beside: Mapping[int, Figure]


def _counted(reader: Reader, source: Source, span: Span, exchange: Exchange) -> Counted:
    groups = _groups(reader, source.counted or source.rows, span)
    of_others = groups if source.of_others is None else _groups(reader, source.of_others, span)
    return Counted(
        _figures((group for group in groups), lambda group: group.person or NOBODY, span, exchange),
        _figures(
            (group for group in of_others if group.other is not None and group.other != group.person),
            lambda group: group.other or NOBODY,
            span,
            exchange,
        ),
    )


class _Group(NamedTuple):
    """Rows that are alike, summed."""

    person: int | None
    other: int | None
    part: str
    currency: str
    many: int
    valued: int
    total: int | None


def _groups(reader: Reader, rows: Callable[[Span], str], span: Span) -> list[_Group]:
    sql = (
        "select person, other, part, currency, sum(many), count(amount), sum(amount) "
        f"from ({rows(span)}) group by 1, 2, 3, 4"
    )
    return [_Group._make(row) for row in reader.select(sql, span.params)]


def _figures(
    groups: Iterable[_Group], whose: Callable[[_Group], int], span: Span, exchange: Exchange
) -> Mapping[int, Figure]:
    found: dict[int, list[Figure]] = {}
    for group in groups:
        person = whose(group)
        if span.people is not None and person not in span.people:
            continue
        worth = None if group.total is None else exchange.worth(group.total, group.currency)
        apart = group.valued if group.total is not None and worth is None else 0
        parts = ((group.part, group.many),) if group.part else ()
        found.setdefault(person, []).append(
            Figure(group.many, group.valued - apart, worth or 0, apart, parts)
        )
    return {person: _together(figures) for person, figures in found.items()}


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
