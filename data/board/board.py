"""The board: the nine numbers of a period, for each person that somebody reaches, and for several together.

Each number is a KPI: its records are those of the scorecard, read once for all people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from data.board.numbers import NUMBERS, Code, Number
from data.calendar.periods import Period
from data.kernel.commands import Reader
from data.kernel.side_by_side import side_by_side
from data.kernel.store import Store
from data.kpi.measure import Asked, Behind, Measure, Sums, behind, by_person, together
from data.kpi.reckon import Value, value_of
from data.people.person import Person, everybody
from data.people.reach import reach_of
from data.records.own_currency import company_currency

NOBODY = 0
"""Stands for the person of what is nobody's."""


SOON: frozenset[Code] = frozenset({"handed", "meetings", "closed", "sale_value", "stays"})
"""The numbers that are read soon, however many deals there are."""
MANY, MANY_DEALS = 50, 5_000
"""Of so many people, or of such as have so many deals, a whole board takes longer to read than one waits for without
seeing something.
"""


class Figure(NamedTuple):
    """What the records of a number come to, by their parts: a source, a kind. One may have yet to be read."""

    number: Number
    parts: tuple[tuple[str, Sums], ...] = ()
    is_read: bool = True

    @property
    def sums(self) -> Sums:
        """What all of them come to."""
        return together(sums for _, sums in self.parts)

    @property
    def value(self) -> Value:
        """What the number comes to."""
        return value_of(self.number.kpi, self.number.measure, self.sums)

    @property
    def many(self) -> int:
        """How many there are of what is counted, or of what a mean is of."""
        return self.sums.records if self.number.is_mean else round(self.sums.part)


class Line(NamedTuple):
    """A number for some people: their own, and what is told beside (None: nothing is)."""

    number: Number
    own: Figure
    beside: Figure | None


class Board(NamedTuple):
    """The nine numbers of a period by code and person. ``people`` are those who are reached and sell.

    What is nobody's and of whom no longer sells counts for whoever reaches all, in the sum of all.
    """

    period: Period
    currency: str
    people: tuple[Person, ...]
    own: Mapping[Code, Mapping[int, Figure]]
    beside: Mapping[Code, Mapping[int, Figure]]

    @property
    def is_whole(self) -> bool:
        """Whether all numbers were read, and what is told beside them."""
        return len(self.own) == len(NUMBERS) and len(self.beside) == len(_WITH_BESIDE)

    def over(self, earlier: Board) -> Board:
        """The same, with what was read before of numbers that have yet to be read again."""
        return self._replace(own={**earlier.own, **self.own}, beside={**earlier.beside, **self.beside})

    def lines(self, numbers: Iterable[Number], people: Collection[int] | None) -> list[Line]:
        """Numbers for some people together (None: for all that are counted)."""
        return [
            Line(
                number,
                _together(number, self.own.get(number.code), people),
                _together(number, self.beside.get(number.code), people) if number.beside else None,
            )
            for number in numbers
        ]

    def of_role(self, role: str) -> tuple[Person, ...]:
        """The people who work as that."""
        return tuple(person for person in self.people if person.sales_role == role)


_Wanted = tuple[Number, bool]
"""A number, and whether it is what is told beside."""
_Found = Mapping[int | None, Mapping[str, Sums]]
"""What it comes to, by person and part."""


def _wanted(codes: Collection[Code]) -> list[_Wanted]:
    numbers = [number for number in NUMBERS if number.code in codes]
    return [
        *((number, False) for number in numbers),
        *((number, True) for number in numbers if number.beside),
    ]


_ONE_HALF: frozenset[Code] = frozenset({"handed", "meetings", "requested", "closed", "sale_value"})
_PARTS = (_wanted(_ONE_HALF), _wanted({number.code for number in NUMBERS} - _ONE_HALF))
"""Two parts of a board that take about as long as each other."""
_WANTED_SOON = [one for one in _wanted(SOON) if not one[1]]
_WITH_BESIDE = [number for number in NUMBERS if number.beside]


def board_of(reader: Reader, actor: Person, period: Period, now: int, *, soon: bool = False) -> Board:
    """The board of all whom a person reaches. Money is in the company's currency, at the rates of the last day.

    Of very much only a part is read where it is to be there ``soon``.
    """
    asked = _asked(reader, actor, period, now)
    is_part = soon and _is_much(reader, asked)
    wanted = _WANTED_SOON if is_part else [one for part in _PARTS for one in part]
    return _board(
        reader, asked, period, zip(wanted, by_person(reader, _measured(wanted), asked), strict=True)
    )


def board_side_by_side(store: Store, actor: Person, period: Period, now: int) -> Board:
    """The same, of very much read by two connections."""
    asked = _asked(store, actor, period, now)
    if not _is_much(store, asked):
        return board_of(store, actor, period, now)
    questions = [partial(by_person, store, _measured(part), asked) for part in _PARTS]
    found = [
        one
        for place, answer in side_by_side(store, questions)
        for one in zip(_PARTS[place], answer, strict=True)
    ]
    return _board(store, asked, period, found)


def _is_much(reader: Reader, asked: Asked) -> bool:
    if len(asked.people) >= MANY:
        return True
    marks = ", ".join("?" * len(asked.people))
    some = f"select 1 from deal where owner_id in ({marks}) limit {MANY_DEALS}"
    return int(reader.select(f"select count(*) from ({some})", asked.people)[0][0]) == MANY_DEALS


def _measured(wanted: Iterable[_Wanted]) -> list[tuple[Measure, bool]]:
    return [(number.measure, is_beside) for number, is_beside in wanted]


def _board(reader: Reader, asked: Asked, period: Period, found: Iterable[tuple[_Wanted, _Found]]) -> Board:
    sellers = tuple(
        person for person in everybody(reader, active_only=True) if person.sells and person.id in asked.people
    )
    own: dict[Code, Mapping[int, Figure]] = {}
    beside: dict[Code, Mapping[int, Figure]] = {}
    for (number, is_beside), sums in found:
        (beside if is_beside else own)[number.code] = _figures(number, sums)
    return Board(period, company_currency(reader), sellers, own, beside)


def opened(
    reader: Reader,
    actor: Person,
    number: Number,
    period: Period,
    people: Collection[int] | None,
    now: int,
    *,
    beside: bool = False,
) -> list[Behind]:
    """The records of a number for some people (None: all that somebody reaches), the latest first."""
    asked = _asked(reader, actor, period, now)
    if people is not None:
        asked = asked._replace(people=tuple(person for person in asked.people if person in people))
    return behind(reader, number.measure, asked, beside=beside)


def _asked(reader: Reader, actor: Person, period: Period, now: int) -> Asked:
    """Of all whom a person reaches; of whoever reaches everybody also of what is nobody's."""
    reached = reach_of(reader, actor).people
    people = (
        (*(person.id for person in everybody(reader)), None) if reached is None else tuple(sorted(reached))
    )
    return Asked(people, (period,), actor.zone, now)


def _figures(number: Number, found: _Found) -> Mapping[int, Figure]:
    return {
        NOBODY if person is None else person: Figure(number, tuple(sorted(parts.items())))
        for person, parts in found.items()
    }


def _together(number: Number, figures: Mapping[int, Figure] | None, people: Collection[int] | None) -> Figure:
    if figures is None:
        return Figure(number, is_read=False)
    by_part: dict[str, list[Sums]] = {}
    for person, figure in figures.items():
        if people is None or person in people:
            for part, sums in figure.parts:
                by_part.setdefault(part, []).append(sums)
    return Figure(number, tuple((part, together(found)) for part, found in sorted(by_part.items())))
